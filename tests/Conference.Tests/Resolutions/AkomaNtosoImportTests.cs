using System.Text;
using Conference.Resolutions;
using Conference.Shared;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests.Resolutions;

/// <summary>What goes out as Akoma Ntoso comes in again as the same tree.</summary>
[Collection("Drafting")]
public sealed class AkomaNtosoImportTests(DraftingApp app)
{
    private const string Page = "/resolutions/import";

    private async Task<Resolution> Import(Visitor secretary, string name, byte[] file, string title = "")
    {
        var preview = (await secretary.Upload(Page, Page, "file", name, file)).Headers.Location!.ToString();
        await secretary.Read(preview);
        var made = await secretary.Submit(preview, preview + "&handler=Confirm", ("Title", title));
        var number = Code.Resolution(made.Headers.Location!.ToString().Split('/')[^1]);
        return await app.With<ResolutionsDb, Resolution>(db => db.Whole.AsNoTracking().SingleAsync(r => r.Number == number));
    }

    /// <summary>Each clause by its place, kind and words in a language; references by where they lead.</summary>
    private static string[] Tree(Resolution resolution, bool english = false) =>
    [
        .. from n in resolution.Numbering.InOrder
           let c = resolution.Clauses.Single(c => c.Id == n.Id)
           let heading = english && c.HeadingEn.Length > 0 ? c.HeadingEn : c.Heading.Length > 0 ? c.Heading : english ? "" : c.HeadingEn
           let text = english && c.TextEn.Length > 0 ? c.TextEn : c.Text.Length > 0 ? c.Text : english ? "" : c.TextEn
           select $"{n.Short} {n.Kind} {n.Depth} · {heading} · {CrossReference.Open(text, resolution.Numbering)}"
    ];

    private static async Task<byte[]> Export(Visitor visitor, Resolution resolution, string language) =>
        await (await visitor.Get($"/resolutions/{resolution.Code}/export.xml?lang={language}")).Content.ReadAsByteArrayAsync();

    private async Task ComesBack(Visitor secretary, Resolution resolution, string language)
    {
        var file = await Export(secretary, resolution, language);
        if (AkomaNtosoSchema.Path is not null) Assert.Empty(AkomaNtosoSchema.Errors(file));
        var again = await Import(secretary, "van-ban.xml", file);
        Assert.Equal(Tree(resolution, language == "en"), Tree(again, language == "en"));
        Assert.Equal((language == "en" && resolution.TitleEn.Length > 0 ? resolution.TitleEn : resolution.Title, resolution.Layout), (again.Title, again.Layout));
    }

    [SharedDocumentTheory]
    [InlineData("seeds/000_1f0ca1643a36b9ae.txt"), InlineData("seeds/002_0092e438174fb30e.txt"), InlineData("seeds/003_ecc80b757327bdf3.txt"), InlineData("data/decree-30/noi-dung.md")]
    public async Task The_real_documents_go_out_and_come_in_as_the_same_tree(string path)
    {
        using var secretary = await app.SignedIn(DraftingApp.Secretary);
        var file = GivenDocument.Shared(path)!;
        var resolution = await Import(secretary, Path.GetFileName(file), await File.ReadAllBytesAsync(file), "Văn bản thử");
        await ComesBack(secretary, resolution, resolution.Standing.Any(c => c.Words.InVietnamese) ? "vi" : "en");
    }

    [Fact]
    public async Task The_demonstrations_resolution_comes_back_in_either_language()
    {
        using var secretary = await app.SignedIn(DraftingApp.Secretary);
        var resolution = await app.With<ResolutionsDb, Resolution>(db => db.Whole.AsNoTracking().SingleAsync(r => r.Number == 1));
        await ComesBack(secretary, resolution, "vi");
        await ComesBack(secretary, resolution, "en");
    }

