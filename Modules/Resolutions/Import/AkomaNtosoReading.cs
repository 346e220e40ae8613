using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Conference.Shared;

namespace Conference.Resolutions;

/// <summary>
/// Makes the tree of a document out of Akoma Ntoso 3.0. What <see cref="AkomaNtoso"/> wrote gives the same tree with its references;
/// of other files, what has no place in our levels stays as text with its number, and a remark says so.
/// </summary>
internal sealed partial class AkomaNtosoReading
{
    private const int Deepest = 40;

    private static readonly XNamespace Akn = AkomaNtoso.Akn;

    private readonly XElement document;
    private readonly DocumentLayout layout;
    private readonly bool ours, english;
    private readonly List<ReadRemark> remarks = [];
    private readonly Dictionary<string, Guid> ids = [];

    private AkomaNtosoReading(XElement document, DocumentLayout? layout)
    {
        this.document = document;
        var written = (string?)document.Descendants(AkomaNtoso.Own + "layout").FirstOrDefault();
        ours = written is not null;
        this.layout = layout ?? (Enum.TryParse<DocumentLayout>(written, out var own) ? own : document.Descendants(Akn + "article").Any() ? DocumentLayout.Articles : DocumentLayout.Sections);
        english = (string?)document.Descendants(Akn + "FRBRlanguage").FirstOrDefault()?.Attribute("language") == "eng";
        foreach (var known in document.Descendants().Where(e => e.Attribute("eId") is not null)) ids.TryAdd((string)known.Attribute("eId")!, Guid.CreateVersion7());
    }

    public static bool IsXml(byte[] file) =>
        Encoding.UTF8.GetString(file, 0, Math.Min(file.Length, 200)).TrimStart('\uFEFF', ' ', '\r', '\n', '\t') is var start && (start.StartsWith("<?xml", StringComparison.Ordinal) || start.StartsWith("<akomaNtoso", StringComparison.Ordinal));

    public static ReadDocument Read(byte[] file, string fallbackTitle, DocumentLayout? layout)
    {
        var document = Loaded(file);
        return new AkomaNtosoReading(document, layout).Read(fallbackTitle);
    }

