using Conference.Shared.Contracts;

namespace Conference.Feedback;

public enum SessionState { Planned, Open, Suspended, Closed }

/// <summary>Our copy of a session: what it is called, when it is, how it stands; and our own settings of how it takes comments in.</summary>
public sealed partial class FeedbackSession
{
    public Guid Id { get; private set; }
    public int Number { get; private set; }
    public string Code => CodeOf(Number);
    public string Title { get; private set; } = "";
    public string TitleEn { get; private set; } = "";
    public DateTime Starts { get; private set; }
    public DateTime Ends { get; private set; }
    public int Release { get; private set; }
    public SessionState State { get; private set; }
    public DateTime StateAt { get; private set; }

    /// <summary>A session that is heard of for the first time; the rest follows with other news.</summary>
    public static FeedbackSession Of(Guid id) => new() { Id = id };

    public static string CodeOf(int number) => $"S-{number:00}";

    /// <summary>The number in a code such as S-07, or null when it is no code of a session.</summary>
    public static int? NumberOf(string? code) =>
        code is { Length: > 2 and < 8 } && code.StartsWith("S-", StringComparison.OrdinalIgnoreCase)
            && int.TryParse(code.AsSpan(2), System.Globalization.NumberStyles.None, null, out var number) ? number : null;

    public void Plan(ReleasedSession session, int release)
    {
        if (release < Release) return;
        (Number, Title, TitleEn, Starts, Ends, Release) = (session.Number, session.Title, session.TitleEn, session.Starts, session.Ends, release);
    }

    /// <returns>Whether anything changed; older news never does.</returns>
    public bool Become(SessionState state, DateTime at)
    {
        if (at < StateAt) return false;
        StateAt = at;
        if (State == state) return false;
        State = state;
        return true;
    }
}
