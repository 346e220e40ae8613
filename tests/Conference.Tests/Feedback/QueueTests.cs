using System.Net;
using Conference.Feedback;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests.Feedback;

/// <summary>The moderators' pages as forms, without a script.</summary>
public sealed class QueueTests(ConferenceApp app) : IClassFixture<ConferenceApp>
{
    private static readonly SessionSettings Approving = Given.Settings with { Publishing = Publishing.AfterApproval };

    private static async Task<string> Act(Visitor moderator, TestSession session, string handler, params (string, string)[] fields)
    {
        var here = $"/comments/queue?session={session.Code}&show=waiting";
        var answer = await moderator.Submit(here, $"/comments/queue?handler={handler}", [.. fields, ("returnUrl", here)]);
        Assert.Equal(here, answer.Headers.Location!.OriginalString);
        return await moderator.Read(here);
    }

    [Fact]
    public async Task What_waits_stands_in_the_queue_oldest_first_and_leaves_it_when_it_is_decided()
    {
        var session = await app.ASession(settings: Approving);
        var comments = new[] { await app.AComment(session, "Một"), await app.AComment(session, "Hai"), await app.AComment(session, "Ba") };
        using var moderator = await app.SignedIn("BTK-04", "en-GB");
        async Task<string[]> Waiting() => [.. (await moderator.Read($"/comments/queue?session={session.Code}")).Split("<article ").Skip(1).Select(a => a.Split("id=\"")[1].Split('"')[0])];

        Assert.Equal(comments.Select(c => c.Code), await Waiting());
        Assert.Contains($"{comments[0].Code}: was approved", await Act(moderator, session, "Approve", ("comment", comments[0].Id.ToString())), StringComparison.Ordinal);
        await Act(moderator, session, "Decline", ("comment", comments[1].Id.ToString()), ("template", "It says again what another comment says."), ("reason", ""));
        Assert.Equal([comments[2].Code], await Waiting());
        await Act(moderator, session, "Decline", ("comment", comments[2].Id.ToString()), ("template", "It says again what another comment says."), ("reason", "Theo lời của tôi"));

        Assert.Equal([(Standing.Published, null), (Standing.Declined, "It says again what another comment says."), (Standing.Declined, "Theo lời của tôi")],
            await Task.WhenAll(comments.Select(async c => ((await app.Comment(c.Id)).Standing, (await app.Comment(c.Id)).StandingReason))));
    }

