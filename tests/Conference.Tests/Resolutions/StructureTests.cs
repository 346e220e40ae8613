using Conference.Resolutions;
using Conference.Shared;

namespace Conference.Tests.Resolutions;

/// <summary>The tree of a document in both layouts, by its verbs alone.</summary>
public sealed class StructureTests
{
    private static string[] Outline(Resolution resolution) =>
        [.. resolution.Numbering.InOrder.Select(n => (n, c: resolution.Clauses.Single(c => c.Id == n.Id))).Select(x => $"{x.n.Short} {x.n.Label} {(x.c.Heading + x.c.Text)}".Replace("  ", " ", StringComparison.Ordinal))];

    private static Clause At(Resolution resolution, string place) => resolution.Clauses.Single(c => c.Id == resolution.Numbering.Cited(Code.Normal($"{resolution.Code} {place}")!)!.Id);

    private static (Resolution Draft, Pen Pen) A(DocumentLayout layout, params (string Path, ClauseKind Kind)[] clauses)
    {
        var pen = Pens.Of("An");
        var draft = Resolution.Draft(Guid.CreateVersion7(), 7, "Dự thảo", "", pen, layout);
        var made = new Dictionary<string, Guid>();
        foreach (var (path, kind) in clauses)
            made[path] = draft.AddClause(Guid.CreateVersion7(), path.Contains('/', StringComparison.Ordinal) ? made[path[..path.LastIndexOf('/')]] : null, null, DraftingApp.Text(path), pen, "", kind).Id;
        return (draft, pen);
    }

    [Fact]
    public void A_document_with_articles_counts_them_through_its_chapters_and_anew_in_an_annex()
    {
        var (draft, _) = A(DocumentLayout.Articles,
            ("căn cứ", ClauseKind.Recital), ("1", ClauseKind.Article), ("C", ClauseKind.Chapter), ("C/M", ClauseKind.Section), ("C/M/2", ClauseKind.Article), ("C/M/2/k", ClauseKind.Item), ("C/M/2/k/a", ClauseKind.Point),
            ("D", ClauseKind.Chapter), ("D/3", ClauseKind.Article), ("D/3/p", ClauseKind.Point), ("D/3/thêm", ClauseKind.Paragraph), ("ký", ClauseKind.Signature), ("gửi", ClauseKind.Recipient), ("kết", ClauseKind.Closing),
            ("PL", ClauseKind.Annex), ("PL/1", ClauseKind.Article), ("PL/1/k", ClauseKind.Item));
        Assert.Equal(
            [
                "§0.1 căn cứ", "Đ1 Điều 1. 1", "C1 Chương I C", "C1.M1 Mục 1. C/M", "Đ2 Điều 2. C/M/2", "Đ2.1 1. C/M/2/k", "Đ2.1.a a) C/M/2/k/a", "C2 Chương II D", "Đ3 Điều 3. D/3", "Đ3.a a) D/3/p", "Đ3.¶1 D/3/thêm",
                "KT1 kết", "KY1 ký", "NN1 gửi", "PL1 Phụ lục PL", "PL1.Đ1 Điều 1. PL/1", "PL1.Đ1.1 1. PL/1/k",
            ], Outline(draft));
        Assert.Equal(("Article 2.", "Chapter I", "Annex"), (draft.Numbering[At(draft, "d2").Id].LabelEn, draft.Numbering[At(draft, "c1").Id].LabelEn, draft.Numbering[At(draft, "pl1").Id].LabelEn));
    }

    [Fact]
    public void Levels_may_be_left_out_and_every_clause_is_still_cited_by_one_citation_alone()
    {
        var (draft, _) = A(DocumentLayout.Sections,
            ("mở", ClauseKind.Paragraph), ("I", ClauseKind.Section), ("I/a", ClauseKind.Point), ("I/b", ClauseKind.Point), ("1", ClauseKind.Item), ("1/a", ClauseKind.Point), ("1/a/tiếp", ClauseKind.Paragraph),
            ("P", ClauseKind.Part), ("P/I", ClauseKind.Section), ("P/I/1", ClauseKind.Item), ("PL", ClauseKind.Annex), ("PL/1", ClauseKind.Item), ("QL", ClauseKind.Annex));
        Assert.Equal(
            [
                "¶1 mở", "§1 I. I", "§1.a a) I/a", "§1.b b) I/b", "k1 1. 1", "k1.a a) 1/a", "k1.a.¶1 1/a/tiếp", "P1 Phần I P", "P1.1 I. P/I", "P1.1.1 1. P/I/1", "PL1 Phụ lục I PL", "PL1.1 1. PL/1", "PL2 Phụ lục II QL",
            ], Outline(draft));
        Assert.All(draft.Numbering.InOrder, n => Assert.Equal(n.Citation, Code.Normal(n.Citation)));
    }

