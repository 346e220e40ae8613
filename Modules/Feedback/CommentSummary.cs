using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Conference.Feedback;

/// <summary>The first step of the chain on the home page: how many comments there are, and how many are still under review.</summary>
public sealed class CommentSummaryViewComponent(FeedbackDb db) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync() =>
        View("/Pages/Feedback/CommentSummary.cshtml", (await db.Comments.CountAsync(c => c.Standing == Standing.Published, HttpContext.RequestAborted),
            await db.Comments.CountAsync(c => c.Standing == Standing.Published && c.State == CommentState.Open, HttpContext.RequestAborted),
            UserClaimsPrincipal.IsAny(Reader.DeskRoles) ? "/comments/triage?state=all" : "/comments/mine"));
}
