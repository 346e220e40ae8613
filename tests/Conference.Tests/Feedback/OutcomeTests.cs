using Conference.Feedback;
using Conference.Shared.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests.Feedback;

/// <summary>What other modules tell reaches the comments, however often and in whatever order it comes.</summary>
public sealed class OutcomeTests(ConferenceApp app) : IClassFixture<ConferenceApp>
{
    private static readonly DateTime Noon = new(2026, 3, 4, 12, 0, 0, DateTimeKind.Utc);

    private readonly Guid resolution = Guid.NewGuid();

    private ClauseSourced Sourced(ShownComment comment, Guid clause, string citation, bool linked, int minute) => new(resolution, clause, citation, comment.Code, linked, Noon.AddMinutes(minute));

    private async Task<(CommentState, string)> Outcome(ShownComment comment)
    {
        var now = await app.Comment(comment.Id);
        return (now.State, string.Join(", ", now.Uses.Where(u => u.Linked).Select(u => u.Clause.Citation + (u.Clause.AdoptedAs is { } number ? $" ({number})" : "")).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task A_clause_that_uses_a_comment_makes_it_taken_up_and_everyone_hears()
    {
        var session = await app.ASession();
        var comment = await app.AComment(session);
        await using var room = await LiveClient.Connect(app, "DLK-01");
        await using var desk = await LiveClient.Connect(app, "BTK-04");
        await room.Follow(session.Topic);
        await desk.Follow("desk/comments");

        await app.Publish(Sourced(comment, Guid.NewGuid(), "R-7 §1.2.đ", true, 0));
        var heard = await room.Hear(session.Topic, n => n.Kind == "outcome");
        var atDesk = await desk.Hear("desk/comments", n => n.Kind == "outcome" && n.Body.GetProperty("code").GetString() == comment.Code);

        Assert.Equal((CommentState.TakenUp, "R-7 §1.2.đ"), await Outcome(comment));
        Assert.Equal(("takenUp", "R-7 §1.2.đ"), (heard.Body.GetProperty("state").GetString(), heard.Body.GetProperty("uses")[0].GetProperty("clause").GetString()));
        Assert.Equal(heard.Body.ToString(), atDesk.Body.ToString());
        using var author = await app.SignedIn("DNG-01", "en-GB");
        Assert.Contains("R-7 §1.2.đ", await author.Read("/comments/mine?state=TakenUp"), StringComparison.Ordinal);
        var links = await app.With<IEnumerable<Conference.Shared.ITrace>, List<Conference.Shared.TraceLink>>(async traces =>
        {
            List<Conference.Shared.TraceLink> all = [];
            foreach (var trace in traces) all.AddRange(await trace.Links([comment.Code], default));
            return all;
        });
        Assert.Contains(new(comment.Code, "R-7 §1.2.đ"), links);
    }

    [Fact]
    public async Task The_same_news_twice_changes_nothing_more()
    {
        var session = await app.ASession();
        var comment = await app.AComment(session);
        var sourced = Sourced(comment, Guid.NewGuid(), "R-7 §1.1.a", true, 0);
        await app.Publish(sourced, sourced, sourced);
        await using var room = await LiveClient.Connect(app, "DLK-01");
        Assert.Equal(1, (await room.Follow(session.Topic)).Count(n => n.Kind == "outcome"));
        Assert.Equal((CommentState.TakenUp, "R-7 §1.1.a"), await Outcome(comment));
    }

    [Fact]
    public async Task Older_news_of_a_link_never_overwrites_newer()
    {
        var comment = await app.AComment(await app.ASession());
        var clause = Guid.NewGuid();
        await app.Publish(Sourced(comment, clause, "R-7 §1.1.b", false, 5), Sourced(comment, clause, "R-7 §1.1.b", true, 0));
        Assert.Equal((CommentState.Open, ""), await Outcome(comment));
        await app.Publish(Sourced(comment, clause, "R-7 §1.1.b", true, 9), Sourced(comment, clause, "R-7 §1.1.b", false, 5));
        Assert.Equal((CommentState.TakenUp, "R-7 §1.1.b"), await Outcome(comment));
    }

    [Fact]
    public async Task A_renumbered_clause_is_cited_as_it_is_now_also_when_the_news_overtakes_its_link()
    {
        var (known, overtaken) = (await app.AComment(await app.ASession()), await app.AComment(await app.ASession()));
        var (one, two) = (Guid.NewGuid(), Guid.NewGuid());
        await app.Publish(
            Sourced(known, one, "R-7 §1.1.c", true, 0),
            new ClausesRenumbered(resolution, [new(one, "R-7 §1.1.d"), new(two, "R-7 §1.1.đ")], Noon.AddMinutes(5)),
            Sourced(overtaken, two, "R-7 §1.1.d", true, 4),
            new ClausesRenumbered(resolution, [new(one, "R-7 §9.9.a")], Noon.AddMinutes(2)));
        Assert.Equal((CommentState.TakenUp, "R-7 §1.1.d"), await Outcome(known));
        Assert.Equal((CommentState.TakenUp, "R-7 §1.1.đ"), await Outcome(overtaken));
    }

    [Fact]
    public async Task An_adopted_resolution_is_named_on_its_comments_also_on_those_heard_of_later()
    {
        var (before, after) = (await app.AComment(await app.ASession()), await app.AComment(await app.ASession()));
        var adopted = new ResolutionAdopted(resolution, "R-7", "07/NQ-TEST", new(2026, 3, 5), Noon.AddDays(1));
        await app.Publish(Sourced(before, Guid.NewGuid(), "R-7 §2.1.a", true, 0), adopted, adopted, Sourced(after, Guid.NewGuid(), "R-7 §2.1.b", true, 1));
        Assert.Equal((CommentState.TakenUp, "R-7 §2.1.a (07/NQ-TEST)"), await Outcome(before));
        Assert.Equal((CommentState.TakenUp, "R-7 §2.1.b (07/NQ-TEST)"), await Outcome(after));
    }

    [Fact]
    public async Task A_comment_taken_off_its_last_clause_is_again_what_the_secretariat_decided()
    {
        var comment = await app.AComment(await app.ASession());
        var clause = Guid.NewGuid();
        await app.With<FeedbackDb>(async db =>
        {
            (await db.Comments.SingleAsync(c => c.Id == comment.Id)).Note("đã rõ", "Ban Thư ký", db.Now);
            await db.SaveChangesAsync();
        });
        await app.Publish(Sourced(comment, clause, "R-7 §3.1.a", true, 0));
        Assert.Equal(CommentState.TakenUp, (await Outcome(comment)).Item1);
        await app.Publish(Sourced(comment, clause, "R-7 §3.1.a", false, 1));
        Assert.Equal(CommentState.Noted, (await Outcome(comment)).Item1);
    }

    [Fact]
    public async Task News_of_codes_that_are_no_comments_is_let_pass()
    {
        var clauses = await app.With<FeedbackDb, int>(db => db.Clauses.CountAsync());
        foreach (var code in new[] { "O-045", "C-999999", "C-", "C-x", "S-01", "" })
            await app.Publish(new ClauseSourced(resolution, Guid.NewGuid(), "R-7 §4.1.a", code, true, Noon));
        Assert.Equal(clauses, await app.With<FeedbackDb, int>(db => db.Clauses.CountAsync()));
    }

    [Fact]
    public async Task Older_news_of_a_session_never_overwrites_newer()
    {
        var session = await app.ASession(open: false);
        var released = new ReleasedSession(session.Id, 77, "Tên mới", "New title", true, "A", "A", Noon, Noon.AddHours(1));
        await app.With<FeedbackDb>(async db =>
        {
            await SessionNewsHandler.Handle(new AgendaReleased(Guid.NewGuid(), 5, Noon, [released]), db, default);
            await SessionNewsHandler.Handle(new AgendaReleased(Guid.NewGuid(), 4, Noon, [released with { Title = "Tên cũ" }]), db, default);
            await SessionNewsHandler.Handle(new SessionClosed(session.Id, Noon.AddHours(2)), db, default);
            await SessionNewsHandler.Handle(new SessionOpened(session.Id, Noon.AddHours(1)), db, default);
            await db.SaveChangesAsync();
        });
        var known = await app.With<FeedbackDb, FeedbackSession>(db => db.Sessions.SingleAsync(s => s.Id == session.Id));
        Assert.Equal(("Tên mới", SessionState.Closed), (known.Title, known.State));
    }
}
