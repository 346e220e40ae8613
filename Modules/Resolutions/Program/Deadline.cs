using System.Globalization;
using System.Text.RegularExpressions;

namespace Conference.Resolutions;

public enum DeadlineKind { None, Date, Month, Quarter, HalfYear, Year, Range, Recurring, OpenEnded, Unclear }

/// <summary>A deadline as somebody wrote it, and the days it means; what is not understood stays Unclear.</summary>
public sealed partial record Deadline(string Text, DeadlineKind Kind, DateOnly? From, DateOnly? Due)
{
    private const int LongestWording = 200;

    public static Deadline Parse(string? text)
    {
        var written = Wording.Compose(text).Trim();
        var words = Wording.Fold(written).TrimEnd('.', ',', ';', ' ');
        if (words.Length == 0) return new(written, written.Length == 0 ? DeadlineKind.None : DeadlineKind.Unclear, null, null);
        if (Recurrence().IsMatch(words)) return new(written, DeadlineKind.Recurring, null, null);
        if (words.Length > LongestWording) return new(written, DeadlineKind.Unclear, null, null);
        if (PeriodOf(words) is { } period) return new(written, period.Kind, null, period.End);
        if (RangeOf(words) is { } range) return new(written, DeadlineKind.Range, range.Start, range.End);
        if (OpenEnd().Match(words) is { Success: true } open && PeriodOf(open.Groups["p"].Value) is { } first)
            return new(written, DeadlineKind.OpenEnded, first.Start, null);
        return new(written, DeadlineKind.Unclear, null, null);
    }

    public bool IsOverdue(DateOnly today) => Due < today;

    /// <summary>The same days, however written; where there are no days to compare, the same words.</summary>
    public bool SameAs(Deadline other) =>
        (Kind, From, Due) == (other.Kind, other.From, other.Due)
        && ((From ?? Due) is not null || Wording.Fold(Text) == Wording.Fold(other.Text));

    private readonly record struct Period(DeadlineKind Kind, DateOnly Start, DateOnly End);

    private static Period? PeriodOf(string words)
    {
        var lead = Lead().Match(words);
        if (Forms.Select(form => form.Match(words[lead.Length..])).FirstOrDefault(match => match.Success) is not { } match) return null;
        var period = PeriodOf(match);
        // "Before 15 June" is the way to say a day; "before June" may or may not include June.
        return Before().IsMatch(lead.Value) && period?.Kind != DeadlineKind.Date ? null : period;
    }

    private static Period? PeriodOf(Match match)
    {
        string Part(string name) => match.Groups[name].Value;
        var year = int.Parse(Part("y"), CultureInfo.InvariantCulture);
        if (Part("q") is { Length: > 0 } quarter) return Months(DeadlineKind.Quarter, year, Ordinals[quarter] * 3 - 2, 3);
        if (Part("h") is { Length: > 0 } half) return Months(DeadlineKind.HalfYear, year, Ordinals[half] * 6 - 5, 6);
        if (Part("m") is not { Length: > 0 } name) return Months(DeadlineKind.Year, year, 1, 12);

        var month = int.TryParse(name, out var number) ? number : Array.IndexOf(MonthNames, name[..3]) + 1;
        if (month is < 1 or > 12) return null;
        if (Part("d") is not { Length: > 0 } written) return Months(DeadlineKind.Month, year, month, 1);
        var day = int.Parse(written, CultureInfo.InvariantCulture);
        if (day < 1 || day > DateTime.DaysInMonth(year, month)) return null;
        return new(DeadlineKind.Date, new(year, month, day), new(year, month, day));
    }

    private static Period Months(DeadlineKind kind, int year, int month, int count) =>
        new(kind, new(year, month, 1), new DateOnly(year, month, 1).AddMonths(count).AddDays(-1));

    /// <summary>Two periods with a dash or "to"; the first may borrow the year of the second, the second the word "quarter".</summary>
    private static Period? RangeOf(string words)
    {
        var text = RangeStart().Replace(words, "");
        foreach (Match dash in RangeDash().Matches(text))
        {
            var (left, right) = (text[..dash.Index], text[(dash.Index + dash.Length)..]);
            foreach (var written in new[] { right, "quy " + right })
            {
                if (PeriodOf(written) is not { } last) continue;
                string[] borrowing = [left, $"{left}/{last.End.Year}", $"{left} {last.End.Year}"];
                foreach (var candidate in borrowing)
                    if (PeriodOf(candidate) is { } first && first.Start <= last.End
                        && ((candidate == left && written == right) || first.Kind == last.Kind))
                        return new(DeadlineKind.Range, first.Start, last.End);
            }
        }
        return null;
    }

