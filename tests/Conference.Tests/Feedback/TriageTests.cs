using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Conference.Feedback;
using Conference.Shared.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests.Feedback;

public sealed class TriageTests(ConferenceApp app) : IClassFixture<ConferenceApp>
{
    private static async Task<HttpResponseMessage> Decide(Visitor visitor, string handler, string reason, string returnUrl, params ShownComment[] comments) =>
        await visitor.Submit(returnUrl, $"/comments/triage?handler={handler}",
            [new("returnUrl", returnUrl), new("reason", reason), .. comments.Select(c => new KeyValuePair<string, string>("comments", c.Id.ToString()))]);

    [Fact]
    public async Task Comments_are_found_with_and_without_diacritics_and_by_every_filter()
    {
        var (session, other) = (await app.ASession(), await app.ASession());
        var wanted = await app.AComment(session, "Các địa phương cần đầu mối chung", "DLK-01", CommentKind.Question);
        var others = new[]
        {
            await app.AComment(session, "Chuyện khác hẳn", "DLK-01", CommentKind.Question), await app.AComment(other, "Các địa phương cần đầu mối chung", "DLK-01", CommentKind.Question),
            await app.AComment(session, "Các địa phương cần đầu mối chung", "DNG-01", CommentKind.Question), await app.AComment(session, "Các địa phương cần đầu mối chung", "DLK-01"),
        };
        var organisation = (await app.Person("DLK-01")).OrganisationId;
        using var desk = await app.SignedIn("BTK-04");

        foreach (var q in new[] { "dia phuong", "ĐỊA PHƯƠNG", "phương các", wanted.Code.ToLowerInvariant() })
        {
            var page = await desk.Read($"/comments/triage?q={Uri.EscapeDataString(q)}&session={session.Code}&kind=question&organisation={organisation}&state=open");
            Assert.Contains($"id=\"{wanted.Code}\"", page, StringComparison.Ordinal);
            Assert.All(others, o => Assert.DoesNotContain($"id=\"{o.Code}\"", page, StringComparison.Ordinal));
        }
        Assert.DoesNotContain($"id=\"{wanted.Code}\"", await desk.Read($"/comments/triage?session={session.Code}&state=noted"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_comments_are_noted_at_once_and_the_page_comes_back_with_its_filters()
    {
        var session = await app.ASession();
        var (one, two) = (await app.AComment(session), await app.AComment(session, badge: "DLK-01"));
        using var desk = await app.SignedIn("BTK-04", "en-GB");
        var here = $"/comments/triage?session={session.Code}&q=dau+moi&state=all";

        var answer = await Decide(desk, "Note", "Đã nêu trong báo cáo", here, one, two);
        var page = await desk.Read(here);

        Assert.Equal(here, answer.Headers.Location!.ToString());
        Assert.Contains("2 comments noted", page, StringComparison.Ordinal);
        Assert.Contains("Noted: Đã nêu trong báo cáo", page, StringComparison.Ordinal);
        var now = await app.Comment(one.Id);
        Assert.Equal((CommentState.Noted, "Đã nêu trong báo cáo", "Đoàn Hải Yến"), (now.State, now.Reason, now.DecidedBy));
    }

    [Fact]
    public async Task A_declined_comment_shows_its_reason_to_its_author_and_live_and_can_be_reopened()
    {
        var session = await app.ASession();
        var comment = await app.AComment(session);
        await using var room = await LiveClient.Connect(app, "DNG-01");
        await room.Follow(session.Topic);
        using var desk = await app.SignedIn("BTK-04");
        using var author = await app.SignedIn("DNG-01", "en-GB");

        await Decide(desk, "Decline", "Ngoài phạm vi Nghị quyết", "/comments/triage", comment);
        var heard = await room.Hear(session.Topic, n => n.Kind == "outcome");
        Assert.Equal((comment.Id, comment.Code, "declined", "Ngoài phạm vi Nghị quyết"),
            (heard.Body.GetProperty("id").GetGuid(), heard.Body.GetProperty("code").GetString(), heard.Body.GetProperty("state").GetString(), heard.Body.GetProperty("reason").GetString()));
        Assert.Contains("Not taken up: Ngoài phạm vi Nghị quyết", await author.Read("/comments/mine?state=Declined"), StringComparison.Ordinal);

        await Decide(desk, "Reopen", "", "/comments/triage", comment);
        Assert.Equal((CommentState.Open, null), ((await app.Comment(comment.Id)).State, (await app.Comment(comment.Id)).Reason));
    }

    [Fact]
    public async Task Declining_needs_a_reason_and_a_comment_that_no_clause_uses_or_nothing_changes()
    {
        var session = await app.ASession();
        var (used, free) = (await app.AComment(session), await app.AComment(session));
        await app.Publish(new ClauseSourced(Guid.NewGuid(), Guid.NewGuid(), "R-8 §1.2.a", used.Code, true, DateTime.UtcNow));
        using var desk = await app.SignedIn("BTK-04", "en-GB");

        await Decide(desk, "Decline", "  ", "/comments/triage", free);
        Assert.Contains("Say why it is not taken up: its author reads the reason.", await desk.Read("/comments/triage"), StringComparison.Ordinal);
        await Decide(desk, "Decline", "lý do", "/comments/triage", used, free);
        Assert.Contains($"{used.Code} is used in R-8 §1.2.a. Take it off the clause in the draft first.", await desk.Read("/comments/triage"), StringComparison.Ordinal);
        await Decide(desk, "Note", "", "/comments/triage");
        Assert.Contains("Choose one or more comments first.", await desk.Read("/comments/triage"), StringComparison.Ordinal);

        Assert.Equal((CommentState.TakenUp, CommentState.Open), ((await app.Comment(used.Id)).State, (await app.Comment(free.Id)).State));
    }

    [Fact]
    public async Task An_action_comes_back_only_to_a_page_of_ours()
    {
        var comment = await app.AComment(await app.ASession());
        using var desk = await app.SignedIn("BTK-04");
        var answer = await desk.Submit("/comments/triage", "/comments/triage?handler=Note", ("returnUrl", "https://example.org/"), ("comments", comment.Id.ToString()));
        Assert.Equal("/comments/triage", answer.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("BTK-04", true, true)]
    [InlineData("BTK-01", true, false)]
    [InlineData("BNG-01", true, false)]
    [InlineData("DNG-01", false, false)]
    [InlineData("BCT-03", false, false)]
    [InlineData("TTXVN-01", false, false)]
    public async Task The_desk_is_open_to_those_who_work_at_it_and_decisions_are_the_secretariats(string badge, bool reads, bool decides)
    {
        var comment = await app.AComment(await app.ASession());
        using var visitor = await app.SignedIn(badge);
        using var api = await app.Api(badge: badge);

        var seen = await visitor.Get("/comments/triage");
        var posted = await Decide(visitor, "Note", "", "/comments/triage", comment);
        var called = await api.PostAsJsonAsync($"/api/v1/comments/{comment.Code}/note", new { reason = "x" });

        Assert.Equal(reads, seen.StatusCode == HttpStatusCode.OK);
        Assert.Equal(decides, posted.Headers.Location?.OriginalString == "/comments/triage");
        Assert.Equal(decides ? HttpStatusCode.OK : HttpStatusCode.Forbidden, called.StatusCode);
        Assert.Equal(decides ? CommentState.Noted : CommentState.Open, (await app.Comment(comment.Id)).State);
    }

    [Fact]
    public async Task Filters_stay_with_the_person_until_others_are_chosen()
    {
        var session = await app.ASession();
        var (kept, other) = (await app.AComment(session, "Ở lại trong bộ lọc"), await app.AComment(await app.ASession(), "Ngoài bộ lọc"));
        using var desk = await app.SignedIn("BTK-05");
        await desk.Read($"/comments/triage?session={session.Code}&kind=recommendation");

        using var elsewhere = await app.SignedIn("BTK-05");
        var again = await elsewhere.Read("/comments/triage");
        using var colleague = await app.SignedIn("BNG-01");
        var theirs = await colleague.Read("/comments/triage?state=all");

        Assert.Contains($"id=\"{kept.Code}\"", again, StringComparison.Ordinal);
        Assert.DoesNotContain($"id=\"{other.Code}\"", again, StringComparison.Ordinal);
        Assert.Contains($"data-here=\"/comments/triage?kind=recommendation&session={session.Code}\"", again, StringComparison.Ordinal);
        Assert.Contains($"id=\"{other.Code}\"", theirs, StringComparison.Ordinal);
        Assert.Contains($"id=\"{other.Code}\"", await elsewhere.Read("/comments/triage?state=open"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_comments_are_assigned_and_grouped_at_once_and_found_again_by_both()
    {
        var session = await app.ASession();
        var (one, two, third) = (await app.AComment(session, "Ý một"), await app.AComment(session, "Ý hai"), await app.AComment(session, "Ý ba"));
        var (yen, delegateHa) = (await app.Person("BTK-04"), await app.Person("DNG-01"));
        using var desk = await app.SignedIn("BTK-04", "en-GB");
        var here = $"/comments/triage?session={session.Code}&state=all";
        Task<HttpResponseMessage> Post(string handler, (string, string)[] fields, params ShownComment[] comments) =>
            desk.Submit(here, $"/comments/triage?handler={handler}", [.. fields, .. comments.Select(c => ("comments", c.Id.ToString())), ("returnUrl", here)]);

        await Post("Assign", [("to", yen.PersonId.ToString())], one, two);
        await Post("Assign", [("to", delegateHa.PersonId.ToString())], third);
        Assert.Contains("Comments are assigned to people of the secretariat.", await desk.Read(here), StringComparison.Ordinal);
        await Post("Group", [("title", "Đầu mối chung")], one, two);
        var group = (await app.Comment(one.Id)).GroupId;
        await Post("Group", [("group", group.ToString()!)], third);
        await Post("Ungroup", [], two);

        async Task<string> Found(string query) =>
            string.Join(' ', (await desk.Read($"{here}&{query}")).Split("<li class=\"pick\" id=\"").Skip(1).Select(row => row.Split('"')[0]).Order(StringComparer.Ordinal));
        Assert.Equal($"{one.Code} {two.Code}", await Found($"assigned={yen.PersonId}"));
        Assert.Equal(third.Code, await Found("assigned=none"));
        Assert.Equal($"{one.Code} {third.Code}", await Found($"group={group}"));
        Assert.Contains("Give the group a heading of at most 200 characters.", await Refusal("Group", [("title", "  ")], two), StringComparison.Ordinal);
        Assert.Contains("There is no such group.", await Refusal("Group", [("group", Guid.NewGuid().ToString())], two), StringComparison.Ordinal);
        await desk.Read("/comments/triage?state=open");

        async Task<string> Refusal(string handler, (string, string)[] fields, ShownComment comment)
        {
            await Post(handler, fields, comment);
            return await desk.Read(here);
        }
    }

    [Fact]
    public async Task Comments_that_say_something_alike_are_suggested_as_a_group_with_the_words_they_share()
    {
        var session = await app.ASession();
        var (one, two) = (await app.AComment(session, "Mở lớp tiếng Bồ Đào Nha cho cán bộ đi châu Phi"), await app.AComment(session, "Nên mở lớp tiếng Bồ Đào Nha cho cán bộ trẻ", "DLK-01"));
        await app.AComment(session, "Gửi tài liệu phiên họp trước ba ngày", "BCT-03");
        using var desk = await app.SignedIn("BTK-04", "en-GB");
        var page = await desk.Read($"/comments/triage?session={session.Code}&state=open&suggest=true");
        await desk.Read("/comments/triage?state=open");

        var suggestion = Assert.Single(page.Split("aria-label=\"Suggestion ").Skip(1)).Split("</form>")[0];
        Assert.Contains("They share: ", suggestion, StringComparison.Ordinal);
        foreach (var word in new[] { "lớp", "tiếng", "bồ", "đào" }) Assert.Contains(word, suggestion.Split("They share: ")[1].Split('<')[0], StringComparison.Ordinal);
        Assert.Equal([one.Id, two.Id], suggestion.Split("name=\"comments\" value=\"").Skip(1).Select(v => Guid.Parse(v.Split('"')[0])));
    }

    [Fact]
    public async Task The_summary_is_written_from_selected_comments_keeps_every_version_and_loses_nobodys_words()
    {
        var session = await app.ASession();
        var (one, two, elsewhere) = (await app.AComment(session, "Ý thứ nhất"), await app.AComment(session, "Ý thứ hai"), await app.AComment(await app.ASession()));
        using var desk = await app.SignedIn("BTK-04", "en-GB");
        using var colleague = await app.SignedIn("BTK-05", "en-GB");
        var url = $"/sessions/{session.Code}/comments/summary";

        var chosen = await desk.Submit("/comments/triage", "/comments/triage?handler=Summarise", [.. new[] { one, two }.Select(c => new KeyValuePair<string, string>("comments", c.Id.ToString()))]);
        var mixed = await desk.Submit("/comments/triage", "/comments/triage?handler=Summarise", [.. new[] { one, elsewhere }.Select(c => new KeyValuePair<string, string>("comments", c.Id.ToString()))]);
        Assert.Contains("A summary belongs to one session: choose comments of one session.", await desk.Read("/comments/triage"), StringComparison.Ordinal);
        var begun = await desk.Read(chosen.Headers.Location!.ToString());
        await desk.Submit(url, url, ("Text", $"Các đoàn thống nhất ({one.Code}, {two.Code})."), ("Version", "0"));
        var late = WebUtility.HtmlDecode(await (await colleague.Submit(url, url, ("Text", "Lời của đồng nghiệp"), ("Version", "0"))).Content.ReadAsStringAsync());
        await colleague.Submit(url, url, ("Text", $"Các đoàn thống nhất ({one.Code}, {two.Code}). Lời của đồng nghiệp."), ("Version", "1"));

        Assert.NotEqual(chosen.Headers.Location, mixed.Headers.Location);
        Assert.Contains($"– Ý thứ nhất ({one.Code})\n– Ý thứ hai ({two.Code})", begun, StringComparison.Ordinal);
        Assert.Contains("Đoàn Hải Yến saved the summary meanwhile.", late, StringComparison.Ordinal);
        Assert.Contains("Lời của đồng nghiệp", late, StringComparison.Ordinal);
        Assert.Contains($"Các đoàn thống nhất ({one.Code}, {two.Code}).", late, StringComparison.Ordinal);
        var text = await (await desk.Get($"{url}?handler=Text")).Content.ReadAsStringAsync();
        Assert.Equal($"{session.Code} {(await app.With<FeedbackDb, FeedbackSession>(async db => (await db.SessionOf(session.Code, default))!)).TitleEn}\n\nCác đoàn thống nhất ({one.Code}, {two.Code}). Lời của đồng nghiệp.\n", text);
        Assert.Equal([1, 2], await app.With<FeedbackDb, List<int>>(db => db.SummaryVersions.Where(v => v.SessionId == session.Id).OrderBy(v => v.Version).Select(v => v.Version).ToListAsync()));
    }

    [Fact]
    public async Task The_api_lists_after_a_number_searches_sends_once_and_decides()
    {
        var session = await app.ASession();
        using var sender = await app.Api(badge: "DNG-01");
        using var secretariat = await app.Api(role: "secretariat");
        using var observer = await app.Api(role: "observer");
        var id = Guid.CreateVersion7();
        var body = new { id, session = session.Code, kind = "recommendation", text = "Kết nối địa phương với trung tâm công nghệ" };

        var first = await sender.PostAsJsonAsync("/api/v1/comments", body);
        var again = await sender.PostAsJsonAsync("/api/v1/comments", body);
        var sent = await first.Content.ReadFromJsonAsync<JsonElement>();
        var (code, number) = (sent.GetProperty("code").GetString(), sent.GetProperty("number").GetInt32());
        await app.AComment(session, "Ý khác");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK, $"/api/v1/comments/{code}"), (first.StatusCode, again.StatusCode, first.Headers.Location!.ToString()));
        Assert.Equal($"{code} C-{number + 1}", await Codes($"session={session.Code}"));
        Assert.Equal($"C-{number + 1}", await Codes($"session={session.Code}&after={number}"));
        Assert.Equal(code, await Codes($"session={session.Code}&q=trung+tam+cong+nghe&kind=recommendation&state=open&organisation={Uri.EscapeDataString("Đà Nẵng")}"));
        Assert.Equal("", await Codes($"session={session.Code}&state=declined"));
        Assert.Equal("", await Codes("session=S-nowhere"));
        var page = await observer.GetFromJsonAsync<JsonElement>($"/api/v1/comments?session={session.Code}&take=1");
        Assert.Equal((1, number), (page.GetProperty("comments").GetArrayLength(), page.GetProperty("next").GetInt32()));

        Assert.Equal(HttpStatusCode.Conflict, (await secretariat.PostAsJsonAsync($"/api/v1/comments/{code}/decline", new { reason = "" })).StatusCode);
        var declined = await secretariat.PostAsJsonAsync($"/api/v1/comments/{code}/decline", new { reason = "trùng" });
        Assert.Equal("declined", (await declined.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("state").GetString());
        Assert.Equal("open", (await (await secretariat.PostAsync($"/api/v1/comments/{code}/reopen", null)).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("state").GetString());
        Assert.Equal("noted", (await (await secretariat.PostAsync($"/api/v1/comments/{code}/note", null)).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("state").GetString());
        Assert.Equal("noted", (await observer.GetFromJsonAsync<JsonElement>($"/api/v1/comments/{code}")).GetProperty("state").GetString());

        Assert.Equal(HttpStatusCode.NotFound, (await observer.GetAsync("/api/v1/comments/C-999999")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await observer.GetAsync("/api/v1/comments/nonsense")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await observer.GetAsync("/api/v1/comments?kind=poem")).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await sender.PostAsJsonAsync("/api/v1/comments", body with { session = "S-999", id = Guid.CreateVersion7() })).StatusCode);

        async Task<string> Codes(string query) =>
            string.Join(' ', (await observer.GetFromJsonAsync<JsonElement>($"/api/v1/comments?{query}")).GetProperty("comments").EnumerateArray().Select(c => c.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task The_demonstration_has_three_hundred_comments_in_the_order_of_their_numbers()
    {
        using var reader = await app.Api(role: "observer");
        var page = await reader.GetFromJsonAsync<JsonElement>("/api/v1/comments?take=300");
        var comments = page.GetProperty("comments").EnumerateArray().ToList();
        Assert.Equal(Enumerable.Range(1, 300).Select(n => $"C-{n}"), comments.Select(c => c.GetProperty("code").GetString()));
        Assert.Equal(comments.Select(c => c.GetProperty("at").GetDateTime()).Order(), comments.Select(c => c.GetProperty("at").GetDateTime()));
    }
}
