using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Conference.Shared.Documents;

/// <summary>Who made a change and when; <paramref name="At"/> is the time of day that Word is to show, without a zone.</summary>
public sealed record Authorship(string Who, DateTime At);

/// <summary>
/// Two versions of a document in one, with their differences as insertions and deletions: of words within a paragraph, of whole
/// paragraphs with their marks, and of rows. What has a key is the same part in both versions; the rest is told by its words.
/// </summary>
internal sealed class TrackedChanges(Func<string?, Authorship> by)
{
    /// <summary>Noted on paragraphs and rows of a document that is being written.</summary>
    public sealed record Key(string Name);

    private int last;

    public Body Between(Body before, Body after) => new([.. Merged(Parts(before), Parts(after), true, null), Between(before.GetFirstChild<SectionProperties>()!, after.GetFirstChild<SectionProperties>()!)]);

    public Paragraph Between(Paragraph before, Paragraph after) => Between(before, after, null);

    private static List<OpenXmlElement> Parts(OpenXmlElement of) => [.. of.ChildElements.Where(e => e is Paragraph or Table or TableRow)];

    private SectionProperties Between(SectionProperties before, SectionProperties after)
    {
        var merged = (SectionProperties)after.CloneNode(true);
        if (before.OuterXml != after.OuterXml)
            merged.Append(Signed(new SectionPropertiesChange(new PreviousSectionProperties(before.ChildElements.Where(c => c is not (HeaderReference or FooterReference)).Select(c => c.CloneNode(true)))), null));
        return merged;
    }

    /// <param name="ends">The last paragraphs belong together whatever they are: neither a cell nor a document can do without its last one.</param>
    private IEnumerable<OpenXmlElement> Merged(List<OpenXmlElement> before, List<OpenXmlElement> after, bool ends, string? key)
    {
        var merged = Aligned(before, after, ends).Select(pair => (pair.Old, pair.New, Element: pair switch
        {
            (Paragraph was, Paragraph now) => Between(was, now, KeyOf(now) ?? key),
            (Table was, Table now) => Between(was, now, key),
            (TableRow was, TableRow now) => Between(was, now, KeyOf(now) ?? key),
            (null, { } now) => Whole(now, true, KeyOf(now) ?? key),
            ({ } was, _) => Whole(was, false, KeyOf(was) ?? key),
            _ => throw new InvalidOperationException("Each line stands in one of the two versions at least."),
        })).ToList();
        for (var i = 0; i < merged.Count; i++)
        {
            if (merged[i] is not { Old: Paragraph was, New: Paragraph now, Element: Paragraph kept } || kept.LastChild is not (InsertedRun or DeletedRun)) continue;
            var inserted = kept.LastChild is InsertedRun;
            Stretch(was, now, kept, [.. merged.Skip(i + 1).TakeWhile(m => (inserted ? m.Old : m.New) is null).Select(m => m.Element).TakeWhile(e => e is Paragraph).Cast<Paragraph>()], inserted, KeyOf(now) ?? key);
        }
        return merged.Select(m => m.Element);
    }

    /// <summary>
    /// Words that came at the end of a paragraph, and whole paragraphs after it, are one stretch to some readers, which then take the
    /// mark between them for a part of it. So it is written as one: the marks within it come too, and the last one is the old one.
    /// The same for what is gone.
    /// </summary>
    private void Stretch(Paragraph before, Paragraph after, Paragraph kept, List<Paragraph> whole, bool inserted, string? key)
    {
        if (whole.Count == 0) return;
        if (whole.Append(kept).Any(p => p.ParagraphProperties!.SectionProperties is not null))
        {
            // The mark that ends a section stays where it is: what differs is then told from what follows by the order of old and new.
            foreach (var child in kept.ChildElements.Where(c => c is not ParagraphProperties).ToList()) child.Remove();
            Letters was = new(before), now = new(after);
            var (gone, come) = (Gone(was.Runs(0, was.Text.Length), key), Come(now.Runs(0, now.Text.Length), key));
            kept.Append((inserted ? new OpenXmlElement[] { come, gone } : [gone, come]).Where(c => c.HasChildren));
            return;
        }
        var last = whole[^1].ParagraphProperties!;
        foreach (var (paragraph, next) in whole.Prepend(kept).Zip(whole))
        {
            var mark = next.ParagraphProperties!.ParagraphMarkRunProperties!;
            next.ParagraphProperties.ParagraphMarkRunProperties = null;
            paragraph.ParagraphProperties!.ParagraphMarkRunProperties = mark;
        }
        // The paragraph that remains looks as the last mark says.
        var (own, other) = (last.OuterXml, (inserted ? before : after).ParagraphProperties!);
        if (own == other.OuterXml) return;
        var changed = Looked(inserted ? other : last);
        if (!inserted)
        {
            last.RemoveAllChildren();
            last.Append(other.ChildElements.Select(c => c.CloneNode(true)));
        }
        last.Append(Signed(changed, key));
    }

