using Conference.Shared.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Conference.Agenda;

/// <summary>The released agenda at /api/v1/agenda.</summary>
internal static class AgendaApi
{
    internal sealed record AgendaAnswer(
        int Number, string Name, string NameEn, string Motto, string MottoEn, string Venue, string VenueEn, DateOnly FirstDay, DateOnly LastDay,
        int Release, DateTime At, string Note, IReadOnlyList<ProgrammeItem> Sessions);

    public static void MapAgendaApi(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/v1/agenda", async Task<Results<Ok<AgendaAnswer>, NotFound>> (AgendaDb db, CancellationToken ct) =>
            await db.Edition(ct) is { } e && await db.LatestRelease(e.Id, ct) is { } release
                ? TypedResults.Ok(new AgendaAnswer(e.Number, e.Name, e.NameEn, e.Motto, e.MottoEn, e.Venue, e.VenueEn, e.FirstDay, e.LastDay,
                    release.Number, release.At, release.Note, release.Sessions))
                : TypedResults.NotFound())
            .WithTags("Agenda").WithSummary("The conference and its latest released agenda").RequireAuthorization(new ForEveryoneSignedInAttribute());
}
