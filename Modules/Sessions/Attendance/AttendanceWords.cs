namespace Conference.Sessions;

internal static class AttendanceWords
{
    extension(PresenceState state)
    {
        /// <summary>English word, a key of its translation.</summary>
        public string Words => state switch
        {
            PresenceState.Present => "Present",
            PresenceState.Left => "Has left",
            PresenceState.Excused => "Excused",
            PresenceState.Absent => "Absent",
            _ => "Expected",
        };

        public string Css => state switch
        {
            PresenceState.Present => "tag ok",
            PresenceState.Excused => "tag info",
            PresenceState.Absent => "tag warn",
            _ => "tag",
        };
    }

    extension(CameBy by)
    {
        public string Words => by switch { CameBy.Self => "By themselves", CameBy.Door => "At the door", _ => "By the secretariat" };
    }

    extension(QuorumFraction fraction)
    {
        public string Words => fraction switch
        {
            QuorumFraction.OneThird => "One third",
            QuorumFraction.Majority => "A majority",
            QuorumFraction.TwoThirds => "Two thirds",
            _ => "No quorum",
        };
    }

    extension(CountedUnit unit)
    {
        public string Words => unit is CountedUnit.Persons ? "Persons" : "Delegations";
    }

    extension(PresenceRule rule)
    {
        public string Words => rule is PresenceRule.Counted ? "Counted each time" : "Presumed until challenged";
    }

    extension(RollOrder order)
    {
        public string Words => order is RollOrder.Protocol ? "Order of protocol" : "Alphabet";
    }
}
