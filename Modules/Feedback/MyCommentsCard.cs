using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Conference.Feedback;

/// <summary>The small card on the home page: how many comments one has sent and what became of them.</summary>
[ViewComponent(Name = "MyComments")]
public sealed class MyCommentsCard(FeedbackDb db) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync()
    {
        if (UserClaimsPrincipal.Actor() is not { } me || !CommentIntake.MaySend(me)) return Content("");
        var counts = await db.Comments.Where(c => c.AuthorId == me.PersonId).GroupBy(c => c.State).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, HttpContext.RequestAborted);
        return View("/Pages/Feedback/MyCommentsCard.cshtml", (IReadOnlyDictionary<CommentState, int>)counts);
    }
}
