using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Conference.Shared;
using Conference.Shared.Documents;

namespace Conference.Resolutions;

/// <summary>
/// A resolution in Akoma Ntoso 3.0 (OASIS LegalDocML): a statement, as resolutions of the United Nations are. Its work is one
/// from the first draft on; each state of its text in each language is an expression; action programs are attachments.
/// </summary>
internal sealed class AkomaNtoso
{
    public const string ContentType = "application/akn+xml";

    public static readonly XNamespace Akn = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0", Own = "urn:conference:resolution";

    private readonly WholeResolution whole;
    private readonly AdministrativeDocument document;
    private readonly DocumentLanguage language;
    private readonly ConferenceTime time;

    private AkomaNtoso(WholeResolution whole, DocumentLanguage language, ConferenceTime time)
    {
        (this.whole, document, this.language, this.time) = (whole, ResolutionDocument.Of(whole, language, time), language, time);
        annexes = [.. Of(ClauseKind.Annex)];
        ids = new Dictionary<Guid, string>();
        Name(null, "");
        foreach (var (i, annex) in annexes.Index())
        {
            ids[annex.Clause.Id] = $"att_{i + 1}";
            Name(annex.Clause.Id, $"att_{i + 1}__");
        }
        foreach (var (i, recital) in Of(ClauseKind.Recital).Index()) ids[recital.Clause.Id] = $"recs__rec_{i + 1}";
        foreach (var (i, signature) in Of(ClauseKind.Signature).Index()) ids[signature.Clause.Id] = $"container_sig_{i + 1}";
        foreach (var (i, recipient) in Of(ClauseKind.Recipient).Index()) ids[recipient.Clause.Id] = $"container_to_{i + 1}";
        // The words by which the conference resolves are the enacting formula, where they end the preamble.
        resolves = Of(ClauseKind.Recital).LastOrDefault() is { } last && ResolutionDocument.Resolves().IsMatch(In(last.Clause.Text, last.Clause.TextEn)) ? last : null;
        if (resolves is not null) ids[resolves.Clause.Id] = "formula_1";
    }

    public static byte[] Write(WholeResolution whole, DocumentLanguage language, ConferenceTime time)
    {
        using var file = new MemoryStream();
        using (var writer = XmlWriter.Create(file, new() { Encoding = new UTF8Encoding(false), Indent = true }))
            new AkomaNtoso(whole, language, time).Whole().Save(writer);
        return file.ToArray();
    }

    private Resolution Resolution => whole.Resolution;
    private bool English => language == DocumentLanguage.English;
    private string Created => Day(DateOnly.FromDateTime(time.Local(Resolution.CreatedAt)));
    private string Current => Day(Resolution.Adoption?.AdoptedOn ?? DateOnly.FromDateTime(time.Local(Resolution.ChangedAt)));
    private string Work => $"/akn/vn/statement/resolution/{Created}/{Resolution.Code.ToLowerInvariant()}";

    private string Expression(DocumentLanguage of) => $"{Work}/{Iso(of)}@{Current}";

    private readonly List<OpenResolutionModel.Line> annexes;
    private readonly OpenResolutionModel.Line? resolves;
    private readonly Dictionary<Guid, string> ids;

    private string In(string vietnamese, string english) => Letterhead.In(language, vietnamese, english);

    private IEnumerable<OpenResolutionModel.Line> Of(ClauseKind kind) => whole.Lines.Where(l => l.Clause.Kind == kind);

