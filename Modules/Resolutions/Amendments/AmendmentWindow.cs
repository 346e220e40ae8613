using Conference.Shared;

namespace Conference.Resolutions;

/// <summary>The time in which delegations may propose amendments to a draft, by the server's clock. From its opening on they read the draft.</summary>
public sealed class AmendmentWindow
{
    public Guid ResolutionId { get; private set; }
    public DateTime Opens { get; private set; }
    public DateTime Closes { get; private set; }
    public string SetBy { get; private set; } = "";
    public DateTime SetAt { get; private set; }
    public int Version { get; private set; }

    public static AmendmentWindow Of(Resolution resolution) => new() { ResolutionId = resolution.Id };

    public void Set(DateTime opens, DateTime closes, Pen pen)
    {
        if (closes <= opens) throw new RuleBroken("The time for amendments has to end after it begins.");
        (Opens, Closes, SetBy, SetAt) = (opens, closes, pen.Who, pen.At);
        Version++;
    }

    /// <summary>Whether the delegations have the draft before them.</summary>
    public bool HasOpened(DateTime now) => Opens <= now;

    public bool IsOpen(DateTime now) => Opens <= now && now < Closes;

    /// <summary>Refuses what comes too early or too late.</summary>
    public static void Require(AmendmentWindow? window, string code, DateTime now, ConferenceTime time)
    {
        if (window is null) throw new RuleBroken("The secretariat has not set a time for amendments to {0}.", code);
        if (now < window.Opens) throw new RuleBroken("Amendments to {0} can be proposed from {1}.", code, time.Moment(window.Opens));
        if (now >= window.Closes) throw new RuleBroken("The time for amendments to {0} ended at {1}. Ask the secretariat if it should still be taken.", code, time.Moment(window.Closes));
    }
}

internal static class Moments
{
    /// <summary>Time and day in one, in the reader's language.</summary>
    public static string Moment(this ConferenceTime time, DateTime utc) => $"{time.Clock(utc)}, {time.Day(utc)}";
}
