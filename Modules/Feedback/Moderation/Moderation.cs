using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Conference.Feedback;

/// <summary>What moderators do with comments. Each action is one row of the log, and can be undone for half a minute.</summary>
public sealed class Moderation(FeedbackDb db, CommentChanges changes)
{
    public Task<ModerationEntry> Approve(Guid id, Actor who, CancellationToken ct) =>
        Do(ModerationAction.Approve, id, who, null, c => c.Approve(who.Name, db.Now), ct);

    public Task<ModerationEntry> Decline(Guid id, string? reason, Actor who, CancellationToken ct) =>
        Do(ModerationAction.Decline, id, who, reason, c => c.Decline(reason, who.Name, db.Now), ct);

    public Task<ModerationEntry> TakeDown(Guid id, string? reason, Actor who, CancellationToken ct) =>
        Do(ModerationAction.TakeDown, id, who, reason, c => c.TakeDown(reason, who.Name, db.Now), ct);

    public Task<ModerationEntry> Mark(Guid id, bool marked, Actor who, CancellationToken ct) =>
        Do(marked ? ModerationAction.Mark : ModerationAction.Unmark, id, who, null, c => c.Mark(marked), ct);

    public Task<ModerationEntry> Correct(Guid id, string? text, Actor who, CancellationToken ct) =>
        Do(ModerationAction.Correct, id, who, null, c => c.CorrectTyping(text, who.Name, db.Now), ct);

    /// <summary>The first comes to stand in the second, which then stands for both, with all authors and all who endorse either.</summary>
    public async Task<ModerationEntry> Merge(Guid id, Guid into, Actor who, CancellationToken ct)
    {
        ModerationEntry? done = null;
        await changes.Change([id, into], async comments =>
        {
            var (merged, stands) = (Named(comments, id), Named(comments, into));
            if (await db.Comments.AnyAsync(c => c.MergedIntoId == id, ct)) throw new RuleBroken("Others are merged into {0}: merge {1} into it instead.", merged.Code, stands.Code);
            db.Add(done = ModerationEntry.Of(ModerationAction.Merge, merged, who, db.Now, other: stands));
            merged.Merge(stands, who.Name, db.Now);
            await MoveEndorsements(merged, stands, ct);
        }, ct);
        return done!;
    }

    public async Task<ModerationEntry> Show(Guid id, Actor who, CancellationToken ct)
    {
        ModerationEntry? done = null;
        await changes.Change(id, async (comment, session) =>
        {
            if (!comment.IsPublished) throw new RuleBroken("Only a published comment comes to the big screen. Approve {0} first.", comment.Code);
            if (session.OnScreenId == id) throw new RuleBroken("{0} is on the big screen already.", comment.Code);
            var before = session.OnScreenId is { } shown ? await db.Comments.AsNoTracking().SingleAsync(c => c.Id == shown, ct) : null;
            db.Add(done = ModerationEntry.Of(ModerationAction.Show, comment, who, db.Now, other: before));
            PutOnScreen(session, comment, who);
        }, ct);
        return done!;
    }

    /// <returns>Null when the screen was clear already.</returns>
    public async Task<ModerationEntry?> ClearScreen(Guid sessionId, Actor who, CancellationToken ct)
    {
        if (await db.Sessions.Where(s => s.Id == sessionId).Select(s => s.OnScreenId).SingleOrDefaultAsync(ct) is not { } shown) return null;
        ModerationEntry? done = null;
        await changes.Change(shown, async (comment, session) =>
        {
            if (session.OnScreenId != shown) return;
            db.Add(done = ModerationEntry.Of(ModerationAction.Hide, comment, who, db.Now));
            TakeOffScreen(session, comment, who);
        }, ct);
        return done;
    }

    /// <summary>Takes an action back, when nothing was done with the comment since.</summary>
    public async Task<ModerationEntry> Undo(Guid entryId, Actor who, CancellationToken ct)
    {
        if (await db.ModerationLog.AsNoTracking().SingleOrDefaultAsync(e => e.Id == entryId, ct) is not { } known) throw new RuleBroken("There is no such action.");
        ModerationEntry? entry = null;
        await changes.Change([known.CommentId, .. known.Action is ModerationAction.Merge ? (Guid[])[known.OtherId!.Value] : []], async comments =>
        {
            var comment = Named(comments, known.CommentId);
            var session = await db.Sessions.SingleAsync(s => s.Id == comment.SessionId, ct);
            entry = await db.ModerationLog.SingleAsync(e => e.Id == entryId, ct);
            entry.Undo(who, db.Now);
            if (await db.ModerationLog.AnyAsync(e => e.CommentId == comment.Id && e.At > entry.At && e.UndoneAt == null, ct)) throw Later(comment);
            await Return(entry, comment, comments.SingleOrDefault(c => c.Id == entry.OtherId), session, who, ct);
        }, ct);
        return entry!;
    }

