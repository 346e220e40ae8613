using System.Net;
using Conference.Feedback;
using Conference.Shared.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests.Feedback;

/// <summary>What people do with their own comments and with those of others, by the forms of the pages.</summary>
public sealed class OwnCommentTests(ConferenceApp app) : IClassFixture<ConferenceApp>
{
    private static Task<HttpResponseMessage> Act(Visitor visitor, string code, string handler, params (string, string)[] fields) =>
        visitor.Submit("/sessions/S-13", $"/comments/{code}?handler={handler}", fields);

    [Fact]
    public async Task An_author_corrects_and_withdraws_by_form_and_only_author_and_desk_read_the_earlier_texts()
    {
        var session = await app.ASession();
        var comment = await app.AComment(session, "Bản đầu còn lỗi");
        using var author = await app.SignedIn("DNG-01", "en-GB");
        using var other = await app.SignedIn("DLK-01", "en-GB");
        using var secretary = await app.SignedIn("BTK-04", "en-GB");

        var corrected = await Act(author, comment.Code, "Correct", ("Text", "Bản sau <b>đúng</b>"));

        Assert.Equal($"/sessions/{session.Code}#{comment.Code}", corrected.Headers.Location!.ToString());
        foreach (var (visitor, reads) in new[] { (author, true), (secretary, true), (other, false) })
        {
            var page = await visitor.Read($"/comments/{comment.Code}");
            Assert.Contains("corrected ", page, StringComparison.Ordinal);
            Assert.Equal(reads, page.Contains("Bản đầu còn lỗi", StringComparison.Ordinal));
        }
        Assert.Contains("Bản sau &lt;b&gt;đúng&lt;/b&gt;", await (await other.Get($"/comments/of/{session.Code}")).Content.ReadAsStringAsync(), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Redirect, (await Act(author, comment.Code, "Withdraw")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Get($"/comments/{comment.Code}")).StatusCode);
        Assert.Contains("Withdrawn", await author.Read($"/comments/{comment.Code}"), StringComparison.Ordinal);
        Assert.DoesNotContain("data-change", await author.Read($"/comments/{comment.Code}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_correction_that_is_refused_stands_in_the_form_again()
    {
        var comment = await app.AComment(await app.ASession());
        using var author = await app.SignedIn("DNG-01", "en-GB");
        var text = new string('ữ', 5001);

        var shown = WebUtility.HtmlDecode(await (await Act(author, comment.Code, "Correct", ("Text", text))).Content.ReadAsStringAsync());
        var blank = WebUtility.HtmlDecode(await (await Act(author, comment.Code, "Correct", ("Text", "\u200b \n"))).Content.ReadAsStringAsync());

        Assert.Contains("This comment has 5001 characters; 5000 are possible.", shown, StringComparison.Ordinal);
        Assert.Contains(text, shown, StringComparison.Ordinal);
        Assert.Contains("This comment is empty. Write something first.", blank, StringComparison.Ordinal);
        Assert.Equal(comment.Text, (await app.Comment(comment.Id)).Text);
    }

    [Fact]
    public async Task Someone_elses_comment_is_neither_corrected_nor_withdrawn_and_ones_own_is_not_endorsed()
    {
        var comment = await app.AComment(await app.ASession(), "Của Đà Nẵng");
        using var author = await app.SignedIn("DNG-01", "en-GB");
        const string sentence = "Only its author corrects or withdraws a comment.";
        foreach (var badge in new[] { "DLK-01", "BTK-04", "BNG-01", "TTXVN-01" })
        {
            using var other = await app.SignedIn(badge, "en-GB");
            foreach (var handler in new[] { "Correct", "Withdraw" })
                Assert.Contains(sentence, await (await Act(other, comment.Code, handler, ("Text", "Của kẻ khác"))).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        Assert.Contains($"{comment.Code} is your own comment.", await (await Act(author, comment.Code, "Endorse")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var now = await app.Comment(comment.Id);
        Assert.Equal(("Của Đà Nẵng", Standing.Published, 0), (now.Text, now.Standing, now.EndorsementCount));
    }

    [Fact]
    public async Task Two_tabs_endorse_once_everyone_hears_the_count_and_it_is_taken_back_once()
    {
        var session = await app.ASession();
        var comment = await app.AComment(session);
        using var tab = await app.SignedIn("DLK-01");
        using var otherTab = await app.SignedIn("DLK-01");
        await using var room = await LiveClient.Connect(app, "BCT-03");
        await room.Follow(session.Topic);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Act(i % 2 == 0 ? tab : otherTab, comment.Code, "Endorse")));
        Assert.Contains($"aria-pressed=\"true\" formaction=\"/comments/{comment.Code}?handler=TakeBack\"", await tab.Read($"/comments/of/{session.Code}"), StringComparison.Ordinal);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Act(i % 2 == 0 ? tab : otherTab, comment.Code, "TakeBack")));
        Assert.Contains($"aria-pressed=\"false\" formaction=\"/comments/{comment.Code}?handler=Endorse\"", await tab.Read($"/comments/of/{session.Code}"), StringComparison.Ordinal);

        await room.Hear(session.Topic, n => n.Kind == "endorsed" && n.Body.GetProperty("endorsements").GetInt32() == 0);
        Assert.Equal([1, 0], room.Heard(session.Topic).Where(n => n.Kind == "endorsed").Select(n => n.Body.GetProperty("endorsements").GetInt32()));
        Assert.Equal(0, await app.With<FeedbackDb, int>(db => db.Endorsements.CountAsync(e => e.CommentId == comment.Id)));
    }

    [Fact]
    public async Task A_refused_form_keeps_everything_that_was_typed()
    {
        var field = new CommentField("linh-vuc", "Lĩnh vực", "Field of work", true, ["Kinh tế", "Văn hóa"]);
        var session = await app.ASession(settings: Given.Settings with { AllowsAnonymous = true, Fields = [field, field with { Key = "han", Choices = [], Required = false }] });
        var first = await app.AComment(await app.ASession(), "ở phiên khác");
        using var author = await app.SignedIn("DNG-01", "en-GB");

        (string, string)[] typed = [("Id", Guid.CreateVersion7().ToString()), ("SessionId", session.Id.ToString()), ("Kind", "question"),
            ("Text", "Một câu hỏi"), ("OnBehalf", "true"), ("Anonymous", "true"), ("About", "Mục 2 \"trích\""), ("Answers[han]", "Quý II")];
        var answer = await author.Submit($"/comments/send?sessionId={session.Id}", "/comments/send", typed);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());

        Assert.Contains("Fill in “Field of work” as well.", page, StringComparison.Ordinal);
        foreach (var kept in new[] { ">Một câu hỏi</textarea>", "name=\"OnBehalf\" value=\"true\" checked", "name=\"Anonymous\" value=\"true\" checked", "value=\"Mục 2 \"trích\"\"", "name=\"Answers[han]\" value=\"Quý II\"", "value=\"question\" checked" })
            Assert.Contains(kept, page, StringComparison.Ordinal);
        // A comment of another session is not quoted, whoever writes its id into the form.
        var foreign = WebUtility.HtmlDecode(await (await author.Submit($"/comments/send?sessionId={session.Id}", "/comments/send", [.. typed, ("ReplyToId", first.Id.ToString())])).Content.ReadAsStringAsync());
        Assert.Contains("The comment that this one answers is no longer there.", foreign, StringComparison.Ordinal);
        Assert.DoesNotContain("ở phiên khác", foreign, StringComparison.Ordinal);

        var sent = await author.Submit($"/comments/send?sessionId={session.Id}", "/comments/send", ("Id", Guid.CreateVersion7().ToString()), ("SessionId", session.Id.ToString()), ("Kind", "question"),
            ("Text", "Một câu hỏi"), ("OnBehalf", "true"), ("Anonymous", "true"), ("About", "Mục 2"), ("Answers[linh-vuc]", "Kinh tế"), ("Answers[han]", "Quý II"));
        var stored = await app.With<FeedbackDb, Comment>(db => db.Comments.AsNoTracking().SingleAsync(c => c.SessionId == session.Id));
        Assert.Equal($"/sessions/{session.Code}#{stored.Code}", sent.Headers.Location!.ToString());
        Assert.Equal((true, true, "Mục 2", CommentKind.Question), (stored.OnBehalf, stored.Anonymous, stored.About, stored.Kind));
        Assert.Equal([new("linh-vuc", "Kinh tế"), new("han", "Quý II")], stored.Answers);
    }

    [Fact]
    public async Task A_laptop_on_which_someone_else_signed_in_does_not_send_the_first_ones_comment_under_another_name()
    {
        var session = await app.ASession();
        var (first, id) = (await app.Person("DNG-01"), Guid.CreateVersion7());
        var body = new { id, kind = "comment", text = "Của người trước", @as = first.PersonId };
        await using var second = await LiveClient.Connect(app, "DLK-01");
        await using var back = await LiveClient.Connect(app, "DNG-01");

        var waits = await second.Send(session.Topic, body);
        Assert.Equal((false, true, "Someone else is signed in on this laptop. This comment goes out when its author signs in again."), (waits.Accepted, waits.TryAgain, waits.Refusal));
        Assert.False(await app.With<FeedbackDb, bool>(db => db.Comments.AnyAsync(c => c.Id == id)));
        Assert.Equal(first.Name, (await back.Send(session.Topic, body)).Text("author"));
    }
}
