using Conference.Shared.Access;
using Conference.Shared.Contracts;
using Conference.Shared.Data;
using Microsoft.EntityFrameworkCore;

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

/// <summary>
/// What a title or an organisation's name is in English. Comments are signed in Vietnamese, and for good: a name that is changed
/// keeps its English beside the one that came after it, so that who signed as one is never read as the other.
/// </summary>
[NotAudited]
public sealed class KnownName
{
    /// <summary>The person whose title it is, or the organisation.</summary>
    public Guid OwnerId { get; private set; }
    public string Name { get; private set; } = "";
    public string English { get; private set; } = "";

    internal static KnownName Of(Guid owner, string name, string english) => new() { OwnerId = owner, Name = name, English = english };

    internal void Become(string english) => English = english;
}

/// <summary>Keeps our copies of people and organisations.</summary>
public static class ParticipantsHandler
{
    public static async Task Handle(PeopleChanged changed, FeedbackDb db, CancellationToken ct)
    {
        var ids = changed.People.Select(p => p.PersonId).ToList();
        var known = await db.People.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
        foreach (var news in changed.People) (known.GetValueOrDefault(news.PersonId) ?? db.Add(KnownPerson.Of(news.PersonId)).Entity).Become(news);
        await Learn([.. changed.People.Select(p => (p.PersonId, p.Title, p.TitleEn))], db, ct);
    }

    public static async Task Handle(OrganisationsChanged changed, FeedbackDb db, CancellationToken ct)
    {
        var ids = changed.Organisations.Select(o => o.OrganisationId).ToList();
        var known = await db.Organisations.Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, ct);
        foreach (var news in changed.Organisations) (known.GetValueOrDefault(news.OrganisationId) ?? db.Add(KnownOrganisation.Of(news.OrganisationId)).Entity).Become(news);
        // Where both are one word in Vietnamese, the short name says what it is in English.
        await Learn([.. changed.Organisations.SelectMany(o => new[] { (o.OrganisationId, o.Name, o.NameEn), (o.OrganisationId, o.ShortName, o.ShortNameEn) })], db, ct);
    }

    private static async Task Learn(IReadOnlyList<(Guid Owner, string Name, string English)> told, FeedbackDb db, CancellationToken ct)
    {
        var owners = told.Select(t => t.Owner).ToList();
        var known = await db.Names.Where(n => owners.Contains(n.OwnerId)).ToDictionaryAsync(n => (n.OwnerId, n.Name), ct);
        foreach (var (owner, name, english) in told)
            if (known.GetValueOrDefault((owner, name)) is { } before) before.Become(english);
            else if (name.Length > 0 && english.Length > 0) known[(owner, name)] = db.Add(KnownName.Of(owner, name, english)).Entity;
    }
}
