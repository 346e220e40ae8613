using Conference.Shared.Contracts;
using Conference.Shared.Data;
using Conference.Shared.Messages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Participants;

/// <summary>Every organisation and person as they are now, for modules that keep copies of them.</summary>
internal sealed class EveryoneAgain(ParticipantsDb db) : ITellsAgain
{
    public IReadOnlyCollection<Type> Messages { get; } = [typeof(OrganisationsChanged), typeof(PeopleChanged)];

    public ModuleDb Db => db;

    // Locked until the commit, so that whoever changes one of them meanwhile is heard after us.
    public async Task PublishAll(CancellationToken ct)
    {
        var (organisations, people) = db.Database.IsNpgsql()
            ? (db.Organisations.FromSql($"""SELECT * FROM "Participants_Organisations" FOR SHARE"""), db.People.FromSql($"""SELECT * FROM "Participants_People" FOR SHARE"""))
            : (db.Organisations, (IQueryable<Person>)db.People);
        db.Tell(await organisations.AsNoTracking().ToListAsync(ct), await people.AsNoTracking().ToListAsync(ct));
    }
}
