using Conference.Shared;

namespace Conference.Sessions;

/// <summary>How a session's state and its punctuality are said: the English sentences, and the look of their tags.</summary>
internal static class SessionLooks
{
    /// <summary>Minutes that nobody calls late.</summary>
    public const int Grace = 2;

    /// <summary>Beyond this a number of minutes says nothing any more.</summary>
    private const int Most = 240;

    extension(LiveSession session)
    {
        public string StateName => session.State switch
        {
            SessionState.Open => "In session",
            SessionState.Suspended => "Suspended",
            SessionState.Closed => "Closed",
            _ => "Planned",
        };

        public bool IsOn => session.State is SessionState.Open or SessionState.Suspended;

        public string Css => session.State switch
        {
            SessionState.Open or SessionState.Suspended => "is-now",
            SessionState.Closed => "is-past",
            _ => "",
        };

        public string RoomName => Sentences.Pick(session.Room, session.RoomEn);

        public string Name => Sentences.Pick(session.Title, session.TitleEn);

        /// <summary>The state first, then what differs from the plan.</summary>
        public IEnumerable<(string Css, string Text)> Tags(DateTime now, Sentences t)
        {
            var (toStart, sinceEnd) = (Minutes(session.Starts - now), Minutes(now - session.Ends));
            switch (session.State)
            {
                case SessionState.Planned when toStart is > 0 and <= 120:
                    yield return ("tag", t["In {0} min", toStart]);
                    break;
                case SessionState.Planned when -toStart is > Grace and <= Most:
                    yield return ("tag warn", t["Not opened, {0} min late", -toStart]);
                    break;
                case SessionState.Planned when -toStart > Most:
                    yield return ("tag", t["Not opened"]);
                    break;
                case SessionState.Suspended:
                    yield return ("tag warn", t["Suspended"]);
                    break;
                case SessionState.Open:
                    var running = Minutes(now - session.OpenedAt!.Value);
                    yield return ("live", running is > 0 and <= Most ? t["In session for {0} min", running] : t["In session"]);
                    break;
                case SessionState.Closed:
                    yield return ("tag ok", t["Closed"]);
                    break;
            }
            if (session.OpenedAt is { } opened && Minutes(opened - session.Starts) is > Grace and <= Most and var late)
                yield return ("tag warn", t["Began {0} min late", late]);
            if (session.IsOn && sinceEnd is > Grace)
                yield return ("tag warn", sinceEnd <= Most ? t["{0} min over time", sinceEnd] : t["Over time"]);
            if (session.ClosedAt is { } closed && Minutes(closed - session.Ends) is > Grace and <= Most and var over)
                yield return ("tag", t["Ended {0} min late", over]);
        }
    }

    private static int Minutes(TimeSpan span) => (int)Math.Floor(span.TotalMinutes);
}
