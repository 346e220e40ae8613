using Conference.Shared;

namespace Conference.Sessions;

/// <summary>A sentence of the minutes that the secretariat words otherwise than is usual; see <see cref="LineTemplate"/>.</summary>
public sealed class MinutesSentence
{
    /// <summary>What it tells of: a key of <see cref="MinutesWording"/>.</summary>
    public string Key { get; private set; } = "";
    public string Vi { get; private set; } = "";
    public string En { get; private set; } = "";
    public int Version { get; private set; }

    internal static MinutesSentence Of(string key) => new() { Key = key };

    internal void Word(string? vi, string? en, IReadOnlyList<string> places, int seen)
    {
        if (Version != seen) throw new RuleBroken("Someone else changed this at the same moment. Read it again and repeat your change.");
        (Vi, En) = (LineTemplate.Checked(vi, places), LineTemplate.Checked(en, places));
        Version++;
    }
}