    [Fact]
    public async Task Every_part_of_a_document_and_its_references_come_back()
    {
        using var secretary = await app.SignedIn(DraftingApp.Secretary);
        foreach (var (given, name) in new[] { (GivenDocument.WithoutArticles, "nghi-quyet.txt"), (GivenDocument.WithArticles, "quy-che.md") })
        {
            var resolution = await Import(secretary, name, Encoding.UTF8.GetBytes(given), "Văn bản thử");
            var (from, to) = (resolution.Standing.First(c => c.Kind == ClauseKind.Item), resolution.Standing.Last(c => c.Kind is ClauseKind.Item or ClauseKind.Point));
            await app.Change(resolution, (r, pen) => r.Edit(from.Id, from.Version, from.Words with { Text = $"{CrossReference.To(to.Id)} và {CrossReference.To(to.Id)}, theo <mục> này & khác" }, pen));
            resolution = await app.Stored(resolution);
            Assert.Contains(Tree(resolution), line => line.Contains($"[[{resolution.Numbering[to.Id].Short}]] và [[", StringComparison.Ordinal));
            await ComesBack(secretary, resolution, "vi");
        }
    }

    [Fact]
    public void A_file_of_another_hand_loses_no_word_and_what_has_no_place_is_named()
    {
        var read = new DocumentFile("""
            <?xml version="1.0" encoding="UTF-8"?>
            <akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="act"><meta><identification source="#x"><FRBRExpression><FRBRlanguage language="eng"/></FRBRExpression></identification></meta>
              <preface><p>THE ASSEMBLY</p><p><docTitle>Act on
                waters</docTitle></p></preface>
              <preamble><p>Having regard to the Treaty,</p></preamble>
              <body><title eId="t1"><num>Title I</num><heading>General</heading>
                <article eId="a1"><num>Article 1</num><heading>Scope</heading><paragraph eId="a1p1"><num>1.</num><intro><p>This Act covers <ref href="#a1p2">paragraph 2</ref>:</p></intro><point><num>(a)</num><content><p>rivers;</p></content></point></paragraph>
                <paragraph eId="a1p2"><num>2.</num><content><p>Lakes.</p><table><tr><td><p>Lake</p></td><td><p>Depth</p></td></tr></table></content></paragraph></article></title></body>
            </act></akomaNtoso>
            """).Read();
        Assert.Equal(("Act on waters", DocumentLayout.Articles, true), (read.Title, read.Layout, read.English));
        static string Show(ReadClause c) => $"{c.Kind} {c.Words.HeadingEn}·{c.Words.TextEn.Replace('\n', '/')}{(c.Children.Count > 0 ? $"({string.Join(',', c.Children.Select(Show))})" : "")}";
        Assert.Equal("Recital ·Having regard to the Treaty,|Paragraph ·Title I General|Article Scope·(Item ·This Act covers paragraph 2:(Point ·rivers;),Item ·Lakes./Lake | Depth)", string.Join('|', read.Clauses.Select(Show)));
        Assert.Equal([("The letterhead is not part of the text.", "THE ASSEMBLY"), ("A level such as {0} has no place here; it stays text.", "Title I General")], read.Remarks.Select(r => (r.What, r.Text)));
    }

    [Theory]
    [InlineData("<?xml version=\"1.0\"?><note/>", "This XML is not Akoma Ntoso 3.0.")]
    [InlineData("<?xml version=\"1.0\"?><note>", "This XML is damaged: line {0}.")]
    [InlineData("<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>", "This XML is damaged: line {0}.")]
    public void Other_XML_is_refused_in_a_sentence(string text, string sentence) =>
        Assert.Equal(sentence, Assert.ThrowsAny<RuleBroken>(() => new DocumentFile(text).Read()).Sentence);

    private sealed record DocumentFile(string Text)
    {
        public ReadDocument Read() => AkomaNtosoReading.Read(Encoding.UTF8.GetBytes(Text), "x", null);
    }
}
