using Conference.Shared.Live;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>What is on now, with the way into its room, and what comes next. Open to anonymous visitors.</summary>
public sealed record NowNext(IReadOnlyList<LiveSession> Now, IReadOnlyList<LiveSession> Next, bool HasSessions, long Seen);

public sealed class NowNextViewComponent(SessionsDb db) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync()
    {
        var seen = await LiveFrame.Last(db, LiveSession.Topic, HttpContext.RequestAborted);
        var sessions = await db.Programme.AsNoTracking().ToListAsync();
        var planned = sessions.Where(s => s.State == SessionState.Planned && s.Ends > db.Now).ToList();
        return View("/Pages/Sessions/NowNext.cshtml", new NowNext(
            [.. sessions.Where(s => s.IsOn)], [.. planned.Where(s => s.Starts == planned[0].Starts)], sessions.Count > 0, seen));
    }
}
