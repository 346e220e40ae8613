using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Conference.Sessions;

/// <summary>Everything that those who run a session need, on one screen: what is on, who speaks, what to decide, what comes next.</summary>
[For(Roles.Organiser, Roles.Chair, Roles.Secretariat)]
public sealed class RunCockpitModel(SessionsDb db) : PageModel
{
    public LiveSession Session { get; private set; } = null!;
    public long ServerNow { get; private set; }

    public async Task<IActionResult> OnGetAsync(string code, CancellationToken ct)
    {
        if (await db.Find(code, ct) is not { } session) return NotFound();
        if (code != session.Code) return LocalRedirect($"{session.Url}/cockpit");
        Session = session;
        ServerNow = new DateTimeOffset(db.Now).ToUnixTimeMilliseconds();
        return Page();
    }
}
