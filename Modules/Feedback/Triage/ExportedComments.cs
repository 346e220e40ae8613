using Microsoft.EntityFrameworkCore;

namespace Conference.Feedback;

/// <summary>Someone who stands behind a comment.</summary>
/// <param name="OrganisationEn">Its name in English, null where it is not known.</param>
public sealed record ExportedEndorsement(string Person, string Organisation, string? OrganisationEn, DateTime At);

/// <summary>A comment with everything that is known of it, anonymous authors too: for the secretariat alone.</summary>
public sealed record ExportedComment(ShownComment Comment, string? Group, DateTime? SentAt, DateTime? PublishedAt, string? DecidedBy, DateTime? DecidedAt, IReadOnlyList<ExportedEndorsement> Endorsements);

/// <summary>One action of a moderator.</summary>
public sealed record ExportedAction(string Comment, ModerationAction Action, string Who, DateTime At, string? Reason, string? Other, DateTime? UndoneAt, string? UndoneBy);

public sealed record ExportedSummary(string Session, string Text, int Version, string? By, DateTime? At);

/// <summary>The comments of a filter, with the moderation log and the summaries of their sessions.</summary>
public sealed record ExportedComments(DateTime At, IReadOnlyList<ExportedComment> Comments, IReadOnlyList<ExportedAction> Moderation, IReadOnlyList<ExportedSummary> Summaries)
{
    /// <param name="everything">Also what is not, or no longer, published.</param>
    internal static async Task<ExportedComments> Read(TriageFilter filter, bool everything, Reader reader, FeedbackDb db, CancellationToken ct)
    {
        var chosen = everything ? db.Comments : await filter.Published(db, filter.InState, ct);
        var rows = await chosen.OrderBy(c => c.Number).Rows(db, ct);
        var groups = await db.Groups.AsNoTracking().ToDictionaryAsync(g => g.Id, g => g.Title, ct);
        var endorsements = (await (from c in chosen join e in db.Endorsements on c.Id equals e.CommentId orderby e.At select e).AsNoTracking().ToListAsync(ct)).ToLookup(e => e.CommentId);
        var english = await EnglishNames.Of([.. endorsements.SelectMany(e => e).Select(e => e.Organisation).Distinct()], db, ct);
        var sessions = rows.Select(r => r.Session).DistinctBy(s => s.Id).ToDictionary(s => s.Id, s => s.Code);
        var ids = sessions.Keys.ToList();
        var log = await (from c in chosen join e in db.ModerationLog on c.Id equals e.CommentId orderby e.At select e).AsNoTracking().ToListAsync(ct);
        var summaries = await db.Summaries.AsNoTracking().Where(s => ids.Contains(s.SessionId)).ToListAsync(ct);
        return new(db.Now,
            [
                .. rows.Select(r => new ExportedComment(r.For(reader), r.Comment.GroupId is { } group ? groups.GetValueOrDefault(group) : null, r.Comment.SentAt, r.Comment.PublishedAt,
                    r.Comment.DecidedBy, r.Comment.DecidedAt, [.. endorsements[r.Comment.Id].Select(e => new ExportedEndorsement(e.Person, e.Organisation, english.GetValueOrDefault(e.Organisation), e.At))]))
            ],
            [.. log.Select(e => new ExportedAction(e.Code, e.Action, e.Who, e.At, e.Reason, e.OtherCode, e.UndoneAt, e.UndoneBy))],
            [.. summaries.Select(s => new ExportedSummary(sessions[s.SessionId], s.Text, s.Version, s.By, s.At)).OrderBy(s => s.Session, StringComparer.Ordinal)]);
    }
}
