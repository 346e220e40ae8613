using Conference.Shared.Contracts;

namespace Conference.Sessions;

/// <summary>English words of decisions, keys of their translations.</summary>
internal static class DecisionWords
{
    /// <summary>The ways of voting, as one chooses between them.</summary>
    public static readonly DecisionMethod[] Votes = [DecisionMethod.ShowOfHands, DecisionMethod.Recorded, DecisionMethod.RollCall, DecisionMethod.Secret];

    extension(DecisionMethod method)
    {
        public string Words => method switch
        {
            DecisionMethod.ShowOfHands => "Show of hands",
            DecisionMethod.Recorded => "Recorded vote",
            DecisionMethod.RollCall => "Roll-call vote",
            DecisionMethod.Secret => "Secret ballot",
            DecisionMethod.Silence => "Silence procedure",
            _ => "Consensus",
        };

        /// <summary>How it was adopted, within a sentence.</summary>
        public string By => method switch
        {
            DecisionMethod.ShowOfHands => "by show of hands",
            DecisionMethod.Recorded => "by recorded vote",
            DecisionMethod.RollCall => "by roll-call vote",
            DecisionMethod.Secret => "by secret ballot",
            DecisionMethod.Silence => "by silence procedure",
            _ => "by consensus",
        };

        public bool IsVote => method is DecisionMethod.ShowOfHands or DecisionMethod.Recorded or DecisionMethod.RollCall or DecisionMethod.Secret;

        /// <summary>Each ballot is known with its voter.</summary>
        public bool IsByName => method is DecisionMethod.Recorded or DecisionMethod.RollCall;

        /// <summary>Voters hand in ballots themselves.</summary>
        public bool HasBallots => method is DecisionMethod.Recorded or DecisionMethod.RollCall or DecisionMethod.Secret;
    }

    extension(MajorityRule rule)
    {
        public string Words => rule switch
        {
            MajorityRule.AbsoluteMajority => "Absolute majority: more than half of all",
            MajorityRule.TwoThirdsOfVoting => "Two thirds of those present and voting",
            MajorityRule.TwoThirdsOfAll => "Two thirds of all",
            MajorityRule.HalfOfPresent => "More than half of those present",
            MajorityRule.TwoThirdsOfPresent => "Two thirds of those present",
            _ => "Simple majority: more for than against",
        };
    }

    extension(DecisionState state)
    {
        public string Words => state switch
        {
            DecisionState.Open => "Being decided",
            DecisionState.Adopted => "Adopted",
            DecisionState.Rejected => "Not adopted",
            DecisionState.Dropped => "Taken off",
            _ => "For decision",
        };

        public string Css => state switch
        {
            DecisionState.Open => "live",
            DecisionState.Adopted => "tag gold",
            DecisionState.Rejected => "tag accent",
            DecisionState.Dropped => "tag",
            _ => "tag warn",
        };
    }

    extension(Choice choice)
    {
        public string Words => choice switch
        {
            Choice.For => "For",
            Choice.Against => "Against",
            Choice.Abstain => "Abstention",
            Choice.Pass => "Passes",
            _ => "No answer",
        };
    }

    extension(StatementKind kind)
    {
        public string Words => kind is StatementKind.Objection ? "Objection" : "Reservation";
    }

    extension(CountedUnit unit)
    {
        public string OfAll => unit is CountedUnit.Persons ? "of all persons" : "of all delegations";
    }
}
