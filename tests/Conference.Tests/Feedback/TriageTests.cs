using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Conference.Feedback;
using Conference.Shared.Contracts;

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
