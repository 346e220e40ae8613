using Conference.Resolutions;
using System.Globalization;
using System.Text;

namespace Conference.Tests.Resolutions;

public sealed class DeadlineTests
{
    [Theory]
    [InlineData("2025", DeadlineKind.Year, "2025-12-31")]
    [InlineData("Năm 2025", DeadlineKind.Year, "2025-12-31")]
    [InlineData("đến năm 2030", DeadlineKind.Year, "2030-12-31")]
    [InlineData("by the end of 2025", DeadlineKind.Year, "2025-12-31")]
    [InlineData("12/2025", DeadlineKind.Month, "2025-12-31")]
    [InlineData("6/2025", DeadlineKind.Month, "2025-06-30")]
    [InlineData("06 / 2025.", DeadlineKind.Month, "2025-06-30")]
    [InlineData("2/2024", DeadlineKind.Month, "2024-02-29")]
    [InlineData("Tháng 10/2025", DeadlineKind.Month, "2025-10-31")]
    [InlineData("tháng 10 năm 2025", DeadlineKind.Month, "2025-10-31")]
    [InlineData("THÁNG  10\u00A0NĂM 2025", DeadlineKind.Month, "2025-10-31")]
    [InlineData("Trong tháng 6/2025", DeadlineKind.Month, "2025-06-30")]
    [InlineData("June 2025", DeadlineKind.Month, "2025-06-30")]
    [InlineData("Sept. 2025", DeadlineKind.Month, "2025-09-30")]
    [InlineData("2025-06", DeadlineKind.Month, "2025-06-30")]
    [InlineData("Quý II/2025", DeadlineKind.Quarter, "2025-06-30")]
    [InlineData("quý ii / 2025", DeadlineKind.Quarter, "2025-06-30")]
    [InlineData("Quý Ⅱ/2025", DeadlineKind.Quarter, "2025-06-30")]
    [InlineData("Quý 2 năm 2025", DeadlineKind.Quarter, "2025-06-30")]
    [InlineData("Quý IV, năm 2025", DeadlineKind.Quarter, "2025-12-31")]
    [InlineData("Q2/2025", DeadlineKind.Quarter, "2025-06-30")]
    [InlineData("Quarter II 2025", DeadlineKind.Quarter, "2025-06-30")]
    [InlineData("the second quarter of 2025", DeadlineKind.Quarter, "2025-06-30")]
    [InlineData("6 tháng đầu năm 2025", DeadlineKind.HalfYear, "2025-06-30")]
    [InlineData("06 tháng cuối năm 2025", DeadlineKind.HalfYear, "2025-12-31")]
    [InlineData("first half of 2025", DeadlineKind.HalfYear, "2025-06-30")]
    [InlineData("15/6/2025", DeadlineKind.Date, "2025-06-15")]
    [InlineData("15-06-2025", DeadlineKind.Date, "2025-06-15")]
    [InlineData("15.6.2025", DeadlineKind.Date, "2025-06-15")]
    [InlineData("15／6／２０２５", DeadlineKind.Date, "2025-06-15")]
    [InlineData("ngày 15 tháng 6 năm 2025", DeadlineKind.Date, "2025-06-15")]
    [InlineData("Trước ngày 15/6/2025", DeadlineKind.Date, "2025-06-15")]
    [InlineData("chậm nhất là ngày 15/6/2025", DeadlineKind.Date, "2025-06-15")]
    [InlineData("15 June 2025", DeadlineKind.Date, "2025-06-15")]
    [InlineData("before 15th of June, 2025", DeadlineKind.Date, "2025-06-15")]
    [InlineData("June 15, 2025", DeadlineKind.Date, "2025-06-15")]
    [InlineData("2025-06-15", DeadlineKind.Date, "2025-06-15")]
    [InlineData("2025‑06‑15", DeadlineKind.Date, "2025-06-15")]
    public void A_deadline_ends_on_the_last_day_it_names(string text, DeadlineKind kind, string due) =>
        Assert.Equal(new Deadline(text, kind, null, Day(due)), Deadline.Parse(text));

    [Theory]
    [InlineData("2025-2026", "2025-01-01", "2026-12-31")]
    [InlineData("2025 - 2026", "2025-01-01", "2026-12-31")]
    [InlineData("2025–2026", "2025-01-01", "2026-12-31")]
    [InlineData("Giai đoạn 2025 — 2030", "2025-01-01", "2030-12-31")]
    [InlineData("từ năm 2025 đến năm 2026", "2025-01-01", "2026-12-31")]
    [InlineData("Quý I - Quý III/2025", "2025-01-01", "2025-09-30")]
    [InlineData("Quý I-III/2025", "2025-01-01", "2025-09-30")]
    [InlineData("Q1-3/2025", "2025-01-01", "2025-09-30")]
    [InlineData("6/2025 - 12/2025", "2025-06-01", "2025-12-31")]
    [InlineData("6-12/2025", "2025-06-01", "2025-12-31")]
    [InlineData("tháng 6 − tháng 12 năm 2025", "2025-06-01", "2025-12-31")]
    [InlineData("June - December 2025", "2025-06-01", "2025-12-31")]
    [InlineData("from June 2025 to 15 March 2026", "2025-06-01", "2026-03-15")]
    [InlineData("01/6 - 15/6/2025", "2025-06-01", "2025-06-15")]
    public void A_range_has_a_first_and_a_last_day(string text, string from, string due) =>
        Assert.Equal(new Deadline(text, DeadlineKind.Range, Day(from), Day(due)), Deadline.Parse(text));

