using Conference.Shared;
using Conference.Shared.Live;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>The sessions of today, or of the nearest day of the conference, on one line of time. Open to anonymous visitors.</summary>
public sealed record TodaySessions(DateOnly Day, IReadOnlyList<LiveSession> Sessions, long Seen);

public sealed class TodaySessionsViewComponent(SessionsDb db, ConferenceTime time) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync()
    {
        var seen = await LiveFrame.Last(db, LiveSession.Topic, HttpContext.RequestAborted);
        var days = (await db.Programme.AsNoTracking().ToListAsync()).GroupBy(s => DateOnly.FromDateTime(time.Local(s.Starts))).ToList();
        if (days.Count == 0) return Content("");
        var day = days.FirstOrDefault(d => d.Key >= time.Today) ?? days[^1];
        return View("/Pages/Sessions/TodaySessions.cshtml", new TodaySessions(day.Key, [.. day], seen));
    }
}
