namespace Conference.Shared.Contracts;

/// <summary>What a comment wants to be, chosen by its author.</summary>
public enum CommentKind { Comment, Assessment, Recommendation, Question }

/// <summary>A comment is published: its room reads it, and the draft may be built on it.</summary>
public sealed record CommentPublished(
    Guid CommentId, string Code, Guid SessionId, string SessionCode, CommentKind Kind, string Text,
    string Author, string Organisation, DateTime At);

/// <summary>Comments that were published together: a burst of them is one message.</summary>
public sealed record CommentsPublished(IReadOnlyList<CommentPublished> Comments);
