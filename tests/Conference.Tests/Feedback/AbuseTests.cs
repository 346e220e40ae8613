using System.Net;
using System.Net.Http.Json;
using System.Text;
using Conference.Feedback;
using Conference.Shared.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests.Feedback;

/// <summary>What someone may try who does not mean well.</summary>
public sealed class AbuseTests(ConferenceApp app) : IClassFixture<ConferenceApp>
{
    private static readonly string[] Ways = ["live", "form", "api"];

    /// <summary>Sends the same properties by each way in, and returns the comments that were stored.</summary>
    private async Task<List<Comment>> SendByEveryWay(TestSession session, Dictionary<string, string> properties)
    {
        await using var live = await LiveClient.Connect(app, "DNG-01");
        using var page = await app.SignedIn("DNG-01");
        using var api = await app.Api(badge: "DNG-01");
        var ids = Ways.Select(_ => Guid.CreateVersion7()).ToArray();
        var body = new Dictionary<string, object>(properties.ToDictionary(p => p.Key, p => (object)p.Value)) { ["kind"] = "comment" };
        Assert.Null((await live.Send(session.Topic, new Dictionary<string, object>(body) { ["id"] = ids[0] })).Refusal);
        var posted = await page.Submit($"/comments/send?sessionId={session.Id}", "/comments/send",
            [new("Id", ids[1].ToString()), new("SessionId", session.Id.ToString()), new("Kind", "comment"), .. properties.Select(p => new KeyValuePair<string, string>(char.ToUpperInvariant(p.Key[0]) + p.Key[1..], p.Value))]);
        Assert.Equal(HttpStatusCode.Redirect, posted.StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await api.PostAsJsonAsync("/api/v1/comments", new Dictionary<string, object>(body) { ["id"] = ids[2], ["session"] = session.Code })).StatusCode);
        return await app.With<FeedbackDb, List<Comment>>(db => db.Comments.AsNoTracking().Where(c => ids.Contains(c.Id)).ToListAsync());
    }

    [Fact]
    public async Task An_author_an_organisation_a_number_or_a_standing_in_what_is_sent_are_not_believed()
    {
        var session = await app.ASession(settings: Given.Settings with { Publishing = Publishing.AfterApproval });
        var (sender, other) = (await app.Person("DNG-01"), await app.Person("BNG-01"));
        var sent = await SendByEveryWay(session, new()
        {
            ["text"] = "Tôi là ai?", ["authorId"] = other.PersonId.ToString(), ["author"] = other.Name, ["authorTitle"] = "Bộ trưởng", ["organisationId"] = other.OrganisationId.ToString(),
            ["organisation"] = other.Organisation, ["number"] = "1", ["code"] = "C-1", ["standing"] = "published", ["state"] = "takenUp", ["at"] = "2001-01-01T00:00:00Z", ["marked"] = "true", ["endorsementCount"] = "900",
        });

        Assert.Equal(3, sent.Count);
        Assert.All(sent, c => Assert.Equal((sender.PersonId, sender.Name, sender.Title, sender.OrganisationId, sender.Organisation, Standing.Waiting, CommentState.Open, false, 0),
            (c.AuthorId, c.Author, c.AuthorTitle, c.OrganisationId, c.Organisation, c.Standing, c.State, c.Marked, c.EndorsementCount)));
        Assert.All(sent, c => Assert.InRange(c.At, DateTime.UtcNow.AddMinutes(-2), DateTime.UtcNow));
        Assert.Equal(3, sent.Select(c => c.Number).Where(n => n > 300).Distinct().Count());
    }

    [Theory]
    [InlineData("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>")]
    [InlineData("</script><script>alert(1)</script>", "</script><script>alert(1)</script>")]
    [InlineData("\" autofocus onfocus=\"alert(1)", "\" autofocus onfocus=\"alert(1)")]
    [InlineData("a\u202Eb\u2066c\u200Bd\uFEFFe", "abcde")]
    [InlineData("a\u0000b\u001B[31mc\u0085d", "ab[31mcd")]
    [InlineData("{{7*7}} ${7*7} @(7*7) {0}", "{{7*7}} ${7*7} @(7*7) {0}")]
    public async Task Whatever_is_sent_is_shown_as_text_in_every_place_and_cannot_hide_or_reorder(string text, string stored)
    {
        var session = await app.ASession();
        await using var live = await LiveClient.Connect(app, "DNG-01");
        var id = Guid.CreateVersion7();
        var answer = await live.Send(session.Topic, new { id, kind = "comment", text, about = text });
        await live.Send(session.Topic, new { id = Guid.CreateVersion7(), kind = "comment", text = "trả lời", replyToId = id });
        using var reader = await app.SignedIn("DLK-01");
        using var author = await app.SignedIn("DNG-01");
        var code = answer.Text("code");

        Assert.Equal((stored, stored), (answer.Text("text"), answer.Text("about")));
        foreach (var (visitor, url) in new[] { (reader, $"/comments/of/{session.Code}"), (reader, $"/comments/{code}"), (reader, $"/comments/send?sessionId={session.Id}&reply={code}"), (author, $"/comments/{code}"), (author, "/comments/mine"), (reader, $"/trace/{code}") })
        {
            var raw = await (await visitor.Get(url)).Content.ReadAsStringAsync();
            Assert.Contains(stored, WebUtility.HtmlDecode(raw), StringComparison.Ordinal);
            if (stored.Contains('<') || stored.Contains('"')) Assert.DoesNotContain(stored, raw, StringComparison.Ordinal);
            Assert.DoesNotContain(raw, c => c is '\u202E' or '\u2066' or '\u200B' or '\u0000' or '\u001B');
        }
    }

    [Fact]
    public async Task A_hundred_thousand_characters_are_refused_or_cut_wherever_they_are_put()
    {
        var field = new CommentField("han", "Thời hạn", "Deadline", false, []);
        var session = await app.ASession(settings: Given.Settings with { Fields = [field] });
        var flood = new string('ữ', 100_000);
        await using var live = await LiveClient.Connect(app, "DNG-01");
        using var api = await app.Api(badge: "DNG-01");
        var comment = await app.AComment(session);

        Assert.Equal("An answer has at most 300 characters.", (await live.Send(session.Topic, new { id = Guid.CreateVersion7(), kind = "comment", text = "x", answers = new Dictionary<string, string> { ["han"] = flood } })).Refusal);
        Assert.Equal(Comment.LongestAbout, (await live.Send(session.Topic, new { id = Guid.CreateVersion7(), kind = "comment", text = "x", about = flood })).Text("about").Length);
        Assert.Equal(HttpStatusCode.Conflict, (await api.PostAsJsonAsync($"/api/v1/comments/{comment.Code}/correct", new { text = flood })).StatusCode);
        using var visitor = await app.SignedIn("DNG-01");
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get($"/comments/of/{session.Code}?q={new string('a', 3000)}")).StatusCode);
        Assert.Equal(comment.Text, (await app.Comment(comment.Id)).Text);
    }

    [Fact]
    public async Task Answers_to_fields_that_nobody_asked_for_are_not_kept()
    {
        var session = await app.ASession();
        await using var live = await LiveClient.Connect(app, "DNG-01");
        var answer = await live.Send(session.Topic, new { id = Guid.CreateVersion7(), kind = "comment", text = "x", answers = new Dictionary<string, string> { ["han"] = "lén", ["__proto__"] = "lén" } });
        Assert.Empty(answer.Answer.GetProperty("answers").EnumerateArray());
    }

    [Fact]
    public async Task The_id_of_another_persons_comment_is_refused_by_every_way_and_tells_nothing_of_it()
    {
        var session = await app.ASession(settings: Given.Settings with { Publishing = Publishing.AfterApproval });
        var theirs = await app.AComment(session, "Còn chờ duyệt, chưa ai được đọc", "DLK-01");
        await using var live = await LiveClient.Connect(app, "DNG-01");
        using var page = await app.SignedIn("DNG-01", "en-GB");
        using var api = await app.Api(badge: "DNG-01");

        var byLive = await live.Send(session.Topic, Given.Body("mạo", theirs.Id));
        var byForm = await (await page.Submit($"/comments/send?sessionId={session.Id}", "/comments/send", ("Id", theirs.Id.ToString()), ("SessionId", session.Id.ToString()), ("Kind", "comment"), ("Text", "mạo"))).Content.ReadAsStringAsync();
        var byApi = await api.PostAsJsonAsync("/api/v1/comments", new { id = theirs.Id, session = session.Code, kind = "comment", text = "mạo" });
        var everything = byLive.Answer + byLive.Refusal + WebUtility.HtmlDecode(byForm) + await byApi.Content.ReadAsStringAsync();

        Assert.Equal((false, "This id belongs to another comment.", HttpStatusCode.Conflict), (byLive.Accepted, byLive.Refusal, byApi.StatusCode));
        Assert.Contains("This id belongs to another comment.", byForm, StringComparison.Ordinal);
        Assert.DoesNotContain("Còn chờ duyệt", everything, StringComparison.Ordinal);
        Assert.DoesNotContain("Lê Minh Châu", everything, StringComparison.Ordinal);
        Assert.Equal("Còn chờ duyệt, chưa ai được đọc", (await app.Comment(theirs.Id)).Text);
        foreach (var handler in new[] { "Correct", "Withdraw", "Endorse", "TakeBack" })
            Assert.Equal(HttpStatusCode.NotFound, (await page.Submit("/sessions/S-13", $"/comments/{theirs.Code}?handler={handler}", ("Text", "mạo"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await api.PostAsync($"/api/v1/comments/{theirs.Code}/endorsement", null)).StatusCode);
    }

    [Fact]
    public async Task Nobody_follows_or_writes_to_another_persons_topic_and_nobody_sends_to_what_only_tells()
    {
        var (session, other) = (await app.ASession(), await app.Person("DLK-01"));
        var me = await app.Person("DNG-01");
        await using var live = await LiveClient.Connect(app, "DNG-01");
        await using var observer = await LiveClient.Connect(app, "TTXVN-01");

        foreach (var topic in new[] { $"person/{other.PersonId}/comments", $"person/{other.PersonId}/comments/", $"person/{me.PersonId:N}/comments", $"PERSON/{me.PersonId}/comments", "person//comments" })
            Assert.Contains("There is no such topic.", (await Assert.ThrowsAsync<InvalidOperationException>(() => live.Follow(topic))).Message, StringComparison.Ordinal);
        await live.Follow($"person/{me.PersonId}/comments");
        foreach (var topic in new[] { $"person/{me.PersonId}/comments", $"person/{other.PersonId}/comments", $"session/{session.Id}/delegations", "desk/comments" })
            Assert.Equal("Nothing can be sent to this topic.", (await live.Send(topic, Given.Body("x"))).Refusal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => observer.Follow($"session/{session.Id}/delegations"));
        Assert.False(await app.With<FeedbackDb, bool>(db => db.Comments.AnyAsync(c => c.SessionId == session.Id)));
    }

    [Fact]
    public async Task An_anonymous_author_stands_in_no_byte_that_goes_to_anyone_but_the_desk()
    {
        var session = await app.ASession(settings: Given.Settings with { AllowsAnonymous = true });
        var author = await app.Person("DNG-01");
        await using var sender = await LiveClient.Connect(app, "DNG-01");
        await using var delegates = await LiveClient.Connect(app, "DLK-01");
        await using var observers = await LiveClient.Connect(app, "TTXVN-01");
        foreach (var room in new[] { delegates, observers }) await room.Follow(session.Topic);
        await delegates.Follow($"session/{session.Id}/delegations");

        var id = Guid.CreateVersion7();
        var code = (await sender.Send(session.Topic, new { id, kind = "question", text = "Lời không tên", anonymous = true, onBehalf = true })).Text("code");
        var number = int.Parse(code[2..], System.Globalization.CultureInfo.InvariantCulture);
        // Everything that can be said about it afterwards.
        await delegates.Send(session.Topic, new { id = Guid.CreateVersion7(), kind = "comment", text = "Trả lời người không tên", replyToId = id });
        var same = await app.AComment(session, "Trùng ý", "DLK-01");
        await app.With<Endorsing>(async e => await e.Endorse(number, await app.Person("BCT-03"), default));
        await app.With<AuthorChanges>(own => own.Correct(id, "Lời không tên, sửa lại", author, default));
        var moderator = await app.Person("BTK-04");
        await app.With<Moderation>(desk => desk.Correct(id, "Lời không tên, sửa chính tả", moderator, default));
        await app.With<Moderation>(desk => desk.Show(id, moderator, default));
        await app.With<Moderation>(desk => desk.Merge(same.Id, id, moderator, default));
        await app.Publish(new ClauseSourced(Guid.NewGuid(), Guid.NewGuid(), "R-8 §1.1.a", code, true, DateTime.UtcNow));
        await delegates.Hear(session.Topic, n => n.Kind == "outcome");
        await observers.Hear(session.Topic, n => n.Kind == "outcome");

        var told = new StringBuilder();
        foreach (var news in delegates.Heard(session.Topic).Concat(observers.Heard(session.Topic)).Concat(delegates.Heard($"session/{session.Id}/delegations"))) told.Append(news.Body);
        foreach (var (badge, language) in new[] { ("DLK-01", "vi-VN"), ("TTXVN-01", "vi-VN"), ("BCT-03", "vi-VN"), ("DLK-01", "en-GB") })
        {
            using var visitor = await app.SignedIn(badge, language);
            using var api = await app.Api(badge: badge);
            foreach (var url in new[] { $"/comments/of/{session.Code}", $"/comments/of/{session.Code}?at={code}", $"/comments/of/{session.Code}?sort=mostEndorsed", $"/comments/{code}", $"/trace/{code}", $"/comments/send?sessionId={session.Id}&reply={code}" })
                told.Append(await visitor.Read(url));
            foreach (var url in new[] { $"/api/v1/comments?session={session.Code}", $"/api/v1/comments/{code}" }) told.Append(await api.GetStringAsync(url));
            // Who asks by the author's name, organisation or "endorsed by" learns nothing from what is found either.
            foreach (var query in new[] { "q=" + Uri.EscapeDataString(author.Name), "q=nguyen+thu+ha", "organisation=" + Uri.EscapeDataString(author.Organisation), "mine=true" })
                Assert.DoesNotContain($"id=\"{code}\"", await visitor.Read($"/comments/of/{session.Code}?{query}"), StringComparison.Ordinal);
            foreach (var query in new[] { "q=" + Uri.EscapeDataString(author.Name), "organisation=" + Uri.EscapeDataString(author.Organisation), $"organisation={author.OrganisationId}" })
                Assert.DoesNotContain(code, await api.GetStringAsync($"/api/v1/comments?session={session.Code}&{query}"), StringComparison.Ordinal);
        }

        var everything = told.ToString();
        Assert.Contains("Lời không tên, sửa chính tả", everything, StringComparison.Ordinal);
        foreach (var trait in new[] { author.PersonId.ToString(), author.Name, author.OrganisationId.ToString(), author.OrganisationEn, "thay mặt đoàn" })
            Assert.DoesNotContain(trait, everything, StringComparison.Ordinal);
        using var desk = await app.Api(badge: "BTK-04");
        Assert.Contains(author.Name, await desk.GetStringAsync($"/api/v1/comments/{code}"), StringComparison.Ordinal);
        using var atDesk = await app.SignedIn("BTK-04");
        Assert.Contains(author.Name, await atDesk.Read($"/comments/{code}"), StringComparison.Ordinal);
        Assert.DoesNotContain(author.Name, await atDesk.Read($"/comments/of/{session.Code}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/comments/export")]
    [InlineData("/comments/triage")]
    [InlineData("/comments/queue")]
    public async Task What_the_desk_works_with_is_closed_to_delegates(string url)
    {
        using var visitor = await app.SignedIn("DLK-01");
        using var api = await app.Api(badge: "DLK-01");
        Assert.NotEqual(HttpStatusCode.OK, (await visitor.Get(url)).StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, (await api.GetAsync(url)).StatusCode);
    }
}
