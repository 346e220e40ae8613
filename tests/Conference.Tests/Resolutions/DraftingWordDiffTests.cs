using Conference.Shared;

namespace Conference.Tests.Resolutions;

public sealed class DraftingWordDiffTests
{
    private static string Marked(string before, string after) =>
        string.Concat(WordDiff.Between(before, after).Select(r => r.Change switch { WordChange.Inserted => $"[+{r.Text}]", WordChange.Deleted => $"[-{r.Text}]", _ => r.Text }));

    [Theory]
    [InlineData("một hai ba", "một hai ba", "một hai ba")]
    [InlineData("một hai ba", "một bốn ba", "một [-hai][+bốn] ba")]
    [InlineData("đã ký của địa phương;", "hợp tác quốc tế của địa phương;", "[-đã ký][+hợp tác quốc tế] của địa phương;")]
    [InlineData("", "mới", "[+mới]")]
    [InlineData("bỏ", "", "[-bỏ]")]
    public void Texts_are_compared_by_words(string before, string after, string marked) => Assert.Equal(marked, Marked(before, after));

    [Fact]
    public void What_is_kept_and_inserted_is_the_new_text_and_what_is_kept_and_deleted_the_old_one()
    {
        var random = new Random(7);
        for (var i = 0; i < 200; i++)
        {
            var (before, after) = (Text(random), Text(random));
            var runs = WordDiff.Between(before, after);
            Assert.Equal(before, string.Concat(runs.Where(r => r.Change != WordChange.Inserted).Select(r => r.Text)));
            Assert.Equal(after, string.Concat(runs.Where(r => r.Change != WordChange.Deleted).Select(r => r.Text)));
        }
    }

    [Theory]
    [InlineData("một hai ba bốn", "MỘT hai ba bốn", "một hai ba BỐN", "MỘT hai ba BỐN")]
    [InlineData("một hai ba", "một hai ba", "một HAI ba", "một HAI ba")]
    [InlineData("một hai ba", "một HAI ba", "một hai ba", "một HAI ba")]
    [InlineData("một hai ba", "một HAI ba", "một HAI ba", "một HAI ba")]
    [InlineData("một hai ba", "một 2 ba", "một II ba", null)]
    [InlineData("một hai ba", "một hai ba bốn", "một hai ba năm", null)]
    public void Two_edits_are_put_together_unless_they_touch_the_same_words(string before, string theirs, string yours, string? merged) =>
        Assert.Equal(merged, WordDiff.Merge(before, theirs, yours));

    private static string Text(Random random) => string.Join(' ', Enumerable.Range(0, random.Next(12)).Select(_ => "a b c đ e".Split(' ')[random.Next(5)]));
}
