using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Conference.Resolutions;

/// <summary>
/// Codes as people type them: R-1, R-1 §2.3.dd, r-1/2.3.đ, r-2 d5.2.b; and as the system writes them: R-1, R-1 §2.3.đ, R-2 Đ5.2.b.
/// A place is a path of numbers and letters; what is not a section, item or point says what it is: P part, C chapter, M mục,
/// TM tiểu mục, Đ article, k an item outside any of these, ¶ paragraph, PL annex, KT closing, KY signature, NN recipient.
/// </summary>
public static partial class Code
{
    /// <summary>The number of a resolution's code such as R-1, or null.</summary>
    public static int? Resolution(string? code) =>
        Pattern().Match(Plain(code)) is { Success: true } m && !m.Groups["clause"].Success && int.TryParse(m.Groups["number"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The code of a resolution or the citation of a clause in the spelling of the system, or null when it is neither.</summary>
    public static string? Normal(string? code)
    {
        if (Pattern().Match(Plain(code)) is not { Success: true } m) return null;
        if (!int.TryParse(m.Groups["number"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
        if (!m.Groups["clause"].Success) return $"R-{number}";
        var steps = m.Groups["clause"].Value.Split('.');
        var written = steps.Select((step, i) => Step(step, first: i == 0 || steps[i - 1].StartsWith("pl", StringComparison.Ordinal))).ToList();
        return written.Contains(null) ? null : Citation($"R-{number}", string.Join('.', written));
    }

    /// <summary>Whether this is the citation of a clause in the spelling of the system.</summary>
    public static bool IsCitation(string code) => code.Contains(' ', StringComparison.Ordinal) && Normal(code) == code;

    /// <summary>A place of a resolution as people cite it: § stands before a number.</summary>
    public static string Citation(string code, string place) => char.IsDigit(place[0]) ? $"{code} §{place}" : $"{code} {place}";

    /// <summary>The resolution's code that a citation begins with.</summary>
    public static string OfCitation(string citation) => citation.Split(' ')[0];

    private static string? Step(string step, bool first)
    {
        if (Letter().IsMatch(step)) return step == "dd" ? "đ" : step;
        if (Named().Match(step) is not { Success: true } m) return null;
        var number = m.Groups["number"].Value;
        return m.Groups["what"].Value switch
        {
            "" => number,
            "đ" or "d" => "Đ" + number,
            "k" => "k" + number,
            "p" when !first => "¶" + number,
            var what => what.ToUpperInvariant() + number,
        };
    }

    private static string Plain(string? code) => (code ?? "").Trim().Normalize(NormalizationForm.FormC).ToLowerInvariant();

    [GeneratedRegex(@"^r-?(?<number>\d{1,6})(\s*[§/ ]\s*(?<clause>[a-zđ¶\d]{1,5}(\.[a-zđ¶\d]{1,5}){0,9}))?$")]
    private static partial Regex Pattern();

    [GeneratedRegex("^(dd|[a-zđ])$")]
    private static partial Regex Letter();

    [GeneratedRegex(@"^(?<what>|đ|d|k|p|c|m|tm|pl|kt|ky|nn|¶)(?<number>\d{1,3})$")]
    private static partial Regex Named();
}
