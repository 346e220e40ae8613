using System.Text.RegularExpressions;
using Conference.Shared;

namespace Conference.Sessions;

/// <summary>
/// A sentence with places for facts: {speaker} stands for who speaks. What stands in [brackets] is left out where a fact in it
/// is not known.
/// </summary>
internal static partial class LineTemplate
{
    public const int Longest = 300;

    public static string Fill(string template, IReadOnlyDictionary<string, string> facts)
    {
        return Part().Replace(template, part =>
            part.Groups["optional"] is not { Success: true } optional ? Put(part.Value)
            : Place().Matches(optional.Value).All(p => facts.ContainsKey(p.Groups[1].Value)) ? Put(optional.Value) : "");
        string Put(string text) => Place().Replace(text, p => facts.GetValueOrDefault(p.Groups[1].Value, "…"));
    }

    /// <summary>As it is stored: one line whose brackets close and whose places are among <paramref name="places"/>.</summary>
    public static string Checked(string? template, IReadOnlyList<string> places)
    {
        var clean = Clean.Line(template);
        if (clean.Length == 0) throw new RuleBroken("Write the sentence in both languages.");
        if (clean.Length > Longest) throw new RuleBroken("A sentence of the minutes has at most {0} characters.", Longest);
        if (Part().Replace(clean, p => Place().Replace(p.Groups["optional"].Value, "")).IndexOfAny(['[', ']', '{', '}']) >= 0)
            throw new RuleBroken("A bracket is not closed, or stands within another of its kind: {0}", clean);
        if (Place().Matches(clean).Select(p => p.Groups[1].Value).FirstOrDefault(p => !places.Contains(p)) is { } unknown)
        {
            throw places.Count == 0 ? new RuleBroken("This sentence has no place for {0}.", $"{{{unknown}}}")
                : new RuleBroken("This sentence has no place for {0}. It can name: {1}.", $"{{{unknown}}}", string.Join(", ", places.Select(p => $"{{{p}}}")));
        }
        return clean;
    }

    [GeneratedRegex(@"\[(?<optional>[^\[\]]*)\]|\{\w+\}")]
    private static partial Regex Part();

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Place();
}
