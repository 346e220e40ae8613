using Conference.Shared;
using Conference.Shared.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>One person of the attendance list.</summary>
/// <param name="Deputy">Name of whoever stands in for this person.</param>
/// <param name="DeputyOf">Name of whom this person stands in for.</param>
public sealed record Attendee(Guid PersonId, string Name, string Title, string TitleEn, Guid OrganisationId, PresenceState State, IReadOnlyList<Stay> Stays, bool Votes, string? Deputy, string? DeputyOf)
{
    public string TitleName => Sentences.Pick(Title, TitleEn);
}

/// <summary>A delegation of the attendance list.</summary>
public sealed record AttendingDelegation(KnownOrganisation Organisation, IReadOnlyList<Attendee> People)
{
    public bool IsIn => People.Any(p => p.State is PresenceState.Present);
}

/// <summary>The delegations of one kind, in the order of protocol and then by name.</summary>
public sealed record AttendingKind(OrganisationKind Kind, IReadOnlyList<AttendingDelegation> Delegations)
{
    public int In => Delegations.Count(d => d.IsIn);
    public int People => Delegations.Sum(d => d.People.Count);
    public int PeopleIn => Delegations.Sum(d => d.People.Count(p => p.State is PresenceState.Present));
}

/// <summary>Everyone who takes part in a session, and whoever else came, by kinds of organisations.</summary>
public sealed record AttendanceList(LiveSession Session, IReadOnlyList<AttendingKind> Kinds)
{
    public static async Task<AttendanceList> Read(LiveSession session, SessionsDb db, CancellationToken ct)
    {
        var presences = await db.Presences.AsNoTracking().Where(p => p.SessionId == session.Id).ToDictionaryAsync(p => p.PersonId, ct);
        var voters = await db.VotersOf(session).ToListAsync(ct);
        var voting = voters.Select(v => v.Id).ToHashSet();
        var others = presences.Values.Where(p => p.State is not PresenceState.Expected).Select(p => p.PersonId).Where(id => !voting.Contains(id)).ToList();
        List<KnownPerson> people = [.. voters, .. await db.People.AsNoTracking().Where(p => others.Contains(p.Id)).ToListAsync(ct)];
        var names = people.ToDictionary(p => p.Id, p => p.Name);
        var deputies = presences.Values.Where(p => p.DeputyId is not null).ToLookup(p => p.DeputyId!.Value, p => names.GetValueOrDefault(p.PersonId));
        var organisations = await db.Organisations.AsNoTracking().ToDictionaryAsync(o => o.Id, ct);

        Attendee Attends(KnownPerson person)
        {
            var presence = presences.GetValueOrDefault(person.Id);
            return new(person.Id, person.Name, person.Title, person.TitleEn, person.OrganisationId, presence?.State ?? PresenceState.Expected, presence?.Stays ?? [], voting.Contains(person.Id),
                presence?.DeputyId is { } deputy ? names.GetValueOrDefault(deputy) : null, deputies[person.Id].FirstOrDefault());
        }
        var delegations = people.Where(p => organisations.ContainsKey(p.OrganisationId)).GroupBy(p => p.OrganisationId)
            .Select(g => new AttendingDelegation(organisations[g.Key], [.. g.OrderBy(p => p.Name, Alphabet.Vietnamese).Select(Attends)]));
        return new(session, [.. delegations.GroupBy(d => d.Organisation.Kind).OrderBy(g => g.Key)
            .Select(g => new AttendingKind(g.Key, [.. g.OrderBy(d => d.Organisation.ShortName, Alphabet.Vietnamese)]))]);
    }

    /// <summary>Only the delegations and people that a search finds, whatever the case and the accents; a delegation that is found keeps all its people.</summary>
    public AttendanceList Matching(string? search, PresenceState? state)
    {
        var words = Fold.Words(search);
        bool Has(string text) => words.All(w => Fold.ForSearch(text).Contains(w, StringComparison.Ordinal));
        AttendingDelegation Narrowed(AttendingDelegation d) => d with
        {
            People = [.. d.People.Where(p => (state is null || p.State == state)
                && (words.Length == 0 || Has($"{d.Organisation.Name} {d.Organisation.NameEn} {d.Organisation.ShortName} {d.Organisation.Code}") || Has($"{p.Name} {d.Organisation.ShortName} {d.Organisation.Code}")))]
        };
        return this with { Kinds = [.. Kinds.Select(k => k with { Delegations = [.. k.Delegations.Select(Narrowed).Where(d => d.People.Count > 0)] }).Where(k => k.Delegations.Count > 0)] };
    }
}

/// <summary>How names are sorted: as a Vietnamese reader looks for them.</summary>
internal static class Alphabet
{
    public static readonly StringComparer Vietnamese = StringComparer.Create(System.Globalization.CultureInfo.GetCultureInfo("vi-VN"), ignoreCase: true);
}
