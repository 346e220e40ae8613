using System.Security.Claims;
using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Data;
using Conference.Shared.Documents;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Conference.Feedback;

/// <summary>Comments with everything that is known of them, as a workbook or as JSON, for the secretariat: from the board, and through the API.</summary>
internal static class ExportComments
{
    public static void MapExportComments(this IEndpointRouteBuilder app)
    {
        app.MapFiles("/comments", "Comments", new ForAttribute(Roles.Secretariat), export =>
        {
            export.MapGet("/export.xlsx", Workbook).WithSummary("The comments of a filter as an Excel workbook, with earlier texts, endorsements, the moderation log and summaries")
                .Produces(200, contentType: ListWorkbook.ContentType);
            export.MapGet("/export.json", Json).WithSummary("The same as JSON; the board's filters, and standing=all for what is not published").Produces<ExportedComments>();
        });
    }

    private static async Task<IResult> Workbook(HttpRequest request, ClaimsPrincipal user, FeedbackDb db, Sentences texts, ConferenceTime time, CancellationToken ct)
    {
        var export = await Read(request, user, db, ct);
        var fields = (await db.Sessions.AsNoTracking().ToListAsync(ct)).SelectMany(s => s.Fields).DistinctBy(f => f.Key).ToDictionary(f => f.Key);
        return Results.File(CommentsWorkbook.Write(export, fields, texts, time), ListWorkbook.ContentType, $"comments-{time.Today:yyyy-MM-dd}.xlsx");
    }

    private static async Task<IResult> Json(HttpRequest request, ClaimsPrincipal user, FeedbackDb db, ConferenceTime time, CancellationToken ct)
    {
        var export = await Read(request, user, db, ct);
        return Results.File(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(export, ModuleDb.Json), "application/json", $"comments-{time.Today:yyyy-MM-dd}.json");
    }

    private static Task<ExportedComments> Read(HttpRequest request, ClaimsPrincipal user, FeedbackDb db, CancellationToken ct) =>
        ExportedComments.Read(TriageFilter.Parse(request.QueryString.Value ?? ""), request.Query["standing"] == "all", Reader.Of(user.RequiredActor()), db, ct);
}