    [Theory]
    [InlineData("R-2 D5.2.b", "R-2 Đ5.2.b"), InlineData("r2 đ5.2.dd", "R-2 Đ5.2.đ"), InlineData("R-2/Đ5", "R-2 Đ5"), InlineData("R-1 §PL1.D2", "R-1 PL1.Đ2"), InlineData("R-1 c2.m1.tm3", "R-1 C2.M1.TM3")]
    [InlineData("R-1 2.3.p1", "R-1 §2.3.¶1"), InlineData("R-1 p2.3", "R-1 P2.3"), InlineData("R-1 §k2.a", "R-1 k2.a"), InlineData("R-1 z9", null), InlineData("R-1 Đ", "R-1 đ")]
    public void Citations_of_both_layouts_are_read_as_people_type_them(string typed, string? normal) => Assert.Equal(normal, Code.Normal(typed));

    [Fact]
    public void What_is_moved_becomes_what_stands_there_and_takes_its_children_along()
    {
        var (draft, pen) = A(DocumentLayout.Articles, ("C", ClauseKind.Chapter), ("C/1", ClauseKind.Article), ("C/1/k", ClauseKind.Item), ("C/1/k/a", ClauseKind.Point), ("C/1/l", ClauseKind.Item), ("D", ClauseKind.Chapter));
        draft.Indent(At(draft, "Đ1.2").Id, pen);
        Assert.Equal(["C1 Chương I C", "Đ1 Điều 1. C/1", "Đ1.1 1. C/1/k", "Đ1.1.a a) C/1/k/a", "Đ1.1.b b) C/1/l", "C2 Chương II D"], Outline(draft));
        draft.Outdent(At(draft, "Đ1.1").Id, pen);
        Assert.Equal(["C1 Chương I C", "Đ1 Điều 1. C/1", "Đ2 Điều 2. C/1/k", "Đ2.1 1. C/1/k/a", "Đ2.2 2. C/1/l", "C2 Chương II D"], Outline(draft));
        draft.Outdent(At(draft, "Đ2").Id, pen);
        Assert.Equal("Đ2 Điều 2. C/1/k", Outline(draft)[2]);
        Assert.Null(At(draft, "Đ2").ParentId);
        draft.Move(At(draft, "Đ2").Id, At(draft, "C2").Id, 0, pen);
        Assert.Equal(["C2 Chương II D", "Đ2 Điều 2. C/1/k"], Outline(draft)[2..4]);
    }

    [Fact]
    public void A_point_right_below_a_section_becomes_an_item_before_it_leaves_the_section()
    {
        var (draft, pen) = A(DocumentLayout.Sections, ("I", ClauseKind.Section), ("I/a", ClauseKind.Point));
        var point = At(draft, "1.a").Id;
        draft.Outdent(point, pen);
        Assert.Equal("§1.1 1. I/a", Outline(draft)[1]);
        draft.Outdent(point, pen);
        Assert.Equal("§2 II. I/a", Outline(draft)[1]);
        Assert.Equal("This clause stands in no other.", Assert.Throws<RuleBroken>(() => draft.Outdent(point, pen)).Message);
    }

    [Fact]
    public void Splitting_and_joining_lose_no_word_and_keep_what_a_clause_holds()
    {
        var (draft, pen) = A(DocumentLayout.Sections, ("I", ClauseKind.Section), ("I/1", ClauseKind.Item), ("I/1/a", ClauseKind.Point));
        var item = At(draft, "1.1");
        draft.Split(item.Id, item.Version, DraftingApp.Text("phần đầu"), Guid.CreateVersion7(), DraftingApp.Text("phần sau"), pen);
        Assert.Equal(["§1 I. I", "§1.1 1. phần đầu", "§1.2 2. phần sau", "§1.2.a a) I/1/a"], Outline(draft));
        draft.Join(At(draft, "1.2").Id, pen);
        Assert.Equal(["§1 I. I", "§1.1 1. phần đầu phần sau", "§1.1.a a) I/1/a"], Outline(draft));
        draft.Join(item.Id, pen);
        Assert.Equal(["§1 I. I phần đầu phần sau", "§1.a a) I/1/a"], Outline(draft));
        Assert.Equal("There is no clause above that this one could be joined with.", Assert.Throws<RuleBroken>(() => draft.Join(At(draft, "1").Id, pen)).Message);
    }

    [Fact]
    public void The_layout_may_change_as_long_as_no_chapter_needs_its_articles()
    {
        var (draft, pen) = A(DocumentLayout.Sections, ("I", ClauseKind.Section), ("I/1", ClauseKind.Item), ("I/1/a", ClauseKind.Point));
        draft.Lay(DocumentLayout.Articles, pen);
        Assert.Equal(["Đ1 Điều 1. I", "Đ1.1 1. I/1", "Đ1.1.a a) I/1/a"], Outline(draft));
        draft.AddClause(Guid.CreateVersion7(), null, null, DraftingApp.Text("C"), pen, "", ClauseKind.Chapter);
        Assert.Throws<RuleBroken>(() => draft.Lay(DocumentLayout.Sections, pen));
        draft.Remove(At(draft, "C1").Id, pen);
        draft.Lay(DocumentLayout.Sections, pen);
        Assert.Equal(["§1 I. I", "§1.1 1. I/1", "§1.1.a a) I/1/a"], Outline(draft));
    }