    private XDocument Whole() => new(E("akomaNtoso", E("statement",
        new XAttribute("name", Resolution.Adoption is null ? "resolutionDraft" : "resolution"), new XAttribute("contains", "singleVersion"),
        Meta(),
        E("preface",
            P(E("docAuthority", document.IssuingBody)),
            P(E("docType", document.Kind)),
            document.Number is { } number ? P(E("docNumber", number)) : P(E("docStatus", document.Mark)),
            P(E("docTitle", document.Abstract)),
            document.Date is { } date ? P(E("docDate", new XAttribute("date", Day(date)), Day(date))) : null),
        E("preamble",
            Of(ClauseKind.Recital).Where(l => l != resolves).ToList() is { Count: > 0 } recitals ? E("recitals", Id("recs"), recitals.Select(l => E("recital", Known(l), Heading(l), Paragraphs(l)))) : null,
            E("formula", new XAttribute("name", "enactingFormula"), resolves is null ? [Id("formula_1"), P(document.Enacting)] : new object[] { Known(resolves), Paragraphs(resolves) })),
        E("mainBody", Clauses(null)),
        E("conclusions",
            Of(ClauseKind.Signature).Any() ? Of(ClauseKind.Signature).Select(l => Container(l, "signature"))
                : document.Signatures.Select(s => P(E("signature", string.Join(", ", new[] { s.For, s.Title, s.Name }.Where(t => t.Length > 0))))),
            Of(ClauseKind.Recipient).Select(l => Container(l, "recipient"))),
        document.Annexes.Count == 0 ? null : E("attachments", annexes.Select((a, i) => Attachment(a, i + 1)), whole.Programs.Select((_, i) => Attachment(document.Annexes[annexes.Count + i], annexes.Count + i + 1))))));

    private XElement Meta() => E("meta",
        Identification("!main", document.Kind),
        E("lifecycle", Source("secretariat"),
            E("eventRef", Id("event_1"), new XAttribute("date", Created), new XAttribute("type", "generation"), Source("original"), Refers("draft")),
            Resolution.Adoption is null ? null : E("eventRef", Id("event_2"), new XAttribute("date", Current), new XAttribute("type", "generation"), Source("original"), Refers("adopted"))),
        Resolution.Adoption is not { } adoption ? null : E("workflow", Source("secretariat"),
            E("step", Id("step_1"), new XAttribute("date", Current), new XAttribute("by", "#conference"), new XAttribute("as", "#author"), new XAttribute("outcome", "#adopted"), Refers(Lower(adoption.Basis.ToString())))),
        E("references", Source("secretariat"),
            E("original", Id("original"), Href($"{Work}/{Iso(DocumentLanguage.Vietnamese)}@{Created}"), Shown(Resolution.Title)),
            E("TLCOrganization", Id("conference"), Href("/akn/ontology/organization/vn/conference"), Shown(document.IssuingBody)),
            E("TLCOrganization", Id("secretariat"), Href("/akn/ontology/organization/vn/conference.secretariat"), Shown(English ? "Conference Secretariat" : "Ban Thư ký Hội nghị")),
            E("TLCRole", Id("author"), Href("/akn/ontology/role/author"), Shown(English ? "Author" : "Tác giả")),
            E("TLCConcept", Id("draft"), Href("/akn/ontology/concept/draft"), Shown(English ? "Draft" : "Dự thảo")),
            Resolution.Adoption is not { } adopted ? null : new[]
            {
                E("TLCConcept", Id("adopted"), Href("/akn/ontology/concept/adopted"), Shown(English ? "Adopted" : "Đã thông qua")),
                E("TLCConcept", Id(Lower(adopted.Basis.ToString())), Href($"/akn/ontology/concept/{Lower(adopted.Basis.ToString())}"), Shown(adopted.Basis.ToString())),
            }),
        E("proprietary", Source("secretariat"),
            new XElement(Own + "title", In(Resolution.Title, Resolution.TitleEn)),
            new XElement(Own + "layout", Resolution.Layout),
            Resolution.Adoption is not { } seal ? null : new XElement(Own + "sha256", seal.Hash)));

