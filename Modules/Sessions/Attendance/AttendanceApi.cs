using System.Security.Claims;
using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Conference.Sessions;

/// <summary>Attendance and quorum at /api/v1/sessions/{code}, for those who run sessions and for turnstiles at the door.</summary>
internal static class AttendanceApi
{
    internal sealed record AttendeeAnswer(Guid PersonId, string Name, string Title, string TitleEn, string OrganisationCode, string Organisation, OrganisationKind Kind, PresenceState State, bool Votes, string? Deputy, string? DeputyOf, IReadOnlyList<Stay> Stays);
    internal sealed record QuorumAnswer(QuorumFraction Fraction, CountedUnit Of, int Present, int Entitled, int Needed, bool Reached);
    internal sealed record AttendanceAnswer(PresenceRule Presence, QuorumAnswer ToOpen, QuorumAnswer ToDecide, IReadOnlyList<AttendeeAnswer> People);
    internal sealed record Badge(string? Code);
    internal sealed record NotedAnswer(Guid PersonId, string Name, string Organisation, PresenceState State);
    internal enum Mark { Present, Left, Excused, Absent }
    internal sealed record MarkInput(Mark Mark);

    public static void MapAttendanceApi(this IEndpointRouteBuilder app)
    {
        var attendance = app.MapGroup("/api/v1/sessions/{code}/attendance").WithTags("Attendance").RequireAuthorization(new ForAttribute(Podium.Roles));
        attendance.MapGet("/", async Task<Results<Ok<AttendanceAnswer>, NotFound>> (string code, string? q, SessionsDb db, CancellationToken ct) =>
        {
            if (await db.Find(code, ct) is not { } session) return TypedResults.NotFound();
            var list = (await AttendanceList.Read(session, db, ct)).Matching(q, null);
            var hall = await db.HallOf(session, ct);
            return TypedResults.Ok(new AttendanceAnswer(hall.Rules.Presence, Of(hall.ToOpen), Of(hall.ToDecide),
                [.. from k in list.Kinds from d in k.Delegations from p in d.People select new AttendeeAnswer(p.PersonId, p.Name, p.Title, p.TitleEn, d.Organisation.Code, d.Organisation.Name, k.Kind, p.State, p.Votes, p.Deputy, p.DeputyOf, p.Stays)]));
        }).WithSummary("Who takes part in a session and who is there, with the quorum to open and to decide");
        attendance.MapPost("/badges", async Task<Results<Ok<NotedAnswer>, NotFound>> (string code, Badge badge, SessionsDb db, AttendanceDesk desk, IBadges badges, ClaimsPrincipal user, CancellationToken ct) =>
        {
            if (await db.Find(code, ct) is not { } session) return TypedResults.NotFound();
            if (await badges.WhoCarries(badge.Code, ct) is not { } person) throw new RuleBroken("This badge is not known at this conference.");
            return TypedResults.Ok(Of(await desk.ComeIn(session, person, CameBy.Door, user.RequiredActor().Name, ct)));
        }).WithSummary("Lets the bearer of a badge in: the code, or the address that its QR holds");
        attendance.MapPost("/{personId:guid}", async Task<Results<Ok<NotedAnswer>, NotFound>> (string code, Guid personId, MarkInput input, SessionsDb db, AttendanceDesk desk, ClaimsPrincipal user, CancellationToken ct) =>
        {
            if (await db.Find(code, ct) is not { } session) return TypedResults.NotFound();
            var who = user.RequiredActor().Name;
            return TypedResults.Ok(Of(input.Mark switch
            {
                Mark.Present => await desk.ComeIn(session, personId, CameBy.Desk, who, ct),
                Mark.Left => await desk.Leave(session, personId, who, ct),
                Mark.Excused => await desk.Excuse(session, personId, who, ct),
                Mark.Absent => await desk.MissesIt(session, personId, who, ct),
                _ => throw new RuleBroken("Say whom to mark and how."),
            }));
        }).WithSummary("Marks a person as present, left, excused or absent");
    }

    private static QuorumAnswer Of(Quorum q) => new(q.Fraction, q.Of, q.Present, q.Entitled, q.Needed, q.IsReached);

    private static NotedAnswer Of(Noted noted) => new(noted.Person.Id, noted.Person.Name, noted.Organisation, noted.Presence.State);
}
