using System.Security.Claims;
using System.Text;
using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Documents;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>Minutes through the API, and their downloads: published lines for everyone, the draft for those who run sessions.</summary>
internal static class MinutesApi
{
    /// <summary>A line; everyone else gets the published words, the podium the words as they stand.</summary>
    internal sealed record LineAnswer(Guid Id, DateTime At, LineKind Kind, SessionAct? Act, string? Code, string Head, string HeadEn, string Text, string TextEn, int? Version, bool Published, DateTime? CorrectedAt, bool? Undone);

    internal sealed record MinutesAnswer(string Session, MinutesState State, string? Hash, string? SignedByChair, string? SignedBySecretary, IReadOnlyList<LineAnswer> Lines);

    /// <param name="Id">Made by the caller, so that sending again does not write twice.</param>
    /// <param name="At">Time in the session; now without it.</param>
    internal sealed record NewLine(Guid? Id, DateTime? At, string? Head, string? HeadEn, string? Text, string? TextEn, bool Publish = false);

    internal sealed record ChangedLine(int Version, string? Head, string? HeadEn, string? Text, string? TextEn);

    public static void MapMinutes(this IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/api/v1/sessions/{code}/minutes").WithTags("Minutes").RequireAuthorization(new ForEveryoneSignedInAttribute());
        api.MapGet("/", Read).WithSummary("The published lines of a session's minutes; those who run sessions get the whole draft");
        var keepers = api.MapGroup("").RequireAuthorization(new ForAttribute(MinutesKeepers.Roles));
        keepers.MapPost("/", Insert).WithSummary("Adds a line to the minutes");
        keepers.MapPut("/{id:guid}", Write).WithSummary("Changes the words of a line; answers 409 where someone else changed the same words since the version that is named");
        keepers.MapPost("/{id:guid}/publish", Act((d, s, id, who, ct) => d.Publish(s, id, who, ct))).WithSummary("Publishes a line as it stands");
        keepers.MapPost("/{id:guid}/unpublish", Act((d, s, id, who, ct) => d.Unpublish(s, id, who, ct))).WithSummary("Takes a line off the live coverage");
        keepers.MapPost("/{id:guid}/strike", Act((d, s, id, who, ct) => d.Strike(s, id, who, ct))).WithSummary("Strikes a line out; its text is kept");

        var papers = app.MapGroup("/api/v1/sessions/{code}/papers").WithTags("Papers").RequireAuthorization(new ForEveryoneSignedInAttribute());
        papers.MapGet("/", Papers).WithSummary("The papers of a session that the caller may see, with their versions; their files are at /api/v1/papers/{code}");

        app.MapFiles("/sessions/{code}/minutes", "Minutes", new ForEveryoneSignedInAttribute(), files =>
        {
            files.MapGet("/text", Text).WithSummary("The minutes as plain text, in the language asked for; until both have signed for those who run sessions alone").Produces<string>(200, "text/plain");
            files.MapGet("/word", Word).WithSummary("The minutes as a Word file after model 1.9 of Decree 30/2020, in the language asked for (lang=vi, lang=en)").Produces(200, contentType: AdministrativeDocument.ContentType);
            files.MapGet("/akn", Akn).WithSummary("The minutes as an Akoma Ntoso 3.0 debate").Produces<string>(200, "application/akn+xml");
        });
    }

    private static async Task<Results<Ok<MinutesAnswer>, NotFound>> Read(string code, ClaimsPrincipal user, SessionsDb db, MinutesDesk desk, CancellationToken ct)
    {
        if (await db.Find(code, ct) is not { } session) return TypedResults.NotFound();
        var (book, podium) = (await desk.Book(session.Id, ct), user.IsAny(Podium.Roles));
        var lines = await db.LinesOf(session.Id).AsNoTracking().Where(l => !l.IsStruck).ToListAsync(ct);
        return TypedResults.Ok(new MinutesAnswer(session.Code, book.State, book.Hash, book.SignedByChair, book.SignedBySecretary,
            [.. lines.Where(l => podium || l.IsPublished || book.State == MinutesState.Signed).Select(l => Answer(l, podium, book.State == MinutesState.Signed))]));
    }

    private static async Task<Results<Ok<LineAnswer>, NotFound>> Insert(string code, NewLine body, ClaimsPrincipal user, SessionsDb db, MinutesDesk desk, CancellationToken ct)
    {
        if (await db.Find(code, ct) is not { } session) return TypedResults.NotFound();
        var who = user.RequiredActor().Name;
        var line = await desk.Insert(session, body.Id ?? Guid.CreateVersion7(), body.At?.ToUniversalTime() ?? desk.TimeIn(session, null), LineKind.Note, null, new(body.Head ?? "", body.HeadEn ?? "", body.Text ?? "", body.TextEn ?? ""), who, ct);
        if (body.Publish && !line.IsPublished) line = (await desk.Publish(session, line.Id, who, ct))!;
        return TypedResults.Ok(Answer(line, true, false));
    }

