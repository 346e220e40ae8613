using Conference.Shared.Access;
using Conference.Shared.Contracts;
using Conference.Shared.Data;

namespace Conference.Feedback;

/// <summary>Our copy of someone who takes part: to assign comments to, and to see which delegations were not heard.</summary>
[NotAudited]
public sealed class KnownPerson
{
    public Guid Id { get; private set; }
    public string Name { get; private set; } = "";
    public Guid OrganisationId { get; private set; }
    public bool Secretariat { get; private set; }
    /// <summary>May send comments: has a role besides observer.</summary>
    public bool Heard { get; private set; }

    internal static KnownPerson Of(Guid id) => new() { Id = id };

    internal void Become(PersonChanged news) => (Name, OrganisationId, Secretariat, Heard) =
        (news.Name, news.OrganisationId, news.Roles.Contains(Roles.Secretariat), news.Roles.Any(r => r != Roles.Observer));
}

/// <summary>Our copy of an organisation.</summary>
[NotAudited]
public sealed class KnownOrganisation
{
    public Guid Id { get; private set; }
    public OrganisationKind Kind { get; private set; }
    public string ShortName { get; private set; } = "";
    public string ShortNameEn { get; private set; } = "";

    internal static KnownOrganisation Of(Guid id) => new() { Id = id };

    internal void Become(OrganisationChanged news) => (Kind, ShortName, ShortNameEn) = (news.Kind, news.ShortName, news.ShortNameEn);
}

/// <summary>Keeps our copies of people and organisations.</summary>
public static class ParticipantsHandler
{
    public static async Task Handle(PersonChanged changed, FeedbackDb db, CancellationToken ct)
    {
        var person = await db.People.FindAsync([changed.PersonId], ct) ?? db.Add(KnownPerson.Of(changed.PersonId)).Entity;
        person.Become(changed);
    }

    public static async Task Handle(OrganisationChanged changed, FeedbackDb db, CancellationToken ct)
    {
        var organisation = await db.Organisations.FindAsync([changed.OrganisationId], ct) ?? db.Add(KnownOrganisation.Of(changed.OrganisationId)).Entity;
        organisation.Become(changed);
    }
}
