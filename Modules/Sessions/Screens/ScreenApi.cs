using Conference.Shared.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>What big screens show, for the technicians of the rooms; shown, blanked and led back by the podium.</summary>
internal static class ScreenApi
{
    /// <param name="Kind">automatic, blank, title, speaker, list, comment, text, vote, programme, message, join or clock.</param>
    /// <param name="Code">Of the comment, the clause or the decision.</param>
    internal sealed record SlideAnswer(SlideKind Kind, string? Code, string? Text)
    {
        public static SlideAnswer Of(Slide slide) => new(slide.Kind, slide.Code, slide.Text);
    }

    /// <param name="By">Who put it there; null where nobody did yet.</param>
    internal sealed record SessionScreenAnswer(string Session, SlideAnswer Shows, DateTime? Since, string? By, IReadOnlyList<SlideAnswer> Before)
    {
        public static SessionScreenAnswer Of(LiveSession session, SessionScreen screen) => new(session.Code, SlideAnswer.Of(screen.Now),
            screen.Since == DateTime.UnixEpoch || screen.Since == default ? null : screen.Since, screen.Who.Length == 0 ? null : screen.Who, [.. screen.Before.Select(SlideAnswer.Of)]);
    }

    /// <param name="Session">Code of the session that leads it now.</param>
    /// <param name="Fixed">It shows the same whatever its session shows.</param>
    internal sealed record ScreenAnswer(int Number, string Name, string Address, string? Session, string? Room, bool Fixed, SlideAnswer Shows);

    /// <param name="Kind">What to show; without it, what <paramref name="What"/> names.</param>
    /// <param name="What">A code such as C-147, R-1 §2.3 or D-3, or the words of a message.</param>
    internal sealed record ShowRequest(SlideKind? Kind, string? What);

    public static void MapScreenApi(this IEndpointRouteBuilder app)
    {
        var screens = app.MapGroup("/api/v1").WithTags("Big screens").RequireAuthorization(new ForEveryoneSignedInAttribute());
        screens.MapGet("/screens", async (SessionsDb db, CancellationToken ct) => await All(db, ct)).WithSummary("Every display of the house and what it shows now");
        screens.MapGet("/screens/{number:int}", async Task<Results<Ok<ScreenAnswer>, NotFound>> (int number, SessionsDb db, CancellationToken ct) =>
                (await All(db, ct)).SingleOrDefault(s => s.Number == number) is { } screen ? TypedResults.Ok(screen) : TypedResults.NotFound())
            .WithSummary("One display by its number");
        screens.MapGet("/sessions/{code}/screen", async Task<Results<Ok<SessionScreenAnswer>, NotFound>> (string code, SessionsDb db, CancellationToken ct) =>
                await db.Find(code, ct) is not { } session ? TypedResults.NotFound() : TypedResults.Ok(SessionScreenAnswer.Of(session,
                    await db.SessionScreens.AsNoTracking().SingleOrDefaultAsync(s => s.SessionId == session.Id, ct) ?? SessionScreen.Of(session.Id))))
            .WithSummary("What the screens of a session show, since when, by whom, and what they showed before");

        var podium = app.MapGroup("/api/v1/sessions/{code}/screen").WithTags("Big screens").RequireAuthorization(new ForAttribute(Podium.Roles));
        podium.MapPost("/show", (string code, ShowRequest asked, ScreenOperator make, HttpContext http, SessionsDb db, SessionDesk desk, CancellationToken ct) =>
                Run(code, async (session, screen, who) => screen.Show(await make.Slide(session, asked.Kind, asked.What, ct), who, db.Now, db), http, db, desk, ct))
            .WithSummary("Shows something on the screens of a session: a kind, a code or a message");
        podium.MapPost("/blank", (string code, HttpContext http, SessionsDb db, SessionDesk desk, CancellationToken ct) =>
                Run(code, (_, screen, who) => { screen.Show(Slide.Blank, who, db.Now, db); return Task.CompletedTask; }, http, db, desk, ct))
            .WithSummary("Blanks the screens of a session");
        podium.MapPost("/back", (string code, HttpContext http, SessionsDb db, SessionDesk desk, CancellationToken ct) =>
                Run(code, (_, screen, who) => { screen.GoBack(who, db.Now, db); return Task.CompletedTask; }, http, db, desk, ct))
            .WithSummary("Shows again what was shown before");
    }

    private static async Task<Results<Ok<SessionScreenAnswer>, NotFound>> Run(string code, Func<LiveSession, SessionScreen, string, Task> act, HttpContext http, SessionsDb db, SessionDesk desk, CancellationToken ct)
    {
        SessionScreen? screen = null;
        var session = await desk.Run(code, async session => await act(session, screen = await db.ScreenOf(session.Id, ct), http.User.RequiredActor().Name), ct);
        return session is null ? TypedResults.NotFound() : TypedResults.Ok(SessionScreenAnswer.Of(session, screen!));
    }

    private static async Task<List<ScreenAnswer>> All(SessionsDb db, CancellationToken ct)
    {
        var programme = await db.Programme.AsNoTracking().ToListAsync(ct);
        var shown = await db.SessionScreens.AsNoTracking().ToDictionaryAsync(s => s.SessionId, s => s.Now, ct);
        return
        [
            .. from screen in await db.Screens.AsNoTracking().OrderBy(s => s.Number).ToListAsync(ct)
               let leader = screen.LedBy(programme, db.Now)
               let slide = screen.Fixed ?? (leader is null ? Slide.Blank : shown.GetValueOrDefault(leader.Id, Slide.Automatic))
               select new ScreenAnswer(screen.Number, screen.Name, screen.Url, leader?.Code, screen.Room, screen.Fixed is not null, SlideAnswer.Of(slide))
        ];
    }
}
