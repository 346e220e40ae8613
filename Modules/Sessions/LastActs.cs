using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>What was done last, and the offer to take it back while that is possible.</summary>
public sealed record LastActs(LiveSession Session, SessionEvent? CanBeUndone, DateTime Now);

public sealed class LastActsViewComponent(SessionsDb db) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(LiveSession session)
    {
        var since = db.Now - SessionEvent.UndoFor;
        // A hall that comes in does not hide what the podium did; the list of attendance offers to undo that itself.
        var last = await db.Events.AsNoTracking().Where(e => e.SessionId == session.Id && e.At > since && e.UndoneAt == null && e.Before != null
                && e.Act != SessionAct.CameIn && e.Act != SessionAct.Left && e.Act != SessionAct.SentDeputy)
            .OrderByDescending(e => e.Id).FirstOrDefaultAsync(HttpContext.RequestAborted);
        return View("/Pages/Sessions/LastActs.cshtml", new LastActs(session, last, db.Now));
    }
}
