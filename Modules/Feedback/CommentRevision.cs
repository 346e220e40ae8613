namespace Conference.Feedback;

/// <summary>A text that a comment had until it was corrected: by whom and when, and whether that was a moderator.</summary>
public sealed class CommentRevision
{
    private CommentRevision() { }

    internal CommentRevision(Guid commentId, int number, string text, string by, bool byModerator, DateTime at) =>
        (CommentId, Number, Text, By, ByModerator, At) = (commentId, number, text, by, byModerator, at);

    public Guid CommentId { get; private set; }
    public int Number { get; private set; }
    public string Text { get; private set; } = "";
    public string By { get; private set; } = "";
    public bool ByModerator { get; private set; }
    public DateTime At { get; private set; }
}