    private XElement Identification(string component, string name)
    {
        XElement[] Level(string iri, string thisOne, string date, string dated) =>
        [
            E("FRBRthis", Value(thisOne)), E("FRBRuri", Value(iri)),
            E("FRBRdate", new XAttribute("date", date), new XAttribute("name", dated)), E("FRBRauthor", Href("#conference"), new XAttribute("as", "#author")),
        ];
        var expression = Expression(language);
        return E("identification", Source("secretariat"),
            E("FRBRWork", Level(Work, $"{Work}/{component}", Created, "generation"), E("FRBRcountry", Value("vn")), E("FRBRsubtype", Value("resolution")),
                E("FRBRnumber", Value(document.Number ?? Resolution.Code)), E("FRBRname", Value(name))),
            E("FRBRExpression", Level(expression, $"{expression}/{component}", Current, Resolution.Adoption is null ? "draft" : "adoption"),
                E("FRBRversionNumber", Value(Resolution.Version.ToString(CultureInfo.InvariantCulture))), E("FRBRlanguage", new XAttribute("language", Iso(language))),
                English ? E("FRBRtranslation", Href(Expression(DocumentLanguage.Vietnamese)), new XAttribute("fromLanguage", Iso(DocumentLanguage.Vietnamese)), new XAttribute("authoritative", "false"), new XAttribute("by", "#secretariat")) : null),
            E("FRBRManifestation", Level(expression + ".xml", $"{expression}/{component}.xml", Day(DateOnly.FromDateTime(time.Local(Resolution.Adoption?.AdoptedAt ?? Resolution.ChangedAt))), "markup"),
                E("FRBRformat", Value(ContentType))));
    }

    /// <summary>Gives the clauses below one ids that follow from their numbers.</summary>
    private void Name(Guid? parent, string prefix)
    {
        var unnumbered = 0;
        foreach (var line in Held(parent))
        {
            var id = line.Clause.Kind switch
            {
                ClauseKind.Part => "part", ClauseKind.Chapter => "chp", ClauseKind.Section => "sec", ClauseKind.Subsection => "subsec", ClauseKind.Article => "art", ClauseKind.Item => "para", ClauseKind.Point => "point", _ => "hcontainer",
            };
            ids[line.Clause.Id] = $"{prefix}{id}_{(line.Number.LabelEn.Length > 0 ? line.Number.LabelEn.TrimEnd('.', ')').Split(' ')[^1] : $"{++unnumbered}")}";
            Name(line.Clause.Id, ids[line.Clause.Id] + "__");
        }
    }

    private IEnumerable<OpenResolutionModel.Line> Held(Guid? parent) => whole.Lines.Where(l => l.Clause.Zone is Zone.Operative or Zone.Closing && l.Clause.ParentId == parent);

    /// <summary>Sections, paragraphs and points; a clause keeps its GUID when it moves.</summary>
    private IEnumerable<XElement> Clauses(Guid? parent)
    {
        foreach (var line in Held(parent))
        {
            var label = English ? line.Number.LabelEn : line.Number.Label;
            var element = line.Clause.Kind switch
            {
                ClauseKind.Part => "part", ClauseKind.Chapter => "chapter", ClauseKind.Section => "section", ClauseKind.Subsection => "subsection", ClauseKind.Article => "article",
                ClauseKind.Item => "paragraph", ClauseKind.Point => "point", _ => "hcontainer",
            };
            var children = Clauses(line.Clause.Id).ToList();
            yield return E(element, element == "hcontainer" ? new XAttribute("name", line.Clause.Kind == ClauseKind.Closing ? "closing" : "unnumbered") : null, Known(line),
                label.Length > 0 ? E("num", label) : null, Heading(line),
                children.Count == 0 ? E("content", Paragraphs(line)) : In(line.Clause.Text, line.Clause.TextEn).Length > 0 ? E("intro", Paragraphs(line)) : null,
                children);
        }
    }

    private XAttribute[] Known(OpenResolutionModel.Line line) => [Id(ids[line.Clause.Id]), new XAttribute("GUID", line.Clause.Id)];

