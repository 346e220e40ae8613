using Conference.Shared.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Conference.Feedback;

/// <summary>A clause that uses a comment; <paramref name="AdoptedAs"/> is the resolution's number once it is adopted.</summary>
public sealed record ShownUse(string Clause, string? AdoptedAs);

/// <summary>A comment as everyone who is signed in may see it: in the room, in live events, in the API.</summary>
public sealed record ShownComment(
    Guid Id, int Number, string Code, Guid SessionId, string Session, CommentKind Kind, string Text, Guid AuthorId, string Author, string Title,
    string Organisation, DateTime At, CommentState State, string? Reason, IReadOnlyList<ShownUse> Uses)
{
    /// <summary>Two letters for the round mark beside a comment, as the head of the page shows them for the reader.</summary>
    public string Initials => string.Concat(Author.Split(' ', StringSplitOptions.RemoveEmptyEntries).TakeLast(2).Select(w => w[0]));

    /// <summary>A comment that was just received: nothing has become of it yet.</summary>
    public static ShownComment Of(Comment c, FeedbackSession s) =>
        new(c.Id, c.Number, c.Code, s.Id, s.Code, c.Kind, c.Text, c.AuthorId, c.Author, c.AuthorTitle, c.Organisation, c.At, c.State, c.Reason, []);
}

internal static class ShownComments
{
    public static async Task<List<ShownComment>> Shown(this IQueryable<Comment> comments, FeedbackDb db, CancellationToken ct)
    {
        var rows = await (from c in comments.AsNoTracking()
                          join s in db.Sessions on c.SessionId equals s.Id
                          select new
                          {
                              c, s.Number,
                              Uses = c.Uses.Where(u => u.Linked).OrderBy(u => u.Clause.Citation).Select(u => new ShownUse(u.Clause.Citation, u.Clause.AdoptedAs)).ToList(),
                          }).ToListAsync(ct);
        return [.. rows.Select(r => new ShownComment(r.c.Id, r.c.Number, r.c.Code, r.c.SessionId, FeedbackSession.CodeOf(r.Number), r.c.Kind, r.c.Text, r.c.AuthorId,
            r.c.Author, r.c.AuthorTitle, r.c.Organisation, r.c.At, r.c.State, r.c.Reason, r.Uses))];
    }

    /// <summary>Those that hold every word of the search, typed with or without diacritics.</summary>
    public static IQueryable<Comment> Search(this IQueryable<Comment> comments, string? words)
    {
        foreach (var word in Shared.Fold.Words(words)) comments = comments.Where(c => c.Folded.Contains(word));
        return comments;
    }
}

internal static class CommentWords
{
    extension(CommentState state)
    {
        /// <summary>English sentence of the state, a key of its translation.</summary>
        public string Words => state switch
        {
            CommentState.TakenUp => "Taken up",
            CommentState.Noted => "Noted",
            CommentState.Declined => "Not taken up",
            _ => "Under review",
        };

        public string Look => state switch
        {
            CommentState.TakenUp => "ok",
            CommentState.Noted => "info",
            CommentState.Declined => "warn",
            _ => "",
        };
    }

    extension(CommentKind kind)
    {
        public string Look => kind switch
        {
            CommentKind.Recommendation => "accent",
            CommentKind.Assessment => "info",
            _ => "",
        };
    }
}
