using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>One's own presence in a session, for those who vote in it.</summary>
public sealed record PresenceStrip(LiveSession Session, Presence? Mine, string? Deputy, IReadOnlyList<KnownPerson> Colleagues);

public sealed class PresenceStripViewComponent(SessionsDb db) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(LiveSession session)
    {
        var ct = HttpContext.RequestAborted;
        var me = HttpContext.User.RequiredActor();
        var counts = me.Roles.Any(r => r is Roles.Delegate or Roles.FocalPoint) && session.Admits(me);
        if (!counts || session.State is SessionState.Closed || (session.State is SessionState.Planned && session.Starts - db.Now > TakePartModel.Early)) return Content("");
        var mine = await db.Presences.AsNoTracking().SingleOrDefaultAsync(p => p.SessionId == session.Id && p.PersonId == me.PersonId, ct);
        var colleagues = await db.People.AsNoTracking().Where(p => p.OrganisationId == me.OrganisationId && p.Id != me.PersonId && p.MaySpeak).ToListAsync(ct);
        return View("/Pages/Sessions/Attendance/PresenceStrip.cshtml", new PresenceStrip(session, mine,
            mine?.DeputyId is { } deputy ? colleagues.Find(p => p.Id == deputy)?.Name : null, [.. colleagues.OrderBy(p => p.Name, Alphabet.Vietnamese)]));
    }
}
