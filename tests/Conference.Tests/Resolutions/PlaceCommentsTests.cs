using System.Text.RegularExpressions;
using Conference.Resolutions;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests.Resolutions;

/// <summary>Which clause a comment may belong to is proposed by the words both have, and linked by a person alone.</summary>
[Collection("Drafting")]
public sealed class PlaceCommentsTests(DraftingApp app)
{
    private static ClauseSuggestions In(params string[] texts)
    {
        var pen = Pens.Of("An");
        var draft = Resolution.Draft(Guid.CreateVersion7(), 7, "Dự thảo", "", pen);
        foreach (var text in texts) draft.AddClause(Guid.CreateVersion7(), null, null, DraftingApp.Text(text), pen);
        return new(OpenResolutionModel.LinesOf(draft));
    }

    private static string[] For(ClauseSuggestions suggestions, string comment) => [.. suggestions.For(comment).Select(s => $"{s.Line.Number.Short}: {string.Join(", ", s.Words)}")];

    [Fact]
    public void The_clause_that_shares_the_rarest_phrases_comes_first_with_the_words_that_match()
    {
        var suggestions = In(
            "Bộ Ngoại giao hướng dẫn địa phương ký kết thỏa thuận quốc tế.", "Bộ Công Thương xúc tiến thương mại ở thị trường mới.", "Các địa phương báo cáo về thỏa thuận đã ký.");
        Assert.Equal(["§1: huong dan dia phuong, thoa thuan quoc te"], For(suggestions, "De nghi huong dan dia phuong ve thoa thuan quoc te").Take(1));
        Assert.Equal(["§2: thị trường mới, xúc tiến thương mại"], For(suggestions, "Thị trường mới cần có xúc tiến thương mại").Order());
        // Across a full stop two words are no phrase, and one phrase alone is too little.
        Assert.Empty(For(suggestions, "Cần mở thương. Mại mới."));
        Assert.Empty(For(suggestions, "Về xúc tiến."));
    }

    [Fact]
    public async Task A_comment_leaves_the_list_when_it_is_linked_from_it()
    {
        var draft = await app.ADraft();
        var clause = draft.At("1.2.b");
        await app.Change(draft, (r, pen) => r.Edit(clause.Id, clause.Version, clause.Words with { Text = "Tổ chức tuần lễ hữu nghị vùng cao nguyên đá;" }, pen));
        var comment = await app.AComment("Nên tổ chức tuần lễ hữu nghị ở cao nguyên đá.");
        using var secretary = await app.SignedIn(DraftingApp.Secretary, "en-GB");
        var (page, url) = ("", $"/resolutions/{draft.Code}/comments");
        while (!(page = await secretary.Read(url)).Contains($"id=\"{comment.Code}\"", StringComparison.Ordinal))
            url = Regex.Match(page, "rel=\"next\" href=\"([^\"]+)\"").Groups[1].Value is { Length: > 0 } next ? next : throw new InvalidOperationException("The comment is not listed.");
        var listed = page[page.IndexOf($"id=\"{comment.Code}\"", StringComparison.Ordinal)..];
        Assert.Contains("They share: tổ chức tuần lễ hữu nghị, cao nguyên đá", listed[..listed.IndexOf("</article>", StringComparison.Ordinal)], StringComparison.Ordinal);
        Assert.Empty((await app.Stored(draft)).At("1.2.b").Sources);

        await secretary.Submit(url, "/resolutions/link", ("Clause", clause.Id.ToString()), ("Comments", comment.Id.ToString()), ("ReturnUrl", url));
        Assert.Equal([comment.Id], (await app.Stored(draft)).At("1.2.b").Sources.Select(s => s.SourceId));
        Assert.DoesNotContain($"id=\"{comment.Code}\"", await secretary.Read(url), StringComparison.Ordinal);
    }
}
