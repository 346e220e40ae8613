using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Conference.Feedback;

/// <summary>
/// A published comment on a big screen, with its authors and its code, as its room may read it. Nothing for a reader whom
/// the session's comments are not open to, and nothing once it has left the room.
/// </summary>
public sealed class ScreenCommentViewComponent(FeedbackDb db) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(Guid id)
    {
        var (reader, ct) = (Reader.Of(UserClaimsPrincipal.RequiredActor()), HttpContext.RequestAborted);
        var rows = await db.Comments.Where(c => c.Id == id && c.Standing == Standing.Published).VisibleTo(reader, db).Rows(db, ct);
        // What a session closed to this reader shows to its author alone is not for everyone who looks at the screen.
        return rows.SingleOrDefault() is { } row && row.Session.MayBeReadBy(reader) ? View("/Pages/Feedback/Moderation/ScreenComment.cshtml", row.ForRoom()) : Content("");
    }
}

/// <summary>Finds the comment that someone wants to put on the screen of a session.</summary>
internal sealed class CommentsOnScreen(FeedbackDb db) : IOnScreen
{
    public string Kind => "comment";

    public async Task<OnScreenItem?> Find(string typed, Guid sessionId, CancellationToken ct)
    {
        if (Comment.NumberOf(typed) is not { } number) return null;
        var comment = await db.Comments.AsNoTracking().SingleOrDefaultAsync(c => c.Number == number, ct);
        if (comment is null) throw new RuleBroken("There is no comment {0}.", $"C-{number}");
        if (comment.SessionId != sessionId) throw new RuleBroken("{0} belongs to another session.", comment.Code);
        if (!comment.IsPublished) throw new RuleBroken("Only a published comment comes to the big screen. Approve {0} first.", comment.Code);
        return new(comment.Id, comment.Code);
    }
}
