using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Conference.Sessions;

/// <summary>What one does about one's own presence from the room: being there, leaving, sending a deputy.</summary>
[ForEveryoneSignedIn]
public sealed class TakePartModel(SessionsDb db, AttendanceDesk desk, Sentences texts) : PageModel
{
    /// <summary>How long before a session begins one may be there.</summary>
    internal static readonly TimeSpan Early = TimeSpan.FromHours(2);

    public IActionResult OnGet(string code) => LocalRedirect($"/sessions/{Uri.EscapeDataString(code)}");

    public Task<IActionResult> OnPostComeAsync(string code, CancellationToken ct) => Act(code, async (session, me) =>
    {
        if (session.State is SessionState.Planned && session.Starts - db.Now > Early) throw new RuleBroken("{0} begins later: say that you are here from two hours before.", session.Code);
        await desk.ComeIn(session, me.PersonId, CameBy.Self, me.Name, ct);
        return texts["You are counted as present in {0}.", session.Code];
    }, ct);

    public Task<IActionResult> OnPostLeaveAsync(string code, CancellationToken ct) => Act(code, async (session, me) =>
    {
        await desk.Leave(session, me.PersonId, me.Name, ct);
        return texts["You have left {0}.", session.Code];
    }, ct);

    public Task<IActionResult> OnPostDeputyAsync(string code, Guid deputy, CancellationToken ct) => Act(code, async (session, me) =>
    {
        await desk.SendDeputy(session, me.PersonId, deputy, me.Name, ct);
        return texts["Your deputy is noted. They still say themselves that they are there."];
    }, ct);

    private async Task<IActionResult> Act(string code, Func<LiveSession, Actor, Task<string>> act, CancellationToken ct)
    {
        if (await db.Find(code, ct) is not { } session) return NotFound();
        return this.Done(await act(session, User.RequiredActor()), session.Url);
    }
}
