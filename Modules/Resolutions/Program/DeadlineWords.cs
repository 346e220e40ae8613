using System.Globalization;
using System.Text.RegularExpressions;
using Conference.Shared;

namespace Conference.Resolutions;

/// <summary>A deadline in words: as it is understood, and as an English program writes it.</summary>
internal static partial class DeadlineWords
{
    public static string Understood(this Deadline deadline, Sentences texts) => deadline.Kind switch
    {
        DeadlineKind.None => texts["No deadline"],
        DeadlineKind.Unclear => texts["Not understood"],
        DeadlineKind.Recurring => texts["Recurring, never overdue"],
        DeadlineKind.OpenEnded => texts["From {0}, without an end", Day(deadline.From)],
        DeadlineKind.Range => texts["{0} – {1}", Day(deadline.From), Day(deadline.Due)],
        DeadlineKind.Date => texts["On {0}", Day(deadline.Due)],
        _ => texts["By {0}", Day(deadline.Due)],
    };

    /// <summary>Figures stay as they are; what is written in Vietnamese words gets English ones where its meaning is certain.</summary>
    public static string In(this Deadline deadline, WorkbookLanguage language)
    {
        if (language == WorkbookLanguage.Vi) return deadline.Text;
        var words = Wording.Fold(deadline.Text);
        return deadline.Kind switch
        {
            DeadlineKind.Quarter when words.StartsWith("quy", StringComparison.Ordinal) => string.Create(CultureInfo.InvariantCulture, $"Q{(deadline.Due!.Value.Month + 2) / 3} {deadline.Due.Value.Year}"),
            DeadlineKind.Month when words.StartsWith("thang", StringComparison.Ordinal) => string.Create(CultureInfo.InvariantCulture, $"{deadline.Due!.Value.Month}/{deadline.Due.Value.Year}"),
            DeadlineKind.Recurring when words is "thuong xuyen" => "Regularly",
            DeadlineKind.Recurring when words is "hang nam" => "Annually",
            DeadlineKind.Recurring when words is "hang quy" => "Quarterly",
            DeadlineKind.Recurring when words is "hang thang" => "Monthly",
            DeadlineKind.OpenEnded when FollowingYears().Match(words) is { Success: true } year => year.Groups[1].Value + " and following years",
            _ => deadline.Text,
        };
    }

    private static string Day(DateOnly? day) => day?.ToString("d", CultureInfo.CurrentCulture) ?? "";

    [GeneratedRegex(@"^(\d{4}) va (?:nhung|cac) nam tiep theo$")]
    private static partial Regex FollowingYears();
}
