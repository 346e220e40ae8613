using System.Text.RegularExpressions;

namespace Conference.Resolutions;

/// <summary>Splits a cell of agencies into names. A comma may part two agencies or stand inside one, so it is judged by
/// what surrounds it: a known name, a word that begins an agency's name, or a collective ("các bộ, ngành, địa phương").</summary>
internal sealed partial class AgencyNames(IReadOnlyCollection<string> knownNames)
{
    private const int LongestList = 2_000;

    private readonly List<string> longestFirst = [.. knownNames.Select(Wording.Clean).Where(name => name.Length > 0).OrderByDescending(name => name.Length)];

    public static string Join(IEnumerable<string> names) => string.Join("; ", names);

    public static IReadOnlyList<string> Split(string? cell, IReadOnlyCollection<string> known) => new AgencyNames(known).Split(cell);

    public IReadOnlyList<string> Split(string? cell) =>
        [.. WrappedLine().Replace(Wording.Clean(cell), " ").Split(';', '\n').SelectMany(Names).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>"…, Bộ" at the end of a cell: the rest of the name was lost.</summary>
    public static bool IsCutOff(string name) => BareHead().IsMatch(name);

    /// <summary>What is cut out of a longer text is judged again alone, so that a list reads the same after joining.</summary>
    private IEnumerable<string> Names(string segment)
    {
        var rest = Bare(segment);
        if (rest.Length is 0 or > LongestList) return rest.Length == 0 ? [] : [rest];
        var length = KnownAt(rest) is > 0 and var found ? found : LengthOfFirst(rest);
        return length == rest.Length ? [rest] : Names(rest[..length]).Concat(Names(Joint().Replace(rest[length..], "")));
    }

    private static string Bare(string name) => name.Trim(' ', ',', '.', '-', '+', '*', '•');

    /// <summary>The length of the known name the text begins with, if the name also ends there.</summary>
    private int KnownAt(string text) => longestFirst.FirstOrDefault(name =>
        text.StartsWith(name, StringComparison.OrdinalIgnoreCase) && EndsName(text[name.Length..]))?.Length ?? 0;

    private bool EndsName(string after) =>
        after.TrimStart() is "" or [',', ..]
        || after[0] == ' ' && KnownAt(after[1..]) > 0
        || Joint().Match(after) is { Success: true } joint && after[joint.Length..] is var next
        && (Head().IsMatch(next) || Acronym().IsMatch(next) || Generic().IsMatch(next));

    private int LengthOfFirst(string text) =>
        AnyJoint().Matches(text).FirstOrDefault(joint =>
            BeginsName(text[..joint.Index], text[(joint.Index + joint.Length)..], joint.Value.TrimStart()[0] == ','))?.Index ?? text.Length;

    private bool BeginsName(string before, string after, bool comma)
    {
        if (BareHead().IsMatch(before)) return false;
        if (KnownAt(after) > 0 || Head().IsMatch(after) || Acronym().IsMatch(after)) return true;
        var collective = Collective().IsMatch(char.ToLowerInvariant(before[0]) + before[1..]);
        if (Generic().IsMatch(after)) return !collective || OwnCollective().IsMatch(after);
        return comma && char.IsUpper(after.FirstOrDefault()) && !collective && !Head().IsMatch(before);
    }

    private const string Heads = "Bộ|Ủy ban|Uỷ ban|UBND|HĐND|Hội đồng|Ban|Văn phòng|Thanh tra|"
        + "Kiểm toán|Viện|Ngân hàng|Tòa án|Toà án|Quốc hội|Chính phủ|Bảo hiểm|Đài|Thông tấn xã|Học viện|Đại học|Trường|Tập đoàn|"
        + "Tổng|Sở|Cục|Vụ|Mặt trận|Liên đoàn|Liên hiệp|Trung ương|Đại sứ quán|Hội Nông dân|Hội Liên hiệp|"
        + "(?:The |the )?(?:Ministry|Department|Office|Agency|Bureau|Committee|Council|Academy|Institute|University|"
        + "Government|National Assembly|State Bank|State Audit|Supreme|People's|Party|Embassy)";
    private const string Collectives = "bộ|ngành|địa phương|cơ quan|đơn vị|tổ chức|doanh nghiệp|tỉnh|thành phố|các|một số|những|"
        + "(?:the |other |all |relevant |related |concerned )*"
        + "(?:[Mm]inistries|sectors|agencies|localities|provinces|cities|organizations|enterprises)";
    private const string Filler = "và|có|liên quan|trung ương|ngang bộ|thuộc|trực thuộc|khác|and|relevant|related|concerned|other";

    [GeneratedRegex(@"(?<=,|\b(?:và|and))\n|\n(?=\p{Ll})(?!(?:" + Collectives + @")\b)")]
    private static partial Regex WrappedLine();

    [GeneratedRegex(@"^\s*(?:,\s*(?:(?:và|and) )?|\s(?:và|and) )")]
    private static partial Regex Joint();

    [GeneratedRegex(@"\s*,\s*(?:(?:và|and) )?| (?:và|and) ")]
    private static partial Regex AnyJoint();

    [GeneratedRegex(@"^(?:" + Heads + @")(?=[\s,]|$)")]
    private static partial Regex Head();

    /// <summary>"Bộ" in "Bộ, ban, ngành" names nobody yet.</summary>
    [GeneratedRegex("^(?:Bộ|Ban|Sở|Tập đoàn|Ministry)$")]
    private static partial Regex BareHead();

    [GeneratedRegex(@"^\p{Lu}{2,}(?=\s*,|$| (?:và|and) )")]
    private static partial Regex Acronym();

    [GeneratedRegex(@"\bcác\b|^(?:" + Collectives + @")\b(?!\s\p{Lu})|\b(?:ministries|agencies|sectors|localities|provinces)\b")]
    private static partial Regex Collective();

    [GeneratedRegex(@"^(?:[Cc]ác|" + Collectives + @")\b")]
    private static partial Regex Generic();

    /// <summary>"các cơ quan đại diện Việt Nam ở nước ngoài" is an agency of its own; "các ngành" goes on with "các bộ".</summary>
    [GeneratedRegex(@"^[Cc]ác (?!(?:(?:" + Collectives + "|" + Filler + @")\s*)+(?:,|$))")]
    private static partial Regex OwnCollective();
}
