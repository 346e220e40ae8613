using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Live;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>The sessions of a day with their state, first of all those that are on now; with the desk's buttons for those who run them.</summary>
[ForEveryoneSignedIn]
public sealed class FollowSessionsModel(SessionsDb db, ConferenceTime time) : PageModel
{
    [BindProperty(SupportsGet = true)] public DateOnly? Day { get; set; }

    public IReadOnlyList<(DateOnly Day, int Count)> Days { get; private set; } = [];
    public IReadOnlyList<LiveSession> Now { get; private set; } = [];
    public IReadOnlyList<LiveSession> Planned { get; private set; } = [];
    public IReadOnlyList<LiveSession> Closed { get; private set; } = [];
    public long Seen { get; private set; }

    public async Task OnGetAsync()
    {
        Seen = await LiveFrame.Last(db, LiveSession.Topic, HttpContext.RequestAborted);
        var sessions = await db.Programme.AsNoTracking().ToListAsync();
        Days = [.. sessions.GroupBy(DayOf).Select(d => (d.Key, d.Count()))];
        if (Days.Count == 0) return;
        if (Day is null || Days.All(d => d.Day != Day)) Day = Days.Select(d => d.Day).FirstOrDefault(d => d >= time.Today, Days[^1].Day);
        Now = [.. sessions.Where(s => s.IsOn)];
        Planned = [.. sessions.Where(s => s.State == SessionState.Planned && DayOf(s) == Day)];
        Closed = [.. sessions.Where(s => s.State == SessionState.Closed && DayOf(s) == Day)];
    }

    /// <summary>The list alone, for pages that are open while something changes.</summary>
    public async Task<IActionResult> OnGetListAsync()
    {
        await OnGetAsync();
        return Partial("/Pages/Sessions/SessionList.cshtml", this);
    }

    public IActionResult OnGetNowNext() => ViewComponent("NowNext");

    public IActionResult OnGetToday() => ViewComponent("TodaySessions");

    private DateOnly DayOf(LiveSession session) => DateOnly.FromDateTime(time.Local(session.Starts));
}
