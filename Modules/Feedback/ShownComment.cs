using System.Text.Json.Serialization;
using Conference.Shared.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Conference.Feedback;

/// <summary>A clause that uses a comment; <paramref name="AdoptedAs"/> is the resolution's number once it is adopted.</summary>
public sealed record ShownUse(string Clause, string? AdoptedAs);

/// <summary>Someone whose comment was merged into this one; the name is empty when they are anonymous to the reader.</summary>
public sealed record ShownAuthor(string Code, string Author, string Title, string Organisation)
{
    /// <inheritdoc cref="ShownComment.TitleEn"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? TitleEn { get; init; }
    /// <inheritdoc cref="ShownComment.TitleEn"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? OrganisationEn { get; init; }
}

/// <summary>A text the comment had before.</summary>
public sealed record ShownRevision(string Text, string By, bool ByModerator, DateTime At);

/// <summary>What only the desk reads of a comment.</summary>
public sealed record ShownAtDesk(bool Marked, string? ModeratedBy, Guid? AssignedToId, string? AssignedTo, Guid? GroupId, IReadOnlyList<ShownRevision> Revisions);

/// <summary>
/// A comment as one audience may see it, in pages, live events and the API: the room, its author (also what happened to
/// it), or the desk (also who wrote it anonymously).
/// </summary>
/// <param name="AuthorId">Null when its author is anonymous to the reader; then name, title and organisation are empty.</param>
public sealed record ShownComment(
    Guid Id, int Number, string Code, Guid SessionId, string Session, CommentKind Kind, string Text, Guid? AuthorId, string Author, string Title,
    string Organisation, DateTime At, CommentState State, string? Reason, IReadOnlyList<ShownUse> Uses)
{
    /// <summary>In English, null where that is the same or not known; one frame serves readers of both languages.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? TitleEn { get; init; }
    /// <inheritdoc cref="TitleEn"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? OrganisationEn { get; init; }
    public Standing Standing { get; init; }
    /// <summary>Why it was declined or taken down; for its author and the desk.</summary>
    public string? StandingReason { get; init; }
    public bool OnBehalf { get; init; }
    public bool Anonymous { get; init; }
    /// <summary>Code of the comment it answers.</summary>
    public string? ReplyTo { get; init; }
    public string? About { get; init; }
    public IReadOnlyList<FieldAnswer> Answers { get; init; } = [];
    public int Endorsements { get; init; }
    /// <summary>When its text was last corrected, null while it reads as it was sent.</summary>
    public DateTime? CorrectedAt { get; init; }
    /// <summary>Code of the comment that stands for it.</summary>
    public string? MergedInto { get; init; }
    /// <summary>The authors of those that were merged into it.</summary>
    public IReadOnlyList<ShownAuthor> With { get; init; } = [];
    /// <summary>Grows with every change: a page that shows a lower one shows an older state.</summary>
    public int Version { get; init; }
    /// <summary>Null for everyone but the desk.</summary>
    public ShownAtDesk? Desk { get; init; }

    /// <summary>Two letters for the round mark beside a comment, as the head of the page shows them for the reader.</summary>
    public string Initials => string.Concat(Author.Split(' ', StringSplitOptions.RemoveEmptyEntries).TakeLast(2).Select(w => w[0]));
}

/// <summary>A comment with all that any audience may see of it; each gets its part.</summary>
internal sealed record CommentRow(Comment Comment, FeedbackSession Session)
{
    public string? ReplyTo { get; init; }
    public string? MergedInto { get; init; }
    public IReadOnlyList<ShownUse> Uses { get; init; } = [];
    /// <summary>Those merged into it.</summary>
    public IReadOnlyList<Comment> Merged { get; init; } = [];

    public IReadOnlyList<CommentRevision> Revisions { get; init; } = [];
    public EnglishNames English { get; init; } = EnglishNames.None;

    public ShownComment ForRoom() => Shown(named: false);

    public ShownComment ForAuthor() => Shown(named: false, own: true) with { StandingReason = Comment.StandingReason };

    public ShownComment ForDesk() => Shown(named: true) with
    {
        StandingReason = Comment.StandingReason,
        Desk = new(Comment.Marked, Comment.ModeratedBy, Comment.AssignedToId, Comment.AssignedTo, Comment.GroupId,
            [.. Revisions.Select(r => new ShownRevision(r.Text, r.By, r.ByModerator, r.At))]),
    };

    public ShownComment For(Reader reader) => reader.Desk ? ForDesk() : Comment.AuthorId == reader.PersonId ? ForAuthor() : ForRoom();

    /// <summary>As the room of this reader shows it: the desk, too, sees there what the room sees.</summary>
    public ShownComment InRoomOf(Reader reader) => Comment.AuthorId == reader.PersonId ? ForAuthor() : ForRoom();

    public CommentPublished Published()
    {
        var shown = ForRoom();
        return new(shown.Id, shown.Code, shown.SessionId, shown.Session, shown.Kind, shown.Text, shown.Author, shown.Organisation, shown.At, shown.Version);
    }