    [Theory]
    [InlineData("Thường xuyên")]
    [InlineData("Nhiệm vụ thường xuyên")]
    [InlineData("Hằng năm")]
    [InlineData("hàng năm")]
    [InlineData("Định kỳ 6 tháng, trước ngày 15 tháng 6 và trước ngày 01 tháng 12")]
    [InlineData("Tháng 12 hằng năm")]
    [InlineData("Regularly")]
    [InlineData("Annually")]
    [InlineData("Every year")]
    [InlineData("every 6 months")]
    [InlineData("Ongoing")]
    public void Recurring_work_is_never_overdue(string text)
    {
        Assert.Equal(new Deadline(text, DeadlineKind.Recurring, null, null), Deadline.Parse(text));
        Assert.False(Deadline.Parse(text).IsOverdue(DateOnly.MaxValue));
    }

    [Theory]
    [InlineData("2025 và những năm tiếp theo", "2025-01-01")]
    [InlineData("2025 và các năm sau", "2025-01-01")]
    [InlineData("Từ năm 2025", "2025-01-01")]
    [InlineData("Từ quý II/2025 trở đi", "2025-04-01")]
    [InlineData("2025 and following years", "2025-01-01")]
    [InlineData("June 2025 onwards", "2025-06-01")]
    public void Open_ended_work_has_a_beginning_and_is_never_overdue(string text, string from)
    {
        Assert.Equal(new Deadline(text, DeadlineKind.OpenEnded, Day(from), null), Deadline.Parse(text));
        Assert.False(Deadline.Parse(text).IsOverdue(DateOnly.MaxValue));
    }

    [Theory]
    [InlineData("Quý V/2025")]
    [InlineData("13/2025")]
    [InlineData("0/2025")]
    [InlineData("31/02/2025")]
    [InlineData("29/2/2025")]
    [InlineData("31/12")]
    [InlineData("12/25")]
    [InlineData("2026-2025")]
    [InlineData("6 - 15/2025")]
    [InlineData("năm tiếp theo")]
    [InlineData("trước tháng 6/2025")]
    [InlineData("sau 2025")]
    [InlineData("đầu năm 2025")]
    [InlineData("Kỳ họp thứ 10")]
    [InlineData("3025")]
    [InlineData("45823")]
    [InlineData("-")]
    [InlineData("6/2025, 12/2025")]
    public void What_is_not_understood_is_kept_and_nothing_is_invented(string text) =>
        Assert.Equal(new Deadline(text, DeadlineKind.Unclear, null, null), Deadline.Parse(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \u00A0\n")]
    public void Nothing_is_no_deadline(string? text) => Assert.Equal(new Deadline("", DeadlineKind.None, null, null), Deadline.Parse(text));

    [Fact]
    public void The_text_is_kept_as_written_trimmed_and_composed()
    {
        Assert.Equal("Quý II / 2025", Deadline.Parse("  Quý II / 2025\u00A0".Normalize(NormalizationForm.FormD)).Text);
        Assert.Equal(DeadlineKind.Quarter, Deadline.Parse("Quý II/2025".Normalize(NormalizationForm.FormD)).Kind);
    }

    [Theory]
    [InlineData("6/2025", "06/2025", true)]
    [InlineData("6/2025", "Tháng 6 năm 2025", true)]
    [InlineData("2025-2026", "2025 - 2026", true)]
    [InlineData("6/2025", "Quý II/2025", false)]
    [InlineData("Hằng năm", "hàng năm", true)]
    [InlineData("Hằng năm", "Hằng quý", false)]
    [InlineData("Sau Đại hội", "Trước Đại hội", false)]
    public void Deadlines_are_the_same_when_they_mean_the_same(string one, string other, bool same) =>
        Assert.Equal(same, Deadline.Parse(one).SameAs(Deadline.Parse(other)));

    [Theory]
    [InlineData("6/2025", "2025-06-30", false)]
    [InlineData("6/2025", "2025-07-01", true)]
    [InlineData("2025-2026", "2026-01-01", false)]
    [InlineData("2025-2026", "2027-01-01", true)]
    [InlineData("Kỳ họp thứ 10", "2099-01-01", false)]
    [InlineData("", "2099-01-01", false)]
    public void Work_is_overdue_from_the_day_after_its_last(string text, string today, bool overdue) =>
        Assert.Equal(overdue, Deadline.Parse(text).IsOverdue(Day(today)));

    [Fact]
    public void No_text_makes_it_fail()
    {
        var random = new Random(7);
        string[] pieces = ["quý ", "tháng ", "ngày ", "năm ", "II", "6", "31", "/", "-", " - ", "2025", "٢٠", "20", "\uD800", "e\u0301", "trước ", "từ ", " đến ", "June ", "q", "và ", "99", "\0", "tiếp theo"];
        for (var i = 0; i < 10_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => pieces[random.Next(pieces.Length)]));
            var deadline = Deadline.Parse(text);
            Assert.Equal(deadline, Deadline.Parse(deadline.Text));
            Assert.True(deadline.From is null || deadline.Due is null || deadline.From <= deadline.Due);
        }
    }

    private static DateOnly Day(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
