using Conference.Shared.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>Sessions at /api/v1/sessions: read by everyone with a token, run by organisers and chairs.</summary>
internal static class SessionsApi
{
    internal sealed record SessionAnswer(
        Guid Id, string Code, string Title, string TitleEn, bool Thematic, string Room, string RoomEn,
        DateTime Starts, DateTime Ends, SessionState State, DateTime? OpenedAt, DateTime? ClosedAt)
    {
        public static SessionAnswer Of(LiveSession s) => new(s.Id, s.Code, s.Title, s.TitleEn, s.Thematic, s.Room, s.RoomEn, s.Starts, s.Ends, s.State, s.OpenedAt, s.ClosedAt);
    }

    public static void MapSessionsApi(this IEndpointRouteBuilder app)
    {
        var sessions = app.MapGroup("/api/v1/sessions").WithTags("Sessions").RequireAuthorization(new ForEveryoneSignedInAttribute());
        sessions.MapGet("/", async (SessionsDb db, CancellationToken ct) =>
                (await db.Programme.AsNoTracking().ToListAsync(ct)).Select(SessionAnswer.Of))
            .WithSummary("Sessions of the released agenda with their state");
        sessions.MapGet("/{code}", async Task<Results<Ok<SessionAnswer>, NotFound>> (string code, SessionsDb db, CancellationToken ct) =>
                await db.Find(code, ct) is { } session ? TypedResults.Ok(SessionAnswer.Of(session)) : TypedResults.NotFound())
            .WithSummary("One session by its code, such as S-07");

        var desk = sessions.MapGroup("/{code}").RequireAuthorization(new ForAttribute(Roles.Organiser, Roles.Chair));
        desk.MapPost("/open", Run((s, who, now, db) => { if (s.State == SessionState.Suspended) s.Resume(who, now, db); else s.Open(who, now, db); }))
            .WithSummary("Opens a session, or resumes it after a suspension");
        desk.MapPost("/suspend", Run((s, who, now, db) => s.Suspend(who, now, db))).WithSummary("Suspends an open session");
        desk.MapPost("/close", Run((s, who, now, db) => s.Close(who, now, db))).WithSummary("Closes a session for good");
    }

    private static Func<string, HttpContext, SessionDesk, CancellationToken, Task<Results<Ok<SessionAnswer>, NotFound>>> Run(Action<LiveSession, string, DateTime, SessionsDb> verb) =>
        async (code, http, desk, ct) =>
            await desk.Run(code, (s, now, db) => verb(s, http.User.RequiredActor().Name, now, db), ct) is { } session
                ? TypedResults.Ok(SessionAnswer.Of(session)) : TypedResults.NotFound();
}
