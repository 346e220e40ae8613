using Conference.Shared;

namespace Conference.Sessions;

/// <summary>Whether someone is in the room. Expected is everybody of whom nothing is known.</summary>
public enum PresenceState { Expected, Present, Left, Excused, Absent }

/// <summary>How a coming was noticed: by the person's own word, by the badge at the door, or by the secretariat.</summary>
public enum CameBy { Self, Door, Desk }

/// <summary>One coming and, once it is over, one leaving; times are UTC.</summary>
public sealed record Stay(DateTime From, DateTime? To, CameBy By);

/// <summary>One person's attendance of one session: in and out, excused or absent, and who stands in.</summary>
public sealed class Presence
{
    public Guid Id { get; private set; }
    public Guid SessionId { get; private set; }
    public Guid PersonId { get; private set; }
    public Guid OrganisationId { get; private set; }
    public PresenceState State { get; private set; }
    /// <summary>All stays in the order they began.</summary>
    public IReadOnlyList<Stay> Stays { get; private set; } = [];
    /// <summary>Who of the same organisation stands in for this person.</summary>
    public Guid? DeputyId { get; private set; }
    public int Version { get; private set; }

    public DateTime? CameAt => Stays.Count > 0 ? Stays[0].From : null;

    /// <summary>When the person left for the last time; null while they are in.</summary>
    public DateTime? LeftAt => Stays.Count > 0 ? Stays[^1].To : null;

    internal static Presence Expected(LiveSession session, KnownPerson person) =>
        new() { Id = Guid.CreateVersion7(), SessionId = session.Id, PersonId = person.Id, OrganisationId = person.OrganisationId };

    /// <summary>A stay that is known afterwards, whole.</summary>
    internal void Came(DateTime from, DateTime? to, CameBy by)
    {
        Stays = [.. Stays, new(from, to, by)];
        Become(to is null ? PresenceState.Present : PresenceState.Left);
    }

    internal void ComeIn(KnownPerson person, CameBy by, LiveSession session, DateTime now)
    {
        RefuseWhenOver(session);
        if (person is { MaySpeak: false }) throw new RuleBroken("{0} is an observer: observers read along and are not counted.", person.Name);
        if (!session.Admits(person)) throw new RuleBroken("{0} does not take part in {1}: the delegation is not of this session.", person.Name, session.Code);
        if (State is PresenceState.Present) throw new RuleBroken("{0} is already in.", person.Name);
        Stays = [.. Stays, new(now, null, by)];
        Become(PresenceState.Present);
        DeputyId = null;
    }

    internal void Leave(KnownPerson person, LiveSession session, DateTime now)
    {
        RefuseWhenOver(session);
        if (State is not PresenceState.Present) throw new RuleBroken("{0} is not in.", person.Name);
        EndStay(now);
        Become(PresenceState.Left);
    }

    internal void Excuse(KnownPerson person, DateTime now) => Mark(PresenceState.Excused, person, now, "{0} is already excused.");

    internal void MissesIt(KnownPerson person, DateTime now) => Mark(PresenceState.Absent, person, now, "{0} is already marked as absent.");

    /// <summary>A colleague comes instead.</summary>
    internal void SendDeputy(KnownPerson person, KnownPerson deputy, Presence? ofDeputy, LiveSession session, DateTime now)
    {
        RefuseWhenOver(session);
        if (!session.Admits(person)) throw new RuleBroken("{0} does not take part in {1}: the delegation is not of this session.", person.Name, session.Code);
        if (deputy.Id == person.Id) throw new RuleBroken("Nobody stands in for themselves.");
        if (deputy.OrganisationId != person.OrganisationId) throw new RuleBroken("A deputy comes from the same organisation: {0} does not.", deputy.Name);
        if (!session.Admits(deputy)) throw new RuleBroken("{0} does not take part in {1}: the delegation is not of this session.", deputy.Name, session.Code);
        if (ofDeputy?.DeputyId is not null) throw new RuleBroken("{0} has sent a deputy and is not there to stand in.", deputy.Name);
        if (DeputyId == deputy.Id) throw new RuleBroken("{0} stands in already.", deputy.Name);
        EndStay(now);
        Become(PresenceState.Excused);
        DeputyId = deputy.Id;
    }

    private void Mark(PresenceState state, KnownPerson person, DateTime now, string already)
    {
        if (State == state && DeputyId is null) throw new RuleBroken(already, person.Name);
        EndStay(now);
        Become(state);
        DeputyId = null;
    }

    private void EndStay(DateTime now)
    {
        if (Stays.Count > 0 && Stays[^1].To is null) Stays = [.. Stays.SkipLast(1), Stays[^1] with { To = now }];
    }

    private void Become(PresenceState state) => (State, Version) = (state, Version + 1);

    private static void RefuseWhenOver(LiveSession session)
    {
        if (session.State is SessionState.Closed) throw new RuleBroken("{0} is closed: nobody comes or goes any more.", session.Code);
    }
}
