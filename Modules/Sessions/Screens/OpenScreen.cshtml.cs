using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>A display of the house: follows its session or its room from day to day, or shows what it is fixed on.</summary>
[ForEveryoneSignedIn]
public sealed class OpenScreenModel(SessionsDb db) : ScreenPage(db)
{
    public Screen Screen { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(int number, CancellationToken ct) => await Load(number, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnGetSlideAsync(int number, CancellationToken ct) => await Load(number, ct) ? Holder() : NotFound();

    private async Task<bool> Load(int number, CancellationToken ct)
    {
        await Follow(LiveSession.Topic, ct);
        await Follow(Screen.Topic, ct);
        if (await Db.Screens.AsNoTracking().SingleOrDefaultAsync(s => s.Number == number, ct) is not { } screen) return false;
        Screen = screen;
        if (Screen.LedBy(await Db.Programme.AsNoTracking().ToListAsync(ct), Db.Now) is { } session) await Load(session, ct);
        if (Screen.Fixed is { } on) (Slide, Since) = (on, DateTime.UnixEpoch);
        else if (Session is null) Slide = Slide.Blank;
        return true;
    }
}
