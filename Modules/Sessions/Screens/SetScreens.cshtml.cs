using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Conference.Sessions;

/// <summary>The displays of the house: their addresses, what each shows now, which session leads it or what it is fixed on.</summary>
[For(Roles.Organiser)]
public sealed class SetScreensModel(SessionsDb db, Sentences texts, IConfiguration configuration) : PageModel, IShowsAgain
{
    public sealed record Line(Screen Screen, LiveSession? Leader, Slide Slide);

    /// <summary>What someone typed into the form of a screen, or of a new one.</summary>
    public sealed record Input(Guid? Id, int Version, string? Name, string? Lead, SlideKind? On, string? Message);

    public Input? Typed { get; private set; }
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public IReadOnlyList<LiveSession> Sessions { get; private set; } = [];
    public IEnumerable<LiveSession> Rooms => Sessions.DistinctBy(s => s.Room).OrderBy(s => s.Room, StringComparer.Ordinal);
    public string Address => configuration["Conference:Address"]?.TrimEnd('/') ?? $"{Request.Scheme}://{Request.Host}";

    public Task OnGetAsync() => ShowAgain();

    public async Task ShowAgain()
    {
        var ct = HttpContext.RequestAborted;
        Sessions = await db.Programme.AsNoTracking().ToListAsync(ct);
        var shown = await db.SessionScreens.AsNoTracking().ToDictionaryAsync(s => s.SessionId, s => s.Now, ct);
        Lines =
        [
            .. from screen in await db.Screens.AsNoTracking().OrderBy(s => s.Number).ToListAsync(ct)
               let leader = screen.LedBy(Sessions, db.Now)
               select new Line(screen, leader, screen.Fixed ?? (leader is null ? Slide.Blank : shown.GetValueOrDefault(leader.Id, Slide.Automatic)))
        ];
    }

    public async Task<IActionResult> OnPostSetAsync(Input typed, CancellationToken ct)
    {
        Typed = typed;
        var (session, room) = typed.Lead switch
        {
            null or "" => ((Guid?)null, (string?)null),
            ['r', 'o', 'o', 'm', ':', .. var name] => (null, name),
            var id => (Guid.TryParse(id, out var led) ? led : throw new RuleBroken("There is no such session."), null),
        };
        if (session is not null && !await db.Programme.AnyAsync(s => s.Id == session, ct)) throw new RuleBroken("There is no such session.");
        if (room is not null && !await db.Programme.AnyAsync(s => s.Room == room, ct)) throw new RuleBroken("No session is planned in this room.");
        var on = typed.On is null ? null : typed.On is SlideKind.Message ? Slide.Message(typed.Message) : new Slide(typed.On.Value);
        if (typed.Id is not { } known) db.Add(Screen.Hang(1 + (await db.Screens.MaxAsync(s => (int?)s.Number, ct) ?? 0), typed.Name, session, room, on, db));
        else
        {
            var screen = await Find(known, ct);
            if (screen.Version != typed.Version) throw Elsewhere();
            screen.Set(typed.Name, session, room, on, db);
        }
        return await Save("{0} is set.", Clean.Line(typed.Name ?? ""), ct);
    }

    public async Task<IActionResult> OnPostRemoveAsync(Guid id, CancellationToken ct)
    {
        var screen = await Find(id, ct);
        db.Remove(screen);
        db.Announce(Screen.Topic, "set", new { screen.Number });
        return await Save("{0} is removed.", screen.Name, ct);
    }

    private async Task<IActionResult> Save(string done, string name, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            db.ChangeTracker.Clear();
            throw Elsewhere();
        }
        return this.Done(texts[done, name], "/screens");
    }

    private async Task<Screen> Find(Guid id, CancellationToken ct) => await db.Screens.SingleOrDefaultAsync(s => s.Id == id, ct) ?? throw new RuleBroken("There is no such screen any more.");

    private static RuleBroken Elsewhere() => new("Someone else set the screens at the same moment. Look at them, then repeat your step if it is still needed.");
}
