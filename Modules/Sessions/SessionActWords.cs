namespace Conference.Sessions;

internal static class SessionActWords
{
    extension(SessionAct act)
    {
        /// <summary>Who comes and goes concerns those who run the session: a hall of laptops need not read anything again for it.</summary>
        public bool IsOfAttendance => act is SessionAct.CameIn or SessionAct.Left or SessionAct.MarkedExcused or SessionAct.MarkedAbsent or SessionAct.SentDeputy;

        /// <summary>English sentence of the act for the log and for the offer to undo it, a key of its translation.</summary>
        public string Words => act switch
        {
            SessionAct.Opened => "Session opened",
            SessionAct.Suspended => "Session suspended",
            SessionAct.Resumed => "Session resumed",
            SessionAct.Closed => "Session closed",
            SessionAct.ListOpened => "List of speakers opened",
            SessionAct.ListClosed => "List of speakers closed",
            SessionAct.Asked => "Asked for the floor",
            SessionAct.Added => "Put on the list of speakers",
            SessionAct.GaveUp => "Taken off the list of speakers",
            SessionAct.Reordered => "List of speakers reordered",
            SessionAct.FloorGiven => "Floor given",
            SessionAct.FloorPaused => "Speech interrupted",
            SessionAct.FloorResumed => "Speech goes on",
            SessionAct.TimeAdded => "Speaking time extended",
            SessionAct.Spoke => "Speech ended",
            SessionAct.PointRuled => "Point of order ruled upon",
            SessionAct.LimitsSet => "Speaking times set",
            SessionAct.CameIn => "Came in",
            SessionAct.Left => "Left",
            SessionAct.MarkedExcused => "Marked as excused",
            SessionAct.MarkedAbsent => "Marked as absent",
            SessionAct.SentDeputy => "Sent a deputy",
            SessionAct.QuorumStated => "Quorum stated",
            SessionAct.DelegationsSet => "Delegations of the session set",
            SessionAct.ItemBegan => "Item of the agenda began",
            SessionAct.Proposed => "Put up for decision",
            SessionAct.ProposalDropped => "No longer up for decision",
            SessionAct.VoteOpened => "Vote opened",
            SessionAct.VoteClosed => "Vote closed",
            SessionAct.Adopted => "Adopted",
            SessionAct.Rejected => "Not adopted",
            SessionAct.SilenceBegan => "Put under silence procedure",
            SessionAct.SilenceBroken => "Silence broken",
            SessionAct.Shown => "Shown on the big screen",
            SessionAct.Blanked => "Big screen blanked",
            SessionAct.PaperAdded => "Paper added",
            SessionAct.PaperRemoved => "Paper removed",
            SessionAct.MinutesPublished => "Minutes published",
            SessionAct.MinutesOpened => "Minutes opened for corrections",
            SessionAct.MinutesClosed => "Minutes closed",
            _ => "Minutes signed",
        };
    }
}
