using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>The minutes in the cockpit: the last lines, a field for a quick note, publishing.</summary>
public sealed record MinutesPanel(LiveSession Session, MinutesBook Book, IReadOnlyList<MinutesLine> Lines);

public sealed class MinutesPanelViewComponent(SessionsDb db, MinutesDesk desk) : ViewComponent
{
    private const int Newest = 5;

    public async Task<IViewComponentResult> InvokeAsync(LiveSession session)
    {
        var lines = await db.MinutesLines.AsNoTracking().Where(l => l.SessionId == session.Id && !l.IsStruck).OrderByDescending(l => l.At).ThenByDescending(l => l.Id).Take(Newest).ToListAsync(HttpContext.RequestAborted);
        return View("/Pages/Sessions/Minutes/MinutesPanel.cshtml", new MinutesPanel(session, await desk.Book(session.Id, HttpContext.RequestAborted), lines));
    }
}
