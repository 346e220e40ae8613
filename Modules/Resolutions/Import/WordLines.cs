using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Conference.Resolutions;

/// <summary>
/// The paragraphs of a Word document as a reader sees them: numbers that Word counts are written out, rows of tables are lines,
/// insertions stand and deletions do not, footnotes follow the text.
/// </summary>
internal sealed class WordLines
{
    private const long LargestUnpacked = 200 << 20;
    private const int MostParts = 2_000, LongestPart = 50_000_000;

    private readonly MainDocumentPart main;
    private readonly Dictionary<string, Style> styles;
    private readonly Dictionary<(int List, int Level), int> counters = [];
    private readonly List<DocumentLine> lines = [];

    private WordLines(MainDocumentPart main)
    {
        this.main = main;
        styles = main.StyleDefinitionsPart?.Styles?.Elements<Style>().Where(s => s.StyleId?.Value is not null).GroupBy(s => s.StyleId!.Value!).ToDictionary(g => g.Key, g => g.First()) ?? [];
    }

    public static IReadOnlyList<DocumentLine> Of(byte[] file)
    {
        try
        {
            using var stream = new MemoryStream(file, writable: false);
            RefuseBombs(stream);
            stream.Position = 0;
            using var document = WordprocessingDocument.Open(stream, false, new OpenSettings { MaxCharactersInPart = LongestPart });
            if (document.MainDocumentPart?.Document?.Body is not { } body) throw new DocumentUnreadable("This is not a Word document (.docx).");
            var reading = new WordLines(document.MainDocumentPart);
            reading.Read(body);
            reading.Notes();
            return reading.lines;
        }
        catch (Exception failure) when (failure is OpenXmlPackageException or InvalidDataException or FileFormatException or System.Xml.XmlException or FormatException or ArgumentException or IOException or InvalidOperationException or KeyNotFoundException)
        {
            throw new DocumentUnreadable("This is not a Word document (.docx), or it is damaged. Open it in Word, save it again and import that.");
        }
    }

    /// <summary>Unpacks and counts, since the sizes a zip declares may be lies.</summary>
    private static void RefuseBombs(Stream file)
    {
        using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        if (zip.Entries.Count > MostParts) throw new DocumentUnreadable("This document has more than {0} parts.", MostParts);
        var (total, buffer) = (0L, new byte[81920]);
        foreach (var entry in zip.Entries)
        {
            using var content = entry.Open();
            for (int read; (read = content.Read(buffer)) > 0;)
                if ((total += read) > LargestUnpacked) throw new DocumentUnreadable("This document unpacks to more than {0} MB.", LargestUnpacked >> 20);
        }
    }

    private void Read(OpenXmlElement holder)
    {
        foreach (var element in holder.ChildElements)
            switch (element)
            {
                case Paragraph paragraph: Add(paragraph); break;
                case Table table: foreach (var row in table.Descendants<TableRow>().Where(r => r.Ancestors<Table>().First() == table)) Add(row); break;
                case SdtBlock or SdtContentBlock or CustomXmlBlock or InsertedRun: Read(element); break;
                default: if (element.Descendants<Paragraph>().Any()) Read(element); break;
            }
    }

    private void Add(Paragraph paragraph)
    {
        foreach (var (i, text) in Text(paragraph).Split('\n').Index())
        {
            var words = Shared.Clean.Line(Wording.Compose(text));
            var label = i == 0 ? Label(paragraph) : "";
            // A number without words is a line that someone forgot.
            if (words.Length > 0) lines.Add(new(lines.Count + 1, label.Length > 0 ? $"{label} {words}" : words, HeadingOf(paragraph), Counted: label.Length > 0));
        }
        foreach (var box in paragraph.Descendants<TextBoxContent>().Where(b => b.Ancestors<AlternateContentFallback>().FirstOrDefault() is null)) Read(box);
    }

    /// <summary>A table that only lays out the letterhead or the signature is read cell by cell; any other row is one line.</summary>
    private void Add(TableRow row)
    {
        var cells = row.Elements<TableCell>().Select(c => c.Descendants<Paragraph>().Select(p => (Paragraph: p, Text: Shared.Clean.Line(Wording.Compose(Text(p).Replace('\n', ' '))))).Where(p => p.Text.Length > 0).ToList()).ToList();
        if (cells.Any(c => c.Count > 1)) foreach (var (paragraph, _) in cells.SelectMany(c => c)) Add(paragraph);
        else if (string.Join(" | ", cells.Select(c => c is [var one] ? one.Text : "")).Trim(' ', '|') is { Length: > 0 } line) lines.Add(new(lines.Count + 1, line, Aside: true));
    }

    private void Notes()
    {
        foreach (var note in (main.FootnotesPart?.Footnotes?.Elements<Footnote>() ?? []).Cast<FootnoteEndnoteType>().Concat(main.EndnotesPart?.Endnotes?.Elements<Endnote>() ?? []).Where(n => n.Type is null || n.Type.Value == FootnoteEndnoteValues.Normal))
        {
            var text = Shared.Clean.Line(Wording.Compose(string.Join(' ', note.Descendants<Paragraph>().Select(Text))));
            if (text.Length > 0) lines.Add(new(lines.Count + 1, $"[{note.Id}] {text}", Aside: true));
        }
    }

