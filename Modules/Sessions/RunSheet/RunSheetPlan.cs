namespace Conference.Sessions;

/// <summary>A session's run sheet beside the clock: when each item was planned, and when it began or will begin if it goes on like this.</summary>
/// <param name="Ends">When the session will be over; never before its items are.</param>
public sealed record RunSheetPlan(IReadOnlyList<RunSheetPlan.Line> Lines, DateTime Ends)
{
    /// <param name="Begins">When it began, or will begin.</param>
    public sealed record Line(RunSheetItem Item, DateTime Planned, DateTime Begins)
    {
        /// <summary>Later than planned by more than anyone would call punctual.</summary>
        public bool IsLate => (Begins - Planned).TotalMinutes > SessionLooks.Grace;
    }

    public static RunSheetPlan Of(LiveSession session, IReadOnlyList<RunSheetItem> items, DateTime now)
    {
        var (lines, planned) = (new List<Line>(), session.Starts);
        // What has not begun cannot begin in the past.
        var start = session.OpenedAt ?? (session.Starts > now ? session.Starts : now);
        var free = start;
        foreach (var item in items)
        {
            var begins = item.BeganAt ?? (session.State is SessionState.Closed || free > now ? free : now);
            lines.Add(new(item, planned, begins));
            planned += TimeSpan.FromMinutes(item.Minutes);
            var left = TimeSpan.FromMinutes(item.Minutes) - item.Spent(now);
            free = item.EndedAt ?? (item.IsOn ? now + (left > TimeSpan.Zero ? left : TimeSpan.Zero) : begins + TimeSpan.FromMinutes(item.Minutes));
        }
        return new(lines, session.ClosedAt ?? Latest(free, session.OpenedAt is null ? start + (session.Ends - session.Starts) : session.Ends, session.IsOn ? now : DateTime.MinValue));
    }

    private static DateTime Latest(params ReadOnlySpan<DateTime> times)
    {
        var latest = times[0];
        foreach (var time in times) if (time > latest) latest = time;
        return latest;
    }
}
