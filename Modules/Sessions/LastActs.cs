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
        // A hall that comes in or asks for the floor does not hide what the podium did; each takes that back where it was done.
        var lasts = await db.Events.AsNoTracking().Where(e => e.SessionId == session.Id && e.At > since && e.UndoneAt == null && e.Before != null && e.Act != SessionAct.Asked
                && e.Act != SessionAct.CameIn && e.Act != SessionAct.Left && e.Act != SessionAct.SentDeputy)
            .OrderByDescending(e => e.Id).Take(10).ToListAsync(HttpContext.RequestAborted);
        return View("/Pages/Sessions/LastActs.cshtml", new LastActs(session, lasts.FirstOrDefault(e => e.Act is not SessionAct.GaveUp || e.Read().Person != e.Who), db.Now));
    }
}
