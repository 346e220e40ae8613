using Conference.Feedback;
using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Conference.Tests.Feedback;

/// <summary>What moderators do is done once, stands in the log, and can be taken back for half a minute.</summary>
public sealed class ModerationTests(ConferenceApp app) : IClassFixture<ConferenceApp>
{
    private static readonly SessionSettings Approving = Given.Settings with { Publishing = Publishing.AfterApproval };

    private Task<Actor> Yen => app.Person("BTK-04");

    private async Task<ModerationEntry> Do(Func<Moderation, Actor, Task<ModerationEntry>> act, string badge = "BTK-04")
    {
        var who = await app.Person(badge);
        var done = await app.With<Moderation, ModerationEntry>(desk => act(desk, who));
        // What the big screen shows is told to and fro between the modules.
        await app.Settled();
        return done;
    }

    [Fact]
    public async Task Each_action_is_undone_to_what_stood_before()
    {
        var session = await app.ASession(settings: Approving);
        var comment = await app.AComment(session, "Nguyên văn");
        async Task<(Standing, string?, string, bool, bool)> Now()
        {
            var c = await app.Comment(comment.Id);
            return (c.Standing, c.StandingReason, c.Text, c.Marked, await app.With<FeedbackDb, bool>(db => db.Sessions.AnyAsync(s => s.OnScreenId == c.Id)));
        }
        async Task Undone(Func<Moderation, Actor, Task<ModerationEntry>> act, (Standing, string?, string, bool, bool) after)
        {
            var before = await Now();
            var entry = await Do(act);
            Assert.Equal(after, await Now());
            await Do((desk, who) => desk.Undo(entry.Id, who, default), "BTK-01");
            Assert.Equal(before, await Now());
        }

        await Undone((d, w) => d.Mark(comment.Id, true, w, default), (Standing.Waiting, null, "Nguyên văn", true, false));
        await Undone((d, w) => d.Decline(comment.Id, "Trùng", w, default), (Standing.Declined, "Trùng", "Nguyên văn", false, false));
        await Undone((d, w) => d.Approve(comment.Id, w, default), (Standing.Published, null, "Nguyên văn", false, false));
        await Undone((d, w) => d.Correct(comment.Id, "Nguyên văn.", w, default), (Standing.Waiting, null, "Nguyên văn.", false, false));
        await Do((d, w) => d.Approve(comment.Id, w, default));
        await Undone((d, w) => d.Show(comment.Id, w, default), (Standing.Published, null, "Nguyên văn", false, true));
        await Do((d, w) => d.Show(comment.Id, w, default));
        await Undone(async (d, w) => (await d.ClearScreen(session.Id, w, default))!, (Standing.Published, null, "Nguyên văn", false, false));
        // What is taken down is taken off the screen, and an undo does not put it there by itself.
        await Do((d, w) => d.TakeDown(comment.Id, "Nhầm", w, default));
        Assert.Equal((Standing.TakenDown, "Nhầm", "Nguyên văn", false, false), await Now());

        var log = await app.With<FeedbackDb, List<string>>(async db => [.. (await db.ModerationLog.Where(e => e.CommentId == comment.Id).OrderBy(e => e.At).ToListAsync())
            .Select(e => $"{e.Action} {e.Who}{(e.UndoneBy is null ? "" : $", undone by {e.UndoneBy}")}")]);
        var (yen, chair) = ((await Yen).Name, (await app.Person("BTK-01")).Name);
        Assert.Equal(
            [
                $"Mark {yen}, undone by {chair}", $"Decline {yen}, undone by {chair}", $"Approve {yen}, undone by {chair}", $"Correct {yen}, undone by {chair}", $"Approve {yen}",
                $"Show {yen}, undone by {chair}", $"Show {yen}", $"Hide {yen}, undone by {chair}", $"TakeDown {yen}",
            ], log);
    }

    [Fact]
    public async Task A_merged_comment_keeps_its_author_on_the_one_that_stands_for_both_and_an_undo_parts_them()
    {
        var session = await app.ASession();
        var (stays, merged) = (await app.AComment(session, "Lập đầu mối chung"), await app.AComment(session, "Cần lập một đầu mối chung", "DLK-01"));
        foreach (var (comment, badge) in new[] { (stays, "BCT-03"), (merged, "BCT-03"), (merged, "BNG-01"), (merged, "DNG-01") })
            await app.With<Endorsing>(async e => await e.Endorse(comment.Number, await app.Person(badge), default));

        var entry = await Do((d, w) => d.Merge(merged.Id, stays.Id, w, default));
        var reader = Reader.Of(await app.Person("BCT-03"));
        async Task<ShownComment> Seen() => (await app.With<FeedbackDb, List<ShownComment>>(db => db.Comments.Where(c => c.Id == stays.Id).Shown(reader, db, default))).Single();

        var both = await Seen();
        Assert.Equal([(merged.Code, "Lê Minh Châu")], both.With.Select(a => (a.Code, a.Author)));
        Assert.Equal(2, both.Endorsements); // one who endorsed both counts once, and its author not at all
        Assert.Equal((Standing.Merged, stays.Id), ((await app.Comment(merged.Id)).Standing, (await app.Comment(merged.Id)).MergedIntoId));
        await Refused($"Others are merged into {stays.Code}: merge {merged.Code} into it instead.", () => Do((d, w) => d.Merge(stays.Id, merged.Id, w, default)));

        await Do((d, w) => d.Undo(entry.Id, w, default));
        var parted = await Seen();
        Assert.Equal((0, 1, Standing.Published), (parted.With.Count, parted.Endorsements, (await app.Comment(merged.Id)).Standing));
    }

