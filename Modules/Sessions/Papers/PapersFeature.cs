using System.Security.Claims;
using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Documents;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace Conference.Sessions;

/// <summary>Documents of sessions: kept as files beside the database, and handed out as what their bytes are.</summary>
internal static class PapersFeature
{
    public static void AddPapers(this IServiceCollection services)
    {
        services.AddSingleton<PaperStore>();
        services.AddHostedService(s => s.GetRequiredService<PaperStore>());
        services.AddScoped<PaperDesk>();
        services.AddScoped<ITrace, PaperTrace>();
        services.AddSingleton(new RoomPart("PaperList", [], Spread: 400, Hears: [.. RoomPart.Acts(SessionAct.PaperAdded, SessionAct.PaperRemoved, SessionAct.DelegationsSet), PaperDesk.News]));
    }

    public static void MapPapers(this IEndpointRouteBuilder app)
    {
        app.MapFiles("/papers", "Papers", new ForEveryoneSignedInAttribute(), papers =>
        {
            papers.MapGet("/{code}/{version:int?}", Open).WithSummary("The file of a paper, such as DOC-7: its newest version, or the one that is named").Produces(200, contentType: "application/octet-stream");
        });
    }

    private static async Task<IResult> Open(string code, int? version, ClaimsPrincipal user, HttpContext http, PaperDesk desk, PaperStore store, Sentences texts, ITempDataDictionaryFactory notices, CancellationToken ct)
    {
        if (await desk.Find(code, user.RequiredActor(), ct) is not var (paper, session)) return Results.NotFound();
        if ((version is { } no ? paper.Versions.SingleOrDefault(v => v.No == no) : paper.Newest) is not { } file) return Results.NotFound();
        if (!File.Exists(store.PathOf(file.Hash)))
        {
            var missing = new RuleBroken("The file of {0} is missing from the store. Tell the operators.", paper.Code);
            if (http.Request.Path.StartsWithSegments("/api")) throw missing;
            notices.GetTempData(http)["refusal"] = texts[missing];
            notices.GetTempData(http).Save();
            return Results.LocalRedirect($"{session.Url}/papers");
        }
        var shown = FileKind.All.Any(k => k.ContentType == file.ContentType && k.Shown);
        var headers = http.Response.Headers;
        // Whatever a reader's browser makes of the bytes, it makes it without scripts, without an origin of ours and as the type we name.
        headers.ContentSecurityPolicy = file.ContentType == FileKind.Pdf.ContentType ? "default-src 'none'; object-src 'self'; plugin-types application/pdf; frame-ancestors 'none'" : "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "private, no-cache";
        var disposition = new ContentDispositionHeaderValue(shown ? "inline" : "attachment");
        disposition.SetHttpFileName(file.FileName);
        headers.ContentDisposition = disposition.ToString();
        return Results.File(store.PathOf(file.Hash), file.ContentType, lastModified: file.At, entityTag: new($"\"{file.Hash}\""), enableRangeProcessing: true);
    }
}

/// <summary>Papers in the chain, for whoever may see them.</summary>
internal sealed class PaperTrace(PaperDesk desk, ConferenceTime time) : ITrace
{
    public async Task<IReadOnlyList<TraceNode>> Find(IReadOnlyCollection<string> codes, ClaimsPrincipal reader, CancellationToken ct)
    {
        var nodes = new List<TraceNode>();
        foreach (var code in codes.Where(c => Paper.NumberOf(c) is not null))
            if (await desk.Find(code, reader.RequiredActor(), ct) is var (paper, session))
                nodes.Add(new(paper.Code, "Paper", paper.Name, $"{session.Code} {session.Name} · {time.Day(paper.At)}", paper.RemovedAt is null ? null : "Removed", paper.Url, paper.At));
        return nodes;
    }

    public Task<IReadOnlyList<TraceLink>> Links(IReadOnlyCollection<string> codes, CancellationToken ct) => Task.FromResult<IReadOnlyList<TraceLink>>([]);
}
