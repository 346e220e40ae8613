namespace Conference.Shared.Contracts;

/// <summary>What a comment wants to be, chosen by its author.</summary>
public enum CommentKind { Comment, Assessment, Recommendation, Question }

/// <summary>
/// A comment is published: its room reads it, and the draft may be built on it. Told again, with a higher version, when
/// its text is corrected and when it is published again.
/// </summary>
/// <param name="Author">Empty when the author is anonymous, as is the organisation.</param>
/// <param name="Version">Grows with all news of this comment.</param>
public sealed record CommentPublished(
    Guid CommentId, string Code, Guid SessionId, string SessionCode, CommentKind Kind, string Text,
    string Author, string Organisation, DateTime At, int Version = 0);

/// <summary>Comments that were published together: a burst of them is one message.</summary>
public sealed record CommentsPublished(IReadOnlyList<CommentPublished> Comments);

/// <summary>A published comment left the room: its author withdrew it, or a moderator took it down or merged it.</summary>
/// <param name="MergedInto">Code of the comment that stands for it now, such as C-123; otherwise null.</param>
public sealed record CommentWithdrawn(Guid CommentId, string Code, int Version, string? MergedInto, DateTime At);
