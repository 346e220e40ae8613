using Conference.Shared;
using Microsoft.EntityFrameworkCore;

namespace Conference.Feedback;

/// <summary>Changes comments and tells everyone who may know, in one transaction. Two who change the same one do so one after the other.</summary>
public sealed class CommentChanges(FeedbackDb db)
{
    private const int Tries = 3;

    /// <param name="change">Asks the comments, in the order of their numbers; run again on fresh ones when someone else was faster.</param>
    public async Task<IReadOnlyList<Comment>> Change(IReadOnlyCollection<Guid> ids, Func<IReadOnlyList<Comment>, Task> change, CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await Once(ids, change, ct);
            }
            catch (DbUpdateConcurrencyException) when (tries < Tries)
            {
                db.ChangeTracker.Clear();
            }
            catch (DbUpdateConcurrencyException)
            {
                throw new RuleBroken("Someone else changed this at the same moment. Read it again and repeat your change.");
            }
        }
    }

    public async Task<Comment> Change(Guid id, Func<Comment, FeedbackSession, Task> change, CancellationToken ct) =>
        (await Change([id], async comments =>
        {
            var comment = comments.SingleOrDefault() ?? throw new RuleBroken("There is no such comment.");
            await change(comment, await db.Sessions.SingleAsync(s => s.Id == comment.SessionId, ct));
        }, ct))[0];

    private async Task<IReadOnlyList<Comment>> Once(IReadOnlyCollection<Guid> ids, Func<IReadOnlyList<Comment>, Task> change, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var comments = await db.Comments.Include(c => c.Uses).ThenInclude(u => u.Clause).Include(c => c.Revisions).AsSplitQuery()
            .Where(c => ids.Contains(c.Id)).OrderBy(c => c.Number).ToListAsync(ct);
        var before = comments.ToDictionary(c => c.Id, c => (c.Standing, c.Text, c.Version));
        await change(comments);
        var changed = comments.Where(c => c.Version != before[c.Id].Version).Select(c => c.Id).ToList();
        // What stands on the big screen stands in the room. The screens themselves hear that it was withdrawn.
        foreach (var gone in comments.Where(c => !c.IsPublished && before[c.Id].Standing is Standing.Published))
            if (await db.Sessions.SingleAsync(s => s.Id == gone.SessionId, ct) is var session && session.OnScreenId == gone.Id)
            {
                session.Show(null);
                db.TellScreen(session);
            }
        await db.SaveChangesAsync(ct);

        // Told from what is stored by now: the merged ones beside the one that stands for them.
        foreach (var row in await db.Comments.Where(c => changed.Contains(c.Id)).OrderBy(c => c.Number).Rows(db, ct))
            await db.TellChanged(row, before[row.Comment.Id].Standing, before[row.Comment.Id].Text, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return comments;
    }
}

/// <summary>What authors do with their own comments: correct and withdraw them until they are taken up.</summary>
public sealed class AuthorChanges(FeedbackDb db, CommentChanges changes)
{
    public Task<Comment> Correct(Guid id, string? text, Shared.Access.Actor author, CancellationToken ct) => changes.Change(id, (comment, session) =>
    {
        comment.Correct(text, author, session, db.Now);
        return Task.CompletedTask;
    }, ct);

    public Task<Comment> Withdraw(Guid id, Shared.Access.Actor author, CancellationToken ct) => changes.Change(id, (comment, _) =>
    {
        comment.Withdraw(author);
        return Task.CompletedTask;
    }, ct);
}
