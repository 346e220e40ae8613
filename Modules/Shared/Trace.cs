using System.Globalization;
using System.Security.Claims;
using System.Text.RegularExpressions;

namespace Conference.Shared;

/// <summary>One step of the chain from order or comment to review, as any module shows it.</summary>
/// <param name="Code">What people cite: C-123, S-07, R-1 §2.3.đ, T-12.</param>
/// <param name="Kind">English name of the kind, a key of its translation.</param>
/// <param name="State">What became of it, a key of its translation; null where there is nothing to say.</param>
/// <param name="Url">The page where it is worked on, where the reader may open it.</param>
public sealed record TraceNode(string Code, string Kind, string Title, string? Detail = null, string? State = null, string? Url = null, DateTime? At = null);

/// <summary>An arrow of the chain: <paramref name="To"/> came out of <paramref name="From"/>.</summary>
public sealed record TraceLink(string From, string To);

/// <summary>A module's part of the chain. Each module answers for the codes it owns and the arrows it stores.</summary>
public interface ITrace
{
    /// <summary>The nodes of these codes that this module owns and the reader may see; others are left out.</summary>
    Task<IReadOnlyList<TraceNode>> Find(IReadOnlyCollection<string> codes, ClaimsPrincipal reader, CancellationToken ct);

    /// <summary>Every stored arrow that begins or ends at one of these codes.</summary>
    Task<IReadOnlyList<TraceLink>> Links(IReadOnlyCollection<string> codes, CancellationToken ct);
}

/// <summary>Codes as people write them: c-12, s7, R-1/2.3.dd, r1 §2.3.đ.</summary>
public static partial class TraceCode
{
    /// <summary>A code as it is stored; what is no code is returned as it was typed, on one line.</summary>
    public static string Normal(string typed)
    {
        var match = Code().Match(Clean.Line(typed).ToLowerInvariant());
        if (!match.Success) return Clean.Line(typed);
        var number = int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture);
        var code = match.Groups["series"].Value.ToUpperInvariant() + "-" + (match.Groups["series"].Value == "s" ? $"{number:00}" : $"{number}");
        return match.Groups["path"] is { Success: true } path ? $"{code} §{path.Value.Replace("dd", "đ", StringComparison.Ordinal)}" : code;
    }

    public static bool IsCode(string typed) => Code().IsMatch(Clean.Line(typed).ToLowerInvariant());

    [GeneratedRegex(@"^(?<series>[a-z])\s*-?\s*(?<number>\d{1,9})(\s*[§/ ]\s*(?<path>[\d\p{L}.]+))?$")]
    private static partial Regex Code();
}
