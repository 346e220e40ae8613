using Conference.Shared.Access;
using Conference.Shared.Data;
using Microsoft.AspNetCore.Mvc;

namespace Conference.Feedback;

/// <summary>The first step of the chain on the home page: how many comments there are, and how many are still under review.</summary>
public sealed class CommentSummaryViewComponent(FeedbackDb db) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync()
    {
        var (published, ct) = (db.Comments.Where(c => c.Standing == Standing.Published), HttpContext.RequestAborted);
        return View("/Pages/Feedback/CommentSummary.cshtml", (await Tally.Of(published.OrderByDescending(c => c.Number), ct),
            await Tally.Of(published.Where(c => c.State == CommentState.Open).OrderByDescending(c => c.Number), ct),
            UserClaimsPrincipal.IsAny(Reader.DeskRoles) ? "/comments/triage?state=all" : UserClaimsPrincipal.Actor() is { } me && CommentIntake.MaySend(me) ? "/comments/mine" : "/sessions"));
    }
}