    [Fact]
    public async Task The_second_of_two_moderators_reads_who_was_faster()
    {
        var session = await app.ASession(settings: Approving);
        var comment = await app.AComment(session);
        using var first = await app.SignedIn("BTK-04", "en-GB");
        using var second = await app.SignedIn("BTK-01", "en-GB");
        await Act(first, session, "Approve", ("comment", comment.Id.ToString()));
        var answer = await second.Submit("/comments/queue", "/comments/queue?handler=Decline", ("comment", comment.Id.ToString()), ("reason", "Trùng"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var page = await second.Read("/comments/queue");
        Assert.Contains($"{comment.Code} was published by Đoàn Hải Yến.", page, StringComparison.Ordinal);
        Assert.Equal(Standing.Published, (await app.Comment(comment.Id)).Standing);
    }

    [Fact]
    public async Task Comments_that_say_nearly_the_same_are_named_with_the_words_they_share_and_a_person_merges_them()
    {
        var session = await app.ASession(settings: Approving);
        var one = await app.AComment(session, "Đề nghị lập đầu mối thẩm định nhanh thỏa thuận quốc tế cấp tỉnh");
        var other = await app.AComment(session, "Cần đầu mối thẩm định nhanh các thỏa thuận quốc tế của tỉnh", "DLK-01");
        await app.AComment(session, "Xin gửi tài liệu sớm hơn cho các đoàn ở xa", "BCT-03");
        using var moderator = await app.SignedIn("BTK-04", "en-GB");
        var page = await moderator.Read($"/comments/queue?session={session.Code}");

        var row = page.Split("<article ").Single(a => a.Contains($"id=\"{other.Code}\"", StringComparison.Ordinal));
        Assert.Contains($"Merge into {one.Code}", row, StringComparison.Ordinal);
        Assert.Contains("both say: đầu, mối, thẩm, định, nhanh, thỏa, thuận, quốc, tế, tỉnh", row, StringComparison.Ordinal);
        Assert.Equal(2, page.Split("Says something like it:").Length - 1);
        var unknown = await moderator.Submit($"/comments/queue?session={session.Code}", "/comments/queue?handler=Merge", ("comment", other.Id.ToString()), ("into", "S-07"));
        Assert.Equal(HttpStatusCode.Redirect, unknown.StatusCode);
        Assert.Contains("Name the comment that stands for both by its code, such as C-12.", await moderator.Read("/comments/queue"), StringComparison.Ordinal);

        var after = await Act(moderator, session, "Merge", ("comment", other.Id.ToString()), ("into", one.Code));
        Assert.Contains($"{other.Code} Lê Minh Châu", after, StringComparison.Ordinal);
        Assert.Equal(one.Id, (await app.Comment(other.Id)).MergedIntoId);
    }

    [Fact]
    public async Task An_action_is_undone_from_the_queue_by_its_button()
    {
        var session = await app.ASession(settings: Approving);
        var comment = await app.AComment(session);
        using var moderator = await app.SignedIn("BTK-04", "en-GB");
        var page = await Act(moderator, session, "Approve", ("comment", comment.Id.ToString()));
        Assert.Contains($"Undo {comment.Code}", page, StringComparison.Ordinal);
        var entry = await app.With<FeedbackDb, Guid>(db => db.ModerationLog.Where(e => e.CommentId == comment.Id).Select(e => e.Id).SingleAsync());
        Assert.Contains("was approved, undone", await Act(moderator, session, "Undo", ("entry", entry.ToString())), StringComparison.Ordinal);
        Assert.Equal(Standing.Waiting, (await app.Comment(comment.Id)).Standing);
    }

    [Fact]
    public async Task The_big_screen_shows_the_comment_that_was_put_there_and_the_way_into_the_room()
    {
        var session = await app.ASession(settings: Given.Settings with { AllowsAnonymous = true, Audience = Audience.Delegations });
        await using var sender = await LiveClient.Connect(app, "DNG-01");
        var named = await app.AComment(session, "Ý kiến nêu tên");
        var secret = await sender.Send(session.Topic, new { id = Guid.CreateVersion7(), kind = "comment", text = "Ý kiến kín danh", anonymous = true });
        using var moderator = await app.SignedIn("BTK-04", "en-GB");
        var (reader, observer) = (await app.SignedIn("DLK-01", "en-GB"), await app.SignedIn("TTXVN-01", "en-GB"));
        await using var room = await LiveClient.Connect(app, "DLK-01");
        var topic = $"session/{session.Id}/room";
        var seen = (await room.Follow(topic)).Count;

        Assert.Contains($"{app.Address}sessions/{session.Code}", await reader.Read($"/sessions/{session.Code}/screen"), StringComparison.Ordinal);
        await Act(moderator, session, "Screen", ("comment", named.Id.ToString()));
        Assert.Equal("shown", (await room.Hear(topic, seen + 1))[^1].Body.GetProperty("act").GetString());
        var shown = await reader.Read($"/sessions/{session.Code}/screen");
        Assert.Contains("Ý kiến nêu tên", shown, StringComparison.Ordinal);
        Assert.Contains("Nguyễn Thu Hà", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("Ý kiến nêu tên", await observer.Read($"/sessions/{session.Code}/screen"), StringComparison.Ordinal);

        await Act(moderator, session, "Screen", ("comment", secret.Text("id")));
        await room.Hear(topic, seen + 2);
        var hidden = await reader.Read($"/sessions/{session.Code}/screen");
        Assert.Contains("Ý kiến kín danh", hidden, StringComparison.Ordinal);
        Assert.DoesNotContain("Nguyễn Thu Hà", hidden, StringComparison.Ordinal);

        await app.With<AuthorChanges>(async own => await own.Withdraw(Guid.Parse(secret.Text("id")), await app.Person("DNG-01"), default));
        Assert.DoesNotContain("Ý kiến kín danh", await reader.Read($"/sessions/{session.Code}/screen"), StringComparison.Ordinal);
        Assert.Equal("shown", (await room.Hear(topic, seen + 3))[^1].Body.GetProperty("act").GetString());
        await app.Settled();
        Assert.Null(await app.With<FeedbackDb, Guid?>(db => db.Sessions.Where(s => s.Id == session.Id).Select(s => s.OnScreenId).SingleAsync()));
    }

    [Fact]
    public async Task The_log_is_the_desks_until_the_session_publishes_it_and_holds_no_texts()
    {
        var session = await app.ASession(settings: Approving);
        var comment = await app.AComment(session, "Nội dung không công khai");
        using var moderator = await app.SignedIn("BTK-04", "en-GB");
        await Act(moderator, session, "Decline", ("comment", comment.Id.ToString()), ("reason", "Ngoài nội dung phiên"));
        using var observer = await app.SignedIn("TTXVN-01", "en-GB");
        var url = $"/sessions/{session.Code}/comments/log";

        Assert.Contains("Ngoài nội dung phiên", await moderator.Read(url), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await observer.Get(url)).StatusCode);
        await app.With<SessionRules>(rules => rules.Set(session.Id, Approving with { LogPublished = true }, null, default));
        var log = await observer.Read(url);
        Assert.Contains("was declined", log, StringComparison.Ordinal);
        Assert.Contains("Ngoài nội dung phiên", log, StringComparison.Ordinal);
        foreach (var hidden in new[] { "Nội dung không công khai", "Nguyễn Thu Hà" }) Assert.DoesNotContain(hidden, log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_are_saved_hold_at_once_and_are_not_overwritten_by_someone_who_saw_older_ones()
    {
        var session = await app.ASession();
        using var organiser = await app.SignedIn("BTK-01", "en-GB");
        var url = $"/sessions/{session.Code}/comments";
        (string, string)[] form =
        [
            ("Publishing", "AfterApproval"), ("Intake", "Open"), ("Audience", "Delegations"), ("MostPerPerson", "3"), ("AllowsAnonymous", "true"), ("LogPublished", "true"), ("Version", "0"),
            ("Fields[0].Key", "linh-vuc"), ("Fields[0].Label", "Lĩnh vực"), ("Fields[0].LabelEn", "Field of work"), ("Fields[0].Required", "true"), ("Fields[0].Choices", "Kinh tế; Văn hóa"), ("Fields[1].Key", ""),
        ];
        await using var room = await LiveClient.Connect(app, "DLK-01");
        await room.Follow(session.Topic);

        var saved = await organiser.Submit(url, url, form);
        var again = await organiser.Submit(url, url, form);
        var wrong = await organiser.Submit(url, url, [.. form.Where(f => f.Item1 is not ("MostPerPerson" or "Version")), ("MostPerPerson", "viele"), ("Version", "1")]);
        var paused = await organiser.Submit(url, $"{url}?handler=Intake", ("to", "Paused"));

        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Contains("Someone else changed these settings meanwhile.", WebUtility.HtmlDecode(await again.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.Contains("The limit per person is a number from 1 to 1000, or empty for none.", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, paused.StatusCode);
        var settings = await app.With<FeedbackDb, SessionSettings>(async db => (await db.Sessions.SingleAsync(s => s.Id == session.Id)).Settings);
        Assert.Equal((Publishing.AfterApproval, Intake.Paused, 3, Audience.Delegations, true, true), (settings.Publishing, settings.Intake, settings.MostPerPerson, settings.Audience, settings.AllowsAnonymous, settings.LogPublished));
        var field = Assert.Single(settings.Fields);
        Assert.Equal(("linh-vuc", "Lĩnh vực", "Field of work", true, "Kinh tế|Văn hóa"), (field.Key, field.Label, field.LabelEn, field.Required, string.Join('|', field.Choices)));
        var heard = await room.Hear(session.Topic, n => n.Kind == "session" && n.Body.GetProperty("publishing").GetString() == "afterApproval");
        Assert.Equal(("open", "delegations"), (heard.Body.GetProperty("taking").GetString(), heard.Body.GetProperty("audience").GetString()));
    }

    [Theory]
    [InlineData("BTK-04", true, true)]
    [InlineData("BTK-01", true, false)]
    [InlineData("BNG-01", true, false)]
    [InlineData("DNG-01", false, false)]
    [InlineData("BCT-03", false, false)]
    [InlineData("TTXVN-01", false, false)]
    public async Task The_desks_pages_are_open_to_those_who_work_at_it(string badge, bool desk, bool secretariat)
    {
        var session = await app.ASession(settings: Approving);
        var comment = await app.AComment(session, badge: "DLK-01");
        using var visitor = await app.SignedIn(badge);
        foreach (var url in new[] { "/comments/queue", "/comments/figures", $"/sessions/{session.Code}/comments", $"/sessions/{session.Code}/comments/log", $"/sessions/{session.Code}/comments/figures" })
            Assert.Equal((url, desk), (url, (await visitor.Get(url)).StatusCode == HttpStatusCode.OK));
        foreach (var url in new[] { $"/sessions/{session.Code}/comments/summary", "/comments/export.xlsx", "/comments/export.json" })
            Assert.Equal((url, secretariat), (url, (await visitor.Get(url)).StatusCode == HttpStatusCode.OK));
        Assert.Equal(HttpStatusCode.OK, (await visitor.Get($"/sessions/{session.Code}/screen")).StatusCode);
        foreach (var (page, fields) in new (string, (string, string)[])[]
        {
            ("/comments/queue?handler=Approve", [("comment", comment.Id.ToString())]), ($"/sessions/{session.Code}/comments?handler=Intake", [("to", "Closed")]),
        })
            await visitor.Submit("/comments/mine", page, fields);
        var intake = await app.With<FeedbackDb, Intake>(db => db.Sessions.Where(s => s.Id == session.Id).Select(s => s.Intake).SingleAsync());
        Assert.Equal(desk ? (Standing.Published, Intake.Closed) : (Standing.Waiting, Intake.Open), ((await app.Comment(comment.Id)).Standing, intake));
    }

    [Fact]
    public async Task A_session_that_is_not_there_is_not_found()
    {
        using var moderator = await app.SignedIn("BTK-04");
        foreach (var url in new[] { "/comments/queue?session=S-98765", "/sessions/S-98765/comments", "/sessions/S-98765/comments/log", "/sessions/S-98765/comments/figures", "/sessions/S-98765/comments/summary", "/sessions/S-98765/screen" })
            Assert.Equal((url, HttpStatusCode.NotFound), (url, (await moderator.Get(url)).StatusCode));
    }

    [Fact]
    public async Task The_demonstration_lets_moderators_work_at_once()
    {
        using var moderator = await app.SignedIn("BTK-04", "en-GB");
        var page = await moderator.Read("/comments/queue?session=S-14");
        Assert.Equal(2, page.Split("Says something like it:").Length - 1);
        Assert.Contains("anonymous to the room", page, StringComparison.Ordinal);
        Assert.Contains("<del>", page, StringComparison.Ordinal);
        Assert.Contains("was declined", page, StringComparison.Ordinal);
    }
}
