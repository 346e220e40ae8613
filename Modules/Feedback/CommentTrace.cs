using System.Security.Claims;
using Conference.Shared;
using Microsoft.EntityFrameworkCore;

namespace Conference.Feedback;

/// <summary>Comments in the chain: each came out of a session and went into clauses. Everyone who is signed in may see them.</summary>
internal sealed class CommentTrace(FeedbackDb db) : ITrace
{
    public async Task<IReadOnlyList<TraceNode>> Find(IReadOnlyCollection<string> codes, ClaimsPrincipal reader, CancellationToken ct)
    {
        var numbers = codes.Select(Comment.NumberOf).OfType<int>().Distinct().ToList();
        if (numbers.Count == 0) return [];
        var found = await db.Comments.Where(c => numbers.Contains(c.Number)).OrderBy(c => c.Number).Shown(db, ct);
        return [.. found.Select(c => new TraceNode(c.Code, c.Kind.ToString(), c.Text, $"{c.Author} · {c.Organisation}", c.State.Words, $"/sessions/{c.Session}#{c.Code}", c.At))];
    }

    public async Task<IReadOnlyList<TraceLink>> Links(IReadOnlyCollection<string> codes, CancellationToken ct)
    {
        var numbers = codes.Select(Comment.NumberOf).OfType<int>().Distinct().ToList();
        var sessionNumbers = codes.Select(FeedbackSession.NumberOf).OfType<int>().Distinct().ToList();
        var said = await (from c in db.Comments
                          join s in db.Sessions on c.SessionId equals s.Id
                          where numbers.Contains(c.Number) || sessionNumbers.Contains(s.Number)
                          orderby c.Number
                          select new { Session = s.Number, c.Number }).ToListAsync(ct);
        var used = await (from c in db.Comments
                          from u in c.Uses
                          where u.Linked && (numbers.Contains(c.Number) || codes.Contains(u.Clause.Citation))
                          orderby c.Number, u.Clause.Citation
                          select new { c.Number, u.Clause.Citation }).ToListAsync(ct);
        return [.. said.Select(l => new TraceLink(FeedbackSession.CodeOf(l.Session), $"C-{l.Number}")), .. used.Select(l => new TraceLink($"C-{l.Number}", l.Citation))];
    }
}
