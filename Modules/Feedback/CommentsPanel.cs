using Conference.Shared.Access;
using Conference.Shared.Live;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Conference.Feedback;

/// <summary>For those who run a session: its newest published comments, each with a button that puts it on the big screen, and how many wait for approval.</summary>
public sealed record CommentsPanel(FeedbackSession Session, IReadOnlyList<ShownComment> Newest, int Published, int Waiting, long Seen);

public sealed class CommentsPanelViewComponent(FeedbackDb db) : ViewComponent
{
    private const int Newest = 4;

    public async Task<IViewComponentResult> InvokeAsync(Guid sessionId)
    {
        var ct = HttpContext.RequestAborted;
        // The number first: what is published between the queries is read again rather than missed.
        var seen = await LiveFrame.Last(db, DeskComments.Topic, ct);
        if (!UserClaimsPrincipal.IsAny(Reader.DeskRoles) || await db.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == sessionId, ct) is not { } session) return Content("");
        var comments = db.Comments.Where(c => c.SessionId == sessionId);
        var rows = await comments.Where(c => c.Standing == Standing.Published).OrderByDescending(c => c.Number).Take(Newest).Rows(db, ct);
        return View("/Pages/Feedback/CommentsPanel.cshtml", new CommentsPanel(session, [.. rows.Select(r => r.ForRoom())],
            await comments.CountAsync(c => c.Standing == Standing.Published, ct), await comments.CountAsync(c => c.Standing == Standing.Waiting, ct), seen));
    }
}
