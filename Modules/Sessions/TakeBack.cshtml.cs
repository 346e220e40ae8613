using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>Takes back what was done in a session within the last half minute. The log keeps both.</summary>
[For(Roles.Organiser, Roles.Chair, Roles.Secretariat)]
public sealed class TakeBackModel(SessionsDb db, SessionDesk desk, Sentences texts) : PageModel
{
    public IActionResult OnGet(string code) => LocalRedirect($"/sessions/{Uri.EscapeDataString(code)}");

    public async Task<IActionResult> OnPostAsync(string code, Guid act, string? returnUrl, CancellationToken ct)
    {
        SessionEvent? taken = null;
        var session = await desk.Run(code, async session =>
        {
            taken = await db.Events.SingleOrDefaultAsync(e => e.Id == act && e.SessionId == session.Id, ct) ?? throw new RuleBroken("There is no such action.");
            var state = session.State;
            await Memento.TakeBack(taken, User.RequiredActor().Name, db, ct);
            if (session.State != state) session.TellState(db.Now, db);
            db.Tell(session.Id, taken.Act, undone: true);
        }, ct);
        return session is null ? NotFound() : this.Done(texts["Undone: {0}", texts[taken!.Act.Words].Value], returnUrl ?? session.Url);
    }
}