    private ShownComment Shown(bool named, bool own = false)
    {
        var c = Comment;
        var hidden = c.Anonymous && !named && !own;
        return new(c.Id, c.Number, c.Code, c.SessionId, Session.Code, c.Kind, c.Text, hidden ? null : c.AuthorId, hidden ? "" : c.Author, hidden ? "" : c.AuthorTitle,
            hidden ? "" : c.Organisation, c.At, c.State, c.Reason, Uses)
        {
            TitleEn = hidden ? null : English.Of(c.AuthorId, c.AuthorTitle), OrganisationEn = hidden ? null : English.Of(c.OrganisationId, c.Organisation),
            Standing = c.Standing, OnBehalf = c.OnBehalf && !hidden, Anonymous = c.Anonymous, ReplyTo = ReplyTo, About = c.About, Answers = c.Answers,
            Endorsements = c.EndorsementCount, CorrectedAt = c.CorrectedAt, MergedInto = MergedInto, Version = c.Version,
            With =
            [
                .. Merged.OrderBy(m => m.Number).Select(m => m.Anonymous && !named ? new ShownAuthor(m.Code, "", "", "") : new(m.Code, m.Author, m.AuthorTitle, m.Organisation)
                {
                    TitleEn = English.Of(m.AuthorId, m.AuthorTitle), OrganisationEn = English.Of(m.OrganisationId, m.Organisation),
                })
            ],
        };
    }
}

internal static class ShownComments
{
    /// <summary>The comments with what belongs to each, in the order of the query.</summary>
    public static async Task<List<CommentRow>> Rows(this IQueryable<Comment> comments, FeedbackDb db, CancellationToken ct)
    {
        var rows = await (from c in comments.AsNoTracking()
                          join s in db.Sessions on c.SessionId equals s.Id
                          select new
                          {
                              c, s,
                              ReplyTo = db.Comments.Where(o => o.Id == c.ReplyToId).Select(o => (int?)o.Number).FirstOrDefault(),
                              MergedInto = db.Comments.Where(o => o.Id == c.MergedIntoId).Select(o => (int?)o.Number).FirstOrDefault(),
                              Uses = c.Uses.Where(u => u.Linked).OrderBy(u => u.Clause.Citation).Select(u => new ShownUse(u.Clause.Citation, u.Clause.AdoptedAs)).ToList(),
                          }).ToListAsync(ct);
        if (rows.Count == 0) return [];
        var ids = rows.Select(r => (Guid?)r.c.Id).ToList();
        var merged = (await db.Comments.AsNoTracking().Where(m => ids.Contains(m.MergedIntoId)).ToListAsync(ct)).ToLookup(m => m.MergedIntoId);
        var english = await EnglishNames.Of(rows.Select(r => r.c).Concat(merged.SelectMany(m => m)), db, ct);
        var corrected = rows.Where(r => r.c.CorrectedAt is not null).Select(r => r.c.Id).ToList();
        var revisions = corrected.Count == 0 ? [] : await db.Revisions.AsNoTracking().Where(r => corrected.Contains(r.CommentId)).OrderBy(r => r.Number).ToListAsync(ct);
        return
        [
            .. rows.Select(r => new CommentRow(r.c, r.s)
            {
                English = english, ReplyTo = Code(r.ReplyTo), MergedInto = Code(r.MergedInto), Uses = r.Uses, Merged = [.. merged[r.c.Id]],
                Revisions = [.. revisions.Where(v => v.CommentId == r.c.Id)],
            })
        ];
    }

    public static async Task<List<ShownComment>> Shown(this IQueryable<Comment> comments, Reader reader, FeedbackDb db, CancellationToken ct) =>
        [.. (await comments.Rows(db, ct)).Select(r => r.For(reader))];

    /// <summary>Those this person may read: at the desk all, otherwise one's own and those published to an audience one belongs to.</summary>
    public static IQueryable<Comment> VisibleTo(this IQueryable<Comment> comments, Reader reader, FeedbackDb db) =>
        reader.Desk ? comments : comments.Where(c => c.AuthorId == reader.PersonId || c.Standing == Standing.Published
            && db.Sessions.Any(s => s.Id == c.SessionId && (s.Audience == Audience.Everyone || s.Audience == Audience.Delegations && !reader.Observer)));

    private static string? Code(int? number) => number is null ? null : $"C-{number}";
}

/// <summary>How a session takes comments in, as everyone may know it.</summary>
public sealed record ShownSession(Guid SessionId, string Session, SessionState State, Taking Taking, Publishing Publishing, Audience Audience, bool AllowsAnonymous, int? MostPerPerson, IReadOnlyList<CommentField> Fields)
{
    public static ShownSession Of(FeedbackSession s) => new(s.Id, s.Code, s.State, s.Taking, s.Publishing, s.Audience, s.AllowsAnonymous, s.MostPerPerson, s.Fields);
}
