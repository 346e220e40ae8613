using Conference.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>The sessions of the same day and room with this one, and when those that follow will begin if it goes on like this.</summary>
public sealed record ProgrammePanel(LiveSession Session, IReadOnlyList<ProgrammePanel.Line> Lines)
{
    /// <param name="Expected">When it will begin at the earliest, where that is later than planned.</param>
    public sealed record Line(LiveSession Session, DateTime? Expected);
}

public sealed class ProgrammePanelViewComponent(SessionsDb db, ConferenceTime time) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(LiveSession session)
    {
        var day = DateOnly.FromDateTime(time.Local(session.Starts));
        var (from, to) = (time.ToUtc(day), time.ToUtc(day.AddDays(1)));
        var room = await db.Programme.AsNoTracking().Where(s => s.Starts >= from && s.Starts < to && s.Room == session.Room).ToListAsync(HttpContext.RequestAborted);
        return View("/Pages/Sessions/ProgrammePanel.cshtml", new ProgrammePanel(session, Expect(room, db.Now)));
    }

    /// <summary>Each session of a room begins when planned, or when the one before it has ended; those that run are assumed to end as planned, or now.</summary>
    internal static IReadOnlyList<ProgrammePanel.Line> Expect(IReadOnlyList<LiveSession> room, DateTime now)
    {
        var (lines, free) = (new List<ProgrammePanel.Line>(), DateTime.MinValue);
        foreach (var session in room)
        {
            var begins = session.OpenedAt ?? (free > session.Starts ? free : session.Starts > now ? session.Starts : now);
            lines.Add(new(session, session.OpenedAt is null && begins > session.Starts ? begins : null));
            var planned = session.Ends - session.Starts;
            free = session.ClosedAt ?? (session.IsOn ? (session.Ends > now ? session.Ends : now) : begins + planned);
        }
        return lines;
    }
}
