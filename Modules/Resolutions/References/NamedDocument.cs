using System.Text.RegularExpressions;

namespace Conference.Resolutions;

/// <summary>A document that a text names, where it does so, and what the wording around says about it.</summary>
/// <param name="Code">Number and symbol without stray spaces (15-CT/TW, 30/2020/NĐ-CP), or kind and number where the text has no more (Directive 15).</param>
public sealed partial record NamedDocument(string Code, string Written, ReferenceDoes Does)
{
    /// <summary>Every document a text names, once, in the order of the text.</summary>
    /// <param name="known">Codes of the documents that the whole draft names in full: a bare "Directive 15" is one of these.</param>
    public static IReadOnlyList<NamedDocument> In(string text, IReadOnlyCollection<string>? known = null)
    {
        var found = new List<(int At, NamedDocument Document)>();
        foreach (Match match in Full().Matches(text))
            found.Add((match.Index, new(Spaces().Replace(match.Value, "").ToUpperInvariant(), match.Value, Around(text, match))));
        foreach (Match match in Bare().Matches(text))
        {
            if (found.Any(f => f.At >= match.Index && f.At < match.Index + match.Length + 12 && text[match.Index..f.At].Length <= match.Length + 1)) continue;
            var (kind, number) = (Kinds[match.Groups["kind"].Value.ToLowerInvariant()], match.Groups["n"].Value.TrimStart('0'));
            var whole = known?.FirstOrDefault(k => Number().Match(k).Value.TrimStart('0') == number && k.Split('-', '/').Contains(kind.Symbol));
            found.Add((match.Index, new(whole ?? $"{kind.En} {match.Groups["n"].Value}", match.Value, Around(text, match))));
        }
        return [.. found.OrderBy(f => f.At).Select(f => f.Document).GroupBy(d => d.Code).Select(g => g.MaxBy(d => d.Does)!)];
    }

    /// <summary>The codes that a text gives in full.</summary>
    public static IEnumerable<string> Whole(string text) => Full().Matches(text).Select(m => Spaces().Replace(m.Value, "").ToUpperInvariant());

    private static ReferenceDoes Around(string text, Match match)
    {
        // "No. 15" ends no sentence.
        var begin = Begins().Matches(text[..match.Index]).LastOrDefault() is { } end ? end.Index + 1 : 0;
        var before = Wording.Fold(text[Math.Max(begin, match.Index - 90)..match.Index]);
        var after = Wording.Fold(text[(match.Index + match.Length)..Math.Min(text.Length, match.Index + match.Length + 120)]);
        if (Replacing().IsMatch(before) || Replaced().IsMatch(after.Split('.', ';')[0])) return ReferenceDoes.Replaces;
        return Implementing().IsMatch(before) ? ReferenceDoes.Implements : ReferenceDoes.Cites;
    }

    private static readonly Dictionary<string, (string En, string Symbol)> Kinds = new[]
    {
        ("Resolution", "NQ", "nghị quyết"), ("Directive", "CT", "chỉ thị"), ("Decree", "NĐ", "nghị định"), ("Decision", "QĐ", "quyết định"), ("Regulation", "QĐ", "quy định"),
        ("Guideline", "HD", "hướng dẫn"), ("Conclusion", "KL", "kết luận"), ("Circular", "TT", "thông tư"), ("Plan", "KH", "kế hoạch"), ("Notice", "TB", "thông báo"),
    }.SelectMany(k => new[] { (Key: k.Item1.ToLowerInvariant(), Value: (k.Item1, k.Item2)), (Key: k.Item3, Value: (k.Item1, k.Item2)) }).ToDictionary(k => k.Key, k => k.Value);

    // 15-CT/TW · 06-NQ / TW · 01/NQ-CP · 1052/NQ-UBTVQH13 · 30/2020/NĐ-CP · 25/2021/QH15
    [GeneratedRegex(@"(?<![\p{L}\d/-])(?:\d{1,4} ?- ?[A-ZĐ][A-Za-zĐđ]{1,4} ?/ ?[A-ZĐ]{2,}[A-ZĐ\d]*|\d{1,5} ?/ ?(?:(?:19|20)\d{2} ?/ ?)?[A-ZĐ][A-Za-zĐđ]{1,4}\d{0,2}(?: ?- ?[A-ZĐ]{2,}[A-ZĐ\d]*){0,3})(?![\p{L}\d])")]
    private static partial Regex Full();

    [GeneratedRegex(@"(?<!\p{L})(?<kind>resolution|directive|decree|decision|regulation|guideline|conclusion|circular|nghị quyết|chỉ thị|nghị định|quyết định|quy định|hướng dẫn|kết luận|thông tư)(?: số| no\.?| number)? ?(?<n>\d{1,4})(?![\p{L}\d]|[/.-]\d| ?[-/] ?\p{L})", RegexOptions.IgnoreCase)]
    private static partial Regex Bare();

    [GeneratedRegex(@"[;\n]|\.(?=\s+\p{Lu})")]
    private static partial Regex Begins();

    [GeneratedRegex(@"^\d+")]
    private static partial Regex Number();

    [GeneratedRegex(@"\s")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\b(thay the|bai bo|replac(e|es|ing)|supersed(e|es|ing)|repeal(s|ing)?|in place of)\b(?!.*\bby\b)")]
    private static partial Regex Replacing();

    [GeneratedRegex(@"\b(het hieu luc|duoc thay the|bi bai bo|(is|are|was|were|be) (replaced|repealed|superseded)|ceases? to have effect|expires?)\b")]
    private static partial Regex Replaced();

    [GeneratedRegex(@"\b(thuc hien|trien khai|the che hoa|cu the hoa|to chuc thi hanh|thi hanh|implement(s|ing|ation of)?|carry(ing)? out|concreti[sz](e|es|ing)|realis(e|es|ing)|execution of)\b")]
    private static partial Regex Implementing();
}