    private const string Year = @"(?<y>(?:19|20|21)\d\d)";
    private const string MonthName = "(?<m>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
        + "|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";

    private static readonly Regex[] Forms = [.. new[]
    {
        $"(?:nam |year )?{Year}",
        $@"(?:thang )?(?<m>\d\d?)(?: ?[/.-] ?(?:nam )?|,? nam | ){Year}",
        $@"{Year}-(?<m>\d\d)(?:-(?<d>\d\d))?",
        $@"(?:ngay )?(?<d>\d\d?)(?: ?(?<sep>[/.-]) ?)(?<m>\d\d?)(?: ?\k<sep> ?|,? nam ){Year}",
        $@"(?:ngay )?(?<d>\d\d?) thang (?<m>\d\d?)(?:,? nam |,? | ?[/.-] ?){Year}",
        $@"(?:the )?(?:(?<d>\d\d?)(?:st|nd|rd|th)?(?: of)? )?{MonthName}\.?,? (?:of )?{Year}",
        $@"{MonthName} (?<d>\d\d?)(?:st|nd|rd|th)?,? {Year}",
        $@"(?:quy|quarter|q) ?(?<q>iv|i{{1,3}}|[1-4])(?:,? (?:nam |of )?| ?[/.-] ?(?:nam )?){Year}",
        $"(?:the )?(?<q>first|second|third|fourth|1st|2nd|3rd|4th) quarter,? (?:of )?{Year}",
        $"(?:(?:0?6|sau) thang|nua) (?<h>dau|cuoi)(?: cua)?(?: nam)? {Year}",
        $"(?:the )?(?<h>first|second|1st|2nd) half,? (?:of )?{Year}",
        $"h(?<h>[12])[/ ]?{Year}",
    }.Select(form => new Regex($"^{form}$", RegexOptions.CultureInvariant))];

    private static readonly string[] MonthNames = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    private static readonly Dictionary<string, int> Ordinals = new()
    {
        ["1"] = 1, ["i"] = 1, ["1st"] = 1, ["first"] = 1, ["dau"] = 1,
        ["2"] = 2, ["ii"] = 2, ["2nd"] = 2, ["second"] = 2, ["cuoi"] = 2,
        ["3"] = 3, ["iii"] = 3, ["3rd"] = 3, ["third"] = 3,
        ["4"] = 4, ["iv"] = 4, ["4th"] = 4, ["fourth"] = 4,
    };

    [GeneratedRegex(@"\b(thuong xuyen|(hang|moi) (nam|quy|thang|tuan|ngay)|dinh ky|lien tuc|lan ?/ ?(nam|quy|thang)|mot lan"
        + @"|regular(ly)?|annually|yearly|quarterly|monthly|weekly|(every|each) (\d+ |two |three |six )?(years?|quarters?|months?|weeks?)"
        + @"|ongoing|continuous(ly)?|periodic(al)?(ly)?|permanent(ly)?|recurring)\b|^annual$")]
    private static partial Regex Recurrence();

    [GeneratedRegex("^((hoan thanh|cham nhat|muon nhat|la|trong|vao|den|het|cuoi|truoc|in|on|by|within|until|before|due|the end of|end of|(no|not) later than) )*")]
    private static partial Regex Lead();

    [GeneratedRegex(@"\b(truoc|before)\b")]
    private static partial Regex Before();

    [GeneratedRegex("^(trong |in |during )?(giai doan|the period|period|tu|from|between) ")]
    private static partial Regex RangeStart();

    [GeneratedRegex(" ?- ?| den | to | until | through ")]
    private static partial Regex RangeDash();

    [GeneratedRegex(@"^(?:bat dau )?(?:(?:tu|from|since) )?(?<p>.+?)(?:,? (?:va|and|&) .*\b(?:tiep theo|ke tiep|sau|following|subsequent|later|beyond|onwards?)\b.*"
        + @"|,? tro di|,? onwards?)$|^(?:bat dau )?(?:tu|from|since) (?<p>.+)$")]
    private static partial Regex OpenEnd();
}