    private static ParagraphPropertiesChange Looked(ParagraphProperties properties) =>
        new(new ParagraphPropertiesExtended(properties.ChildElements.Where(c => c is not SectionProperties).Select(c => c.CloneNode(true))));

    private Table Between(Table before, Table after, string? key)
    {
        var merged = Bare(after);
        merged.Append(Merged(Parts(before), Parts(after), false, key));
        return merged;
    }

    private TableRow Between(TableRow before, TableRow after, string? key)
    {
        var merged = Bare(after);
        foreach (var (old, now) in before.Elements<TableCell>().Zip(after.Elements<TableCell>()))
        {
            var cell = Bare(now);
            cell.Append(Merged(Parts(old), Parts(now), true, key));
            merged.Append(cell);
        }
        return merged;
    }

    private Paragraph Between(Paragraph before, Paragraph after, string? key)
    {
        var merged = Bare(after);
        Letters was = new(before), now = new(after);
        int old = 0, current = 0;
        foreach (var run in WordDiff.Told(was.Text, now.Text))
        {
            var length = run.Text.Length;
            if (run.Change is WordChange.Deleted) merged.Append(Gone(was.Runs(old, length), key));
            else if (run.Change is WordChange.Inserted) merged.Append(Come(now.Runs(current, length), key));
            else merged.Append(now.Runs(current, length));
            if (run.Change is not WordChange.Inserted) old += length;
            if (run.Change is not WordChange.Deleted) current += length;
        }
        // Both have the properties of the writer alone: a style, and borders where they are a rule.
        if (Looks(before) != Looks(after)) merged.ParagraphProperties!.Append(Signed(Looked(before.ParagraphProperties!), key));
        return merged;
    }

    /// <summary>Something that stands in one version alone.</summary>
    private OpenXmlElement Whole(OpenXmlElement element, bool inserted, string? key)
    {
        switch (element)
        {
            case Paragraph paragraph:
                var marked = Bare(paragraph);
                marked.ParagraphProperties!.ParagraphMarkRunProperties = new(inserted ? Signed(new Inserted(), key) : Signed(new Deleted(), key));
                var letters = new Letters(paragraph);
                // LibreOffice keeps an empty line that ends a section, unless some run of it came or went too.
                var runs = letters.Text.Length > 0 ? letters.Runs(0, letters.Text.Length) : paragraph.ParagraphProperties!.SectionProperties is null ? [] : [new Run(new Text(""))];
                if (runs.Any()) marked.Append(inserted ? Come(runs, key) : Gone(runs, key));
                return marked;
            case TableRow row:
                var line = Bare(row);
                line.TableRowProperties ??= new();
                line.TableRowProperties.Append(inserted ? Signed(new Inserted(), key) : Signed(new Deleted(), key));
                foreach (var cell in row.Elements<TableCell>())
                {
                    var kept = Bare(cell);
                    kept.Append(Parts(cell).Select(p => Whole(p, inserted, key)));
                    line.Append(kept);
                }
                return line;
            default:
                var table = Bare(element);
                table.Append(Parts(element).Select(r => Whole(r, inserted, KeyOf(r) ?? key)));
                return table;
        }
    }

    private InsertedRun Come(IEnumerable<Run> runs, string? key) => Signed(new InsertedRun(runs), key);

    private DeletedRun Gone(IEnumerable<Run> runs, string? key)
    {
        var gone = Signed(new DeletedRun(runs), key);
        foreach (var text in gone.Descendants<Text>().ToList()) text.Parent!.ReplaceChild(new DeletedText(text.Text) { Space = SpaceProcessingModeValues.Preserve }, text);
        return gone;
    }

