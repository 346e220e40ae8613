using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Conference.Sessions;

/// <summary>Where the buttons of the desk and of the room go: opening, suspending, resuming and closing a session.</summary>
[For(Roles.Organiser, Roles.Chair)]
public sealed class RunSessionModel(SessionDesk desk, Sentences texts) : PageModel
{
    private string Who => User.RequiredActor().Name;

    public IActionResult OnGet(string code) => LocalRedirect($"/sessions/{Uri.EscapeDataString(code)}");

    public Task<IActionResult> OnPostOpenAsync(string code, string? returnUrl) => Run(code, returnUrl, "{0} is open.", (s, now, db) => s.Open(Who, now, db));

    public Task<IActionResult> OnPostSuspendAsync(string code, string? returnUrl) => Run(code, returnUrl, "{0} is suspended.", (s, now, db) => s.Suspend(Who, now, db));

    public Task<IActionResult> OnPostResumeAsync(string code, string? returnUrl) => Run(code, returnUrl, "{0} goes on.", (s, now, db) => s.Resume(Who, now, db));

    public Task<IActionResult> OnPostCloseAsync(string code, string? returnUrl) => Run(code, returnUrl, "{0} is closed.", (s, now, db) => s.Close(Who, now, db));

    private async Task<IActionResult> Run(string code, string? returnUrl, string done, Action<LiveSession, DateTime, SessionsDb> verb)
    {
        if (await desk.Run(code, verb, HttpContext.RequestAborted) is not { } session) return NotFound();
        return this.Done(texts[done, session.Code], returnUrl ?? session.Url);
    }
}
