using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Conference.Resolutions;

/// <summary>Codes as people type them: R-1, R-1 §2.3.dd, r-1/2.3.đ; and as the system writes them: R-1, R-1 §2.3.đ.</summary>
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
        var clause = m.Groups["clause"].Value;
        if (clause.EndsWith(".dd", StringComparison.Ordinal)) clause = clause[..^2] + "đ";
        return clause.Length == 0 ? $"R-{number}" : $"R-{number} §{clause}";
    }

    /// <summary>The resolution's code that a citation begins with.</summary>
    public static string OfCitation(string citation) => citation.Split(' ')[0];

    private static string Plain(string? code) => (code ?? "").Trim().Normalize(NormalizationForm.FormC).ToLowerInvariant();

    [GeneratedRegex(@"^r-?(?<number>\d{1,6})(\s*[§/ ]\s*(?<clause>\d{1,3}(\.\d{1,3}(\.(dd|[a-zđ]))?)?))?$")]
    private static partial Regex Pattern();
}
