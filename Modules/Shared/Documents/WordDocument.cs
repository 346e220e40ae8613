using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Styled = Conference.Shared.Documents.DocumentStyles;

namespace Conference.Shared.Documents;

/// <summary>
/// Writes a document as a Word file laid out as Decree 30/2020/NĐ-CP, Annex I, asks: A4 with margins of 20, 20, 30 and 15 mm, Times
/// New Roman 14, the page's number in the middle of the upper margin and not on the first page, the header in two columns.
/// </summary>
public sealed class WordDocument
{
    // Twentieths of a point; 1 mm is 56.7 of them.
    private const int Short = 11906, Long = 16838, Upper = 1134, Lower = 1134, Left = 1701, Right = 851, ToEdge = 567;
    /// <summary>The header's columns reach a little into the margins: the motto's line leaves few millimetres for the name of the body.</summary>
    private const int LeftColumn = 4400, RightColumn = 5100;

    private readonly AdministrativeDocument document;
    private readonly DocumentWords words;
    private readonly Body body = new();
    /// <summary>The width of the first section between its margins.</summary>
    private readonly int across;
    private string? key;

    private WordDocument(AdministrativeDocument document) => (this.document, words, across) = (document, new(document), Width(document.Landscape));

    /// <returns>The .docx file.</returns>
    public static byte[] Write(AdministrativeDocument document) => Write(document, null, null);

    /// <summary>
    /// The newer document with every difference from the older one as a tracked change: accepting all of them gives the newer, rejecting
    /// all of them the older one.
    /// </summary>
    /// <param name="by">Who changed the part with this key, and when; asked with null for what has no key.</param>
    /// <returns>The .docx file.</returns>
    public static byte[] WriteChanges(AdministrativeDocument before, AdministrativeDocument after, Func<string?, Authorship> by) => Write(after, before, new TrackedChanges(by));

    private static byte[] Write(AdministrativeDocument document, AdministrativeDocument? before, TrackedChanges? changes)
    {
        using var file = new MemoryStream();
        using (var package = WordprocessingDocument.Create(file, WordprocessingDocumentType.Document))
        {
            var properties = package.PackageProperties;
            (properties.Title, properties.Creator, properties.Language) =
                (Clean.Line($"{document.Kind} {document.Abstract}"), Clean.Line(document.IssuingBody), document.Culture.Name);
            properties.Subject = Clean.Line(document.Number);
            var main = package.AddMainDocumentPart();
            AdministrativeDocument[] both = before is null ? [document] : [before, document];
            var divisions = both.SelectMany(d => d.Content.Concat(d.Annexes.SelectMany(a => a.Content))).OfType<Divided>().Where(d => Styled.Of(d) != Styled.Body).Select(d => d.Division).Distinct().Order();
            main.AddNewPart<StyleDefinitionsPart>().Styles = Styled.All(document.Culture, [.. divisions]);
            main.AddNewPart<DocumentSettingsPart>().Settings = new Settings([
                .. changes is null ? [] : new OpenXmlElement[] { new TrackRevisions() },
                new DefaultTabStop { Val = 720 },
                new Compatibility(new CompatibilitySetting { Name = CompatSettingNameValues.CompatibilityMode, Uri = "http://schemas.microsoft.com/office/word", Val = "15" }),
                new ThemeFontLanguages { Val = document.Culture.Name }]);
            var foot = Paragraph(Styled.Foot, document.Foot);
            var pages = Pages(main, changes is null ? foot : changes.Between(Paragraph(Styled.Foot, before!.Foot), foot));
            var written = new WordDocument(document).WriteBody(pages);
            main.Document = new Document(changes is null ? written : changes.Between(new WordDocument(before!).WriteBody(pages), written));
        }
        return file.ToArray();
    }

