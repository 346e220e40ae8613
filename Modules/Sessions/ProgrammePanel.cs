using Conference.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>The run sheet of this session, and the sessions of the same day and room: when each will begin if it goes on like this.</summary>
public sealed record ProgrammePanel(LiveSession Session, RunSheetPlan Plan, IReadOnlyList<ProgrammePanel.Line> Lines, DateTime Now)
{
    /// <param name="Expected">When it will begin at the earliest, where that is later than planned.</param>
    public sealed record Line(LiveSession Session, DateTime? Expected);

    /// <summary>The item that begins next.</summary>
    public RunSheetItem? Next => Plan.Lines.Select(l => l.Item).FirstOrDefault(i => i.BeganAt is null);
}

public sealed class ProgrammePanelViewComponent(SessionsDb db, ConferenceTime time) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(LiveSession session)
    {
        var ct = HttpContext.RequestAborted;
        var day = DateOnly.FromDateTime(time.Local(session.Starts));
        var (from, to) = (time.ToUtc(day), time.ToUtc(day.AddDays(1)));
        var room = await db.Programme.AsNoTracking().Where(s => s.Starts >= from && s.Starts < to && s.Room == session.Room).ToListAsync(ct);
        var ids = room.Select(s => s.Id).ToList();
        var items = (await db.RunSheet.AsNoTracking().Where(i => ids.Contains(i.SessionId)).OrderBy(i => i.Order).ThenBy(i => i.Id).ToListAsync(ct)).ToLookup(i => i.SessionId);
        var plan = RunSheetPlan.Of(session, [.. items[session.Id]], db.Now);
        return View("/Pages/Sessions/ProgrammePanel.cshtml", new ProgrammePanel(session, plan, Expect(room, db.Now, s => RunSheetPlan.Of(s, [.. items[s.Id]], db.Now).Ends), db.Now));
    }

    /// <summary>Each session of a room begins when planned, or when the one before it has ended; when one that runs will end, its run sheet tells.</summary>
    internal static IReadOnlyList<ProgrammePanel.Line> Expect(IReadOnlyList<LiveSession> room, DateTime now, Func<LiveSession, DateTime> endOf)
    {
        var (lines, free) = (new List<ProgrammePanel.Line>(), DateTime.MinValue);
        foreach (var session in room)
        {
            var begins = session.OpenedAt ?? (free > session.Starts ? free : session.Starts > now ? session.Starts : now);
            lines.Add(new(session, session.OpenedAt is null && begins > session.Starts ? begins : null));
            free = session.ClosedAt ?? (session.IsOn ? endOf(session) : begins + (session.Ends - session.Starts));
        }
        return lines;
    }
}
