using System.Security.Claims;
using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.EntityFrameworkCore;

namespace Conference.Feedback;

/// <summary>Comments in the chain: each came out of a session and went into clauses. Everyone sees those that their audience may read.</summary>
internal sealed class CommentTrace(FeedbackDb db, Sentences texts) : ITrace
{
    private const int MostOfSession = 200;

    public async Task<IReadOnlyList<TraceNode>> Find(IReadOnlyCollection<string> codes, ClaimsPrincipal reader, CancellationToken ct)
    {
        var numbers = codes.Select(Comment.NumberOf).OfType<int>().Distinct().ToList();
        if (numbers.Count == 0) return [];
        var asker = Reader.Of(reader.RequiredActor());
        var comments = db.Comments.Where(c => numbers.Contains(c.Number));
        var visible = (await comments.VisibleTo(asker, db).Rows(db, ct)).Select(r => r.For(asker)).ToList();
        // A clause may be built on what has left the room: its place in the chain remains, its words do not.
        var gone = await comments.Where(c => c.PublishedAt != null && c.Standing != Standing.Published && !visible.Select(v => v.Id).Contains(c.Id)).Rows(db, ct);
        return
        [
            .. visible.Select(c => (c.Number, Node: new TraceNode(c.Code, c.Kind.ToString(), c.Text, Who(c), c.Standing is Standing.Published ? c.State.Words : c.Standing.Words, $"/sessions/{c.Session}#{c.Code}", c.At)))
                .Concat(gone.Select(r => (r.Comment.Number, Node: new TraceNode(r.Comment.Code, r.Comment.Kind.ToString(), texts[r.Comment.Standing.Words], r.MergedInto, r.Comment.Standing.Words, null, r.Comment.At))))
                .OrderBy(n => n.Number).Select(n => n.Node)
        ];
    }

    public async Task<IReadOnlyList<TraceLink>> Links(IReadOnlyCollection<string> codes, CancellationToken ct)
    {
        var numbers = codes.Select(Comment.NumberOf).OfType<int>().Distinct().ToList();
        var sessionNumbers = codes.Select(FeedbackSession.NumberOf).OfType<int>().Distinct().ToList();
        var said = await (from c in db.Comments join s in db.Sessions on c.SessionId equals s.Id where numbers.Contains(c.Number) select new { Session = s.Number, c.Number }).ToListAsync(ct);
        // Of a session the newest, and all that the draft is built on.
        foreach (var session in await db.Sessions.Where(s => sessionNumbers.Contains(s.Number)).Select(s => new { s.Id, s.Number }).ToListAsync(ct))
        {
            var some = await db.Comments.Where(c => c.SessionId == session.Id).OrderByDescending(c => c.Number).Select(c => c.Number).Take(MostOfSession).ToListAsync(ct);
            var built = await (from u in db.Uses where u.Linked join c in db.Comments on u.CommentId equals c.Id select new { c.SessionId, c.Number }).ToListAsync(ct);
            said.AddRange(some.Union(built.Where(c => c.SessionId == session.Id).Select(c => c.Number)).Select(number => new { Session = session.Number, Number = number }));
        }
        var used = await (from c in db.Comments
                          from u in c.Uses
                          where u.Linked && (numbers.Contains(c.Number) || codes.Contains(u.Clause.Citation))
                          orderby c.Number, u.Clause.Citation
                          select new { c.Number, u.Clause.Citation }).ToListAsync(ct);
        return [.. said.Distinct().OrderBy(l => l.Number).Select(l => new TraceLink(FeedbackSession.CodeOf(l.Session), $"C-{l.Number}")), .. used.Select(l => new TraceLink($"C-{l.Number}", l.Citation))];
    }

    private string Who(ShownComment comment) => comment.AuthorId is null ? texts["Anonymous"] : $"{comment.Author} · {comment.OrganisationName}";
}