    private Body WriteBody(IReadOnlyList<OpenXmlElement> pages)
    {
        WriteHead();
        WriteTitle();
        WriteContent(document.Content, across);
        WriteSignatures();
        var landscape = document.Landscape;
        foreach (var (i, annex) in document.Annexes.Index())
        {
            EndSection(pages, landscape);
            WriteAnnex(annex, i + 1);
            landscape = annex.Landscape;
        }
        // A line before each annexed table, and two at the end: what comes in is then followed by a line of both versions, into which it goes
        // back when it is rejected. No paragraph is joined with a table.
        Add(Styled.End);
        Add(Styled.End);
        body.Append(Section(pages, landscape));
        return body;
    }

    /// <summary>State and motto, the bodies, number, place and date (boxes 1 to 4 of section IV).</summary>
    private void WriteHead()
    {
        List<OpenXmlElement> issuer = [];
        if (document.ParentBody.Length > 0) issuer.AddRange(TypeWidth.Balanced(words.Upper(document.ParentBody), 12, LeftColumn / 20).Select(line => Paragraph(Styled.ParentBody, line)));
        var issuing = TypeWidth.Balanced(words.Upper(document.IssuingBody), 12, LeftColumn / 20);
        issuer.AddRange(issuing.Select(line => Paragraph(Styled.IssuingBody, line)));
        if (issuing.Count > 0) issuer.Add(Rule(0.4 * issuing.Max(line => TypeWidth.Of(line, 12)), LeftColumn));
        List<OpenXmlElement> number = document.Number is { } given ? [Paragraph(Styled.Number, words.Number(given))] : [];
        if (document.Mark.Length > 0) number.Add(Paragraph(Styled.Mark, words.Upper(document.Mark)));
        body.Append(Frame(across, [LeftColumn, RightColumn],
            [issuer, [Paragraph(Styled.Country, words.Country), Paragraph(Styled.Motto, words.Motto), Rule(TypeWidth.Of(words.Motto, 13), RightColumn)]],
            [number, document.Place.Length > 0 || document.Date is not null ? [Paragraph(Styled.PlaceAndDate, words.PlaceAndDate)] : []]));
    }

    /// <summary>Kind and abstract, and what stands before the content (boxes 5a and 6).</summary>
    private void WriteTitle()
    {
        Add(Styled.Kind, words.Upper(document.Kind));
        if (document.Abstract.Length > 0) Add(Styled.Abstract, document.Abstract);
        body.Append(Rule(0.4 * Math.Min(TypeWidth.Of(document.Abstract.Length > 0 ? document.Abstract : document.Kind, 14), across / 20.0), across));
        if (document.Authority.Length > 0) Add(Styled.Authority, words.Upper(document.Authority));
        for (var i = 0; i < document.LegalBases.Count; i++)
        {
            key = document.LegalBases[i].Key;
            Add(Styled.LegalBasis, document.LegalBases[i].Text.TrimEnd('.', ';', ',', ' ') + (i < document.LegalBases.Count - 1 ? ";" : "."));
        }
        key = null;
        if (document.Enacting.Length > 0) Add(Styled.Enacting, words.Upper(document.Enacting.TrimEnd(':', ' ')) + ":");
    }

    private void WriteContent(IReadOnlyList<Block> blocks, int width)
    {
        foreach (var block in blocks)
        {
            key = block.Key;
            switch (block)
            {
                case Prose prose:
                    foreach (var paragraph in Paragraphs(prose.Phrases)) Add(Styled.Body, paragraph);
                    break;
                case Divided divided:
                    WriteDivided(divided);
                    break;
                case DocumentTable table:
                    Add(Styled.End);
                    body.Append(Written(table, width));
                    break;
            }
        }
        key = null;
        if (blocks.Count > 0) Close();
    }

