using Conference.Resolutions;
using Conference.Shared;

namespace Conference.Tests.Resolutions;

public sealed class DraftingNumberingTests
{
    private static Guid Id(string key) => Demo.Id("place", key);

    /// <summary>Places from keys such as "3", "3.2", "3.2.5": parent and position follow from the key.</summary>
    private static IEnumerable<Place> Places(params string[] keys) => keys.Select(key => new Place(
        Id(key), key.Contains('.', StringComparison.Ordinal) ? Id(key[..key.LastIndexOf('.')]) : null, int.Parse(key.Split('.')[^1]), Kinds[key.Count(c => c == '.')]));

    private static readonly ClauseKind[] Kinds = [ClauseKind.Section, ClauseKind.Item, ClauseKind.Point];

    [Fact]
    public void Sections_are_Roman_items_Arabic_and_points_letters_and_the_citation_has_the_Arabic_section_number()
    {
        var numbering = Numbering.Of("R-1", Places("1", "2", "3", "3.1", "3.2", "3.2.1", "3.2.2", "3.2.3", "3.2.4", "3.2.5", "3.2.6"));
        Assert.Equal(
            ["I. R-1 §1", "II. R-1 §2", "III. R-1 §3", "1. R-1 §3.1", "2. R-1 §3.2", "a) R-1 §3.2.a", "b) R-1 §3.2.b", "c) R-1 §3.2.c", "d) R-1 §3.2.d", "đ) R-1 §3.2.đ", "e) R-1 §3.2.e"],
            numbering.InOrder.Select(n => $"{n.Label} {n.Citation}"));
        Assert.Equal("dd)", numbering[Id("3.2.5")].LabelEn);
    }

    [Fact]
    public void Points_take_the_23_letters_of_Vietnamese_law_and_a_24th_is_refused()
    {
        var keys = Enumerable.Range(1, 23).Select(i => $"1.1.{i}").Prepend("1.1").Prepend("1").ToArray();
        var points = Numbering.Of("R-9", Places(keys)).InOrder.Where(n => n.Kind == ClauseKind.Point).Select(n => n.Label);
        Assert.Equal("a) b) c) d) đ) e) g) h) i) k) l) m) n) o) p) q) r) s) t) u) v) x) y)", string.Join(' ', points));
        var refusal = Assert.Throws<RuleBroken>(() => Numbering.Of("R-9", Places([.. keys, "1.1.24"])));
        Assert.Equal("An item holds at most 23 points, from a) to y).", refusal.Message);
    }

    [Fact]
    public void Numbers_follow_the_order_not_the_stored_position_and_each_series_begins_anew()
    {
        var numbering = Numbering.Of("R-2", [.. Places("4", "9", "9.7", "9.8", "4.3"), new Place(Id("recital"), null, 0, ClauseKind.Recital)]);
        Assert.Equal(["R-2 §0.1", "R-2 §1", "R-2 §1.1", "R-2 §2", "R-2 §2.1", "R-2 §2.2"], numbering.InOrder.Select(n => n.Citation));
    }

    [Theory]
    [InlineData(1, "I"), InlineData(4, "IV"), InlineData(9, "IX"), InlineData(14, "XIV"), InlineData(40, "XL"), InlineData(99, "XCIX")]
    public void Roman_numbers(int number, string roman) => Assert.Equal(roman, Roman.Of(number));

    [Theory]
    [InlineData("R-1", "R-1"), InlineData("r1", "R-1"), InlineData("R-1 §2.3.dd", "R-1 §2.3.đ"), InlineData("r-1/2.3.Đ", "R-1 §2.3.đ"), InlineData(" R-01 § 2.3 ", "R-1 §2.3")]
    [InlineData("R-1 §2.3.đ", "R-1 §2.3.đ"), InlineData("R-1 2.3.d", "R-1 §2.3.d"), InlineData("C-12", null), InlineData("R-1 §2.3.dde", null), InlineData(null, null)]
    public void Codes_are_read_in_the_spellings_people_use(string? typed, string? normal) => Assert.Equal(normal, Code.Normal(typed));

    [Theory]
    [InlineData("1/nq-hnng32", "01/NQ-HNNG32"), InlineData("01/NQ-HNNG32", "01/NQ-HNNG32"), InlineData("12 / NQ - HNNG", "12/NQ - HNNG"), InlineData("005/NQĐ", "05/NQĐ")]
    public void Document_numbers_below_ten_get_a_leading_zero(string typed, string written) => Assert.Equal(written, DocumentNumber.Read(typed).ToString());

    [Theory]
    [InlineData(""), InlineData("0/NQ"), InlineData("NQ-01"), InlineData("1/<b>")]
    public void What_is_no_document_number_is_refused(string typed) => Assert.Throws<RuleBroken>(() => DocumentNumber.Read(typed));
}
