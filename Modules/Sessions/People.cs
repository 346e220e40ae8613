using Conference.Shared.Contracts;
using Conference.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>Our copy of someone who takes part.</summary>
[NotAudited]
public sealed class KnownPerson
{
    public Guid Id { get; private set; }
    public string Name { get; private set; } = "";
    public string Title { get; private set; } = "";
    public string TitleEn { get; private set; } = "";
    public Guid OrganisationId { get; private set; }
    /// <summary>Roles, each between spaces, so that one can be looked for.</summary>
    public string Roles { get; private set; } = "";

    public bool Is(string role) => Roles.Contains($" {role} ", StringComparison.Ordinal);

    /// <summary>May speak and vote where the session admits their delegation: has a role besides observer.</summary>
    public bool MaySpeak { get; private set; }

    internal static KnownPerson Of(Guid id) => new() { Id = id };

    internal void Become(PersonChanged news) => (Name, Title, TitleEn, OrganisationId, Roles, MaySpeak) =
        (news.Name, news.Title, news.TitleEn, news.OrganisationId, $" {string.Join(' ', news.Roles)} ", news.Roles.Any(r => r != Shared.Access.Roles.Observer));
}

/// <summary>Our copy of an organisation: a delegation at the conference.</summary>
[NotAudited]
public sealed class KnownOrganisation
{
    public Guid Id { get; private set; }
    public string Code { get; private set; } = "";
    public OrganisationKind Kind { get; private set; }
    public string Name { get; private set; } = "";
    public string NameEn { get; private set; } = "";
    public string ShortName { get; private set; } = "";
    public string ShortNameEn { get; private set; } = "";

    internal static KnownOrganisation Of(Guid id) => new() { Id = id };

    internal void Become(OrganisationChanged news) => (Code, Kind, Name, NameEn, ShortName, ShortNameEn) =
        (news.Code, news.Kind, news.Name, news.NameEn, news.ShortName, news.ShortNameEn);
}

/// <summary>Keeps our copies of people and organisations.</summary>
public static class ParticipantsHandler
{
    public static async Task Handle(PeopleChanged changed, SessionsDb db, CancellationToken ct)
    {
        var ids = changed.People.Select(p => p.PersonId).ToList();
        var known = await db.People.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        foreach (var news in changed.People) (known.GetValueOrDefault(news.PersonId) ?? db.Add(KnownPerson.Of(news.PersonId)).Entity).Become(news);
        await RenameWaiting(db.Speakers.Where(s => ids.Contains(s.PersonId)), db, ct);
    }

    public static async Task Handle(OrganisationsChanged changed, SessionsDb db, CancellationToken ct)
    {
        var ids = changed.Organisations.Select(o => o.OrganisationId).ToList();
        var known = await db.Organisations.Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, ct);
        foreach (var news in changed.Organisations) (known.GetValueOrDefault(news.OrganisationId) ?? db.Add(KnownOrganisation.Of(news.OrganisationId)).Entity).Become(news);
        await RenameWaiting(db.Speakers.Where(s => ids.Contains(s.OrganisationId)), db, ct);
    }

    /// <summary>Lists of speakers show those who wait for the floor under the name they will be called by.</summary>
    private static async Task RenameWaiting(IQueryable<Speaker> speakers, SessionsDb db, CancellationToken ct)
    {
        var waiting = await speakers.Where(s => s.State == SpeakerState.Waiting && db.Sessions.Any(x => x.Id == s.SessionId && x.State != SessionState.Closed)).ToListAsync(ct);
        var renamed = new HashSet<Guid>();
        foreach (var speaker in waiting)
            if (await db.People.FindAsync([speaker.PersonId], ct) is { } person && speaker.Rename(person, await db.Organisations.FindAsync([person.OrganisationId], ct))) renamed.Add(speaker.SessionId);
        foreach (var session in renamed) db.Tell(session, SessionAct.Reordered);
    }
}