    private void WriteDivided(Divided divided)
    {
        var style = Styled.Of(divided);
        var text = Clean.Text(divided.Text).Split('\n', StringSplitOptions.RemoveEmptyEntries).AsEnumerable();
        if (divided.Division < Division.Heading)
            // One paragraph of two lines, so that the outline has one entry for it.
            body.Append(Keyed(new Paragraph([Properties(style), Letters(divided.Number), .. divided.Heading.Length == 0 ? [] : new[] { new Run(new Break()), Letters(words.Upper(divided.Heading)) }]), key));
        else if (style != Styled.Body)
            Add(style, $"{divided.Number} {(divided.Division is Division.Heading ? words.Upper(divided.Heading) : divided.Heading)}");
        else
        {
            Add(style, new Phrase(divided.Number + " ", Bold: divided.Division is Division.Heading or Division.Article), text.FirstOrDefault() ?? "");
            text = text.Skip(1);
        }
        foreach (var paragraph in text) Add(Styled.Body, paragraph);
    }

    /// <summary>Ends the text before it with “./.”.</summary>
    private void Close()
    {
        if (body.LastChild is Paragraph last && last.Descendants<Text>().LastOrDefault() is { } text)
            text.Text = text.Text.TrimEnd('.', '/', ';', ',', ' ') + "./.";
        else Add(Styled.Body, "./.");
    }

    private static Table Written(DocumentTable table, int width)
    {
        var whole = table.Columns.Sum(c => c.Share);
        int[] widths = [.. table.Columns.Select(c => (int)(width * c.Share / whole))];
        var written = new Table(
            new TableProperties { TableStyle = new() { Val = Styled.Grid }, TableWidth = new() { Width = Twips(widths.Sum()), Type = TableWidthUnitValues.Dxa }, TableLayout = new() { Type = TableLayoutValues.Fixed } },
            new TableGrid(widths.Select(w => new GridColumn { Width = Twips(w) })));
        written.Append(new TableRow([
            new TableRowProperties(new CantSplit(), new TableHeader()),
            .. table.Columns.Select((c, i) => Cell(widths[i], 1, TableVerticalAlignmentValues.Center, [Paragraph(Styled.TableHead, c.Heading)]))]));
        foreach (var row in table.Rows)
        {
            var line = new TableRow(new TableRowProperties(new CantSplit()));
            for (var i = 0; i < row.Cells.Count; i++)
            {
                var span = i == row.Cells.Count - 1 ? table.Columns.Count - i : 1;
                var style = row.Group ? Styled.TableGroup : span == 1 && table.Columns[i].Centred ? Styled.TableCentred : Styled.TableText;
                line.Append(Cell(widths[i..(i + span)].Sum(), span, TableVerticalAlignmentValues.Top, Paragraphs(row.Cells[i].Phrases).DefaultIfEmpty([]).Select(phrases => Paragraph(style, phrases))));
            }
            written.Append(Keyed(line, row.Key));
        }
        return written;
    }

    /// <summary>Capacity, office and name of who signs, and who receives it (boxes 7 and 9).</summary>
    private void WriteSignatures()
    {
        OpenXmlElement[] recipients = document.Recipients.Count == 0 ? [] :
        [
            .. document.Signatures.Count > 1 ? [Paragraph(Styled.Recipient)] : Array.Empty<OpenXmlElement>(),
            Paragraph(Styled.RecipientsHead, words.Recipients),
            .. document.Recipients.Select((r, i) => Paragraph(Styled.Recipient, $"- {r.TrimEnd('.', ';', ' ')}{(i < document.Recipients.Count - 1 ? ";" : ".")}")),
        ];
        IReadOnlyList<IEnumerable<OpenXmlElement>> signed = [.. document.Signatures.Select(Signed)];
        if (signed.Count == 1) signed = [recipients, signed[0]];
        else if (recipients.Length > 0) signed = [.. signed, .. signed.Count % 2 == 0 ? [] : new OpenXmlElement[][] { [] }, recipients];
        if (signed.Count == 0) return;
        Add(Styled.Recipient);
        body.Append(Frame(across, [across / 2, across - across / 2], [.. signed.Chunk(2)]));
    }

