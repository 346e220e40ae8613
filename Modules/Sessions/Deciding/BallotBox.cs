using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Contracts;
using Microsoft.AspNetCore.DataProtection;

namespace Conference.Sessions;

/// <summary>The rules of handing in a ballot, applied to one vote that nobody else touches meanwhile.</summary>
internal sealed class BallotBox(Decision? decision, IReadOnlyDictionary<Guid, Seat> seats, SecretTotals? sealedTotals, IDataProtectionProvider keys, DateTime now)
{
    private Dictionary<Choice, int>? totals;

    public bool HasChanged { get; private set; }

    /// <summary>How many voters voted for the first time.</summary>
    public int Added { get; private set; }

    public ReceivedBallot Take(NewBallot ballot, Guid voter)
    {
        if (decision is null) throw new RuleBroken("There is no such vote.");
        if (decision.State is DecisionState.Adopted or DecisionState.Rejected) throw new RuleBroken("The vote on {0} is closed. No ballot is taken any more.", decision.Code);
        if (!decision.IsVoting) throw new RuleBroken("{0} is not being voted on.", decision.Code);
        if (!decision.Method!.Value.HasBallots) throw new RuleBroken("{0} is voted on by show of hands: raise your hand.", decision.Code);
        if (ballot.For is null && !ballot.Voter.Roles.Any(r => r is Roles.Delegate or Roles.FocalPoint)) throw new RuleBroken("Only delegates vote.");
        if (!seats.TryGetValue(voter, out var seat)) throw new RuleBroken("You have no vote on {0}: your delegation is not of this session.", decision.Code);
        if (seat.Knows(ballot.Id)) return new(seat.VoterName, seat.Choice, Again: true);
        return decision.Method switch
        {
            DecisionMethod.Secret => Secret(ballot, seat),
            DecisionMethod.RollCall => Called(ballot, seat),
            _ => Recorded(ballot, seat),
        };
    }

    /// <summary>Seals the sums of a secret vote again.</summary>
    public void Seal()
    {
        if (totals is not null) sealedTotals!.Seal(totals, keys);
    }

    private ReceivedBallot Recorded(NewBallot ballot, Seat seat)
    {
        RefuseRollWords(ballot);
        return Take(ballot, seat);
    }

    private ReceivedBallot Secret(NewBallot ballot, Seat seat)
    {
        RefuseRollWords(ballot);
        if (ballot.For is not null) throw new RuleBroken("A secret ballot is cast by oneself.");
        // Which ballot it was nobody knows any more: the same one again and another one get the same answer.
        if (seat.HasVoted) return new(seat.VoterName, null, Again: true);
        totals ??= sealedTotals!.Open(keys);
        totals[ballot.Choice]++;
        seat.TakeSecret();
        (HasChanged, Added) = (true, Added + 1);
        return new(seat.VoterName, null, Again: false);
    }

    private ReceivedBallot Called(NewBallot ballot, Seat seat)
    {
        var roll = new Roll([.. seats.Values.OrderBy(s => s.Position)]);
        var isCalled = roll.Called?.VoterId == seat.VoterId;
        if (ballot.For is null && !isCalled)
            throw seat.Choice is null ? new RuleBroken("{0} has not been called yet.", seat.VoterName) : new RuleBroken("{0} has answered already. The clerk can correct it before the vote is closed.", seat.VoterName);
        if (!isCalled && seat.Choice is null) throw new RuleBroken("{0} has not been called yet.", seat.VoterName);
        if (ballot.For is null && ballot.Choice is Choice.NoAnswer) throw new RuleBroken("Vote for, against or abstain.");
        if (ballot.Choice is Choice.Pass && (roll.IsSecondRound || seat.Passed)) throw new RuleBroken("In the second round nobody passes: for, against, abstention, or no answer.");
        return Take(ballot, seat);
    }

    private ReceivedBallot Take(NewBallot ballot, Seat seat)
    {
        var (voted, choice) = (seat.HasVoted, seat.Choice);
        seat.Take(ballot.Choice, ballot.Id, ballot.Voter.Name, now);
        HasChanged = true;
        Added += (seat.HasVoted ? 1 : 0) - (voted ? 1 : 0);
        return new(seat.VoterName, seat.Choice, Again: choice == seat.Choice);
    }

    private static void RefuseRollWords(NewBallot ballot)
    {
        if (ballot.Choice is Choice.Pass or Choice.NoAnswer) throw new RuleBroken("Vote for, against or abstain.");
    }
}
