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

/// <summary>A moderator put a published comment on the big screen of its session.</summary>
public sealed record CommentPutOnScreen(Guid SessionId, Guid CommentId, string Code, string Who, DateTime At);

/// <summary>A moderator took a comment off the big screen of its session.</summary>
/// <param name="Undone">Putting it there was undone: the screen shows again what it showed before.</param>
public sealed record CommentTakenOffScreen(Guid SessionId, Guid CommentId, string Code, string Who, DateTime At, bool Undone);

/// <summary>The comment on a session's big screen reads differently from now on, or others may read it.</summary>
public sealed record CommentsOnScreenChanged(Guid SessionId, DateTime At);