    [Fact]
    public async Task Comments_are_merged_only_within_a_session_and_never_into_one_that_stands_lower()
    {
        var (session, other) = (await app.ASession(settings: Approving), await app.ASession());
        var (waiting, published, elsewhere) = (await app.AComment(session), await app.AComment(session), await app.AComment(other));
        await Do((d, w) => d.Approve(published.Id, w, default));
        await Refused($"{published.Code} cannot be merged into itself.", () => Do((d, w) => d.Merge(published.Id, published.Id, w, default)));
        await Refused($"{published.Code} and {elsewhere.Code} belong to different sessions.", () => Do((d, w) => d.Merge(published.Id, elsewhere.Id, w, default)));
        await Refused($"{published.Code} is published already: merge {waiting.Code} into it instead.", () => Do((d, w) => d.Merge(published.Id, waiting.Id, w, default)));
    }

    [Fact]
    public async Task Two_moderators_at_once_do_a_thing_once_and_the_second_reads_who_did_it()
    {
        var comment = await app.AComment(await app.ASession(settings: Approving));
        var attempts = await Task.WhenAll(Enumerable.Range(0, 4).Select(async i =>
        {
            try
            {
                await Do((d, w) => d.Approve(comment.Id, w, default), i % 2 == 0 ? "BTK-04" : "BTK-01");
                return null;
            }
            catch (RuleBroken refusal)
            {
                return refusal.Message;
            }
        }));

        var done = await app.With<FeedbackDb, ModerationEntry>(db => db.ModerationLog.AsNoTracking().SingleAsync(e => e.CommentId == comment.Id));
        Assert.Equal(1, attempts.Count(a => a is null));
        Assert.All(attempts.OfType<string>(), a => Assert.Equal($"{comment.Code} was published by {done.Who}.", a));
    }

    [Fact]
    public async Task What_was_changed_since_is_not_undone()
    {
        var session = await app.ASession(settings: Approving);
        var (moved, withdrawn) = (await app.AComment(session), await app.AComment(session));
        var (first, other) = (await Do((d, w) => d.Approve(moved.Id, w, default)), await Do((d, w) => d.Approve(withdrawn.Id, w, default)));
        await Do((d, w) => d.Mark(moved.Id, true, w, default));
        await app.With<AuthorChanges>(async own => await own.Withdraw(withdrawn.Id, await app.Person("DNG-01"), default));

        await Refused($"Something else was done with {moved.Code} since; this can no longer be undone.", () => Do((d, w) => d.Undo(first.Id, w, default)));
        await Refused($"Something else was done with {withdrawn.Code} since; this can no longer be undone.", () => Do((d, w) => d.Undo(other.Id, w, default)));
    }

    private static async Task Refused(string sentence, Func<Task> act) => Assert.Equal(sentence, (await Assert.ThrowsAsync<RuleBroken>(act)).Message);
}

public sealed class SlowUndoTests(SlowUndoTests.LaterApp app) : IClassFixture<SlowUndoTests.LaterApp>
{
    /// <summary>A host whose clock a test moves.</summary>
    public sealed class LaterApp : ConferenceApp
    {
        public MovedClock Clock { get; } = new();

        protected override void ConfigureWebHost(Microsoft.AspNetCore.Hosting.IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureServices(services => services.AddSingleton<TimeProvider>(Clock));
        }
    }

    public sealed class MovedClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
    }

    [Fact]
    public async Task After_half_a_minute_and_a_second_time_nothing_is_undone()
    {
        var comment = await app.AComment(await app.ASession(settings: Given.Settings with { Publishing = Publishing.AfterApproval }));
        var who = await app.Person("BTK-04");
        var marked = await app.With<Moderation, ModerationEntry>(d => d.Mark(comment.Id, true, who, default));
        await app.With<Moderation>(d => d.Undo(marked.Id, who, default));
        var twice = await Assert.ThrowsAsync<RuleBroken>(() => app.With<Moderation>(d => d.Undo(marked.Id, who, default)));
        var approved = await app.With<Moderation, ModerationEntry>(d => d.Approve(comment.Id, who, default));
        app.Clock.Ahead = TimeSpan.FromSeconds(31);
        var late = await Assert.ThrowsAsync<RuleBroken>(() => app.With<Moderation>(d => d.Undo(approved.Id, who, default)));

        Assert.Equal(($"{who.Name} has undone this already.", "An action can be undone for half a minute. It is later than that: do the opposite instead."), (twice.Message, late.Message));
        Assert.Equal(Standing.Published, (await app.Comment(comment.Id)).Standing);
    }
}