    [Fact]
    public void A_reference_follows_its_clause_and_shows_when_that_is_removed()
    {
        var (draft, pen) = A(DocumentLayout.Articles, ("1", ClauseKind.Article), ("1/k", ClauseKind.Item), ("1/k/a", ClauseKind.Point), ("1/k/b", ClauseKind.Point), ("2", ClauseKind.Article));
        var (from, to) = (At(draft, "Đ2"), At(draft, "Đ1.1.b"));
        var typed = ClauseForm.Close(DraftingApp.Text("Theo [[D1.1.b]], [[Đ9]] và [[1]]."), draft, null);
        draft.Edit(from.Id, from.Version, typed, pen);
        string Read(bool english) => CrossReference.Read(from.Text, draft.Numbering, english);
        Assert.Equal(("Theo điểm b khoản 1 Điều 1, [[Đ9]] và [[1]].", "Theo point b, clause 1, Article 1, [[Đ9]] và [[1]]."), (Read(false), Read(true)));
        draft.MoveUp(to.Id, pen);
        draft.AddClause(Guid.CreateVersion7(), null, Guid.Empty, DraftingApp.Text("0"), pen);
        Assert.Equal("Theo điểm a khoản 1 Điều 2, [[Đ9]] và [[1]].", Read(false));
        Assert.Equal("Theo [[Đ2.1.a]], [[Đ9]] và [[1]].", ClauseForm.Open(from.Words, draft.Numbering).Text);

        // Someone moves clauses while the form is open: what it cites is what it cited when it was opened.
        var meant = CrossReference.Meant(draft.Numbering, from.Text);
        draft.MoveDown(to.Id, pen);
        Assert.Equal(from.Text, ClauseForm.Close(DraftingApp.Text("Theo [[Đ2.1.a]], [[Đ9]] và [[1]]."), draft, meant).Text);
        draft.Remove(to.Id, pen);
        Assert.Equal("Theo [viện dẫn phần đã bỏ], [[Đ9]] và [[1]].", Read(false));
        draft.Restore(to.Id, pen);
        Assert.Equal("Theo điểm b khoản 1 Điều 2, [[Đ9]] và [[1]].", Read(false));
    }

    [Fact]
    public void Without_articles_a_reference_reads_as_people_cite()
    {
        var (draft, _) = A(DocumentLayout.Sections, ("I", ClauseKind.Section), ("I/1", ClauseKind.Item), ("a", ClauseKind.Section), ("a/1", ClauseKind.Item), ("a/1/a", ClauseKind.Point), ("a/1/b", ClauseKind.Point), ("a/1/c", ClauseKind.Point), ("a/1/d", ClauseKind.Point), ("a/1/đ", ClauseKind.Point));
        var point = draft.Numbering[At(draft, "2.1.dd").Id];
        Assert.Equal(("điểm đ khoản 1 mục II", "clause 2.1.dd"), (draft.Numbering.InWords(point, false), draft.Numbering.InWords(point, true)));
    }

    [Fact]
    public void A_translation_is_out_of_date_when_one_language_moved_on_until_the_other_followed()
    {
        var (draft, _) = A(DocumentLayout.Sections, ("I", ClauseKind.Section));
        var clause = At(draft, "1");
        Translation Write(string who, string vi, string en)
        {
            draft.Edit(clause.Id, clause.Version, new("", "", vi, en), Pens.Of(who));
            return clause.Translation;
        }
        Assert.Equal(Translation.InStep, Write("An", "một", ""));
        Assert.Equal(Translation.InStep, Write("An", "một", "one"));
        Assert.Equal(Translation.EnglishBehind, Write("An", "một hai", "one"));
        Assert.Equal(Translation.EnglishBehind, Write("An", "một hai ba", "one"));
        Assert.Equal(Translation.InStep, Write("Bình", "một hai ba", "one two"));
        Assert.Equal(Translation.InStep, Write("Bình", "một hai ba", "one two three"));
        Assert.Equal(Translation.VietnameseBehind, Write("An", "một hai ba", "one two three four"));
        draft.MarkTranslated(clause.Id, Pens.Of("Bình"));
        Assert.Equal(Translation.InStep, clause.Translation);
    }
}

/// <summary>Pens that write in memory: what they would tell goes nowhere.</summary>
internal static class Pens
{
    public static Pen Of(string who) => new(who, new(2026, 11, 25, 9, 0, 0, DateTimeKind.Utc), new ResolutionsDb(new Microsoft.EntityFrameworkCore.DbContextOptionsBuilder<ResolutionsDb>().Options, null!, []), Demo.Id("person", who));
}
