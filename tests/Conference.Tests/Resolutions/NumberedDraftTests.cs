using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Conference.Resolutions;
using Conference.Shared;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests.Resolutions;

/// <summary>Drafts are handed out under numbers, stay as they were, and any two are compared.</summary>
[Collection("Drafting")]
public sealed class NumberedDraftTests(DraftingApp app)
{
    private static readonly string[] All = [DraftingApp.Secretary, DraftingApp.Organiser, DraftingApp.Chair, DraftingApp.Delegate, DraftingApp.FocalPoint, DraftingApp.Observer];

    private async Task<HttpResponseMessage> Issues(Resolution draft, Visitor secretary, bool revises = true, bool circulated = false, string note = "") =>
        await secretary.Submit($"/resolutions/{draft.Code}/drafts", $"/resolutions/{draft.Code}/drafts", ("Revises", revises ? "true" : "false"), ("Circulated", circulated ? "true" : "false"), ("Note", note));

    private Task<List<NumberedDraft>> Stored(Resolution draft) =>
        app.With<ResolutionsDb, List<NumberedDraft>>(db => db.NumberedDrafts.AsNoTracking().Where(d => d.ResolutionId == draft.Id).OrderBy(d => d.Draft).ThenBy(d => d.Revision).ToListAsync());

    [Fact]
    public async Task Drafts_are_numbered_one_after_another_and_keep_their_text_when_the_writing_goes_on()
    {
        var draft = await app.ADraft();
        using var secretary = await app.SignedIn(DraftingApp.Secretary, "en-GB");
        await Issues(draft, secretary, note: "Gửi các đoàn");
        var again = WebUtility.HtmlDecode(await (await Issues(draft, secretary, note: "Lời ghi được giữ")).Content.ReadAsStringAsync());
        Assert.Contains("Nothing has changed since draft 1 was handed out.", again, StringComparison.Ordinal);
        Assert.Contains("Lời ghi được giữ", again, StringComparison.Ordinal);
        await app.Change(draft, (r, pen) => r.Edit(r.At("1.2.a").Id, 1, DraftingApp.Text("Lời khác;"), pen));
        await Issues(draft, secretary);
        await app.Change(draft, (r, pen) => r.Remove(r.At("1.2.b").Id, pen));
        await Issues(draft, secretary, revises: false);
        await app.Change(draft, (r, pen) => r.Rename("Tên khác", "", pen));

        var drafts = await Stored(draft);
        Assert.Equal([$"{draft.Code}/L.1", $"{draft.Code}/L.1/Rev.1", $"{draft.Code}/L.2"], drafts.Select(d => d.Number.SymbolOf(draft.Code)));
        Assert.Equal(["1", "1.1", "2"], drafts.Select(d => d.Number.Key));
        var now = await app.Stored(draft);
        Assert.Equal([draft.Outline(), Replaced(draft.Outline(), "Lời điểm a;", "Lời khác;"), now.Outline()], drafts.Select(d => now.As(d).Outline()));
        Assert.All(drafts, d => Assert.Equal(("Dự thảo thử", d.Hash), (now.As(d).Title, CanonicalText.HashOf(CanonicalText.Of(now.As(d))))));

        static string[] Replaced(string[] lines, string what, string by) => [.. lines.Select(l => l.Replace(what, by, StringComparison.Ordinal))];
    }

    [Fact]
    public async Task What_was_handed_out_is_not_saved_differently()
    {
        var draft = await app.ADraft();
        await app.Issue(draft);
        foreach (var change in new Action<ResolutionsDb, NumberedDraft>[] { (db, d) => db.Entry(d).Property(x => x.Stored).CurrentValue = "{}", (db, d) => db.Entry(d).Property(x => x.Circulated).CurrentValue = true, (db, d) => db.Remove(d) })
            Assert.Equal("What was handed out does not change any more.", (await Assert.ThrowsAsync<RuleBroken>(() => app.With<ResolutionsDb>(async db =>
            {
                change(db, await db.NumberedDrafts.SingleAsync(d => d.ResolutionId == draft.Id));
                await db.SaveChangesAsync();
            }))).Message);
    }

    [Fact]
    public async Task Two_who_hand_out_at_the_same_time_do_not_use_one_number_twice()
    {
        var draft = await app.ADraft();
        using var one = await app.SignedIn(DraftingApp.Secretary, "en-GB");
        using var other = await app.SignedIn(DraftingApp.OtherSecretary, "en-GB");
        var answers = await Task.WhenAll(Issues(draft, one), Issues(draft, other));
        Assert.Equal(1, answers.Count(a => a.StatusCode == HttpStatusCode.Redirect));
        Assert.Equal(["1"], (await Stored(draft)).Select(d => d.Number.Key));
    }

