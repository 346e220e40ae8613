using Conference.Shared.Contracts;
using Conference.Shared.Data;

namespace Conference.Sessions;

/// <summary>Our copy of someone who takes part.</summary>
[NotAudited]
public sealed class KnownPerson
{
    public Guid Id { get; private set; }
    public string Name { get; private set; } = "";
    public string Title { get; private set; } = "";
    public Guid OrganisationId { get; private set; }
    /// <summary>Roles, each between spaces, so that one can be looked for.</summary>
    public string Roles { get; private set; } = "";

    public bool Is(string role) => Roles.Contains($" {role} ", StringComparison.Ordinal);

    /// <summary>May speak and vote where the session admits their delegation: has a role besides observer.</summary>
    public bool MaySpeak { get; private set; }

    internal static KnownPerson Of(Guid id) => new() { Id = id };

    internal void Become(PersonChanged news) => (Name, Title, OrganisationId, Roles, MaySpeak) =
        (news.Name, news.Title, news.OrganisationId, $" {string.Join(' ', news.Roles)} ", news.Roles.Any(r => r != Shared.Access.Roles.Observer));
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
    public static async Task Handle(PersonChanged changed, SessionsDb db, CancellationToken ct)
    {
        var person = await db.People.FindAsync([changed.PersonId], ct) ?? db.Add(KnownPerson.Of(changed.PersonId)).Entity;
        person.Become(changed);
    }

    public static async Task Handle(OrganisationChanged changed, SessionsDb db, CancellationToken ct)
    {
        var organisation = await db.Organisations.FindAsync([changed.OrganisationId], ct) ?? db.Add(KnownOrganisation.Of(changed.OrganisationId)).Entity;
        organisation.Become(changed);
    }
}