    private IEnumerable<OpenXmlElement> Signed(Signature signature)
    {
        if (signature.By is { } by) yield return Paragraph(Styled.Capacity, words.Capacity(by, signature.For));
        yield return Paragraph(Styled.Capacity, words.Upper(signature.Title));
        yield return Paragraph(Styled.Signer, signature.Name);
    }

    private void WriteAnnex(Annex annex, int number)
    {
        var width = Width(annex.Landscape);
        Add(Styled.AnnexNumber, words.Annex(number, document.Annexes.Count));
        if (annex.Title.Length > 0) Add(Styled.AnnexTitle, words.Upper(annex.Title));
        Add(Styled.Attached, words.Attached);
        body.Append(Rule(0.4 * Math.Min(TypeWidth.Of(annex.Title, 14), width / 20.0), width));
        WriteContent(annex.Content, width);
    }

    /// <summary>A table nobody sees, which holds the parts of the header and of the signatures in their columns.</summary>
    private static Table Frame(int across, int[] widths, params IReadOnlyList<IEnumerable<OpenXmlElement>>[] rows)
    {
        var frame = new Table(
            new TableProperties { TableStyle = new() { Val = "TableNormal" }, TableIndentation = new() { Width = (across - widths.Sum()) / 2, Type = TableWidthUnitValues.Dxa }, TableWidth = new() { Width = Twips(widths.Sum()), Type = TableWidthUnitValues.Dxa }, TableLayout = new() { Type = TableLayoutValues.Fixed } },
            new TableGrid(widths.Select(w => new GridColumn { Width = Twips(w) })));
        foreach (var row in rows)
            frame.Append(new TableRow([
                new TableRowProperties(new CantSplit()),
                .. widths.Select((w, i) => Cell(w, 1, TableVerticalAlignmentValues.Top, i < row.Count ? row[i] : []))]));
        return frame;
    }

    private static TableCell Cell(int width, int span, TableVerticalAlignmentValues vertical, IEnumerable<OpenXmlElement> content)
    {
        var cell = new TableCell(new TableCellProperties
        {
            TableCellWidth = new() { Width = Twips(width), Type = TableWidthUnitValues.Dxa },
            GridSpan = span > 1 ? new() { Val = span } : null,
            TableCellVerticalAlignment = new() { Val = vertical },
        });
        cell.Append(content);
        if (cell.LastChild is not DocumentFormat.OpenXml.Wordprocessing.Paragraph) cell.Append(Paragraph(Styled.Recipient));
        return cell;
    }

    /// <summary>A line across the middle of a column.</summary>
    /// <param name="points">Its length.</param>
    private static Paragraph Rule(double points, int column)
    {
        var side = Math.Max(0, (column - (int)(points * 20)) / 2);
        var rule = Paragraph(Styled.Rule);
        rule.ParagraphProperties!.ParagraphBorders = new(new TopBorder { Val = BorderValues.Single, Size = 6, Space = 1 });
        rule.ParagraphProperties.Indentation = new() { Left = Twips(side), Right = Twips(side), FirstLine = "0" };
        return rule;
    }

    private void Add(string style, params IReadOnlyList<Phrase> phrases) => body.Append(Keyed(Paragraph(style, phrases), key));

    private static T Keyed<T>(T element, string? key) where T : OpenXmlElement
    {
        if (key is not null) element.AddAnnotation(new TrackedChanges.Key(key));
        return element;
    }

    private static Paragraph Paragraph(string style, params IReadOnlyList<Phrase> phrases)
    {
        var paragraph = new Paragraph(Properties(style));
        paragraph.Append(phrases.Where(p => p.Text.Length > 0).Select(Letters));
        return paragraph;
    }

    private static ParagraphProperties Properties(string style) => new() { ParagraphStyleId = new() { Val = style } };