    private static async Task<Results<Ok<LineAnswer>, NotFound>> Write(string code, Guid id, ChangedLine body, ClaimsPrincipal user, SessionsDb db, MinutesDesk desk, CancellationToken ct)
    {
        if (await db.Find(code, ct) is not { } session) return TypedResults.NotFound();
        return await desk.Write(session, id, body.Version, new(body.Head ?? "", body.HeadEn ?? "", body.Text ?? "", body.TextEn ?? ""), user.RequiredActor().Name, ct) is var (line, _)
            ? TypedResults.Ok(Answer(line, true, false)) : TypedResults.NotFound();
    }

    private static Func<string, Guid, ClaimsPrincipal, SessionsDb, MinutesDesk, CancellationToken, Task<Results<Ok<LineAnswer>, NotFound>>> Act(Func<MinutesDesk, LiveSession, Guid, string, CancellationToken, Task<MinutesLine?>> act) =>
        async (code, id, user, db, desk, ct) => await db.Find(code, ct) is { } session && await act(desk, session, id, user.RequiredActor().Name, ct) is { } line
            ? TypedResults.Ok(Answer(line, true, false)) : TypedResults.NotFound();

    private static async Task<Results<Ok<List<PaperAnswer>>, NotFound>> Papers(string code, ClaimsPrincipal user, SessionsDb db, PaperDesk desk, CancellationToken ct) =>
        await db.Find(code, ct) is { } session ? TypedResults.Ok((await desk.Of(session, user.RequiredActor(), ct)).ConvertAll(PaperAnswer.Of)) : TypedResults.NotFound();

    private static async Task<IResult> Text(string code, ClaimsPrincipal user, SessionsDb db, MinutesDesk desk, ConferenceTime time, CancellationToken ct) =>
        await Record(code, user, db, desk, ct) is { } record
            ? Results.File(Encoding.UTF8.GetBytes(MinutesText.Of(record, Sentences.IsEnglish, time)), "text/plain; charset=utf-8", $"minutes-{record.Session.Code}.txt") : Results.NotFound();

    private static async Task<IResult> Word(string code, string? lang, ClaimsPrincipal user, SessionsDb db, MinutesDesk desk, ConferenceTime time, CancellationToken ct) =>
        await Record(code, user, db, desk, ct) is { } record
            ? Results.File(WordDocument.Write(MinutesDocument.Of(record, Letterheads.LanguageOf(lang), await db.Letterhead(ct), time)), AdministrativeDocument.ContentType, $"minutes-{record.Session.Code}.docx") : Results.NotFound();

    private static async Task<IResult> Akn(string code, ClaimsPrincipal user, SessionsDb db, MinutesDesk desk, ConferenceTime time, CancellationToken ct) =>
        await Record(code, user, db, desk, ct) is { } record
            ? Results.File(MinutesAkn.Write(record, Sentences.IsEnglish, time), "application/akn+xml", $"minutes-{record.Session.Code}.xml") : Results.NotFound();

    private static async Task<MinutesRecord?> Record(string code, ClaimsPrincipal user, SessionsDb db, MinutesDesk desk, CancellationToken ct) =>
        await db.Find(code, ct) is { } session && await desk.Book(session.Id, ct) is var book && MinutesReaders.MayRead(user, book) ? await MinutesRecord.Read(session, book, db, ct) : null;

    private static LineAnswer Answer(MinutesLine l, bool podium, bool signed)
    {
        var words = podium || signed ? l.Words : l.Published!;
        return new(l.Id, l.At, l.Kind, l.Act, l.Code, words.Head, words.HeadEn, words.Text, words.TextEn, podium ? l.Version : null, l.IsPublished, l.CorrectedAt, podium ? l.UndoneAt is not null : null);
    }

    internal sealed record PaperAnswer(string Code, string Title, string TitleEn, PaperAudience Audience, IReadOnlyList<VersionAnswer> Versions)
    {
        public static PaperAnswer Of(Paper p) => new(p.Code, p.Title, p.TitleEn, p.Audience, [.. p.Versions.OrderBy(v => v.No).Select(v => new VersionAnswer(v.No, v.FileName, v.ContentType, v.Size, v.Hash, v.By, v.At))]);
    }

    internal sealed record VersionAnswer(int Version, string FileName, string ContentType, long Size, string Sha256, string By, DateTime At);
}