    [Fact]
    public async Task Two_texts_are_compared_clause_by_clause()
    {
        var draft = await app.ADraft();
        await app.Issue(draft);
        await app.Change(draft, (r, pen) => r.Edit(r.At("1.2.b").Id, 1, DraftingApp.Text("Lời mới của điểm b;"), pen));
        await app.Change(draft, (r, pen) => r.Move(r.At("1.2.c").Id, r.At("2.1").Id, 0, pen));
        await app.Change(draft, (r, pen) => r.Remove(r.At("1.1").Id, pen));
        await app.Change(draft, (r, pen) => r.AddClause(Guid.CreateVersion7(), r.At("2").Id, null, DraftingApp.Text("Khoản thêm."), pen));
        await app.Issue(draft);

        var now = await app.Stored(draft);
        var drafts = await Stored(draft);
        string Place(OpenResolutionModel.Line? line) => line?.Number.Short ?? "";
        Assert.Equal(
        [
            ("§0.1", "§0.1", ClauseFate.Same), ("§1", "§1", ClauseFate.Same), ("§1.1", "", ClauseFate.Deleted), ("§1.2", "§1.1", ClauseFate.Same), ("§1.2.a", "§1.1.a", ClauseFate.Same), ("§1.2.b", "§1.1.b", ClauseFate.Changed),
            ("§1.2.c", "", ClauseFate.MovedAway), ("§2", "§2", ClauseFate.Same), ("§2.1", "§2.1", ClauseFate.Same), ("§1.2.c", "§2.1.a", ClauseFate.Moved), ("", "§2.2", ClauseFate.Inserted),
        ], new TextComparison(now.As(drafts[0]), now.As(drafts[1])).Clauses.Select(c => (Place(c.Before), Place(c.After), c.Fate)));

        using var chair = await app.SignedIn(DraftingApp.Chair, "en-GB");
        string Url(string view) => $"/resolutions/{draft.Code}/compare?from=1&to=1.1&lang=vi&view={view}";
        var differences = await chair.Read(Url("differences"));
        foreach (var part in new[] { "<del>Lời khoản một.</del>", "Lời <ins>mới của </ins>điểm b;", "moved away from here", "stood at §1.2.c", "<ins>Khoản thêm.</ins>", "formerly 2.", "1 inserted", "1 deleted", "1 changed", "1 moved here" })
            Assert.Contains(part, differences, StringComparison.Ordinal);
        Assert.Contains("Lời <ins>mới của </ins>điểm b;", await chair.Read(Url("changed")), StringComparison.Ordinal);
        foreach (var (view, has, lacks) in new[] { ("changed", "Khoản thêm.", "Lời khoản một."), ("original", "Lời khoản một.", "Khoản thêm."), ("clean", "Lời mới của điểm b;", "<ins>") })
        {
            var page = await chair.Read(Url(view));
            Assert.Contains(has, page, StringComparison.Ordinal);
            Assert.DoesNotContain(lacks, page[page.IndexOf("<article", StringComparison.Ordinal)..page.IndexOf("</article>", StringComparison.Ordinal)], StringComparison.Ordinal);
        }
        Assert.DoesNotContain("Lời điểm a;", await chair.Read(Url("differences") + "&only=true"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await chair.Get($"/resolutions/{draft.Code}/compare?from=7&to=1")).StatusCode);
    }

