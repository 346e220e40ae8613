using Conference.Shared.Contracts;

namespace Conference.Sessions;

/// <summary>What was counted in a vote, in the unit that votes.</summary>
public sealed record VoteCount(int For, int Against, int Abstain, int NotVoting, int Present, int Entitled);

/// <summary>The majorities, in whole numbers.</summary>
internal static class Majority
{
    extension(MajorityRule rule)
    {
        /// <summary>How many votes for adopt, given the others; never fewer than one.</summary>
        public int Needed(VoteCount count) => rule switch
        {
            MajorityRule.AbsoluteMajority => count.Entitled / 2 + 1,
            MajorityRule.HalfOfPresent => count.Present / 2 + 1,
            MajorityRule.TwoThirdsOfVoting => TwoThirds(count.For + count.Against),
            MajorityRule.TwoThirdsOfAll => TwoThirds(count.Entitled),
            MajorityRule.TwoThirdsOfPresent => TwoThirds(count.Present),
            _ => count.Against + 1,
        };
    }

    private static int TwoThirds(int of) => Math.Max(1, (2 * of + 2) / 3);
}