    private async Task<ModerationEntry> Do(ModerationAction action, Guid id, Actor who, string? reason, Action<Comment> act, CancellationToken ct)
    {
        ModerationEntry? done = null;
        await changes.Change(id, (comment, session) =>
        {
            done = ModerationEntry.Of(action, comment, who, db.Now, reason);
            var before = comment.Version;
            act(comment);
            if (comment.Version != before) db.Add(done);
            return Task.CompletedTask;
        }, ct);
        return done!;
    }

    private async Task Return(ModerationEntry entry, Comment comment, Comment? other, FeedbackSession session, Actor who, CancellationToken ct)
    {
        // An author may have corrected or withdrawn it meanwhile, which no entry tells.
        var untouched = entry.Action switch
        {
            ModerationAction.Approve => comment.Standing is Standing.Published,
            ModerationAction.Decline => comment.Standing is Standing.Declined,
            ModerationAction.TakeDown => comment.Standing is Standing.TakenDown,
            ModerationAction.Merge => comment.Standing is Standing.Merged,
            ModerationAction.Correct => comment.Revisions.MaxBy(r => r.Number)?.Text == entry.TextBefore,
            _ => true,
        };
        if (!untouched) throw Later(comment);
        switch (entry.Action)
        {
            case ModerationAction.Mark or ModerationAction.Unmark:
                comment.Mark(entry.Action is ModerationAction.Unmark);
                break;
            case ModerationAction.Correct:
                comment.CorrectTyping(entry.TextBefore, who.Name, db.Now);
                break;
            case ModerationAction.Show:
                if (session.OnScreenId == comment.Id) TakeOffScreen(session, comment, who, undone: true, before: entry.OtherId);
                break;
            case ModerationAction.Hide:
                if (session.OnScreenId is null && comment.IsPublished) PutOnScreen(session, comment, who);
                break;
            default:
                if (entry.Action is ModerationAction.Merge)
                {
                    other!.Touch();
                    var moved = await db.Endorsements.Where(e => e.CommentId == other.Id && e.ViaId == comment.Id).ExecuteDeleteAsync(ct);
                    await Count(other, -moved, ct);
                }
                comment.Return(entry.StandingBefore, entry.ReasonBefore, who.Name, db.Now);
                break;
        }
    }

    private async Task MoveEndorsements(Comment merged, Comment into, CancellationToken ct)
    {
        var added = 0;
        foreach (var e in await db.Endorsements.AsNoTracking().Where(e => e.CommentId == merged.Id && e.PersonId != into.AuthorId).ToListAsync(ct))
            added += await db.AddOnce(new(into.Id, e.PersonId, e.Person, e.Organisation, e.At, merged.Id), ct);
        await Count(into, added, ct);
    }

    private Task Count(Comment comment, int more, CancellationToken ct) => more == 0 ? Task.CompletedTask
        : db.Comments.Where(c => c.Id == comment.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.EndorsementCount, c => c.EndorsementCount + more), ct);

    // What the screens show the session itself knows; our copy says at once what was asked for.
    private void PutOnScreen(FeedbackSession session, Comment comment, Actor who)
    {
        session.Show(comment.Id);
        db.Publish(new CommentPutOnScreen(session.Id, comment.Id, comment.Code, who.Name, db.Now));
        db.TellScreen(session);
    }

    private void TakeOffScreen(FeedbackSession session, Comment comment, Actor who, bool undone = false, Guid? before = null)
    {
        session.Show(before);
        db.Publish(new CommentTakenOffScreen(session.Id, comment.Id, comment.Code, who.Name, db.Now, undone));
        db.TellScreen(session);
    }

    private static RuleBroken Later(Comment comment) => new RuleBroken("Something else was done with {0} since; this can no longer be undone.", comment.Code);

    private static Comment Named(IReadOnlyList<Comment> comments, Guid id) => comments.SingleOrDefault(c => c.Id == id) ?? throw new RuleBroken("There is no such comment.");
}
