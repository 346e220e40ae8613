using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Data;

namespace Conference.Feedback;

public enum ModerationAction { Approve, Decline, TakeDown, Merge, Correct, Mark, Unmark, Show, Hide }

/// <summary>What a moderator did with a comment. Kept for good; for half a minute it can be taken back, and that is kept as well.</summary>
[NotAudited]
public sealed class ModerationEntry
{
    public static readonly TimeSpan UndoFor = TimeSpan.FromSeconds(30);

    private ModerationEntry() { }

    public Guid Id { get; private set; }
    public DateTime At { get; private set; }
    public Guid SessionId { get; private set; }
    public Guid CommentId { get; private set; }
    public int CommentNumber { get; private set; }
    public string Code => $"C-{CommentNumber}";
    public ModerationAction Action { get; private set; }
    public Guid WhoId { get; private set; }
    public string Who { get; private set; } = "";
    public string? Reason { get; private set; }
    /// <summary>The comment it was merged into, or the one that the big screen showed before.</summary>
    public Guid? OtherId { get; private set; }
    public int? OtherNumber { get; private set; }
    public string? OtherCode => OtherNumber is null ? null : $"C-{OtherNumber}";
    public DateTime? UndoneAt { get; private set; }
    public string? UndoneBy { get; private set; }

    /// <summary>How the comment stood before, to which an undo returns.</summary>
    public Standing StandingBefore { get; private set; }
    public string? ReasonBefore { get; private set; }
    public string? TextBefore { get; private set; }

    /// <summary>Made before the action, from the comment as it stands.</summary>
    public static ModerationEntry Of(ModerationAction action, Comment comment, Actor who, DateTime now, string? reason = null, Comment? other = null) => new()
    {
        Id = Guid.CreateVersion7(), At = now, SessionId = comment.SessionId, CommentId = comment.Id, CommentNumber = comment.Number, Action = action,
        WhoId = who.PersonId, Who = who.Name, Reason = string.IsNullOrWhiteSpace(reason) ? null : Clean.Text(reason), OtherId = other?.Id, OtherNumber = other?.Number,
        StandingBefore = comment.Standing, ReasonBefore = comment.StandingReason, TextBefore = action is ModerationAction.Correct ? comment.Text : null,
    };

    public bool CanBeUndone(DateTime now) => UndoneAt is null && now - At <= UndoFor;

    public void Undo(Actor who, DateTime now)
    {
        if (UndoneAt is not null) throw new RuleBroken("{0} has undone this already.", UndoneBy!);
        if (!CanBeUndone(now)) throw new RuleBroken("An action can be undone for half a minute. It is later than that: do the opposite instead.");
        (UndoneAt, UndoneBy) = (now, who.Name);
    }
}
