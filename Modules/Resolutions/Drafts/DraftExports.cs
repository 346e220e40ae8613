using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Documents;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Conference.Resolutions;

/// <summary>Numbered drafts as documents, and any two texts as a Word file with tracked changes: for whoever may read them.</summary>
internal static class DraftExports
{
    public sealed record ListedDraft(string Symbol, int Draft, int Revision, DateTime IssuedAt, string IssuedBy, string Note, bool Circulated, string Sha256);

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapFiles("/resolutions/{code}", "Resolutions", new ForEveryoneSignedInAttribute(), export =>
        {
            export.MapGet("/drafts/{draft}/export.docx", Word).WithSummary("A numbered draft as a Word file; lines=true numbers its lines").Produces(200, contentType: AdministrativeDocument.ContentType).Produces(404);
            export.MapGet("/drafts/{draft}/export.xml", Xml).WithSummary("A numbered draft in Akoma Ntoso 3.0, with what it changed").Produces(200, contentType: AkomaNtoso.ContentType).Produces(404);
            export.MapGet("/changes.docx", Changes).WithSummary("Two texts (1, 1.1, now) as one Word file with tracked changes: accepting all gives the newer, rejecting all the older one")
                .Produces(200, contentType: AdministrativeDocument.ContentType).Produces(404);
        });
        app.MapGet("/api/v1/resolutions/{code}/drafts", List).WithTags("Resolutions").RequireAuthorization(new ForEveryoneSignedInAttribute()).WithSummary("The numbered drafts of a resolution that the caller may read").Produces<ListedDraft[]>().Produces(404);
    }

    private static async Task<IResult> List(string code, ResolutionsDb db, HttpContext http, CancellationToken ct) => await Edition.Of(db, code, http.User, ct) is not { } editions ? Results.NotFound()
        : Results.Ok(editions.Select(e => e.Draft).OfType<NumberedDraft>().Select(d => new ListedDraft(d.Number.SymbolOf(editions[0].Resolution.Code), d.Draft, d.Revision, d.IssuedAt, d.IssuedBy, d.Note, d.Circulated, d.Hash)));

    private static async Task<IResult> Word(string code, string draft, string? lang, bool? lines, ResolutionsDb db, ConferenceTime time, HttpContext http, CancellationToken ct)
    {
        if ((await Edition.Of(db, code, http.User, ct))?.SingleOrDefault(e => e.Draft is not null && e.Key == draft) is not { } edition) return Results.NotFound();
        var (whole, language) = (await edition.Whole(db, ct), Letterheads.LanguageOf(lang));
        return Results.File(WordDocument.Write(ResolutionDocument.Of(whole, language, time) with { LineNumbers = lines == true }), AdministrativeDocument.ContentType, whole.FileName(language) + ".docx");
    }

    private static async Task<IResult> Xml(string code, string draft, string? lang, ResolutionsDb db, ConferenceTime time, HttpContext http, CancellationToken ct)
    {
        if ((await Edition.Of(db, code, http.User, ct))?.SingleOrDefault(e => e.Draft is not null && e.Key == draft) is not { } edition) return Results.NotFound();
        var (whole, language) = (await edition.Whole(db, ct), Letterheads.LanguageOf(lang));
        return Results.File(AkomaNtoso.Write(whole, language, time), AkomaNtoso.ContentType, whole.FileName(language) + ".xml");
    }

    private static async Task<IResult> Changes(string code, string? from, string? to, string? lang, bool? lines, ResolutionsDb db, ConferenceTime time, HttpContext http, CancellationToken ct)
    {
        var editions = await Edition.Of(db, code, http.User, ct);
        if (editions?.SingleOrDefault(e => e.Key == from) is not { } before || editions.SingleOrDefault(e => e.Key == to) is not { } after) return Results.NotFound();
        var (language, authors) = (Letterheads.LanguageOf(lang), await Edition.Authors(db, before, after, ct));
        Authorship By(string? key)
        {
            var by = Guid.TryParse(key, out var clause) && authors(clause) is { } known ? known : new(after.Who, after.At);
            return by with { At = time.Local(by.At) };
        }
        async Task<AdministrativeDocument> Document(Edition edition) => ResolutionDocument.Of(await edition.Whole(db, ct), language, time) with { LineNumbers = lines == true };
        var file = WordDocument.WriteChanges(await Document(before), await Document(after), By);
        var name = language == DocumentLanguage.English ? "changes" : "thay-doi";
        return Results.File(file, AdministrativeDocument.ContentType, $"{name}-{after.Resolution.Code}-{before.Key}-{after.Key}.docx");
    }
}
