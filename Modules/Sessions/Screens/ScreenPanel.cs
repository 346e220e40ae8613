using Conference.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>What the room sees, in small; what the operator prepares; and what was shown before.</summary>
public sealed record ScreenPanel(LiveSession Session, SessionScreen Screen, Slide? Prepared, IReadOnlyList<Screen> Elsewhere)
{
    /// <summary>What can be prepared with one click.</summary>
    public static IReadOnlyList<SlideKind> Ready { get; } = [SlideKind.Title, SlideKind.Speaker, SlideKind.List, SlideKind.Vote, SlideKind.Programme, SlideKind.Join, SlideKind.Clock];

    /// <summary>How a slide is called in a line: its kind, and its code or the beginning of its words.</summary>
    public static string Name(Slide slide, Sentences t) => (slide.Code ?? slide.Text) is not { } what ? t[slide.Words].Value
        : slide.Code ?? (what.Length > 42 ? what[..40] + "…" : what);
}

public sealed class ScreenPanelViewComponent(SessionsDb db) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(LiveSession session)
    {
        var ct = HttpContext.RequestAborted;
        var screen = await db.SessionScreens.AsNoTracking().SingleOrDefaultAsync(s => s.SessionId == session.Id, ct) ?? SessionScreen.Of(session.Id);
        var prepared = await db.PreparedSlides.AsNoTracking().Where(p => p.SessionId == session.Id).Select(p => p.Slide).SingleOrDefaultAsync(ct);
        var screens = await db.Screens.AsNoTracking().Where(s => s.SessionId == session.Id || s.Room == session.Room).OrderBy(s => s.Number).ToListAsync(ct);
        return View("/Pages/Sessions/Screens/ScreenPanel.cshtml", new ScreenPanel(session, screen, prepared, screens));
    }
}
