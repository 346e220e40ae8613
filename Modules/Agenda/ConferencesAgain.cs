using Conference.Shared.Contracts;
using Conference.Shared.Data;
using Conference.Shared.Messages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Agenda;

/// <summary>The facts of every conference as they are now, for those who keep copies of them.</summary>
internal sealed class ConferencesAgain(AgendaDb db) : ITellsAgain
{
    public IReadOnlyCollection<Type> Messages { get; } = [typeof(ConferenceChanged)];

    public ModuleDb Db => db;

    public async Task PublishAll(CancellationToken ct)
    {
        var editions = db.Database.IsNpgsql() ? db.Editions.FromSql($"""SELECT * FROM "Agenda_Editions" FOR SHARE""") : db.Editions;
        foreach (var edition in await editions.AsNoTracking().ToListAsync(ct)) db.Publish(edition.News());
    }
}
