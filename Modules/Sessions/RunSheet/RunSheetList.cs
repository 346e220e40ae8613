using Microsoft.AspNetCore.Mvc;

namespace Conference.Sessions;

/// <summary>The items of a session with the forms that change them.</summary>
public sealed record RunSheetList(LiveSession Session, RunSheetPlan Plan);

public sealed class RunSheetListViewComponent(SessionsDb db) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(LiveSession session) =>
        View("/Pages/Sessions/RunSheet/RunSheetList.cshtml", new RunSheetList(session, RunSheetPlan.Of(session, await db.ItemsOf(session.Id, HttpContext.RequestAborted), db.Now)));
}
