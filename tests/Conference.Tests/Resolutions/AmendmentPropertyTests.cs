using Conference.Resolutions;
using Conference.Shared;
using Conference.Shared.Access;
using FsCheck;
using FsCheck.Fluent;

namespace Conference.Tests.Resolutions;

/// <summary>Amendments that do not collide are all in the text once, in whichever order they are accepted.</summary>
public sealed class AmendmentPropertyTests
{
    private const int Words = 12;

    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(200);

    /// <summary>Who changes which word; and two orders in which the amendments are decided.</summary>
    public sealed record Case(int[] Places, int[] First, int[] Second);

    private static readonly Arbitrary<Case> Cases = (
        from all in Gen.Shuffle(Enumerable.Range(0, Words).ToArray())
        from count in Gen.Choose(2, 8)
        from first in Gen.Shuffle(Enumerable.Range(0, count).ToArray())
        from second in Gen.Shuffle(Enumerable.Range(0, count).ToArray())
        select new Case(all[..count], first, second)).ToArbitrary();

    [Fact]
    public void Amendments_that_do_not_collide_are_each_in_the_text_once_whatever_the_order() =>
        Prop.ForAll(Cases, one =>
        {
            var (first, second) = (Merged(one.Places, one.First), Merged(one.Places, one.Second));
            var expected = string.Join(' ', Enumerable.Range(0, Words).Select(i => one.Places.Contains(i) ? $"mới{i}" : $"từ{i}"));
            Assert.Equal(expected, first);
            Assert.Equal(expected, second);
            return true;
        }).Check(Often);

    [Fact]
    public void Amendments_that_touch_the_same_words_collide_and_the_later_one_is_not_written_blindly()
    {
        var (table, clause) = Table([2, 2], (place, by) => $"mới{place}của{by}");
        Assert.Equal([(1, 2)], table.Collisions().Select(c => (c.One.Number, c.Other.Number)));
        table.Accept(table.All[0].Id, null, Pens.Of("0"));
        Assert.True(table.IsOvertaken(table.All[1]));
        var refused = Assert.Throws<RuleBroken>(() => table.Accept(table.All[1].Id, null, Pens.Of("0")));
        Assert.Equal("A-2 touches words that were changed since. Accept it with changes, so that somebody has read the result.", refused.Message);
        table.Accept(table.All[1].Id, clause.Words with { Text = "cả hai" }, Pens.Of("0"));
        Assert.Equal(("cả hai", AmendmentState.AcceptedChanged), (clause.Text, table.All[1].State));
    }

    private static string Merged(int[] places, int[] order)
    {
        var (table, clause) = Table(places, (place, _) => $"mới{place}");
        foreach (var i in order) table.Accept(table.All[i].Id, null, Pens.Of("0"));
        return clause.Text;
    }

    private static (AmendmentTable Table, Clause Clause) Table(int[] places, Func<int, int, string> word)
    {
        var pen = Pens.Of("0");
        var draft = Resolution.Draft(Guid.CreateVersion7(), 1, "Dự thảo", "", pen);
        var clause = draft.AddClause(Guid.CreateVersion7(), null, null, DraftingApp.Text(string.Join(' ', Enumerable.Range(0, Words).Select(i => $"từ{i}"))), pen);
        var amendments = places.Select((place, i) =>
        {
            var words = clause.Text.Split(' ');
            words[place] = word(place, i);
            var one = Amendment.Propose(i + 1, clause, AmendmentKind.Change, clause.Words, DraftingApp.Text(string.Join(' ', words)), "Rõ hơn", new Actor(Guid.NewGuid(), "người", "", Guid.NewGuid(), $"Đoàn {i}", []), pen.At);
            one.Receive(pen);
            return one;
        }).ToList();
        return (new(draft, amendments), clause);
    }
}
