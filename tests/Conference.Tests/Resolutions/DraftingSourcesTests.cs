using System.Net;
using Conference.Resolutions;
using Conference.Shared.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests.Resolutions;

[Collection("Drafting")]
public sealed class DraftingSourcesTests(DraftingApp app)
{
    [Fact]
    public async Task Published_comments_become_sources_and_news_of_one_twice_is_one_source()
    {
        var source = await app.AComment("Cần đầu mối.");
        await Tell(Published(source, "Sửa lại.", 2));
        await Tell(Published(source, "Tin cũ.", 1));
        var stored = await app.With<ResolutionsDb, List<Source>>(db => db.Sources.AsNoTracking().Where(s => s.Code == source.Code).ToListAsync());
        Assert.Equal(["Sửa lại."], stored.Select(s => s.Text));
    }

    [Fact]
    public async Task A_source_that_left_its_room_keeps_its_links_and_loses_its_words_until_it_is_published_again()
    {
        var draft = await app.ADraft();
        var (source, stays) = (await app.AComment("Câu không nên đọc."), await app.AComment("Ý ở lại."));
        var secretary = await app.SignedIn(DraftingApp.Secretary, "en-GB");
        var here = $"/resolutions/{draft.Code}?clause={draft.At("2.1").Id}";
        await secretary.Submit(here, $"/resolutions/link?clause={draft.At("2.1").Id}", ("comments", source.Id.ToString()), ("returnUrl", here));

        await Tell(new CommentWithdrawn(source.Id, source.Code, 5, stays.Code, source.At));
        await Tell(Published(source, "Câu không nên đọc.", 4));
        var withdrawn = await secretary.Read(here);
        await secretary.Submit(here, $"/resolutions/link?clause={draft.At("1.1").Id}", ("comments", source.Id.ToString()), ("returnUrl", here));
        var refused = await secretary.Read(here);
        await Tell(Published(source, "Câu đã sửa.", 6));
        var again = await secretary.Read(here);

        Assert.Contains($"This comment was merged with {stays.Code}, which stands for both.", withdrawn, StringComparison.Ordinal);
        Assert.DoesNotContain("Câu không nên đọc.", withdrawn, StringComparison.Ordinal);
        Assert.Contains("These comments are not published.", refused, StringComparison.Ordinal);
        Assert.Contains("Câu đã sửa.", again, StringComparison.Ordinal);
        Assert.Equal([source.Code], (await app.Stored(draft)).At("2.1").Sources.Select(s => s.Source.Code));
    }

    [Fact]
    public async Task News_that_a_comment_is_gone_may_overtake_the_news_that_it_was_there()
    {
        var (id, code) = (Guid.CreateVersion7(), "C-987654");
        await Tell(new CommentWithdrawn(id, code, 3, null, DateTime.UtcNow));
        await Tell(new CommentPublished(id, code, Guid.Empty, "S-07", CommentKind.Question, "Đến muộn.", "A", "B", DateTime.UtcNow, 2));
        var stored = await app.With<ResolutionsDb, Source>(db => db.Sources.AsNoTracking().SingleAsync(s => s.Id == id));
        Assert.Equal((code, "", true), (stored.Code, stored.Text, stored.Withdrawn));
    }

    private static CommentPublished Published(Source source, string text, int version) =>
        new(source.Id, source.Code, Guid.Empty, "S-07", CommentKind.Question, text, "A", "B", source.At, version);

    private async Task Tell(object news)
    {
        await app.With<ResolutionsDb>(async db =>
        {
            db.Publish(news);
            await db.SaveChangesAsync();
        });
        await app.Settled();
    }