    private static XElement Loaded(byte[] file)
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(file, writable: false), new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 50_000_000 });
            var root = XDocument.Load(reader, LoadOptions.PreserveWhitespace | LoadOptions.SetLineInfo).Root!;
            if (root.Name != Akn + "akomaNtoso" || root.Elements().FirstOrDefault() is not { } document) throw new DocumentUnreadable("This XML is not Akoma Ntoso 3.0.");
            if (root.Descendants().Any(e => !e.HasElements && e.Ancestors().Take(Deepest + 1).Count() > Deepest)) throw new DocumentUnreadable("This XML nests more than {0} levels.", Deepest);
            return document;
        }
        catch (XmlException failure)
        {
            throw new DocumentUnreadable("This XML is damaged: line {0}.", failure.LineNumber);
        }
    }

    private ReadDocument Read(string fallbackTitle)
    {
        var clauses = new List<ReadClause>();
        foreach (var part in Parts("preface").Elements().Where(e => !ours && !e.Descendants(Akn + "docTitle").Any() && Said(e).Length > 0)) Say(part, Said(part), "The letterhead is not part of the text.");
        foreach (var recital in Parts("preamble").SelectMany(p => p.Descendants()).Where(e => e.Name.LocalName is "recital" or "citation" or "formula" || e.Name.LocalName is "p" or "block" or "container" && e.Parent!.Name.LocalName == "preamble"))
            if (!ours || Known(recital)) clauses.Add(Clause(recital, ClauseKind.Recital));
        foreach (var body in document.Elements().Where(e => e.Name.LocalName is "mainBody" or "body")) clauses.AddRange(Held(body, null));
        foreach (var line in Parts("conclusions").Elements())
            if (ours ? Known(line) : Said(line).Length > 0) clauses.Add(Clause(line, (string?)line.Attribute("name") == "recipient" ? ClauseKind.Recipient : ClauseKind.Signature));
        foreach (var attachment in document.Elements().Where(e => e.Name.LocalName is "attachments" or "components").Elements())
        {
            if ((string?)attachment.Elements().LastOrDefault(e => e.Name.LocalName == "doc")?.Attribute("name") == "actionProgram") Say(attachment, HeadingOf(attachment), "An action program comes in by itself, from its Excel file.");
            else clauses.Add(Annex(attachment));
        }
        var title = (string?)document.Descendants(AkomaNtoso.Own + "title").FirstOrDefault() ?? (document.Descendants(Akn + "docTitle").FirstOrDefault() is { } named ? Said(named) : "");
        var numbers = document.Descendants(Akn + "num").Sum(n => Words(n.Value));
        // Closing words stand behind the text, wherever a file had them.
        return new(title.Length > 0 ? title : fallbackTitle, layout, english, [.. clauses.OrderBy(c => c.Kind.Zone)], remarks, clauses.SelectMany(c => c.All).Sum(c => Words($"{c.Words.Heading} {c.Words.HeadingEn} {c.Words.Text} {c.Words.TextEn}")) + numbers, numbers, []);
    }

    private IEnumerable<XElement> Parts(string name) => document.Elements(Akn + name);

    private ReadClause Annex(XElement attachment)
    {
        var bodies = attachment.Descendants().Where(e => e.Name.LocalName is "mainBody" or "body").Take(1).ToList();
        var introduction = bodies.Elements().FirstOrDefault(e => e.Name.LocalName == "hcontainer" && (string?)e.Attribute("name") == "introduction");
        return Make(attachment, ClauseKind.Annex, HeadingOf(attachment), introduction is null ? [] : Lines(introduction), [.. bodies.SelectMany(b => Held(b, ClauseKind.Annex, introduction))]);
    }

    /// <summary>The clauses that stand in an element.</summary>
    private IEnumerable<ReadClause> Held(XElement holder, ClauseKind? kind, XElement? except = null)
    {
        foreach (var element in holder.Elements().Where(e => e != except))
            switch (element.Name.LocalName)
            {
                case "num" or "heading" or "subheading" or "intro" or "content": break;
                case "p" or "block" or "table" or "blockList" or "ul" or "ol" or "wrapUp" or "crossHeading" or "tblock": if (Said(element).Length > 0) yield return Make(element, ClauseKind.Paragraph, "", Lines(element), []); break;
                default: foreach (var clause in Level(element, kind)) yield return clause; break;
            }
    }

    private IEnumerable<ReadClause> Level(XElement element, ClauseKind? holder)
    {
        ClauseKind? own = element.Name.LocalName switch
        {
            "part" => ClauseKind.Part, "chapter" => ClauseKind.Chapter, "section" => ClauseKind.Section, "subsection" => ClauseKind.Subsection, "article" => ClauseKind.Article, "paragraph" => ClauseKind.Item, "point" => ClauseKind.Point,
            "hcontainer" when (string?)element.Attribute("name") == "closing" && holder is null => ClauseKind.Closing,
            "hcontainer" => ClauseKind.Paragraph,
            _ => null,
        };
        if (own is { } kind && (!kind.IsLevel || Levels.Of(layout).Contains(kind) && (holder is null || holder.Value.MayHold(kind, layout))))
        {
            // A paragraph holds nothing; what stood in it follows it.
            List<ReadClause> held = [.. Held(element, kind.IsLevel ? kind : holder)];
            yield return kind.IsLevel ? Make(element, kind, HeadingOf(element), Content(element), held) : Clause(element, kind);
            if (!kind.IsLevel) foreach (var clause in held) yield return clause;
            yield break;
        }
        if (Own(element).Length > 0)
        {
            var number = element.Element(Akn + "num") is { } num ? Said(num) : "";
            List<string> lines = [.. HeadingOf(element) is { Length: > 0 } heading ? [heading] : Array.Empty<string>(), .. Content(element)];
            if (lines.Count == 0) lines.Add("");
            lines[0] = $"{number} {lines[0]}".Trim();
            Say(element, lines[0], "A level such as {0} has no place here; it stays text.", element.Name.LocalName);
            yield return Make(element, ClauseKind.Paragraph, "", lines, []);
        }
        foreach (var clause in Held(element, holder)) yield return clause;
    }

    /// <summary>What a level says apart from the levels in it.</summary>
    private string Own(XElement element) => string.Concat(element.Elements().Where(e => e.Name.LocalName is "num" or "heading" or "intro" or "content").Select(Said));

    private IReadOnlyList<string> Content(XElement element) => [.. element.Elements().Where(e => e.Name.LocalName is "intro" or "content").SelectMany(Lines)];

    private ReadClause Clause(XElement element, ClauseKind kind) => Make(element, kind, HeadingOf(element), element.Name.LocalName == "hcontainer" ? Content(element) : Lines(element), []);

    private ReadClause Make(XElement element, ClauseKind kind, string heading, IEnumerable<string> lines, IReadOnlyList<ReadClause> held)
    {
        var text = string.Join('\n', lines);
        if (heading.Length + text.Length == 0) text = "…";
        return new(kind, ClauseText.In(english, heading, text), ((IXmlLineInfo)element).LineNumber, held) { Id = (string?)element.Attribute("eId") is { } id ? ids[id] : Guid.CreateVersion7() };
    }

    private string HeadingOf(XElement element) => string.Join(' ', element.Elements().Where(e => e.Name.LocalName is "heading" or "subheading" || (string?)e.Attribute("class") == "heading").Select(Said).Where(t => t.Length > 0));

    /// <summary>One line for each paragraph and each row of a table.</summary>
    private IEnumerable<string> Lines(XElement holder)
    {
        if (holder.Name.LocalName is "p" or "block" or "docTitle" || !holder.Elements().Any()) return [Said(holder)];
        return holder.Elements().Where(e => e.Name.LocalName is not ("num" or "heading" or "subheading") && (string?)e.Attribute("class") != "heading").SelectMany(e => e.Name.LocalName switch
        {
            "tr" => [string.Join(" | ", e.Elements().Select(Said))],
            "item" when e.Element(Akn + "num") is { } num => [$"{Said(num)} {string.Join(' ', Lines(e))}"],
            _ => Lines(e),
        });
    }

    /// <summary>The words of an element on one line; a reference to another clause as such.</summary>
    private string Said(XElement element)
    {
        var said = new StringBuilder();
        foreach (var node in element.DescendantNodes())
            if (node is XElement { Name.LocalName: "ref" } reference && Target(reference) is { } target) said.Append(CrossReference.To(target));
            else if (node is XText text && text.Ancestors().TakeWhile(a => a != element).All(a => a.Name.LocalName != "ref" || Target(a) is null)) said.Append(text.Value);
            else if (node is XElement { Name.LocalName: "br" or "eol" }) said.Append(' ');
        return Clean.Text(Breaks().Replace(said.ToString(), " "));
    }

    private Guid? Target(XElement reference) => (string?)reference.Attribute("href") is ['#', .. var id] && ids.TryGetValue(id, out var target) && ours ? target : null;

    private static bool Known(XElement element) => element.Attribute("GUID") is not null;

    private void Say(XElement element, string text, string what, params object[] arguments) => remarks.Add(new(((IXmlLineInfo)element).LineNumber, what, arguments, text));

    private static int Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;

    [GeneratedRegex(@"[ \t]*[\r\n]\s*")]
    private static partial Regex Breaks();
}