    [Fact]
    public async Task Only_who_may_reads_a_draft_by_page_by_file_and_by_API()
    {
        var (inner, circulated) = (await app.ADraft(), await app.ADraft());
        await app.Issue(inner);
        await app.Issue(circulated, circulated: true);
        await app.Change(circulated, (r, pen) => r.Edit(r.At("1.2.a").Id, 1, DraftingApp.Text("Lời chưa gửi ai;"), pen));
        await app.Change(circulated, (r, pen) => r.Rename("Bí danh Hoa Sen", "Code name Lotus", pen));
        foreach (var badge in All)
        {
            using var visitor = await app.SignedIn(badge);
            using var api = await app.Api(badge: badge);
            var works = All.Take(3).Contains(badge);
            foreach (var (resolution, may) in new[] { (inner, works), (circulated, works || badge is DraftingApp.Delegate or DraftingApp.FocalPoint) })
            {
                foreach (var url in new[] { "drafts", "compare?to=1&view=clean", "drafts/1/export.docx", "drafts/1/export.xml", "changes.docx?from=1&to=1" })
                    Assert.Equal((badge, url, may ? HttpStatusCode.OK : HttpStatusCode.NotFound), (badge, url, (await visitor.Get($"/resolutions/{resolution.Code}/{url}")).StatusCode));
                foreach (var url in new[] { "drafts", "drafts/1/export.docx", "drafts/1/export.xml", "changes.docx?from=1&to=1" })
                    Assert.Equal((badge, url, may ? HttpStatusCode.OK : HttpStatusCode.NotFound), (badge, url, (await api.GetAsync($"/api/v1/resolutions/{resolution.Code}/{url}")).StatusCode));
            }
            // The text that is being written stays with those who write it.
            foreach (var url in new[] { "compare?from=1&to=now", "changes.docx?from=1&to=now" })
                Assert.Equal((badge, url, works ? HttpStatusCode.OK : HttpStatusCode.NotFound), (badge, url, (await visitor.Get($"/resolutions/{circulated.Code}/{url}")).StatusCode));
            var listed = await visitor.Read("/resolutions");
            Assert.Equal((badge, badge is DraftingApp.Delegate or DraftingApp.FocalPoint), (badge, listed.Contains($"href=\"/resolutions/{circulated.Code}/drafts\"", StringComparison.Ordinal)));
            Assert.DoesNotContain($"href=\"/resolutions/{inner.Code}/drafts\"", listed, StringComparison.Ordinal);
            foreach (var url in works ? [] : new[] { "/resolutions", $"/resolutions/{circulated.Code}/drafts", $"/resolutions/{circulated.Code}/compare" })
            {
                var page = WebUtility.HtmlDecode(await (await visitor.Get(url)).Content.ReadAsStringAsync());
                foreach (var word in new[] { "Lời chưa gửi ai", "Hoa Sen", "Lotus" }) Assert.DoesNotContain(word, page, StringComparison.Ordinal);
            }
            if (badge is DraftingApp.Secretary) continue;
            var post = await visitor.Submit("/resolutions", $"/resolutions/{circulated.Code}/drafts", ("Revises", "true"));
            Assert.Contains("/denied", post.Headers.Location!.ToString(), StringComparison.Ordinal);
        }
        Assert.Single(await Stored(circulated));
        using var stranger = app.Visit();
        Assert.Contains("/sign-in", (await stranger.Get($"/resolutions/{circulated.Code}/drafts")).Headers.Location!.ToString(), StringComparison.Ordinal);
        using var secretariat = await app.Api("secretariat");
        var told = (await secretariat.GetFromJsonAsync<JsonElement>($"/api/v1/resolutions/{circulated.Code}/drafts")).EnumerateArray().Single();
        Assert.Equal(($"{circulated.Code}/L.1", true, 64), (told.GetProperty("symbol").GetString(), told.GetProperty("circulated").GetBoolean(), told.GetProperty("sha256").GetString()!.Length));
    }

    [AkomaNtosoFact]
    public async Task Akoma_Ntoso_tells_of_every_draft_and_of_what_each_changed()
    {
        var draft = await app.ADraft();
        await app.Issue(draft);
        await app.Change(draft, (r, pen) => r.Edit(r.At("1.2.b").Id, 1, DraftingApp.Text("Lời mới của điểm b;"), pen));
        await app.Change(draft, (r, pen) => r.Move(r.At("1.2.c").Id, r.At("2.1").Id, 0, pen));
        await app.Change(draft, (r, pen) => r.Remove(r.At("1.1").Id, pen));
        await app.Issue(draft);
        using var secretary = await app.SignedIn(DraftingApp.Secretary);
        foreach (var language in new[] { "vi", "en" })
            foreach (var url in new[] { "drafts/1/export.xml", "drafts/1.1/export.xml", "export.xml" })
                Assert.Empty(AkomaNtosoSchema.Errors(await (await secretary.Get($"/resolutions/{draft.Code}/{url}?lang={language}")).Content.ReadAsByteArrayAsync()));
        System.Xml.Linq.XNamespace akn = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";
        var revised = System.Xml.Linq.XDocument.Parse(await (await secretary.Get($"/resolutions/{draft.Code}/drafts/1.1/export.xml")).Content.ReadAsStringAsync());
        Assert.Equal(["#original", "#draft_1_0", "#draft_1_1"], revised.Descendants(akn + "eventRef").Select(e => (string)e.Attribute("source")!));
        Assert.Equal([("repeal", "sec_I__para_1"), ("substitution", "sec_I__para_1__point_b"), ("renumbering", "sec_II__para_1__point_a")],
            revised.Descendants(akn + "textualMod").Select(m => ((string)m.Attribute("type")!, ((string)m.Element(akn + "destination")!.Attribute("href")!).Split('#')[1])));
        Assert.Equal(("Lời điểm b;", "Lời mới của điểm b;"), (revised.Descendants(akn + "old").ElementAt(1).Value, revised.Descendants(akn + "new").Single().Value));
        Assert.Equal((await Stored(draft))[1].Hash, revised.Descendants().Single(e => e.Name.LocalName == "sha256").Value);
    }
}
