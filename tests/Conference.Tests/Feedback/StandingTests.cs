using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Conference.Feedback;
using Conference.Resolutions;
using Conference.Shared;
using Conference.Shared.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests.Feedback;

/// <summary>How a comment stands: what its author, the room, the moderators and the draft each see of it, and when.</summary>
public sealed class StandingTests(ConferenceApp app) : IClassFixture<ConferenceApp>
{
    private static readonly SessionSettings Approving = Given.Settings with { Publishing = Publishing.AfterApproval };

    [Fact]
    public async Task A_comment_that_waits_is_known_to_its_author_and_the_desk_and_to_nobody_else_until_it_is_approved()
    {
        var session = await app.ASession(settings: Approving);
        await using var room = await LiveClient.Connect(app, "DLK-01");
        await using var desk = await LiveClient.Connect(app, "BTK-04");
        await room.Follow(session.Topic);
        await desk.Follow("desk/comments");
        await using var sender = await LiveClient.Connect(app, "DNG-01");
        var (author, other, secretary) = (await app.Api(badge: "DNG-01"), await app.Api(badge: "DLK-01"), await app.Api(badge: "BTK-04"));

        var answer = await sender.Send(session.Topic, Given.Body("Xin chờ duyệt đã"));
        var code = answer.Text("code");
        var atDesk = await desk.Hear("desk/comments", n => n.Kind == "comment" && n.Body.GetProperty("code").GetString() == code);
        Assert.Equal(("waiting", "waiting", "Xin chờ duyệt đã"), (answer.Text("standing"), atDesk.Body.GetProperty("standing").GetString(), atDesk.Body.GetProperty("text").GetString()));
        Assert.Equal(HttpStatusCode.OK, (await author.GetAsync($"/api/v1/comments/{code}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/api/v1/comments/{code}")).StatusCode);
        using var visitor = await app.SignedIn("DLK-01");
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Get($"/trace/{code}")).StatusCode);
        Assert.False(await app.With<ResolutionsDb, bool>(db => db.Sources.AnyAsync(s => s.Code == code)));

        Assert.Equal(HttpStatusCode.OK, (await secretary.PostAsync($"/api/v1/comments/{code}/approve", null)).StatusCode);
        await app.Settled();
        var heard = await room.Hear(session.Topic, n => n.Kind == "comment");
        Assert.Equal((code, "published"), (heard.Body.GetProperty("code").GetString(), heard.Body.GetProperty("standing").GetString()));
        Assert.Equal(JsonValueKind.Null, heard.Body.GetProperty("desk").ValueKind);
        Assert.Single(room.Heard(session.Topic), n => n.Kind == "comment");
        Assert.Equal(HttpStatusCode.OK, (await other.GetAsync($"/api/v1/comments/{code}")).StatusCode);
        Assert.True(await app.With<ResolutionsDb, bool>(db => db.Sources.AnyAsync(s => s.Code == code && s.Text == "Xin chờ duyệt đã")));
    }

    [Fact]
    public async Task A_declined_comment_tells_its_author_why_and_nobody_else()
    {
        var session = await app.ASession(settings: Approving);
        var comment = await app.AComment(session);
        await using var author = await LiveClient.Connect(app, "DNG-01");
        await using var stranger = await LiveClient.Connect(app, "DLK-01");
        var topic = $"person/{(await app.Person("DNG-01")).PersonId}/comments";
        await author.Follow(topic);

        await app.With<Moderation>(async desk => await desk.Decline(comment.Id, "Ngoài nội dung phiên", await app.Person("BTK-04"), default));

        var own = await author.Hear(topic, n => n.Kind == "own" && n.Body.GetProperty("id").GetGuid() == comment.Id);
        Assert.Equal(("declined", "Ngoài nội dung phiên"), (own.Body.GetProperty("standing").GetString(), own.Body.GetProperty("standingReason").GetString()));
        await Assert.ThrowsAsync<InvalidOperationException>(() => stranger.Follow(topic));
        using var mine = await app.SignedIn("DNG-01", "en-GB");
        Assert.Contains("Declined, because: Ngoài nội dung phiên", await mine.Read("/comments/mine"), StringComparison.Ordinal);
        await Refused("Say why: the author reads the reason.", async () => await app.With<Moderation>(async desk => await desk.Decline((await app.AComment(session)).Id, " ", await app.Person("BTK-04"), default)));
    }

    [Fact]
    public async Task What_is_taken_down_leaves_the_room_its_past_and_the_draft_but_not_the_chain()
    {
        var session = await app.ASession();
        var comment = await app.AComment(session, "Câu không nên có ở đây");
        await app.Publish(new ClauseSourced(Guid.NewGuid(), Guid.NewGuid(), "R-9 §1.2.a", comment.Code, true, DateTime.UtcNow));
        await using var room = await LiveClient.Connect(app, "DLK-01");
        await room.Follow(session.Topic);

        await app.With<Moderation>(async desk => await desk.TakeDown(comment.Id, "Xúc phạm", await app.Person("BTK-01"), default));
        await app.Settled();

        var gone = await room.Hear(session.Topic, n => n.Kind == "gone");
        Assert.Equal(comment.Code, gone.Body.GetProperty("code").GetString());
        await using var late = await LiveClient.Connect(app, "DLK-01");
        Assert.DoesNotContain(await late.Follow(session.Topic), n => n.Body.ToString().Contains("không nên", StringComparison.Ordinal));
        var source = await app.With<ResolutionsDb, Source>(db => db.Sources.AsNoTracking().SingleAsync(s => s.Code == comment.Code));
        Assert.Equal((true, ""), (source.Withdrawn, source.Text));
        using var reader = await app.SignedIn("DLK-01", "en-GB");
        var story = await reader.Read($"/trace/{comment.Code}");
        Assert.Contains("Taken down", story, StringComparison.Ordinal);
        Assert.DoesNotContain("Câu không nên có ở đây", story, StringComparison.Ordinal);
        Assert.Contains((comment.Code, "R-9 §1.2.a"), await app.With<IEnumerable<ITrace>, IEnumerable<(string, string)>>(async traces =>
        {
            List<TraceLink> all = [];
            foreach (var trace in traces) all.AddRange(await trace.Links([comment.Code], default));
            return all.Select(l => (l.From, l.To));
        }));
    }

    [Fact]
    public async Task An_author_corrects_until_it_is_taken_up_and_every_text_is_kept()
    {
        var comment = await app.AComment(await app.ASession(), "Bản đầu");
        var (author, other, secretary) = (await app.Api(badge: "DNG-01"), await app.Api(badge: "DLK-01"), await app.Api(badge: "BTK-04"));

        var corrected = await author.PostAsJsonAsync($"/api/v1/comments/{comment.Code}/correct", new { text = "Bản sửa" });
        var refused = await other.PostAsJsonAsync($"/api/v1/comments/{comment.Code}/correct", new { text = "Của người khác" });
        await app.With<Moderation>(async desk => await desk.Correct(comment.Id, "Bản sửa.", await app.Person("BTK-04"), default));
        await app.Settled();

        Assert.Equal(HttpStatusCode.OK, corrected.StatusCode);
        Assert.Equal("Only its author corrects or withdraws a comment.", await Title(refused));
        var atDesk = await secretary.GetFromJsonAsync<JsonElement>($"/api/v1/comments/{comment.Code}");
        Assert.Equal([("Bản đầu", "Nguyễn Thu Hà", false), ("Bản sửa", "Đoàn Hải Yến", true)], atDesk.GetProperty("desk").GetProperty("revisions").EnumerateArray()
            .Select(r => (r.GetProperty("text").GetString()!, r.GetProperty("by").GetString()!, r.GetProperty("byModerator").GetBoolean())));
        Assert.Equal("Bản sửa.", await app.With<ResolutionsDb, string>(db => db.Sources.Where(s => s.Code == comment.Code).Select(s => s.Text).SingleAsync()));
        Assert.Equal(1, (await other.GetFromJsonAsync<JsonElement>($"/api/v1/comments?q=ban+sua&session={comment.Session}")).GetProperty("comments").GetArrayLength());

        await app.Publish(new ClauseSourced(Guid.NewGuid(), Guid.NewGuid(), "R-9 §1.2.b", comment.Code, true, DateTime.UtcNow));
        foreach (var late in new[] { await author.PostAsJsonAsync($"/api/v1/comments/{comment.Code}/correct", new { text = "Muộn" }), await author.PostAsync($"/api/v1/comments/{comment.Code}/withdraw", null) })
            Assert.Equal($"{comment.Code} is part of the work on the resolution by now and can no longer be corrected or withdrawn.", await Title(late));
    }

    [Fact]
    public async Task Where_a_session_approves_a_correction_waits_for_approval_again()
    {
        var session = await app.ASession(settings: Approving);
        var comment = await app.AComment(session, "Lời lành");
        await app.With<Moderation>(async desk => await desk.Approve(comment.Id, await app.Person("BTK-04"), default));
        await app.With<AuthorChanges>(async own => await own.Correct(comment.Id, "Lời khác hẳn", await app.Person("DNG-01"), default));
        await app.Settled();

        Assert.Equal(Standing.Waiting, (await app.Comment(comment.Id)).Standing);
        using var other = await app.Api(badge: "DLK-01");
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/api/v1/comments/{comment.Code}")).StatusCode);
        Assert.True(await app.With<ResolutionsDb, bool>(db => db.Sources.Where(s => s.Code == comment.Code).Select(s => s.Withdrawn).SingleAsync()));
    }

    [Fact]
    public async Task A_withdrawn_comment_leaves_the_room_and_cannot_come_back()
    {
        var session = await app.ASession();
        var comment = await app.AComment(session);
        using var author = await app.Api(badge: "DNG-01");
        var withdrawn = await (await author.PostAsync($"/api/v1/comments/{comment.Code}/withdraw", null)).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("withdrawn", withdrawn.GetProperty("standing").GetString());
        await Refused($"{comment.Code} was withdrawn by its author.", async () => await app.With<Moderation>(async desk => await desk.Approve(comment.Id, await app.Person("BTK-04"), default)));
        using var other = await app.Api(badge: "DLK-01");
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/api/v1/comments/{comment.Code}")).StatusCode);
    }

    [Fact]
    public async Task An_anonymous_author_is_known_to_the_desk_alone()
    {
        var session = await app.ASession(settings: Given.Settings with { AllowsAnonymous = true });
        await using var sender = await LiveClient.Connect(app, "DNG-01");
        await using var room = await LiveClient.Connect(app, "DLK-01");
        await room.Follow(session.Topic);
        var author = await app.Person("DNG-01");

        var code = (await sender.Send(session.Topic, new { id = Guid.CreateVersion7(), kind = "question", text = "Hỏi kín", anonymous = true })).Text("code");
        await app.Settled();
        var heard = (await room.Hear(session.Topic, n => n.Kind == "comment")).Body.ToString();
        var (reader, secretary) = (await app.Api(badge: "DLK-01"), await app.Api(badge: "BTK-04"));
        var everywhere = string.Join('\n',
        [
            heard, await reader.GetStringAsync($"/api/v1/comments/{code}"), await reader.GetStringAsync($"/api/v1/comments?session={session.Code}"),
            await (await app.SignedIn("DLK-01")).Read($"/trace/{code}"),
        ]);

        foreach (var trait in new[] { author.Name, author.PersonId.ToString(), author.OrganisationId.ToString() }) Assert.DoesNotContain(trait, heard + everywhere, StringComparison.Ordinal);
        foreach (var query in new[] { "q=Nguyen+Thu+Ha", $"organisation={author.OrganisationId}" })
            Assert.Equal(0, (await reader.GetFromJsonAsync<JsonElement>($"/api/v1/comments?session={session.Code}&{query}")).GetProperty("comments").GetArrayLength());
        Assert.Equal(author.Name, (await secretary.GetFromJsonAsync<JsonElement>($"/api/v1/comments/{code}")).GetProperty("author").GetString());
        Assert.Equal(("", ""), await app.With<ResolutionsDb, (string, string)>(async db => await db.Sources.Where(s => s.Code == code).Select(s => new ValueTuple<string, string>(s.Author, s.Organisation)).SingleAsync()));
    }

    [Theory]
    [InlineData(Audience.Everyone, true, true)]
    [InlineData(Audience.Delegations, true, false)]
    [InlineData(Audience.Desk, false, false)]
    public async Task Only_the_audience_of_a_session_reads_its_comments(Audience audience, bool delegates, bool observers)
    {
        var session = await app.ASession(settings: Given.Settings with { Audience = audience });
        await using var delegatesRoom = await LiveClient.Connect(app, "DLK-01");
        await using var observersRoom = await LiveClient.Connect(app, "TTXVN-01");
        var delegations = $"session/{session.Id}/delegations";
        foreach (var topic in new[] { session.Topic, delegations }) await delegatesRoom.Follow(topic);
        await observersRoom.Follow(session.Topic);
        await Assert.ThrowsAsync<InvalidOperationException>(() => observersRoom.Follow(delegations));

        var comment = await app.AComment(session, "Chỉ cho người được đọc");
        // The session's news comes to everyone, and after the comment.
        await app.With<SessionRules>(rules => rules.Set(session.Id, Given.Settings with { Audience = audience, Intake = Intake.Paused }, null, default));
        await delegatesRoom.Hear(session.Topic, n => n.Kind == "session" && n.Body.GetProperty("taking").GetString() == "paused");
        await delegatesRoom.Hear(delegations, n => n.Kind == "session" && n.Body.GetProperty("taking").GetString() == "paused");
        await observersRoom.Hear(session.Topic, n => n.Kind == "session" && n.Body.GetProperty("taking").GetString() == "paused");

        Assert.Equal(delegates, delegatesRoom.Heard(session.Topic).Concat(delegatesRoom.Heard(delegations)).Any(n => n.Kind == "comment"));
        Assert.Equal(observers, observersRoom.Heard(session.Topic).Any(n => n.Kind == "comment"));
        foreach (var (badge, may) in new[] { ("DLK-01", delegates), ("TTXVN-01", observers), ("BTK-04", true), ("DNG-01", true) })
        {
            using var api = await app.Api(badge: badge);
            Assert.Equal((badge, may), (badge, (await api.GetAsync($"/api/v1/comments/{comment.Code}")).IsSuccessStatusCode));
        }
    }

    [Fact]
    public async Task The_page_of_a_room_shows_what_its_reader_may_read_and_names_nobody_who_is_anonymous()
    {
        var room = await app.With<FeedbackDb, TestSession>(async db => new((await db.Sessions.SingleAsync(s => s.Number == 13)).Id, "S-13"));
        async Task Set(Audience audience, Publishing publishing) =>
            await app.With<SessionRules>(rules => rules.Set(room.Id, Given.Settings with { Audience = audience, Publishing = publishing, AllowsAnonymous = true }, null, default));
        async Task<string> Sees(string badge)
        {
            using var visitor = await app.SignedIn(badge, "en-GB");
            var page = await visitor.Read("/sessions/S-13");
            return string.Join(' ', new[] { "Lời kín danh", "Lời chờ duyệt" }.Select(text => page.Contains(text, StringComparison.Ordinal) ? "+" : "-"));
        }
        await Set(Audience.Everyone, Publishing.AtOnce);
        await using var sender = await LiveClient.Connect(app, "BCT-03");
        await sender.Send(room.Topic, new { id = Guid.CreateVersion7(), kind = "comment", text = "Lời kín danh", anonymous = true });
        await Set(Audience.Everyone, Publishing.AfterApproval);
        await sender.Send(room.Topic, Given.Body("Lời chờ duyệt"));

        Assert.Equal(["+ +", "+ -", "+ -", "+ -"], [await Sees("BCT-03"), await Sees("DLK-01"), await Sees("TTXVN-01"), await Sees("BTK-04")]);
        using var reader = await app.SignedIn("DLK-01", "en-GB");
        var author = await app.Person("BCT-03");
        var item = (await reader.Read("/sessions/S-13")).Split("<li ").Single(i => i.Contains("Lời kín danh", StringComparison.Ordinal));
        Assert.Contains("Anonymous", item, StringComparison.Ordinal);
        Assert.DoesNotContain(author.Name, item, StringComparison.Ordinal);
        Assert.DoesNotContain(author.PersonId.ToString(), item, StringComparison.Ordinal);
        await Set(Audience.Delegations, Publishing.AtOnce);
        Assert.Equal(["+ +", "+ -", "- -", "+ -"], [await Sees("BCT-03"), await Sees("DLK-01"), await Sees("TTXVN-01"), await Sees("BTK-04")]);
        await Set(Audience.Desk, Publishing.AtOnce);
        Assert.Equal(["+ +", "- -", "- -", "+ -"], [await Sees("BCT-03"), await Sees("DLK-01"), await Sees("TTXVN-01"), await Sees("BTK-04")]);
    }

    [Fact]
    public async Task A_smaller_audience_also_closes_what_was_announced_before()
    {
        var session = await app.ASession();
        await app.AComment(session, "Lúc còn mở cho mọi người");
        await app.With<SessionRules>(rules => rules.Set(session.Id, Given.Settings with { Audience = Audience.Delegations }, null, default));
        await using var observer = await LiveClient.Connect(app, "TTXVN-01");
        Assert.DoesNotContain(await observer.Follow(session.Topic), n => n.Body.ToString().Contains("Lúc còn mở", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_session_refuses_in_words_what_its_settings_do_not_take()
    {
        var field = new CommentField("linh-vuc", "Lĩnh vực", "Field of work", true, ["Kinh tế", "Văn hóa"]);
        var session = await app.ASession(settings: Given.Settings with { MostPerPerson = 2, Fields = [field] });
        var elsewhere = await app.AComment(await app.ASession());
        await using var live = await LiveClient.Connect(app, "DNG-01");
        var answers = new Dictionary<string, string> { ["linh-vuc"] = "Kinh tế" };
        async Task<string?> Send(object extra) =>
            (await live.Send(session.Topic, JsonSerializer.SerializeToNode(Given.Body("Ý"))!.AsObject().With(JsonSerializer.SerializeToNode(extra)!.AsObject()))).Refusal;

        Assert.Equal("Fill in “Field of work” as well.", await Send(new { }));
        Assert.Equal("Choose one of the answers that “Field of work” offers.", await Send(new { answers = new Dictionary<string, string> { ["linh-vuc"] = "Thể thao" } }));
        Assert.Equal($"Session {session.Code} takes no anonymous comments. Send it under your name.", await Send(new { answers, anonymous = true }));
        Assert.Equal("The comment that this one answers is no longer there.", await Send(new { answers, replyToId = elsewhere.Id }));
        Assert.Null(await Send(new { answers, onBehalf = true, about = "Mục 2, Đại sứ" }));
        var first = await app.With<FeedbackDb, Comment>(db => db.Comments.AsNoTracking().SingleAsync(c => c.SessionId == session.Id));
        Assert.Equal((true, "Mục 2, Đại sứ", new FieldAnswer("linh-vuc", "Kinh tế")), (first.OnBehalf, first.About, first.Answers.Single()));
        Assert.Null(await Send(new { answers, replyToId = first.Id }));
        Assert.Equal($"Session {session.Code} takes 2 comments of each person, and these are sent. Withdraw one to send another.", await Send(new { answers }));
        await app.With<AuthorChanges>(async own => await own.Withdraw(first.Id, await app.Person("DNG-01"), default));
        Assert.Null(await Send(new { answers }));
        await app.With<SessionRules>(rules => rules.Set(session.Id, Given.Settings with { Intake = Intake.Closed }, null, default));
        Assert.Equal($"The intake of comments in session {session.Code} is closed.", await Send(new { answers }));
        var numbers = await app.With<FeedbackDb, List<int>>(db => db.Comments.OrderBy(c => c.Number).Select(c => c.Number).ToListAsync());
        Assert.Equal(Enumerable.Range(1, numbers.Count), numbers);
    }

    [Fact]
    public async Task A_comment_is_endorsed_once_by_each_person_and_never_by_its_author()
    {
        var session = await app.ASession();
        var comment = await app.AComment(session);
        var (author, one, two, observer) = (await app.Api(badge: "DNG-01"), await app.Api(badge: "DLK-01"), await app.Api(badge: "BCT-03"), await app.Api(badge: "TTXVN-01"));
        var url = $"/api/v1/comments/{comment.Code}/endorsement";

        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => (i % 2 == 0 ? one : two).PostAsync(url, null)));
        await using var room = await LiveClient.Connect(app, "DNG-01");
        var heard = (await room.Follow(session.Topic)).Where(n => n.Kind == "endorsed").Select(n => n.Body.GetProperty("endorsements").GetInt32());
        Assert.Equal([1, 2], heard);
        Assert.Equal($"{comment.Code} is your own comment.", await Title(await author.PostAsync(url, null)));
        Assert.Equal("Observers read along; they do not endorse comments.", await Title(await observer.PostAsync(url, null)));
        Assert.Equal(1, (await (await one.DeleteAsync(url)).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("endorsements").GetInt32());
        Assert.Equal(1, (await (await one.DeleteAsync(url)).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("endorsements").GetInt32());
    }

    private static async Task<string> Title(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("title").GetString()!;
    }

    private static async Task Refused(string sentence, Func<Task> act) => Assert.Equal(sentence, (await Assert.ThrowsAsync<RuleBroken>(act)).Message);
}
