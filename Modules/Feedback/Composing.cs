using System.Text.Json;
using Conference.Shared.Access;
using Conference.Shared.Contracts;
using Conference.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Conference.Feedback;

/// <summary>A comment that is being written: what the session asks of it, and what is typed so far.</summary>
public sealed record Composing(FeedbackSession Session, Actor Me)
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public CommentKind Kind { get; init; }
    public string? Text { get; init; }
    public bool OnBehalf { get; init; }
    public bool Anonymous { get; init; }
    public Quote? ReplyTo { get; init; }
    public string? About { get; init; }
    public IReadOnlyDictionary<string, string> Answers { get; init; } = new Dictionary<string, string>();

    public bool HasDelegation => Me.OrganisationId != Guid.Empty;

    /// <summary>For the room's script, which shows other fields as soon as the session asks for them.</summary>
    public string FieldsJson => JsonSerializer.Serialize(Session.Fields, ModuleDb.Json);

    /// <summary>The published comment of this session that a code names, as a reply quotes it.</summary>
    internal static async Task<Quote?> Answered(FeedbackSession session, int? number, Reader reader, FeedbackDb db, CancellationToken ct) =>
        number is not null && await db.Comments.AsNoTracking().VisibleTo(reader, db).SingleOrDefaultAsync(c => c.Number == number && c.SessionId == session.Id && c.Standing == Standing.Published, ct) is { } comment
            ? Quote.Of(comment) : null;
}
