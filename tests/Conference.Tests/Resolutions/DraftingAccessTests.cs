using System.Net;

namespace Conference.Tests.Resolutions;

[Collection("Drafting")]
public sealed class DraftingAccessTests(DraftingApp app)
{
    private static readonly string[] All = [DraftingApp.Secretary, DraftingApp.Organiser, DraftingApp.Chair, DraftingApp.Delegate, DraftingApp.FocalPoint, DraftingApp.Observer];

    [Fact]
    public async Task Each_page_of_a_draft_is_open_to_those_who_work_with_it_and_closed_to_the_others()
    {
        var draft = await app.ADraft();
        var clause = draft.At("1.2.a").Id;
        (string Url, string[] Open)[] pages =
        [
            ("/resolutions", All),
            ($"/resolutions/{draft.Code}", All[..3]),
            ($"/resolutions/{draft.Code}/adopt", All[..3]),
            ($"/resolutions/clauses/{clause}/history", All[..3]),
            ($"/resolutions/{draft.Code}/references", All[..3]), ($"/resolutions/{draft.Code}/comments", All[..1]),
            ($"/resolutions/{draft.Code}?handler=Text", All[..1]),
            ($"/resolutions/{draft.Code}?handler=Beside&clause={clause}", All[..1]),
            ($"/resolutions/clauses/{clause}/edit?handler=Form", All[..1]),
            ("/resolutions/import", All[..1]),
            ("/resolutions/new", All[..1]),
            ($"/resolutions/{draft.Code}/title", All[..1]),
            ($"/resolutions/{draft.Code}/add?place=section", All[..1]),
            ($"/resolutions/clauses/{clause}/edit", All[..1]),
        ];
        foreach (var badge in All)
        {
            var visitor = await app.SignedIn(badge);
            foreach (var (url, open) in pages)
            {
                var answer = await visitor.Get(url);
                Assert.True((answer.StatusCode == HttpStatusCode.OK) == open.Contains(badge), $"{badge} {url}: {(int)answer.StatusCode}");
                Assert.True(open.Contains(badge) || answer.StatusCode == HttpStatusCode.NotFound || answer.Headers.Location!.ToString().Contains("/denied", StringComparison.Ordinal), $"{badge} {url}: {answer.Headers.Location}");
            }
        }
    }

    [Fact]
    public async Task Only_the_secretariat_changes_a_draft()
    {
        var draft = await app.ADraft();
        var source = await app.AComment();
        var clause = draft.At("1.2.b").Id;
        string[] posts =
        [
            "/resolutions/new", $"/resolutions/{draft.Code}/title", $"/resolutions/{draft.Code}/add?place=section", $"/resolutions/clauses/{clause}/edit", $"/resolutions/{draft.Code}/adopt", $"/resolutions/link?clause={clause}",
            $"/resolutions/{draft.Code}/undo", $"/resolutions/{draft.Code}/undo?handler=Redo", $"/resolutions/{draft.Code}/references", "/resolutions/import", "/resolutions/import?handler=Confirm",
            .. new[] { "Up", "Down", "Indent", "Outdent", "Move", "Make", "Drop", "Split", "Join", "Paste", "Translated", "Revert", "Remove", "Restore", "Link", "Unlink" }.Select(h => $"/resolutions/clauses/{clause}/change?handler={h}"),
        ];
        (string, string)[] fields =
        [
            ("Title", "x"), ("Text", "x"), ("Version", "1"), ("Number", "99/NQ-X"), ("On", "2026-01-02"), ("Confirm", draft.Code), ("place", "1"), ("confirmed", "true"), ("source", source.Id.ToString()), ("comments", source.Id.ToString()),
        ];
        foreach (var badge in All[1..])
        {
            var visitor = await app.SignedIn(badge);
            foreach (var url in posts)
            {
                var answer = await visitor.Submit("/resolutions", url, fields);
                Assert.True(answer.Headers.Location?.ToString().Contains("/denied", StringComparison.Ordinal) == true, $"{badge} {url}: {(int)answer.StatusCode} {answer.Headers.Location}");
            }
        }
        var stored = await app.Stored(draft);
        Assert.Equal((draft.Version, draft.State), (stored.Version, stored.State));
    }

    [Theory]
    [InlineData(DraftingApp.Delegate), InlineData(DraftingApp.FocalPoint), InlineData(DraftingApp.Observer)]
    public async Task No_word_of_a_draft_leaks_to_those_who_may_not_read_it(string badge)
    {
        var draft = await app.ADraft();
        await app.Change(draft, (r, pen) => r.Rename("Bí danh Hoa Sen", "Code name Lotus", pen));
        await app.Change(draft, (r, pen) => r.Edit(r.At("1.2.b").Id, 1, DraftingApp.Text("Lời kín của điểm b;"), pen));
        var visitor = await app.SignedIn(badge);
        foreach (var url in new[] { "/", "/resolutions", $"/resolutions/{draft.Code}", $"/resolutions/{draft.Code}/adopt", $"/resolutions/clauses/{draft.At("1.2.b").Id}/history", "/trace/" + draft.Code, "/trace/" + Uri.EscapeDataString($"{draft.Code} §1.2.b") })
        {
            var page = WebUtility.HtmlDecode(await (await visitor.Get(url)).Content.ReadAsStringAsync());
            Assert.DoesNotContain("Hoa Sen", page, StringComparison.Ordinal);
            Assert.DoesNotContain("Lời kín", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_api_answers_the_secretariat_only()
    {
        var draft = await app.ADraft();
        foreach (var role in new[] { "delegate", "observer", "focalpoint", "chair", "organiser" })
        {
            using var api = await app.Api(role);
            Assert.Equal(HttpStatusCode.Forbidden, (await api.GetAsync("/api/v1/resolutions")).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await api.GetAsync($"/api/v1/resolutions/{draft.Code}")).StatusCode);
        }
        using var secretariat = await app.Api("secretariat");
        Assert.Contains($"\"code\":\"{draft.Code}\"", await secretariat.GetStringAsync("/api/v1/resolutions"), StringComparison.Ordinal);
        Assert.Contains("\"label\":\"c)\"", await secretariat.GetStringAsync($"/api/v1/resolutions/{draft.Code.ToLowerInvariant()}"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await secretariat.GetAsync("/api/v1/resolutions/R-99999")).StatusCode);
    }

    [Fact]
    public async Task The_demonstration_has_a_draft_with_history_and_no_dead_ends()
    {
        var secretary = await app.SignedIn(DraftingApp.Secretary);
        var page = await secretary.Read("/resolutions/R-1");
        Assert.Contains("Nghị quyết Hội nghị Ngoại giao lần thứ 32", page, StringComparison.Ordinal);
        var clause = Conference.Shared.Demo.Id("clause", "3.2.đ");
        Assert.Contains("Lương Khánh Vy", await secretary.Read($"/resolutions/clauses/{clause}/history"), StringComparison.Ordinal);
        await secretary.Read($"/resolutions/R-1?clause={clause}");
        await secretary.Read($"/resolutions/R-1?clause={clause}&add=below");
        await secretary.Read("/resolutions/R-1?show=unsourced");
        Assert.Equal(HttpStatusCode.NotFound, (await secretary.Get("/resolutions/R-77777")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await secretary.Get("/resolutions/nothing")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await secretary.Get($"/resolutions/clauses/{Guid.NewGuid()}/history")).StatusCode);
    }
}
