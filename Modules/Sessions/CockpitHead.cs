using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>What is on, how it stands against the plan, and the buttons that open, suspend and close it.</summary>
/// <param name="Behind">Minutes by which it will end later than planned, if it goes on as the run sheet says.</param>
public sealed record CockpitHead(LiveSession Session, int Behind);

public sealed class CockpitHeadViewComponent(SessionsDb db) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(LiveSession session)
    {
        var items = await db.RunSheet.AsNoTracking().Where(i => i.SessionId == session.Id).OrderBy(i => i.Order).ThenBy(i => i.Id).ToListAsync(HttpContext.RequestAborted);
        var behind = session.IsOn && session.Ends > db.Now ? (int)(RunSheetPlan.Of(session, items, db.Now).Ends - session.Ends).TotalMinutes : 0;
        return View("/Pages/Sessions/CockpitHead.cshtml", new CockpitHead(session, behind));
    }
}
