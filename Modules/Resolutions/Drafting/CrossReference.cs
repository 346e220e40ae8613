using System.Text.RegularExpressions;

namespace Conference.Resolutions;

/// <summary>
/// What one clause says about another: stored as [[id]], read in the words of the layout ("điểm b khoản 2 Điều 5"), and written
/// as [[§2.3.b]]. So it follows every renumbering, and shows where its clause was removed.
/// </summary>
public static partial class CrossReference
{
    public const string BrokenVi = "[viện dẫn phần đã bỏ]", BrokenEn = "[reference to a removed clause]";

    public static string To(Guid clause) => $"[[{clause:N}]]";

    /// <summary>The text as people read it.</summary>
    public static string Read(string text, Numbering numbering, bool english) => text.Contains("[[", StringComparison.Ordinal)
        ? Stored().Replace(text, m => numbering.Find(Guid.Parse(m.Groups[1].ValueSpan)) is { } clause ? numbering.InWords(clause, english) : english ? BrokenEn : BrokenVi)
        : text;

    /// <summary>The text as it is written in a form: each reference by the citation of its clause.</summary>
    public static string Open(string text, Numbering numbering) =>
        Stored().Replace(text, m => numbering.Find(Guid.Parse(m.Groups[1].ValueSpan)) is { } clause ? $"[[{clause.Short}]]" : m.Value);

    /// <summary>
    /// The text as it is stored. What a citation meant when the form was opened stands in <paramref name="meant"/>; others are looked
    /// up, and what is no citation stays as it was typed.
    /// </summary>
    public static string Close(string text, string code, Numbering numbering, IReadOnlyDictionary<string, Guid> meant) => Written().Replace(text, m =>
    {
        var cited = m.Groups[1].Value.Trim();
        if (meant.TryGetValue(cited, out var id)) return To(id);
        return Code.Normal($"{code} {cited.TrimStart('§')}") is { } normal && numbering.Cited(normal) is { } clause ? To(clause.Id) : m.Value;
    });

    /// <summary>What each citation in an opened text means now, to be handed to <see cref="Close"/>: §2.3.b=id;….</summary>
    public static string Meant(Numbering numbering, params IEnumerable<string> texts) =>
        string.Join(';', Targets(texts).Select(numbering.Find).OfType<Numbered>().Select(n => $"{n.Short}={n.Id:N}").Distinct());

    public static IReadOnlyDictionary<string, Guid> Meant(string? listed)
    {
        var meant = new Dictionary<string, Guid>();
        foreach (var one in (listed ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
            if (one.Split('=') is [var cited, var id] && Guid.TryParse(id, out var clause)) meant[cited] = clause;
        return meant;
    }

    /// <summary>Where references stand in a stored text, and to what.</summary>
    internal static IEnumerable<(int Index, int Length, Guid Target)> Within(string text) => Stored().Matches(text).Select(m => (m.Index, m.Length, Guid.Parse(m.Groups[1].ValueSpan)));

    public static IEnumerable<Guid> Targets(IEnumerable<string> texts) => texts.SelectMany(t => Stored().Matches(t).Select(m => Guid.Parse(m.Groups[1].ValueSpan)));

    [GeneratedRegex(@"\[\[([0-9a-f]{32})\]\]")]
    private static partial Regex Stored();

    [GeneratedRegex(@"\[\[([^\[\]\n]{1,40})\]\]")]
    private static partial Regex Written();
}