    private T Signed<T>(T change, string? key) where T : OpenXmlElement
    {
        var (who, at) = by(key);
        const string Word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
        change.SetAttribute(new("w", "id", Word, (++last).ToString(CultureInfo.InvariantCulture)));
        change.SetAttribute(new("w", "author", Word, who));
        change.SetAttribute(new("w", "date", Word, at.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)));
        return change;
    }

    /// <summary>The element with its properties and without its content.</summary>
    private static T Bare<T>(T element) where T : OpenXmlElement
    {
        var bare = (T)element.CloneNode(true);
        foreach (var child in bare.ChildElements.Where(c => c is Run or Paragraph or Table or TableRow or TableCell).ToList()) child.Remove();
        return bare;
    }

    private static string? KeyOf(OpenXmlElement element) => element.Annotation<Key>()?.Name;

    private static string Looks(Paragraph paragraph)
    {
        var properties = (ParagraphProperties)paragraph.ParagraphProperties!.CloneNode(true);
        properties.SectionProperties = null;
        return properties.OuterXml;
    }

    private static string StyleOf(Paragraph paragraph) => paragraph.ParagraphProperties!.ParagraphStyleId!.Val!.Value!;

    /// <summary>Pairs what belongs together in the order of both, so that as much as possible is paired; what is gone stands before what came.</summary>
    private static IEnumerable<(OpenXmlElement? Old, OpenXmlElement? New)> Aligned(List<OpenXmlElement> before, List<OpenXmlElement> after, bool ends)
    {
        var (old, now) = (Known(before), Known(after));
        var (start, most) = (0, Math.Min(old.Count, now.Count) - (ends ? 1 : 0));
        while (start < most && old[start].Same(now[start])) start++;
        int olds = old.Count - start, news = now.Count - start;
        var best = new float[olds + 1, news + 1];
        for (var i = olds - 1; i >= 0; i--)
            for (var j = news - 1; j >= 0; j--)
            {
                var kin = Kin(i, j);
                best[i, j] = Math.Max(kin > 0 ? kin + best[i + 1, j + 1] : 0, Math.Max(best[i + 1, j], best[i, j + 1]));
            }
        for (var i = 0; i < start; i++) yield return (before[i], after[i]);
        for (int i = 0, j = 0; i < olds || j < news;)
        {
            if (i < olds && (j == news || best[i, j] == best[i + 1, j])) yield return (before[start + i++], null);
            else if (i < olds && j < news && Kin(i, j) is > 0 and var kin && best[i, j] == kin + best[i + 1, j + 1]) yield return (before[start + i++], after[start + j++]);
            else yield return (null, after[start + j++]);
        }

        float Kin(int i, int j) => ends && i == olds - 1 && j == news - 1 ? 1000 : old[start + i].Kinship(now[start + j]);
    }

    private static List<Part> Known(List<OpenXmlElement> elements)
    {
        var seen = new Dictionary<string, int>();
        return [.. elements.Select(e => new Part(e, KeyOf(e) is { } key ? $"{key} {seen[key] = seen.GetValueOrDefault(key) + 1}" : null))];
    }

    /// <summary>A paragraph, table or row as it is compared with others: by its key and the place within what the key names, or by what it says.</summary>
    private sealed class Part(OpenXmlElement element, string? key)
    {
        private readonly string kind = element switch
        {
            // The end of a section is no line like others: it comes and goes with its section.
            Paragraph p => StyleOf(p) + (p.ParagraphProperties!.SectionProperties is null ? "" : " section"),
            TableRow r => "row " + string.Join(' ', r.Elements<TableCell>().Select(c => c.TableCellProperties?.GridSpan?.Val?.Value ?? 1)),
            _ => $"table {element.GetFirstChild<TableProperties>()?.TableStyle?.Val} {element.GetFirstChild<TableGrid>()?.ChildElements.Count}",
        };
        private readonly string text = element is Paragraph p ? new Letters(p).Text : element.InnerText;
        private readonly string? key = key;
        private readonly bool isRow = element is TableRow;

        public bool Same(Part other) => key is null && other.key is null && (kind, text) == (other.kind, other.text);

        public float Kinship(Part other)
        {
            if (key is not null || other.key is not null) return key == other.key && (!isRow || kind == other.kind) ? 10 : 0;
            return kind != other.kind ? 0 : text == other.text ? 4 : 1 + 2 * Likeness(text, other.text);
        }

        private static float Likeness(string one, string other)
        {
            HashSet<string> words = [.. one.Split(' ')], others = [.. other.Split(' ')];
            return words.Count == 0 || others.Count == 0 ? 0 : (float)words.Count(others.Contains) / Math.Max(words.Count, others.Count);
        }
    }

    /// <summary>The words of a paragraph and how each of them is set.</summary>
    private sealed class Letters
    {
        private readonly List<(int From, string Text, RunProperties? Set)> pieces = [];

        public Letters(Paragraph paragraph)
        {
            foreach (var run in paragraph.Elements<Run>())
            {
                var text = string.Concat(run.ChildElements.Select(c => c switch { Text t => t.Text, Break => "\n", _ => "" }));
                pieces.Add((Text.Length, text, run.RunProperties));
                Text += text;
            }
        }

        public string Text { get; } = "";

        public IEnumerable<Run> Runs(int from, int length)
        {
            foreach (var (begin, text, set) in pieces)
            {
                var (start, end) = (Math.Max(from, begin), Math.Min(from + length, begin + text.Length));
                if (start >= end) continue;
                var run = new Run();
                if (set is not null) run.RunProperties = (RunProperties)set.CloneNode(true);
                foreach (var (i, line) in text[(start - begin)..(end - begin)].Split('\n').Index())
                {
                    if (i > 0) run.Append(new Break());
                    if (line.Length > 0) run.Append(new Text(line) { Space = SpaceProcessingModeValues.Preserve });
                }
                yield return run;
            }
        }
    }
}
