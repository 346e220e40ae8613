using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Conference.Shared;
using Conference.Shared.Documents;

namespace Conference.Resolutions;

/// <summary>
/// A resolution in Akoma Ntoso 3.0 (OASIS LegalDocML): a statement, as resolutions of the United Nations are. Its work is one
/// from the first draft on; each numbered draft and what was adopted is an expression in each language, with the changes since the
/// draft before it; action programs are attachments.
/// </summary>
internal sealed partial class AkomaNtoso
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
        ids = EIds(whole.Lines);
        // The words by which the conference resolves are the enacting formula, where they end the preamble.
        resolves = Of(ClauseKind.Recital).LastOrDefault() is { } last && ResolutionDocument.Resolves().IsMatch(In(last.Clause.Text, last.Clause.TextEn)) ? last : null;
        if (resolves is not null) ids[resolves.Clause.Id] = "formula_1";
    }

    public static byte[] Write(WholeResolution whole, DocumentLanguage language, ConferenceTime time) => Saved(new AkomaNtoso(whole, language, time).Whole());

    private static byte[] Saved(XDocument document)
    {
        using var file = new MemoryStream();
        using (var writer = XmlWriter.Create(file, new() { Encoding = new UTF8Encoding(false), Indent = true }))
            document.Save(writer);
        return file.ToArray();
    }

    private Resolution Resolution => whole.Resolution;
    /// <summary>The numbered draft before this text, and what it said.</summary>
    private NumberedDraft? Before => whole.Drafts.LastOrDefault(d => d.Id != whole.Draft?.Id);
    private bool English => language == DocumentLanguage.English;
    private string Created => Day(DateOnly.FromDateTime(time.Local(Resolution.CreatedAt)));
    private string Current => Day(Resolution.Adoption?.AdoptedOn ?? DateOnly.FromDateTime(time.Local(Resolution.ChangedAt)));
    private string Work => $"/akn/vn/statement/resolution/{Created}/{Resolution.Code.ToLowerInvariant()}";

    private string Expression(DocumentLanguage of) => whole.Draft is { } draft ? Of(draft, of) : $"{Work}/{Iso(of)}@{Current}";

    private string Of(NumberedDraft draft, DocumentLanguage language) => $"{Work}/{Iso(language)}@{Day(DateOnly.FromDateTime(time.Local(draft.IssuedAt)))}.draft-{draft.Number.Key}";

    private string Of(Corrigendum corrigendum) => $"/akn/vn/statement/corrigendum/{Day(corrigendum.IssuedOn)}/{Resolution.Code.ToLowerInvariant()}-corr-{corrigendum.No}";

    private static string IdOf(NumberedDraft draft) => $"draft_{draft.Draft}_{draft.Revision}";

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
            whole.Drafts.Select(d => E("eventRef", Id("event_" + IdOf(d)), new XAttribute("date", Day(DateOnly.FromDateTime(time.Local(d.IssuedAt)))), new XAttribute("type", "amendment"), Source(IdOf(d)), Refers("draft"))),
            Resolution.Adoption is null ? null : E("eventRef", Id("event_2"), new XAttribute("date", Current), new XAttribute("type", "generation"), Source("original"), Refers("adopted")),
            whole.Corrigenda.Select(c => E("eventRef", Id($"event_corr_{c.No}"), new XAttribute("date", Day(c.IssuedOn)), new XAttribute("type", "amendment"), Source($"corr_{c.No}"), Refers("corrected")))),
        Resolution.Adoption is not { } adoption ? null : E("workflow", Source("secretariat"),
            E("step", Id("step_1"), new XAttribute("date", Current), new XAttribute("by", "#conference"), new XAttribute("as", "#author"), new XAttribute("outcome", "#adopted"), Refers(Lower(adoption.Basis.ToString())))),
        Modifications(),
        E("references", Source("secretariat"),
            E("original", Id("original"), Href($"{Work}/{Iso(DocumentLanguage.Vietnamese)}@{Created}"), Shown(Resolution.Title)),
            whole.Drafts.Select(d => E("passiveRef", Id(IdOf(d)), Href(Of(d, language)), Shown(d.Number.SymbolOf(Resolution.Code)))),
            whole.Corrigenda.Select(c => E("passiveRef", Id($"corr_{c.No}"), Href(Of(c)), Shown(c.NumberOf(Resolution)))),
            E("TLCOrganization", Id("conference"), Href("/akn/ontology/organization/vn/conference"), Shown(document.IssuingBody)),
            E("TLCOrganization", Id("secretariat"), Href("/akn/ontology/organization/vn/conference.secretariat"), Shown(English ? "Conference Secretariat" : "Ban Thư ký Hội nghị")),
            E("TLCRole", Id("author"), Href("/akn/ontology/role/author"), Shown(English ? "Author" : "Tác giả")),
            E("TLCConcept", Id("draft"), Href("/akn/ontology/concept/draft"), Shown(English ? "Draft" : "Dự thảo")),
            Resolution.Adoption is not { } adopted ? null : new[]
            {
                E("TLCConcept", Id("adopted"), Href("/akn/ontology/concept/adopted"), Shown(English ? "Adopted" : "Đã thông qua")),
                E("TLCConcept", Id(Lower(adopted.Basis.ToString())), Href($"/akn/ontology/concept/{Lower(adopted.Basis.ToString())}"), Shown(adopted.Basis.ToString())),
            },
            whole.Corrigenda.Count == 0 ? null : E("TLCConcept", Id("corrected"), Href("/akn/ontology/concept/corrected"), Shown(English ? "Corrected" : "Đã đính chính"))),
        E("proprietary", Source("secretariat"),
            new XElement(Own + "title", In(Resolution.Title, Resolution.TitleEn)),
            new XElement(Own + "layout", Resolution.Layout),
            Sealed()));

    /// <summary>The fingerprint, and how the conference came to its decision.</summary>
    private IReadOnlyList<XElement> Sealed()
    {
        if (whole.Draft is { } draft) return [new(Own + "symbol", draft.Number.SymbolOf(Resolution.Code)), new(Own + "sha256", draft.Hash)];
        if (Resolution.Adoption is not { } a) return [];
        (string Name, object? Value)[] facts =
        [
            ("sha256", a.Hash), ("number", a.NumberAndSymbol), ("basis", Lower(a.Basis.ToString())), ("method", a.Method is { } method ? Lower(method.ToString()) : null), ("session", a.SessionCode),
            ("decision", a.DecisionCode), ("draft", a.Draft), ("for", a.VotesFor), ("against", a.VotesAgainst), ("abstaining", a.Abstentions), ("notVoting", a.NotVoting), ("present", a.Present),
            ("needed", a.Needed), ("reservations", a.Reservations), ("objections", a.Objections),
        ];
        return [.. facts.Where(f => f.Value is not (null or "")).Select(f => new XElement(Own + f.Name, f.Value))];
    }

    /// <summary>What is different from the numbered draft before this text.</summary>
    private XElement? Modifications()
    {
        if (Before is not { } before) return null;
        var was = Resolution.As(before);
        var (old, now) = (EIds(OpenResolutionModel.LinesOf(was)), EIds(whole.Lines));
        var changes = new TextComparison(was, Resolution).Clauses.Where(c => c.Fate is not (ClauseFate.Same or ClauseFate.MovedAway) && (c.After is { } a ? now : old).ContainsKey(c.Line.Clause.Id))
            .Select((c, i) => Modification(c, i + 1, Of(before, language), old, now)).ToList();
        return changes.Count == 0 ? null : E("analysis", Source("secretariat"), E("passiveModifications", changes));
    }

    private XElement Modification(ComparedClause clause, int number, string before, Dictionary<Guid, string> old, Dictionary<Guid, string> now)
    {
        var id = clause.Line.Clause.Id;
        var type = clause.Fate switch { ClauseFate.Inserted => "insertion", ClauseFate.Deleted => "repeal", ClauseFate.Moved => "renumbering", _ => "substitution" };
        var reworded = clause.Fate is not ClauseFate.Moved || clause.IsReworded(false) || clause.IsReworded(true);
        XElement? Said(string name, OpenResolutionModel.Line? line) => line is null || !reworded ? null
            : E(name, new XElement(Own + "text", string.Join(' ', new[] { line.Heading(clause.In(English)), line.Text(clause.In(English)) }.Where(t => t.Length > 0))));
        return E("textualMod", Id($"mod_{number}"), new XAttribute("type", type),
            E("source", Href(Expression(language))), E("destination", Href(clause.After is null ? $"{before}#{old[id]}" : $"#{now[id]}")),
            clause.Before is not null && clause.After is not null ? E("previous", Href($"{before}#{old.GetValueOrDefault(id)}")) : null, Said("old", clause.Before), Said("new", clause.After));
    }

    /// <summary>The ids of all clauses that have one, which follow from their numbers.</summary>
    private static Dictionary<Guid, string> EIds(IReadOnlyList<OpenResolutionModel.Line> lines)
    {
        var (ids, children) = (new Dictionary<Guid, string>(), lines.ToLookup(l => l.Clause.ParentId));
        Walk(children[null].Where(l => l.Clause.Zone is Zone.Operative or Zone.Closing), "");
        foreach (var (i, annex) in children[null].Where(l => l.Clause.Kind is ClauseKind.Annex).Index())
        {
            ids[annex.Clause.Id] = $"att_{i + 1}";
            Walk(children[annex.Clause.Id], $"att_{i + 1}__");
        }
        foreach (var (kind, prefix) in new[] { (ClauseKind.Recital, "recs__rec_"), (ClauseKind.Signature, "container_sig_"), (ClauseKind.Recipient, "container_to_") })
            foreach (var (i, line) in lines.Where(l => l.Clause.Kind == kind).Index()) ids[line.Clause.Id] = $"{prefix}{i + 1}";
        return ids;

        void Walk(IEnumerable<OpenResolutionModel.Line> siblings, string prefix)
        {
            var unnumbered = 0;
            foreach (var line in siblings)
            {
                var id = ids[line.Clause.Id] = $"{prefix}{Element(line.Clause.Kind).Id}_{(line.Number.LabelEn.Length > 0 ? line.Number.LabelEn.TrimEnd('.', ')').Split(' ')[^1] : $"{++unnumbered}")}";
                Walk(children[line.Clause.Id], id + "__");
            }
        }
    }

    private static (string Name, string Id) Element(ClauseKind kind) => kind switch
    {
        ClauseKind.Part => ("part", "part"), ClauseKind.Chapter => ("chapter", "chp"), ClauseKind.Section => ("section", "sec"), ClauseKind.Subsection => ("subsection", "subsec"),
        ClauseKind.Article => ("article", "art"), ClauseKind.Item => ("paragraph", "para"), ClauseKind.Point => ("point", "point"), _ => ("hcontainer", "hcontainer"),
    };

    private static XElement[] Level(string iri, string thisOne, string date, string dated) =>
    [
        E("FRBRthis", Value(thisOne)), E("FRBRuri", Value(iri)),
        E("FRBRdate", new XAttribute("date", date), new XAttribute("name", dated)), E("FRBRauthor", Href("#conference"), new XAttribute("as", "#author")),
    ];

    private XElement Identification(string component, string name)
    {
        var expression = Expression(language);
        return E("identification", Source("secretariat"),
            E("FRBRWork", Level(Work, $"{Work}/{component}", Created, "generation"), E("FRBRcountry", Value("vn")), E("FRBRsubtype", Value("resolution")),
                E("FRBRnumber", Value(document.Number ?? Resolution.Code)), E("FRBRname", Value(name))),
            E("FRBRExpression", Level(expression, $"{expression}/{component}", Current, Resolution.Adoption is null ? "draft" : "adoption"),
                E("FRBRversionNumber", Value(whole.Draft is { } draft ? $"L.{draft.Number.Name}" : Resolution.Version.ToString(CultureInfo.InvariantCulture))), E("FRBRlanguage", new XAttribute("language", Iso(language))),
                English ? E("FRBRtranslation", Href(Expression(DocumentLanguage.Vietnamese)), new XAttribute("fromLanguage", Iso(DocumentLanguage.Vietnamese)), new XAttribute("authoritative", "false"), new XAttribute("by", "#secretariat")) : null),
            E("FRBRManifestation", Level(expression + ".xml", $"{expression}/{component}.xml", Day(DateOnly.FromDateTime(time.Local(Resolution.Adoption?.AdoptedAt ?? Resolution.ChangedAt))), "markup"),
                E("FRBRformat", Value(ContentType))));
    }

    private IEnumerable<OpenResolutionModel.Line> Held(Guid? parent) => whole.Lines.Where(l => l.Clause.Zone is Zone.Operative or Zone.Closing && l.Clause.ParentId == parent);

    /// <summary>Sections, paragraphs and points; a clause keeps its GUID when it moves.</summary>
    private IEnumerable<XElement> Clauses(Guid? parent)
    {
        foreach (var line in Held(parent))
        {
            var label = English ? line.Number.LabelEn : line.Number.Label;
            var element = Element(line.Clause.Kind).Name;
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
                    table.Rows.Select(r => E("tr", r.Cells.Select((cell, i) => Cell(r.Group ? "th" : "td", cell.Text, i == r.Cells.Count - 1 ? table.Columns.Count - i : 1))))))));
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
