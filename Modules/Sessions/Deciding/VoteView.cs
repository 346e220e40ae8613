using Conference.Shared.Contracts;
using Conference.Shared.Live;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>A decision as it is shown, with its seats where each ballot is known with its voter.</summary>
public sealed record VoteView(Decision Decision, IReadOnlyList<Seat> Seats)
{
    public Roll Roll { get; } = new(Seats);

    /// <summary>The last answer of a roll-call that is in here, by its number in the topic of votes.</summary>
    public long Seen { get; private init; }

    /// <summary>The topic of a roll-call that is going on.</summary>
    public string? Topic => Decision is { IsVoting: true, Method: DecisionMethod.RollCall } ? VoteTopic.Of(Decision.SessionId) : null;

    public static async Task<VoteView> Read(Decision decision, SessionsDb db, CancellationToken ct)
    {
        var byName = decision is { OpenedAt: not null, Method: DecisionMethod.Recorded or DecisionMethod.RollCall } and not { State: DecisionState.Dropped };
        var seen = decision is { IsVoting: true, Method: DecisionMethod.RollCall } ? await LiveFrame.Last(db, VoteTopic.Of(decision.SessionId), ct) : 0;
        return new(decision, byName ? await db.Seats.AsNoTracking().Where(s => s.DecisionId == decision.Id).OrderBy(s => s.Position).ToListAsync(ct) : []) { Seen = seen };
    }

    /// <summary>For, against and abstentions: the result, or of an open vote by name how it stands.</summary>
    public IReadOnlyList<(Choice Choice, int Count)> Figures => Decision.Figures is { } f ? [(Choice.For, f.For), (Choice.Against, f.Against), (Choice.Abstain, f.Abstain)]
        : [.. from choice in (Choice[])[Choice.For, Choice.Against, Choice.Abstain] select (choice, Roll.Count(choice))];

    public IReadOnlyList<Seat> Of(Choice? choice) => [.. Seats.Where(s => s.Choice == choice).OrderBy(s => s.VoterName, Alphabet.Vietnamese)];

    /// <summary>Those who did not vote: no answer, or none given before the vote was closed.</summary>
    public IReadOnlyList<Seat> NotVoting => [.. Seats.Where(s => !s.HasVoted).OrderBy(s => s.VoterName, Alphabet.Vietnamese)];
}

/// <summary>What a room has before it: the open vote, what was decided last, what waits, and what is under silence procedure.</summary>
internal sealed record CurrentDecisions(Decision? Open, Decision? Last, List<Decision> Waiting, List<Decision> Silent)
{
    /// <summary>How long a result stays where people look for what is being decided.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    public Decision? First => Waiting.Count > 0 ? Waiting[0] : null;

    /// <summary>What everyone looks at: the open vote; else a fresh result, until the next thing is put up after it; else what waits.</summary>
    public Decision? Shown => Open ?? Waiting.Find(w => Last is null || w.ProposedAt > Last.DecidedAt) ?? Last ?? First;

    public static async Task<CurrentDecisions> Of(LiveSession session, SessionsDb db, Silences silences, CancellationToken ct)
    {
        var since = db.Now - Fresh;
        Task<List<Decision>> Read() => db.DecisionsOf(session.Id).AsNoTracking().Where(d => d.State == DecisionState.Proposed || d.State == DecisionState.Open || (d.DecidedAt != null && d.DecidedAt > since)).ToListAsync(ct);
        var all = await Read();
        if (all.Any(d => d.IsSilenceOver(db.Now)) && await silences.Settle(ct)) all = await Read();
        return new(all.Find(d => d.IsVoting), all.Where(d => d.IsTaken).MaxBy(d => d.DecidedAt), [.. all.Where(d => d.State is DecisionState.Proposed)],
            [.. all.Where(d => d is { State: DecisionState.Open, Method: DecisionMethod.Silence })]);
    }
}
