using System.Text.Json;
using Conference.Shared;
using Conference.Shared.Data;

namespace Conference.Sessions;

/// <summary>Everything that happens in a session and is worth a line of its log.</summary>
public enum SessionAct
{
    Opened, Suspended, Resumed, Closed,
    ListOpened, ListClosed, Asked, Added, GaveUp, Reordered, FloorGiven, FloorPaused, FloorResumed, TimeAdded, Spoke, PointRuled, LimitsSet,
    CameIn, Left, MarkedExcused, MarkedAbsent, SentDeputy, QuorumStated, DelegationsSet,
    ItemBegan,
    Proposed, ProposalDropped, VoteOpened, VoteClosed, Adopted, Rejected, SilenceBegan, SilenceBroken,
    Shown, Blanked,
    PaperAdded, PaperRemoved,
    MinutesPublished, MinutesOpened, MinutesClosed, MinutesSigned,
}

/// <summary>What the minutes and the log say about an act; each act fills in what concerns it.</summary>
public sealed record EventFacts
{
    public string? Person { get; init; }
    /// <summary>Whose name it is, where the conference knows them: names change, and two people may have the same.</summary>
    public Guid? PersonId { get; init; }
    public string? Title { get; init; }
    public string? TitleEn { get; init; }
    public string? Organisation { get; init; }
    public string? OrganisationEn { get; init; }
    public string? OnBehalfOf { get; init; }
    /// <summary>A kind within the act, such as the kind of a speech or of a decision.</summary>
    public string? Kind { get; init; }
    /// <summary>The rule a decision was taken by, such as simpleMajority.</summary>
    public string? Rule { get; init; }
    /// <summary>What it is about: C-12, D-3, R-1 §2.3.</summary>
    public string? Code { get; init; }
    public string? Text { get; init; }
    public string? TextEn { get; init; }
    /// <summary>Time spent, in seconds.</summary>
    public int? Seconds { get; init; }
    /// <summary>Time allowed, in seconds.</summary>
    public int? Limit { get; init; }
    /// <summary>Figures by name, such as for, against, abstain, notVoting, present, entitled, needed.</summary>
    public IReadOnlyDictionary<string, int>? Figures { get; init; }
    /// <summary>Statements that belong to it, such as reservations: who, and what they said.</summary>
    public IReadOnlyList<Statement>? Statements { get; init; }
}

/// <summary>What someone had put on record.</summary>
public sealed record Statement(string Who, string Text);

/// <summary>One line of a session's log: who did what when. For half a minute it can be taken back, and that is kept as well.</summary>
[NotAudited]
public sealed class SessionEvent
{
    public static readonly TimeSpan UndoFor = TimeSpan.FromSeconds(30);

    private SessionEvent() { }

    internal SessionEvent(Guid sessionId, SessionAct act, string who, DateTime at, EventFacts? facts = null)
    {
        (Id, SessionId, Act, Who, At) = (Guid.CreateVersion7(at), sessionId, act, who, at);
        if (facts is not null) Facts = JsonSerializer.Serialize(facts, ModuleDb.Json);
    }

    public Guid Id { get; private set; }
    public Guid SessionId { get; private set; }
    public SessionAct Act { get; private set; }
    public string Who { get; private set; } = "";
    public DateTime At { get; private set; }
    public string? Facts { get; private set; }
    /// <summary>What the act changed, as <see cref="Memento"/> needs it to take the act back; null when that is not possible.</summary>
    public string? Before { get; private set; }
    public DateTime? UndoneAt { get; private set; }
    public string? UndoneBy { get; private set; }

    /// <summary>Whether the act changes something that can be given back: not so for what has left the house.</summary>
    internal bool IsForGood { get => field || Act is SessionAct.VoteClosed or SessionAct.VoteOpened or SessionAct.SilenceBroken or SessionAct.MinutesSigned; init; }

    public EventFacts Read() => Facts is null ? new() : JsonSerializer.Deserialize<EventFacts>(Facts, ModuleDb.Json)!;

    public bool CanBeUndone(DateTime now) => Before is not null && UndoneAt is null && now - At <= UndoFor;

    internal void Remember(string before) => Before = before;

    /// <summary>Is taken back together with the act it belongs to.</summary>
    internal void GoWith(SessionEvent act) => (UndoneAt, UndoneBy) = (act.UndoneAt, act.UndoneBy);

    internal void TakeBack(string who, DateTime now)
    {
        if (UndoneAt is not null) throw new RuleBroken("{0} has undone this already.", UndoneBy!);
        if (Before is null) throw new RuleBroken("This cannot be undone.");
        if (now - At > UndoFor) throw new RuleBroken("An action can be undone for half a minute. It is later than that: do the opposite instead.");
        (UndoneAt, UndoneBy) = (now, who);
    }
}
