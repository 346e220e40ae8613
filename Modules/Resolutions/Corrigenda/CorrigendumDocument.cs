using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Documents;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Conference.Resolutions;

/// <summary>A corrigendum as a Word file, for everyone, from its page and through the API.</summary>
internal static class CorrigendumDocument
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapFiles("/resolutions/{code}", "Resolutions", new ForEveryoneSignedInAttribute(), export =>
        {
            export.MapGet("/corrigenda/{no:int}/export.docx", Word).WithSummary("A corrigendum to an adopted resolution as a Word file").Produces(200, contentType: AdministrativeDocument.ContentType).Produces(404);
            export.MapGet("/corrigenda/{no:int}/export.xml", Xml).WithSummary("The same in Akoma Ntoso 3.0, with what it changes in the resolution").Produces(200, contentType: AkomaNtoso.ContentType).Produces(404);
        });
    }

    private static Task<IResult> Word(string code, int no, string? lang, ResolutionsDb db, CancellationToken ct) =>
        Export(code, no, lang, db, (_, _, paper, _) => WordDocument.Write(paper), AdministrativeDocument.ContentType, ".docx", ct);

    private static Task<IResult> Xml(string code, int no, string? lang, ResolutionsDb db, ConferenceTime time, CancellationToken ct) =>
        Export(code, no, lang, db, (whole, corrigendum, paper, language) => AkomaNtoso.Write(whole, corrigendum, paper, language, time), AkomaNtoso.ContentType, ".xml", ct);

    private static async Task<IResult> Export(string code, int no, string? lang, ResolutionsDb db, Func<WholeResolution, Corrigendum, AdministrativeDocument, DocumentLanguage, byte[]> write, string contentType, string extension, CancellationToken ct)
    {
        if (await ReadCorrigendumModel.Find(db, code, no, ct) is not var (resolution, corrigendum)) return Results.NotFound();
        var language = Letterheads.LanguageOf(lang);
        var whole = await WholeResolution.Of(db, resolution, null, ct);
        var name = language == DocumentLanguage.English ? "corrigendum-" : "dinh-chinh-";
        return Results.File(write(whole, corrigendum, Of(whole, corrigendum, language), language), contentType, name + corrigendum.NumberOf(resolution).Replace('/', '-') + extension);
    }

    private static AdministrativeDocument Of(WholeResolution whole, Corrigendum corrigendum, DocumentLanguage language)
    {
        var (adoption, english) = (whole.Resolution.Adoption!, language == DocumentLanguage.English);
        var (signing, letterhead) = (whole.Signing, whole.Letterhead);
        string In(string vietnamese, string other) => Letterhead.In(language, vietnamese, other);
        string Words(string heading, string text) => string.Join(' ', new[] { heading, text.ReplaceLineEndings(" ") }.Where(t => t.Length > 0));
        return new()
        {
            Language = language, ParentBody = letterhead.HostBodyIn(language), IssuingBody = letterhead.NameIn(language), Number = corrigendum.NumberOf(whole.Resolution),
            Place = letterhead.PlaceIn(language), Date = corrigendum.IssuedOn,
            Kind = english ? "Corrigendum" : "Đính chính", Abstract = english ? $"to Resolution No. {adoption.NumberAndSymbol} {whole.AbstractIn(language)}" : $"Nghị quyết số {adoption.NumberAndSymbol} {whole.AbstractIn(language)}",
            Content =
            [
                new Prose(In(corrigendum.Reason, corrigendum.ReasonEn)),
                new Prose(english ? "The Resolution is to be read as follows:" : "Nghị quyết nay đọc như sau:"),
                .. corrigendum.Corrections.SelectMany((c, i) => (Block[])
                [
                    new Divided(Division.Clause, $"{i + 1}.", In(c.Place, c.PlaceEn) is [var first, .. var rest] ? char.ToUpperInvariant(first) + rest : ""),
                    new Prose(new Phrase(english ? "For: " : "Đã in là: ", Bold: true), "“" + Said(c.Was) + "”"),
                    new Prose(new Phrase(english ? "read: " : "Nay đọc là: ", Bold: true), "“" + Said(c.Reads) + "”."),
                ]),
            ],
            Signatures = [new(In(signing.Title, signing.TitleEn), signing.Name, signing.By, In(signing.For, signing.ForEn))],
            Recipients = In(signing.Recipients, signing.RecipientsEn).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            Foot = $"{corrigendum.NumberOf(whole.Resolution)}, SHA-256: {corrigendum.Hash}; {adoption.NumberAndSymbol}, SHA-256: {adoption.Hash}",
        };

        string Said(ClauseText words) => english && words.InEnglish ? Words(words.HeadingEn, words.TextEn) : Words(words.Heading, words.Text);
    }
}
