using Conference.Shared;
using Microsoft.EntityFrameworkCore;

namespace Conference.Feedback;

/// <summary>The secretariat decides about one comment or many at once: about all of them, or about none when a rule refuses one.</summary>
public sealed class CommentDecisions(FeedbackDb db)
{
    public async Task<IReadOnlyList<Comment>> Decide(IReadOnlyCollection<Guid> ids, Action<Comment> decide, CancellationToken ct)
    {
        if (ids.Count == 0) throw new RuleBroken("Choose one or more comments first.");
        var comments = await db.Comments.Include(c => c.Uses).ThenInclude(u => u.Clause).Where(c => ids.Contains(c.Id)).OrderBy(c => c.Number).ToListAsync(ct);
        foreach (var comment in comments)
        {
            var before = comment.Version;
            decide(comment);
            if (comment.Version != before) await db.TellOutcome(comment, ct);
        }
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RuleBroken("Someone else changed this at the same moment. Read it again and repeat your change.");
        }
        return comments;
    }
}
