using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Conference.Sessions;

/// <summary>Where the cockpit's buttons for the big screen go: preparing, showing, blanking, going back.</summary>
[For(Roles.Organiser, Roles.Chair, Roles.Secretariat)]
public sealed class RunScreenModel(SessionsDb db, SessionDesk desk, ScreenOperator screen, Sentences texts) : PageModel
{
    [BindProperty(SupportsGet = true)] public string Code { get; set; } = "";
    [BindProperty] public string? ReturnUrl { get; set; }

    private string Who => User.RequiredActor().Name;

    public IActionResult OnGet() => LocalRedirect($"/sessions/{Uri.EscapeDataString(Code)}/screen");

    /// <param name="kind">What to prepare; without it, what was typed: a code, or a message.</param>
    public Task<IActionResult> OnPostPrepareAsync(SlideKind? kind, string? typed, CancellationToken ct) => Run("Prepared; the room does not see it yet.", async session =>
        (await db.PreparedFor(session.Id, ct)).Become(await screen.Slide(session, kind, typed, ct), Who, db), ct);

    public Task<IActionResult> OnPostDropAsync(CancellationToken ct) => Run("Nothing is prepared any more.", async session => (await db.PreparedFor(session.Id, ct)).Become(null, Who, db), ct);

    /// <summary>Shows what is prepared, or what is named.</summary>
    public Task<IActionResult> OnPostShowAsync(SlideKind? kind, string? typed, CancellationToken ct) => Run("It is on the big screen.", async session =>
    {
        var prepared = kind is null && string.IsNullOrWhiteSpace(typed) ? await db.PreparedFor(session.Id, ct) : null;
        var slide = prepared is null ? await screen.Slide(session, kind, typed, ct) : prepared.Slide ?? throw new RuleBroken("Nothing is prepared.");
        (await db.ScreenOf(session.Id, ct)).Show(slide, Who, db.Now, db);
        prepared?.Become(null, Who, db);
    }, ct);

    /// <summary>Shows again what was shown before, by its place in the history, 0 for the latest.</summary>
    public Task<IActionResult> OnPostAgainAsync(int place, CancellationToken ct) => Run("It is on the big screen.", async session =>
    {
        var now = await db.ScreenOf(session.Id, ct);
        now.Show(now.Before.ElementAtOrDefault(place) ?? throw new RuleBroken("Nothing else was shown before."), Who, db.Now, db);
    }, ct);

    public Task<IActionResult> OnPostBackAsync(CancellationToken ct) => Run("The big screen shows what it showed before.", async session => (await db.ScreenOf(session.Id, ct)).GoBack(Who, db.Now, db), ct);

    public Task<IActionResult> OnPostBlankAsync(CancellationToken ct) => Run("The big screen is blank.", async session => (await db.ScreenOf(session.Id, ct)).Show(Slide.Blank, Who, db.Now, db), ct);

    private async Task<IActionResult> Run(string done, Func<LiveSession, Task> act, CancellationToken ct) =>
        await desk.Run(Code, act, ct) is { } session ? this.Done(texts[done], ReturnUrl ?? $"{session.Url}/cockpit") : NotFound();
}