    private static string Text(OpenXmlElement paragraph)
    {
        var text = new StringBuilder();
        foreach (var element in paragraph.Descendants())
        {
            if (element.Ancestors<Paragraph>().FirstOrDefault() != paragraph || element.Ancestors().Any(a => a is AlternateContentFallback or DeletedRun or MoveFromRun or ParagraphProperties)) continue;
            switch (element)
            {
                case Text run: text.Append(run.Text); break;
                case TabChar: text.Append('\t'); break;
                case Break or CarriageReturn: text.Append('\n'); break;
                case NoBreakHyphen: text.Append('-'); break;
                case SymbolChar symbol: text.Append(symbol.Char?.Value is { } hex && int.TryParse(hex, System.Globalization.NumberStyles.HexNumber, null, out var code) && code is > 31 and < 0xD800 ? ((char)code).ToString() : "•"); break;
                case FootnoteReference { Id: { } note }: text.Append(" [").Append(note.Value).Append(']'); break;
                case EndnoteReference { Id: { } note }: text.Append(" [").Append(note.Value).Append(']'); break;
            }
        }
        return text.ToString();
    }

    /// <summary>The number that Word counts for this paragraph, as it shows it; Word's Latin letters become those of Vietnamese law.</summary>
    private string Label(Paragraph paragraph)
    {
        var chain = Styles(paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value).ToList();
        var own = paragraph.ParagraphProperties?.NumberingProperties;
        var inherited = chain.Select(s => s.StyleParagraphProperties?.NumberingProperties).FirstOrDefault(n => n is not null);
        var list = (own?.NumberingId ?? inherited?.NumberingId)?.Val?.Value ?? 0;
        if (list == 0 || main.NumberingDefinitionsPart?.Numbering is not { } numbering) return "";
        var level = Math.Clamp((own?.NumberingLevelReference ?? inherited?.NumberingLevelReference)?.Val?.Value ?? 0, 0, 8);
        var instance = numbering.Elements<NumberingInstance>().FirstOrDefault(n => n.NumberID?.Value == list);
        var definition = numbering.Elements<AbstractNum>().FirstOrDefault(a => a.AbstractNumberId?.Value == instance?.AbstractNumId?.Val?.Value);
        if (definition is null) return "";
        Level? At(int l) => instance!.Elements<LevelOverride>().FirstOrDefault(o => o.LevelIndex?.Value == l)?.Level ?? definition.Elements<Level>().FirstOrDefault(x => x.LevelIndex?.Value == l);
        int Start(int l) => instance!.Elements<LevelOverride>().FirstOrDefault(o => o.LevelIndex?.Value == l)?.StartOverrideNumberingValue?.Val?.Value ?? At(l)?.StartNumberingValue?.Val?.Value ?? 1;
        // Lists that share a definition go on counting, unless one begins anew by itself.
        var key = instance!.Elements<LevelOverride>().Any(o => o.StartOverrideNumberingValue is not null) ? list : -(definition.AbstractNumberId?.Value ?? 0) - 1;
        counters[(key, level)] = counters.TryGetValue((key, level), out var last) ? last + 1 : Start(level);
        for (var deeper = level + 1; deeper < 9; deeper++) counters.Remove((key, deeper));
        var format = At(level)?.LevelText?.Val?.Value ?? "";
        if (At(level)?.NumberingFormat?.Val?.Value == NumberFormatValues.Bullet) return "-";
        for (var l = 0; l <= level; l++)
            format = format.Replace($"%{l + 1}", Written(counters.TryGetValue((key, l), out var number) ? number : Start(l), At(l)?.NumberingFormat?.Val?.Value), StringComparison.Ordinal);
        return format.Trim();
    }

    private static string Written(int number, NumberFormatValues? format) => format switch
    {
        NumberFormatValues.UpperRoman => Shared.Roman.Of(number),
        NumberFormatValues.LowerRoman => Shared.Roman.Of(number).ToLowerInvariant(),
        NumberFormatValues.LowerLetter => number <= Numbering.Letters.Length ? Numbering.Letter(number - 1) : number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        NumberFormatValues.UpperLetter => ((char)('A' + (number - 1) % 26)).ToString(),
        NumberFormatValues.None => "",
        _ => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    private int HeadingOf(Paragraph paragraph)
    {
        if (paragraph.ParagraphProperties?.OutlineLevel?.Val?.Value is < 9 and var own) return own + 1;
        foreach (var style in Styles(paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value))
        {
            if (style.StyleName?.Val?.Value is { } name && name.Equals("title", StringComparison.OrdinalIgnoreCase)) return 1;
            if (style.StyleParagraphProperties?.OutlineLevel?.Val?.Value is < 9 and var level) return level + 1;
        }
        return 0;
    }

    private IEnumerable<Style> Styles(string? id)
    {
        for (var depth = 0; depth < 20 && id is not null && styles.TryGetValue(id, out var style); depth++, id = style.BasedOn?.Val?.Value) yield return style;
    }
}
