using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Documents;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Conference.Resolutions;

/// <summary>A resolution as a document, for everyone who may read it: from its page, and through the API.</summary>
internal static class ResolutionExport
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapFiles("/resolutions/{code}", "Resolutions", new ForEveryoneSignedInAttribute(), export =>
        {
            export.MapGet("/export.docx", Word).WithSummary("The resolution with its action program as a Word file after Decree 30/2020, in Vietnamese or English; lines=true numbers its lines")
                .Produces(200, contentType: AdministrativeDocument.ContentType).Produces(404);
            export.MapGet("/export.xml", Xml).WithSummary("The same in Akoma Ntoso 3.0").Produces(200, contentType: AkomaNtoso.ContentType).Produces(404);
        });
    }

    /// <param name="lines">Lines are numbered, for a text that is spoken of line by line.</param>
    private static Task<IResult> Word(string code, string? lang, bool? lines, ResolutionsDb db, ConferenceTime time, HttpContext http, CancellationToken ct) =>
        Export(code, lang, db, http, (whole, language) => WordDocument.Write(ResolutionDocument.Of(whole, language, time) with { LineNumbers = lines == true }), AdministrativeDocument.ContentType, ".docx", ct);

    private static Task<IResult> Xml(string code, string? lang, ResolutionsDb db, ConferenceTime time, HttpContext http, CancellationToken ct) =>
        Export(code, lang, db, http, (whole, language) => AkomaNtoso.Write(whole, language, time), AkomaNtoso.ContentType, ".xml", ct);

    private static async Task<IResult> Export(
        string code, string? lang, ResolutionsDb db, HttpContext http, Func<WholeResolution, DocumentLanguage, byte[]> write, string contentType, string extension, CancellationToken ct)
    {
        if (await WholeResolution.Read(db, code, ct) is not { } whole || !http.User.MayRead(whole.Resolution)) return Results.NotFound();
        var language = Letterheads.LanguageOf(lang);
        return Results.File(write(whole, language), contentType, whole.FileName(language) + extension);
    }
}
