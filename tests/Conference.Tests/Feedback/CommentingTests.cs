using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using Conference.Feedback;
using Conference.Shared.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests.Feedback;

public sealed class CommentingTests(ConferenceApp app) : IClassFixture<ConferenceApp>
{
    private static (long, string, string) Line(LiveNews news) => (news.Sequence, news.Body.GetProperty("code").GetString()!, news.Body.GetProperty("text").GetString()!);

    private static List<(long, string, string)> Comments(IEnumerable<LiveNews> news) => [.. news.Where(n => n.Kind == "comment").Select(Line)];

    [Fact]
    public async Task Two_delegates_see_each_others_comments_in_the_same_order_with_the_same_numbers()
    {
        var session = await app.ASession();
        await using var daNang = await LiveClient.Connect(app, "DNG-01");
        await using var dakLak = await LiveClient.Connect(app, "DLK-01");
        var begun = (await daNang.Follow(session.Topic)).Count;
        await dakLak.Follow(session.Topic);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? daNang : dakLak).Send(session.Topic, Given.Body($"Ý kiến {i}", kind: "question"))));
        var one = Comments(await daNang.Hear(session.Topic, begun + 20));
        var other = Comments(await dakLak.Hear(session.Topic, begun + 20));

        Assert.All(answers, a => Assert.True(a.Accepted, a.Refusal));
        Assert.Equal(one, other);
        Assert.Equal(answers.Select(a => (a.Text("code"), a.Text("text"))).Order(), one.Select(l => (l.Item2, l.Item3)).Order());
        var first = (await daNang.Hear(session.Topic, begun + 1))[^1].Body;
        Assert.Equal(("question", session.Code, "open"), (first.GetProperty("kind").GetString(), first.GetProperty("session").GetString(), first.GetProperty("state").GetString()));
        Assert.Contains(first.GetProperty("author").GetString(), new[] { "Nguyễn Thu Hà", "Lê Minh Châu" });
    }

    [Fact]
    public async Task After_a_cut_a_delegate_gets_exactly_what_was_missed_and_once()
    {
        var session = await app.ASession();
        await using var sender = await LiveClient.Connect(app, "DNG-01");
        await using var reader = await LiveClient.Connect(app, "DLK-01");
        await reader.Follow(session.Topic);
        for (var i = 0; i < 3; i++) await sender.Send(session.Topic, Given.Body($"trước {i}"));
        var before = await reader.Hear(session.Topic, n => n.Kind == "comment" && n.Body.GetProperty("text").GetString() == "trước 2");
        await reader.Cut();
        for (var i = 0; i < 5; i++) await sender.Send(session.Topic, Given.Body($"khi mất mạng {i}"));

        await using var again = await LiveClient.Connect(app, "DLK-01");
        var missed = await again.Follow(session.Topic, before.Sequence);
        await sender.Send(session.Topic, Given.Body("sau"));
        await again.Hear(session.Topic, n => n.Body.GetProperty("text").GetString() == "sau");

        Assert.Equal(["khi mất mạng 0", "khi mất mạng 1", "khi mất mạng 2", "khi mất mạng 3", "khi mất mạng 4"], Comments(missed).Select(l => l.Item3));
        Assert.Equal(["khi mất mạng 0", "khi mất mạng 1", "khi mất mạng 2", "khi mất mạng 3", "khi mất mạng 4", "sau"], Comments(again.Heard(session.Topic)).Select(l => l.Item3));
    }

    [Fact]
    public async Task The_same_id_is_the_same_comment_however_often_and_by_whatever_way_it_is_sent()
    {
        var session = await app.ASession();
        var id = Guid.CreateVersion7();
        await using var live = await LiveClient.Connect(app, "DNG-01");
        await using var otherTab = await LiveClient.Connect(app, "DNG-01");
        using var page = await app.SignedIn("DNG-01");
        using var api = await app.Api(badge: "DNG-01");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => (i % 2 == 0 ? live : otherTab).Send(session.Topic, Given.Body("một lần", id))));
        var posted = await page.Submit($"/comments/send?sessionId={session.Id}", "/comments/send", ("Id", id.ToString()), ("SessionId", session.Id.ToString()), ("Kind", "comment"), ("Text", "một lần"));
        var called = await api.PostAsJsonAsync("/api/v1/comments", new { id, session = session.Code, kind = "comment", text = "một lần" });

        var code = Assert.Single(answers.Select(a => a.Text("code")).Distinct());
        Assert.Equal($"/sessions/{session.Code}#{code}", posted.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.OK, called.StatusCode);
        Assert.Equal(1, await app.With<FeedbackDb, int>(db => db.Comments.CountAsync(c => c.SessionId == session.Id)));
    }

    [Fact]
    public async Task A_comment_that_was_received_is_answered_again_after_its_session_closed()
    {
        var session = await app.ASession();
        var id = Guid.CreateVersion7();
        await using var live = await LiveClient.Connect(app, "DNG-01");
        var first = await live.Send(session.Topic, Given.Body("kịp giờ", id));
        await app.Publish(new SessionClosed(session.Id, DateTime.UtcNow));

        var again = await live.Send(session.Topic, Given.Body("kịp giờ", id));

        Assert.True(again.Accepted, again.Refusal);
        Assert.Equal(first.Text("code"), again.Text("code"));
    }

    [Fact]
    public async Task The_id_of_someone_elses_comment_is_refused()
    {
        var session = await app.ASession();
        var id = Guid.CreateVersion7();
        await using var daNang = await LiveClient.Connect(app, "DNG-01");
        await using var dakLak = await LiveClient.Connect(app, "DLK-01");
        await daNang.Send(session.Topic, Given.Body("của Đà Nẵng", id));

        var answer = await dakLak.Send(session.Topic, Given.Body("của Đắk Lắk", id));

        Assert.Equal((false, "This id belongs to another comment.", false), (answer.Accepted, answer.Refusal, answer.TryAgain));
        Assert.Equal("của Đà Nẵng", (await app.Comment(id)).Text);
    }

    [Theory]
    [InlineData("", "This comment is empty. Write something first.")]
    [InlineData(" \n\t  \u00a0", "This comment is empty. Write something first.")]
    [InlineData("\u200b\u202e\u0000\u0007", "This comment is empty. Write something first.")]
    public async Task A_comment_without_words_is_refused(string text, string sentence)
    {
        var session = await app.ASession();
        await using var live = await LiveClient.Connect(app, "DNG-01");
        var answer = await live.Send(session.Topic, Given.Body(text));
        Assert.Equal((false, sentence, false), (answer.Accepted, answer.Refusal, answer.TryAgain));
    }

    [Theory]
    [InlineData(5001, "This comment has 5001 characters; 5000 are possible. Shorten it or send it in parts.")]
    [InlineData(100_000, "This comment has 100000 characters; 5000 are possible. Shorten it or send it in parts.")]
    public async Task A_comment_that_is_too_long_is_refused_whatever_way_it_comes(int length, string sentence)
    {
        var session = await app.ASession();
        var text = new string('ữ', length);
        await using var live = await LiveClient.Connect(app, "DNG-01");
        using var page = await app.SignedIn("DNG-01", "en-GB");
        using var api = await app.Api(badge: "DNG-01");

        var answer = await live.Send(session.Topic, Given.Body(text));
        var posted = await page.Submit($"/comments/send?sessionId={session.Id}", "/comments/send", ("Id", Guid.CreateVersion7().ToString()), ("SessionId", session.Id.ToString()), ("Kind", "comment"), ("Text", text));
        var called = await api.PostAsJsonAsync("/api/v1/comments", new { id = Guid.CreateVersion7(), session = session.Code, kind = "comment", text });

        Assert.Equal((false, sentence), (answer.Accepted, answer.Refusal));
        var shown = WebUtility.HtmlDecode(await posted.Content.ReadAsStringAsync());
        Assert.Contains(sentence, shown, StringComparison.Ordinal);
        Assert.Contains(text, shown, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Conflict, sentence), (called.StatusCode, (await called.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("title").GetString()));
        Assert.False(await app.With<FeedbackDb, bool>(db => db.Comments.AnyAsync(c => c.SessionId == session.Id)));
    }

    [Fact]
    public async Task The_longest_comment_is_accepted()
    {
        var session = await app.ASession();
        await using var live = await LiveClient.Connect(app, "DNG-01");
        var answer = await live.Send(session.Topic, Given.Body(new string('ữ', 5000)));
        Assert.True(answer.Accepted, answer.Refusal);
    }

    [Fact]
    public async Task Markup_stays_text_and_characters_that_hide_or_reorder_are_taken_out()
    {
        var session = await app.ASession();
        await using var live = await LiveClient.Connect(app, "DNG-01");
        var decomposed = "thỏa thuận".Normalize(System.Text.NormalizationForm.FormD);

        var answer = await live.Send(session.Topic, Given.Body($"<script>alert('x')</script>\u0000 a\u202Eb\u200Bc\u0007\r\n{decomposed} 😀"));

        Assert.Equal("<script>alert('x')</script> abc\nthỏa thuận 😀", answer.Text("text"));
        using var author = await app.SignedIn("DNG-01");
        var page = await (await author.Get("/comments/mine")).Content.ReadAsStringAsync();
        Assert.Contains("&lt;script&gt;alert(", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert(", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_is_not_open_takes_no_comments_and_says_so()
    {
        var session = await app.ASession(open: false);
        await using var live = await LiveClient.Connect(app, "DNG-01");
        var sentences = new List<string?> { (await live.Send(session.Topic, Given.Body("sớm"))).Refusal };
        var now = DateTime.UtcNow;
        foreach (var news in new object[] { new SessionOpened(session.Id, now), new SessionSuspended(session.Id, now.AddSeconds(1)), new SessionOpened(session.Id, now.AddSeconds(2)), new SessionClosed(session.Id, now.AddSeconds(3)) })
        {
            await app.Publish(news);
            sentences.Add((await live.Send(session.Topic, Given.Body("thử"))).Refusal);
        }

        Assert.Equal(
            [
                $"Session {session.Code} is not open yet. Comments can be sent once it opens.", null,
                $"Session {session.Code} is suspended. Comments can be sent when it goes on.", null,
                $"Session {session.Code} is closed and takes no more comments.",
            ], sentences);
    }

    [Fact]
    public async Task The_room_hears_when_its_session_opens_and_closes()
    {
        var session = await app.ASession(open: false);
        await using var live = await LiveClient.Connect(app, "TTXVN-01");
        await live.Follow(session.Topic);
        var now = DateTime.UtcNow;
        await app.Publish(new SessionOpened(session.Id, now), new SessionClosed(session.Id, now.AddSeconds(1)));
        var heard = await live.Hear(session.Topic, 2);
        Assert.Equal([("session", "open"), ("session", "closed")], heard.Select(n => (n.Kind, n.Body.GetProperty("state").GetString()!)));
    }

    [Fact]
    public async Task An_observer_reads_along_but_does_not_send()
    {
        const string sentence = "Observers read along; they do not send comments.";
        var session = await app.ASession();
        await using var observer = await LiveClient.Connect(app, "TTXVN-01");
        using var page = await app.SignedIn("TTXVN-01", "en-GB");
        using var api = await app.Api(role: "observer");
        await observer.Follow(session.Topic);

        var answer = await observer.Send(session.Topic, Given.Body("tin nóng"));
        var posted = await page.Submit("/comments/mine", "/comments/send", ("Id", Guid.CreateVersion7().ToString()), ("SessionId", session.Id.ToString()), ("Kind", "comment"), ("Text", "tin nóng"));
        var called = await api.PostAsJsonAsync("/api/v1/comments", new { id = Guid.CreateVersion7(), session = session.Code, kind = "comment", text = "tin nóng" });
        var said = await app.AComment(session);
        var heard = await observer.Hear(session.Topic, n => n.Kind == "comment");

        Assert.Equal((false, sentence), (answer.Accepted, answer.Refusal));
        Assert.Contains(sentence, await posted.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, called.StatusCode);
        Assert.Equal(said.Code, heard.Body.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Topics_that_do_not_exist_or_are_not_ones_own_are_refused_alike()
    {
        var session = await app.ASession();
        await using var live = await LiveClient.Connect(app, "DNG-01");
        foreach (var topic in new[] { "session/none/comments", $"session/{Guid.NewGuid()}/comments", session.Topic.ToUpperInvariant(), $"session/{session.Id.ToString().ToUpperInvariant()}/comments", $"session/{session.Id:N}/comments", "desk/comments", "", "nothing" })
        {
            var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => live.Follow(topic));
            Assert.Contains("There is no such topic.", refused.Message, StringComparison.Ordinal);
        }
        await using var secretariat = await LiveClient.Connect(app, "BTK-04");
        await secretariat.Follow("desk/comments");
        Assert.Equal("Nothing can be sent to this topic.", (await secretariat.Send("desk/comments", Given.Body("x"))).Refusal);
    }

    [Fact]
    public async Task Nobody_who_is_not_signed_in_connects() =>
        await Assert.ThrowsAsync<WebSocketException>(() => LiveClient.Connect(app.Address, new CookieContainer()));

    [Fact]
    public async Task What_cannot_be_read_as_a_comment_is_refused_with_a_sentence()
    {
        var session = await app.ASession();
        await using var live = await LiveClient.Connect(app, "DNG-01");
        foreach (var body in new object[] { "text", 7, Array.Empty<int>(), new { id = "x", kind = "comment", text = "a" }, new { id = Guid.CreateVersion7(), kind = "poem", text = "a" }, new { id = Guid.CreateVersion7(), kind = 17, text = "a" }, new { id = Guid.CreateVersion7(), kind = "comment", text = 5 } })
            Assert.Equal("This could not be read as a comment.", (await live.Send(session.Topic, body)).Refusal);
        Assert.Equal("The comment has no id.", (await live.Send(session.Topic, new { kind = "comment", text = "a" })).Refusal);
        Assert.Equal("There is no such session.", (await live.Send($"session/{Guid.NewGuid()}/comments", Given.Body("a"))).Refusal);
    }

    [Fact]
    public async Task Without_a_socket_the_form_sends_the_comment_and_comes_back_to_the_room()
    {
        var session = await app.ASession();
        await using var live = await LiveClient.Connect(app, "DLK-01");
        await live.Follow(session.Topic);
        using var page = await app.SignedIn("DNG-01");

        var posted = await page.Submit($"/comments/send?sessionId={session.Id}", "/comments/send", ("Id", Guid.CreateVersion7().ToString()), ("SessionId", session.Id.ToString()), ("Kind", "recommendation"), ("Text", "gửi bằng biểu mẫu"));
        var heard = await live.Hear(session.Topic, n => n.Kind == "comment");

        Assert.Equal(("gửi bằng biểu mẫu", "recommendation"), (heard.Body.GetProperty("text").GetString(), heard.Body.GetProperty("kind").GetString()));
        Assert.Equal($"/sessions/{session.Code}#{heard.Body.GetProperty("code").GetString()}", posted.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Three_hundred_comments_from_several_laptops_have_gapless_numbers_and_reach_everyone_once_in_one_order()
    {
        var session = await app.ASession();
        string[] badges = ["DNG-01", "DLK-01", "BCT-03", "BNG-01", "BTK-01", "BTK-04"];
        var laptops = await Task.WhenAll(badges.Select(b => LiveClient.Connect(app, b)));
        foreach (var laptop in laptops) await laptop.Follow(session.Topic);

        var answers = await Task.WhenAll(Enumerable.Range(0, 300).Select(i => laptops[i % laptops.Length].Send(session.Topic, Given.Body($"Ý kiến thứ {i}"))));
        var orders = new List<IReadOnlyList<(long Sequence, string Code, string Text)>>();
        foreach (var laptop in laptops)
        {
            var heard = await laptop.Hear(session.Topic, laptop.Heard(session.Topic).Count(n => n.Kind != "comment") + 300);
            orders.Add(Comments(heard));
            await laptop.DisposeAsync();
        }

        Assert.All(answers, a => Assert.True(a.Accepted, a.Refusal));
        Assert.All(orders, o => Assert.Equal(orders[0], o));
        Assert.Equal(300, orders[0].Select(l => l.Code).Distinct().Count());
        var numbers = await app.With<FeedbackDb, List<int>>(db => db.Comments.OrderBy(c => c.Number).Select(c => c.Number).ToListAsync());
        Assert.Equal(Enumerable.Range(1, numbers.Count), numbers);
    }
}