    [Fact]
    public async Task One_comment_is_a_source_of_many_clauses_and_one_clause_has_many_sources_and_each_link_is_told()
    {
        var draft = await app.ADraft();
        var (one, other) = (await app.AComment(), await app.AComment());
        var secretary = await app.SignedIn(DraftingApp.Secretary);
        var here = $"/resolutions/{draft.Code}";
        foreach (var place in new[] { "1.2.a", "2.1" })
            await secretary.Submit(here, $"/resolutions/link?clause={draft.At(place).Id}", ("comments", one.Id.ToString()), ("comments", other.Id.ToString()), ("returnUrl", here));
        await secretary.Submit(here, $"/resolutions/link?clause={draft.At("2.1").Id}", ("comments", one.Id.ToString()), ("returnUrl", here));
        await secretary.Submit(here, $"/resolutions/clauses/{draft.At("2.1").Id}/change?handler=Unlink", ("source", other.Id.ToString()));
        await app.Settled();

        var stored = await app.Stored(draft);
        Assert.Equal([one.Code, other.Code], stored.At("1.2.a").Sources.Select(s => s.Source.Code).Order());
        Assert.Equal([one.Code], stored.At("2.1").Sources.Select(s => s.Source.Code));
        Assert.Equal("Đoàn Hải Yến", stored.At("2.1").Sources[0].LinkedBy);
        Assert.Equal(
            new[] { $"{one.Code} {draft.Code} §1.2.a True", $"{one.Code} {draft.Code} §2.1 True", $"{other.Code} {draft.Code} §1.2.a True", $"{other.Code} {draft.Code} §2.1 False", $"{other.Code} {draft.Code} §2.1 True" },
            DraftingNewsHandler.Of<ClauseSourced>(n => n.ResolutionId == draft.Id).Select(n => $"{n.SourceCode} {n.Clause} {n.Linked}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Linking_returns_to_where_it_came_from_and_only_there()
    {
        var draft = await app.ADraft();
        var source = await app.AComment();
        var secretary = await app.SignedIn(DraftingApp.Secretary, "en-GB");
        var link = $"/resolutions/link?clause={draft.At("2.1").Id}";

        var back = await secretary.Submit("/resolutions", link, ("comments", source.Id.ToString()), ("returnUrl", "/resolutions?x=1"));
        Assert.Equal("/resolutions?x=1", back.Headers.Location!.ToString());
        Assert.Contains($"{source.Code} linked to {draft.Code} §2.1.", await secretary.Read("/resolutions"), StringComparison.Ordinal);
        var away = await secretary.Submit("/resolutions", link, ("comments", source.Id.ToString()), ("returnUrl", "https://elsewhere.example/"));
        Assert.Equal("/comments/triage", away.Headers.Location!.ToString());
        await secretary.Read("/resolutions");
        await secretary.Submit("/resolutions", link, ("returnUrl", "/resolutions"));
        Assert.Contains("Select the comments first", await secretary.Read("/resolutions"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_is_found_by_words_without_diacritics_and_linked_in_the_draft()
    {
        var draft = await app.ADraft();
        var source = await app.AComment("Đề nghị thiết lập cơ sở dữ liệu độc đáo về thỏa thuận.");
        var secretary = await app.SignedIn(DraftingApp.Secretary);
        var clause = draft.At("1.1");
        var page = await secretary.Read($"/resolutions/{draft.Code}?clause={clause.Id}&find=doc+dao+CO+SO");
        Assert.Contains(source.Code, page, StringComparison.Ordinal);
        await secretary.Submit($"/resolutions/{draft.Code}", $"/resolutions/clauses/{clause.Id}/change?handler=Link", ("source", source.Id.ToString()));
        Assert.Equal([source.Code], (await app.Stored(draft)).At("1.1").Sources.Select(s => s.Source.Code));
    }

    [Fact]
    public async Task Clauses_with_sources_tell_when_they_are_cited_differently_and_the_others_do_not()
    {
        var draft = await app.ADraft();
        var source = await app.AComment();
        var linked = draft.At("1.2.c");
        await app.Link(draft, linked.Id, source);
        await app.Change(draft, (r, pen) => r.AddClause(Guid.CreateVersion7(), r.At("1.2").Id, r.At("1.2.a").Id, DraftingApp.Text("Chen vào;"), pen));
        await app.Change(draft, (r, pen) => r.Edit(r.At("1.1").Id, 1, DraftingApp.Text("Sửa lời."), pen));
        await app.Settled();
        var news = Assert.Single(DraftingNewsHandler.Of<ClausesRenumbered>(n => n.ResolutionId == draft.Id));
        Assert.Equal([new RenumberedClause(linked.Id, $"{draft.Code} §1.2.d")], news.Clauses);
    }

    [Fact]
    public async Task Removing_a_clause_tells_its_sources_and_restoring_it_tells_them_again()
    {
        var draft = await app.ADraft();
        var source = await app.AComment();
        await app.Link(draft, draft.At("1.2.c").Id, source);
        await app.Change(draft, (r, pen) => r.Remove(r.At("1.2").Id, pen));
        await app.Change(draft, (r, pen) => r.Restore(draft.At("1.2").Id, pen));
        await app.Settled();
        Assert.Equal([true, false, true], DraftingNewsHandler.Of<ClauseSourced>(n => n.ResolutionId == draft.Id).OrderBy(n => n.At).Select(n => n.Linked));
        Assert.Single((await app.Stored(draft)).At("1.2.c").Sources);
    }

    [Fact]
    public async Task The_story_of_a_clause_leads_to_its_resolution_and_a_delegate_sees_of_a_draft_only_what_came_from_comments()
    {
        var draft = await app.ADraft();
        var source = await app.AComment();
        await app.Link(draft, draft.At("1.2.a").Id, source);
        var (secretary, someone) = (await app.SignedIn(DraftingApp.Secretary), await app.SignedIn(DraftingApp.Delegate));
        static string Trace(string code) => "/trace/" + Uri.EscapeDataString(code);

        var story = await secretary.Read(Trace($"{draft.Code} §1.2.a"));
        Assert.Contains("Lời điểm a;", story, StringComparison.Ordinal);
        Assert.Contains("Dự thảo thử", story, StringComparison.Ordinal);
        var seen = await someone.Read($"/trace?code={draft.Code.ToLowerInvariant()}/1.2.a");
        Assert.Contains("Lời điểm a;", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("Dự thảo thử", seen, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await someone.Get(Trace($"{draft.Code} §1.2.b"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await someone.Get(Trace(draft.Code))).StatusCode);
    }
}
