using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Contracts;

namespace Conference.Sessions;

/// <summary>Planned → Open ⇄ Suspended → Closed.</summary>
public enum SessionState { Planned, Open, Suspended, Closed }

/// <summary>A session of the released agenda as it is run: opened, suspended, resumed, closed.</summary>
public sealed class LiveSession
{
    /// <summary>The live topic on which every change of state is announced.</summary>
    public const string Topic = "conference";

    public Guid Id { get; private set; }
    public int Number { get; private set; }
    public string Title { get; private set; } = "";
    public string TitleEn { get; private set; } = "";
    public bool Thematic { get; private set; }
    public string Room { get; private set; } = "";
    public string RoomEn { get; private set; } = "";
    public DateTime Starts { get; private set; }
    public DateTime Ends { get; private set; }
    public SessionState State { get; private set; }
    public DateTime? OpenedAt { get; private set; }
    public DateTime? ClosedAt { get; private set; }
    /// <summary>The release of the agenda that these facts are from.</summary>
    public int Release { get; private set; }
    /// <summary>No longer on the agenda, and never opened. Kept, so that an older release cannot bring it back.</summary>
    public bool IsWithdrawn { get; private set; }
    public int Version { get; private set; }
    /// <summary>The delegations that take part; empty when all do.</summary>
    public IReadOnlyList<Guid> Delegations { get; private set; } = [];

    public string Code => $"S-{Number:00}";
    public string Url => $"/sessions/{Code}";

    /// <summary>The number in S-07, however it is typed; null when it is none.</summary>
    public static int? NumberOf(string? code) =>
        code is { Length: > 2 and <= 7 } && code.StartsWith("S-", StringComparison.OrdinalIgnoreCase) && int.TryParse(code.AsSpan(2), System.Globalization.NumberStyles.None, null, out var number)
            ? number : null;

    public static LiveSession Planned(ReleasedSession released, int release)
    {
        var session = new LiveSession { Id = released.SessionId, Number = released.Number };
        session.Follow(released, release);
        return session;
    }

    /// <summary>Takes the facts of a newer release. What has happened in the session stays as it is.</summary>
    public void Follow(ReleasedSession released, int release)
    {
        if (release <= Release) return;
        (Title, TitleEn, Thematic, Room, RoomEn) = (released.Title, released.TitleEn, released.Thematic, released.Room, released.RoomEn);
        (Starts, Ends, Release, IsWithdrawn) = (released.Starts, released.Ends, release, false);
        Version++;
    }

    /// <summary>A newer release has this session no more. One that was ever opened stays, for it happened.</summary>
    public void Withdraw(int release)
    {
        if (release <= Release) return;
        (Release, IsWithdrawn) = (release, State == SessionState.Planned);
        Version++;
    }

    public void Open(string who, DateTime now, SessionsDb db)
    {
        RefuseIn(SessionState.Open, "{0} is already open.");
        RefuseIn(SessionState.Suspended, "{0} is suspended: resume it instead.");
        RefuseIn(SessionState.Closed, "{0} is closed and cannot be opened again.");
        if (IsWithdrawn) throw new RuleBroken("{0} is no longer on the agenda.", Code);
        OpenedAt = now;
        Become(SessionState.Open, SessionAct.Opened, who, now, db);
        db.Publish(new SessionOpened(Id, now));
    }

    public void Suspend(string who, DateTime now, SessionsDb db)
    {
        RefuseIn(SessionState.Planned, "{0} has not been opened yet.");
        RefuseIn(SessionState.Suspended, "{0} is already suspended.");
        RefuseIn(SessionState.Closed, "{0} is already closed.");
        Become(SessionState.Suspended, SessionAct.Suspended, who, now, db);
        db.Publish(new SessionSuspended(Id, now));
    }

    public void Resume(string who, DateTime now, SessionsDb db)
    {
        RefuseIn(SessionState.Planned, "{0} has not been opened yet.");
        RefuseIn(SessionState.Open, "{0} is already open.");
        RefuseIn(SessionState.Closed, "{0} is closed and cannot be opened again.");
        Become(SessionState.Open, SessionAct.Resumed, who, now, db);
        db.Publish(new SessionOpened(Id, now));
    }

    public void Close(string who, DateTime now, SessionsDb db)
    {
        RefuseIn(SessionState.Planned, "{0} has not been opened yet.");
        RefuseIn(SessionState.Closed, "{0} is already closed.");
        ClosedAt = now;
        Become(SessionState.Closed, SessionAct.Closed, who, now, db);
        db.Publish(new SessionClosed(Id, now));
    }

    /// <summary>Names the delegations that take part; none for all.</summary>
    public void Invite(IReadOnlyList<Guid> delegations, string who, SessionsDb db)
    {
        RefuseIn(SessionState.Closed, "{0} is already closed.");
        Delegations = [.. delegations.Distinct()];
        Version++;
        db.Log(Id, SessionAct.DelegationsSet, who, new() { Figures = Delegations.Count == 0 ? null : new Dictionary<string, int> { ["delegations"] = Delegations.Count } });
    }

    /// <summary>Whether this person takes part: may speak, come in and vote. Observers never do; those who run sessions always.</summary>
    public bool Admits(Actor actor) => actor.Roles.Any(Podium.Roles.Contains)
        || actor.Roles.Any(r => r != Roles.Observer) && (Delegations.Count == 0 || Delegations.Contains(actor.OrganisationId));

    /// <inheritdoc cref="Admits(Actor)"/>
    internal bool Admits(KnownPerson person) => Podium.Roles.Any(person.Is) || person.MaySpeak && (Delegations.Count == 0 || Delegations.Contains(person.OrganisationId));

    private void RefuseIn(SessionState state, string sentence)
    {
        if (State == state) throw new RuleBroken(sentence, Code);
    }

    private void Become(SessionState state, SessionAct act, string who, DateTime now, SessionsDb db)
    {
        State = state;
        Version++;
        db.Log(Id, act, who, at: now);
        db.Announce(Topic, "session", News);
    }

    /// <summary>Tells everyone how it stands after an act was taken back.</summary>
    internal void TellState(DateTime now, SessionsDb db)
    {
        db.Announce(Topic, "session", News);
        db.Publish(State switch
        {
            SessionState.Open => new SessionOpened(Id, now),
            SessionState.Suspended => new SessionSuspended(Id, now),
            SessionState.Closed => new SessionClosed(Id, now),
            _ => new SessionOpeningTakenBack(Id, now),
        });
    }

    private object News => new { Id, Code, State, Title, TitleEn, Room, RoomEn, Starts, Ends, OpenedAt, ClosedAt };
}