    private XElement? Heading(OpenResolutionModel.Line line) => In(line.Clause.Heading, line.Clause.HeadingEn) is { Length: > 0 } heading ? E("heading", heading) : null;

    private XElement Container(OpenResolutionModel.Line line, string name) =>
        E("container", new XAttribute("name", name), Known(line), In(line.Clause.Heading, line.Clause.HeadingEn) is { Length: > 0 } heading ? E("p", new XAttribute("class", "heading"), heading) : null, Paragraphs(line));

    /// <summary>The text of a clause, its references to other clauses as such.</summary>
    private IEnumerable<XElement> Paragraphs(OpenResolutionModel.Line line)
    {
        foreach (var paragraph in In(line.Clause.Text, line.Clause.TextEn).Split('\n'))
        {
            var (content, at) = (new List<object>(), 0);
            foreach (var (index, length, target) in CrossReference.Within(paragraph))
            {
                if (!ids.TryGetValue(target, out var id)) continue;
                content.Add(paragraph[at..index]);
                content.Add(E("ref", Href("#" + id), line.Numbering.InWords(line.Numbering[target], English)));
                at = index + length;
            }
            content.Add(CrossReference.Read(paragraph[at..], line.Numbering, English));
            yield return P([.. content]);
        }
    }

    /// <summary>An annex that is part of the text.</summary>
    private XElement Attachment(OpenResolutionModel.Line annex, int number)
    {
        var heading = In(annex.Clause.Heading, annex.Clause.HeadingEn);
        var label = English ? annex.Number.LabelEn : annex.Number.Label;
        var children = Clauses(annex.Clause.Id).ToList();
        XElement? text = In(annex.Clause.Text, annex.Clause.TextEn).Length > 0 || children.Count == 0
            ? E("hcontainer", new XAttribute("name", "introduction"), Id($"att_{number}__intro"), E("content", Paragraphs(annex))) : null;
        return E("attachment", Known(annex), E("num", label), Heading(annex),
            E("doc", new XAttribute("name", "annex"), new XAttribute("contains", "singleVersion"), E("meta", Identification($"!annex_{number}", heading.Length > 0 ? heading : label)), E("mainBody", text, children)));
    }

    private XElement Attachment(Annex annex, int number)
    {
        var table = annex.Content.OfType<DocumentTable>().Single();
        XElement Cell(string name, string text, int span) => E(name, span > 1 ? new XAttribute("colspan", span) : null, text.Split('\n').Select(p => P(p)));
        return E("attachment", Id($"att_{number}"),
            E("heading", annex.Title),
            E("doc", new XAttribute("name", "actionProgram"), new XAttribute("contains", "singleVersion"),
                E("meta", Identification($"!annex_{number}", annex.Title)),
                E("mainBody", E("table", Id($"att_{number}__table_1"),
                    E("tr", table.Columns.Select(c => Cell("th", c.Heading, 1))),
                    table.Rows.Select(r => E("tr", r.Cells.Select((text, i) => Cell(r.Group ? "th" : "td", text, i == r.Cells.Count - 1 ? table.Columns.Count - i : 1))))))));
    }

    private static XElement E(string name, params object?[] content) => new(Akn + name, content);

    private static XElement P(params object[] content) => E("p", content);

    private static XAttribute Id(string id) => new("eId", id);

    private static XAttribute Value(string value) => new("value", value);

    private static XAttribute Href(string iri) => new("href", iri);

    private static XAttribute Source(string id) => new("source", "#" + id);

    private static XAttribute Refers(string id) => new("refersTo", "#" + id);

    private static XAttribute Shown(string name) => new("showAs", name);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>ISO 639-2, as the naming convention wants it.</summary>
    private static string Iso(DocumentLanguage language) => language == DocumentLanguage.English ? "eng" : "vie";

    private static string Lower(string text) => text.ToLowerInvariant();
}
