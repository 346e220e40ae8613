using System.Text.RegularExpressions;
using Conference.Shared;

namespace Conference.Feedback;

/// <summary>The rapporteur's summary of what was said to a session. It cites comments by their codes; every version is kept.</summary>
public sealed partial class SessionSummary
{
    public const int LongestText = 50_000;

    private readonly List<SummaryVersion> versions = [];

    public Guid SessionId { get; private set; }
    public string Text { get; private set; } = "";
    public int Version { get; private set; }
    public string? By { get; private set; }
    public DateTime? At { get; private set; }
    public IReadOnlyList<SummaryVersion> Versions => versions;

    public static SessionSummary Of(Guid session) => new() { SessionId = session };

    /// <param name="seen">The version that the writer began from: what someone else saved meanwhile is not overwritten.</param>
    public void Write(string? text, int seen, string who, DateTime now)
    {
        var clean = Clean.Text(text);
        if (seen != Version) throw new RuleBroken("{0} saved the summary meanwhile. Their text stands below yours: bring the two together and save again.", By ?? "");
        if (clean.Length > LongestText) throw new RuleBroken("The summary has {0} characters; {1} are possible.", clean.Length, LongestText);
        if (clean == Text) return;
        (Text, By, At) = (clean, who, now);
        versions.Add(new(SessionId, ++Version, clean, who, now));
    }

    /// <summary>The comments that a text cites, in the order of their numbers.</summary>
    public static IReadOnlyList<int> Cited(string text) =>
        [.. Code().Matches(text).Select(m => Comment.NumberOf(m.Value)).OfType<int>().Distinct().Order()];

    [GeneratedRegex(@"\bC-\d{1,9}\b")]
    private static partial Regex Code();
}

/// <summary>The summary as it was saved at one time.</summary>
public sealed class SummaryVersion
{
    private SummaryVersion() { }

    internal SummaryVersion(Guid sessionId, int version, string text, string by, DateTime at) => (SessionId, Version, Text, By, At) = (sessionId, version, text, by, at);

    public Guid SessionId { get; private set; }
    public int Version { get; private set; }
    public string Text { get; private set; } = "";
    public string By { get; private set; } = "";
    public DateTime At { get; private set; }
}
