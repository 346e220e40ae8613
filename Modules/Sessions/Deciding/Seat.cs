using Conference.Shared;
using Conference.Shared.Contracts;
using Conference.Shared.Data;

namespace Conference.Sessions;

/// <summary>What a voter answers. Pass is for a roll-call's first round; NoAnswer is entered for one who does not answer the call.</summary>
public enum Choice { For, Against, Abstain, Pass, NoAnswer }

/// <summary>
/// The place of one voter in one vote, made when the vote is opened. Of a secret vote it says no more than that its voter has
/// voted: not what, when, by whom or after whom.
/// </summary>
[NotAudited]
public sealed class Seat
{
    private const int MostRemembered = 50;

    public Guid DecisionId { get; private set; }
    /// <summary>The delegation or the person, as the vote is of delegations or persons.</summary>
    public Guid VoterId { get; private set; }
    /// <summary>From 1, in the order of a roll; for other votes in the order of names.</summary>
    public int Position { get; private set; }
    public OrganisationKind Kind { get; private set; }
    /// <summary>As the voter was called when the vote was opened.</summary>
    public string Name { get; private set; } = "";
    public string NameEn { get; private set; } = "";
    public bool HasVoted { get; private set; }
    public Choice? Choice { get; private set; }
    /// <summary>Passed in the first round.</summary>
    public bool Passed { get; private set; }
    /// <summary>Who cast it: for the delegation, or the clerk who entered it.</summary>
    public string? CastBy { get; private set; }
    public DateTime? At { get; private set; }
    /// <summary>Ids of the ballots that were taken for this seat, as their senders made them: one that comes again changes nothing.</summary>
    public IReadOnlyList<Guid> Ballots { get; private set; } = [];

    internal static Seat Of(Guid decisionId, SeatedVoter voter, int position) =>
        new() { DecisionId = decisionId, VoterId = voter.Id, Position = position, Kind = voter.Kind, Name = voter.Name, NameEn = voter.NameEn };

    /// <summary>The same seat as a row of its own, where it shall not be told by its place in the table when it was written.</summary>
    internal static Seat Rewritten(Seat seat) => new()
    {
        DecisionId = seat.DecisionId, VoterId = seat.VoterId, Position = seat.Position, Kind = seat.Kind, Name = seat.Name, NameEn = seat.NameEn, HasVoted = seat.HasVoted,
    };

    public string VoterName => Sentences.Pick(Name, NameEn);

    public bool Knows(Guid ballot) => Ballots.Contains(ballot);

    internal void Take(Choice choice, Guid ballot, string by, DateTime now)
    {
        Ballots = [.. Ballots.TakeLast(MostRemembered - 1), ballot];
        if (choice == Choice) return;
        if (choice is Sessions.Choice.Pass) Passed = true;
        (HasVoted, Choice, CastBy, At) = (choice is not Sessions.Choice.Pass and not Sessions.Choice.NoAnswer, choice, by, now);
    }

    internal void TakeSecret() => HasVoted = true;
}

/// <summary>Someone who has a seat in a vote that is opened.</summary>
public sealed record SeatedVoter(Guid Id, OrganisationKind Kind, string Name, string NameEn);

/// <summary>How a roll stands: who is called, in which round, and who comes next.</summary>
public sealed record Roll(IReadOnlyList<Seat> Seats)
{
    /// <summary>The voter who is to answer now; null when all have answered.</summary>
    public Seat? Called => Seats.FirstOrDefault(s => s.Choice is null) ?? Seats.FirstOrDefault(s => s.Choice is Choice.Pass);

    public bool IsSecondRound => Seats.All(s => s.Choice is not null);

    public IReadOnlyList<Seat> Next => [.. (Seats.Any(s => s.Choice is null) ? Seats.Where(s => s.Choice is null).Concat(Seats.Where(s => s.Choice is Choice.Pass)) : Seats.Where(s => s.Choice is Choice.Pass)).Skip(1).Take(3)];

    /// <summary>The answers given so far, latest first.</summary>
    public IReadOnlyList<Seat> Answered => [.. Seats.Where(s => s.Choice is not null).OrderByDescending(s => s.At).ThenByDescending(s => s.Position)];

    public Seat? Latest => Answered is [var latest, ..] ? latest : null;

    public int Count(Choice choice) => Seats.Count(s => s.Choice == choice);
}
