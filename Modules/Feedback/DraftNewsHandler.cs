using Conference.Shared.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Conference.Feedback;

/// <summary>
/// Learns from the draft what became of comments: linked to a clause or taken off it, the clause cited differently, the
/// resolution adopted. News may come twice and in any order; the clause keeps what was known last.
/// </summary>
public static class DraftNewsHandler
{
    public static async Task Handle(ClauseSourced sourced, FeedbackDb db, CancellationToken ct)
    {
        if (Comment.NumberOf(sourced.SourceCode) is not { } number) return;
        if (await WithUses(db).SingleOrDefaultAsync(c => c.Number == number, ct) is not { } comment) return;
        var clause = await Known(db, sourced.ClauseId, sourced.ResolutionId, sourced.Clause, sourced.At, ct);
        var cited = clause.Cite(sourced.Clause, sourced.At);
        if (comment.Link(clause, sourced.Linked, sourced.At)) await db.TellOutcome(comment, ct);
        if (cited) await AnnounceThoseOf(db, [clause.Id], except: comment.Id, ct);
    }

    public static async Task Handle(ClausesRenumbered renumbered, FeedbackDb db, CancellationToken ct)
    {
        var changed = new List<Guid>();
        foreach (var (clauseId, citation) in renumbered.Clauses)
            if ((await Known(db, clauseId, renumbered.ResolutionId, citation, renumbered.At, ct)).Cite(citation, renumbered.At)) changed.Add(clauseId);
        await AnnounceThoseOf(db, changed, except: null, ct);
    }

    public static async Task Handle(ResolutionAdopted adopted, FeedbackDb db, CancellationToken ct)
    {
        if (!await db.Adopted.AnyAsync(r => r.Id == adopted.ResolutionId, ct)) db.Add(AdoptedResolution.Of(adopted.ResolutionId, adopted.Number));
        var changed = new List<Guid>();
        foreach (var clause in await db.Clauses.Where(c => c.ResolutionId == adopted.ResolutionId).ToListAsync(ct))
            if (clause.Adopt(adopted.Number)) changed.Add(clause.Id);
        await AnnounceThoseOf(db, changed, except: null, ct);
    }

    private static IQueryable<Comment> WithUses(FeedbackDb db) => db.Comments.Include(c => c.Uses).ThenInclude(u => u.Clause);

    private static async Task<DraftClause> Known(FeedbackDb db, Guid id, Guid resolutionId, string citation, DateTime at, CancellationToken ct)
    {
        if (await db.Clauses.FindAsync([id], ct) is { } known) return known;
        var adopted = await db.Adopted.Where(r => r.Id == resolutionId).Select(r => r.Number).SingleOrDefaultAsync(ct);
        var clause = DraftClause.Of(id, resolutionId, citation, at, adopted);
        db.Add(clause);
        return clause;
    }

    private static async Task AnnounceThoseOf(FeedbackDb db, List<Guid> clauses, Guid? except, CancellationToken ct)
    {
        if (clauses.Count == 0) return;
        foreach (var comment in await WithUses(db).Where(c => c.Id != except && c.Uses.Any(u => u.Linked && clauses.Contains(u.ClauseId))).OrderBy(c => c.Number).ToListAsync(ct))
            await db.TellOutcome(comment, ct);
    }
}