    private static Run Letters(Phrase phrase)
    {
        var run = new Run();
        if (phrase.Bold || phrase.Italic || phrase.Change is not WordChange.Same)
            run.RunProperties = new()
            {
                Bold = phrase.Bold ? new() : null, BoldComplexScript = phrase.Bold ? new() : null, Italic = phrase.Italic ? new() : null, ItalicComplexScript = phrase.Italic ? new() : null,
                // Told apart without colour as well: such tables are copied in black and white.
                Strike = phrase.Change is WordChange.Deleted ? new() : null, Underline = phrase.Change is WordChange.Inserted ? new() { Val = UnderlineValues.Single } : null,
                Color = phrase.Change switch { WordChange.Inserted => new() { Val = "0B5394" }, WordChange.Deleted => new() { Val = "B3261E" }, _ => null },
            };
        run.Append(new Text(Clean.Characters(phrase.Text).Replace('\t', ' ').Replace('\n', ' ')) { Space = SpaceProcessingModeValues.Preserve });
        return run;
    }

    /// <summary>The phrases of each paragraph.</summary>
    private static IEnumerable<IReadOnlyList<Phrase>> Paragraphs(IReadOnlyList<Phrase> phrases)
    {
        var paragraph = new List<Phrase>();
        foreach (var phrase in phrases)
            foreach (var (i, text) in phrase.Text.ReplaceLineEndings("\n").Split('\n').Index())
            {
                if (i > 0 && paragraph.Count > 0)
                {
                    yield return paragraph;
                    paragraph = [];
                }
                if (text.Length > 0) paragraph.Add(phrase with { Text = text });
            }
        if (paragraph.Count > 0) yield return paragraph;
    }

    /// <summary>The page's number in the upper margin, and the foot; the first page of a section has the foot alone.</summary>
    private static IReadOnlyList<OpenXmlElement> Pages(MainDocumentPart main, Paragraph said)
    {
        HeaderPart number = main.AddNewPart<HeaderPart>(), none = main.AddNewPart<HeaderPart>();
        number.Header = new Header(new Paragraph(Properties(Styled.PageNumber), new SimpleField(new Run(new Text("2"))) { Instruction = "PAGE" }));
        none.Header = new Header(Paragraph(Styled.PageNumber));
        var foot = main.AddNewPart<FooterPart>();
        foot.Footer = new Footer(said);
        return
        [
            new HeaderReference { Type = HeaderFooterValues.Default, Id = main.GetIdOfPart(number) }, new HeaderReference { Type = HeaderFooterValues.First, Id = main.GetIdOfPart(none) },
            new FooterReference { Type = HeaderFooterValues.Default, Id = main.GetIdOfPart(foot) }, new FooterReference { Type = HeaderFooterValues.First, Id = main.GetIdOfPart(foot) },
        ];
    }

    private static int Width(bool landscape) => (landscape ? Long : Short) - Left - Right;

    private SectionProperties Section(IReadOnlyList<OpenXmlElement> pages, bool landscape)
    {
        var section = new SectionProperties(pages.Select(p => p.CloneNode(true)));
        section.Append(
            new SectionType { Val = SectionMarkValues.NextPage },
            landscape ? new PageSize { Width = Long, Height = Short, Orient = PageOrientationValues.Landscape } : new PageSize { Width = Short, Height = Long },
            new PageMargin { Top = Upper, Bottom = Lower, Left = Left, Right = Right, Header = ToEdge, Footer = ToEdge, Gutter = 0 });
        if (document.LineNumbers) section.Append(new LineNumberType { CountBy = 1, Restart = LineNumberRestartValues.NewPage });
        section.Append(new PageNumberType { Start = 1 }, new TitlePage());
        return section;
    }

    private void EndSection(IReadOnlyList<OpenXmlElement> pages, bool landscape)
    {
        Add(Styled.End);
        ((Paragraph)body.LastChild!).ParagraphProperties!.SectionProperties = Section(pages, landscape);
    }

    private static string Twips(int twips) => twips.ToString(CultureInfo.InvariantCulture);
}
