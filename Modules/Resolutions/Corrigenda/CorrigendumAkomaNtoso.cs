using System.Globalization;
using System.Xml.Linq;
using Conference.Shared;
using Conference.Shared.Documents;

namespace Conference.Resolutions;

/// <summary>A corrigendum in Akoma Ntoso 3.0: a work of its own, with an active modification of the resolution for each correction.</summary>
internal sealed partial class AkomaNtoso
{
    /// <param name="paper">The same corrigendum as an administrative document.</param>
    public static byte[] Write(WholeResolution whole, Corrigendum corrigendum, AdministrativeDocument paper, DocumentLanguage language, ConferenceTime time) =>
        Saved(new AkomaNtoso(whole, language, time).Correcting(corrigendum, paper));

    private XDocument Correcting(Corrigendum corrigendum, AdministrativeDocument paper)
    {
        var (work, day, corrected) = (Of(corrigendum), Day(corrigendum.IssuedOn), Expression(language));
        string In(DocumentLanguage of) => $"{work}/{Iso(of)}@{day}";
        var (expression, number, adoption) = (In(language), corrigendum.NumberOf(Resolution), Resolution.Adoption!);
        string Clause(Correction c) => $"{corrected}#{ids.GetValueOrDefault(c.ClauseId)}";
        return new(E("akomaNtoso", E("statement", new XAttribute("name", "corrigendum"), new XAttribute("contains", "originalVersion"),
            E("meta",
                E("identification", Source("secretariat"),
                    E("FRBRWork", Level(work, $"{work}/!main", day, "generation"), E("FRBRcountry", Value("vn")), E("FRBRsubtype", Value("corrigendum")), E("FRBRnumber", Value(number)), E("FRBRname", Value(paper.Kind))),
                    E("FRBRExpression", Level(expression, $"{expression}/!main", day, "generation"), E("FRBRlanguage", new XAttribute("language", Iso(language))),
                        English ? E("FRBRtranslation", Href(In(DocumentLanguage.Vietnamese)), new XAttribute("fromLanguage", Iso(DocumentLanguage.Vietnamese)), new XAttribute("authoritative", "false"), new XAttribute("by", "#secretariat")) : null),
                    E("FRBRManifestation", Level(expression + ".xml", $"{expression}/!main.xml", Day(DateOnly.FromDateTime(time.Local(corrigendum.IssuedAt))), "markup"), E("FRBRformat", Value(ContentType)))),
                E("lifecycle", Source("secretariat"), E("eventRef", Id("event_1"), new XAttribute("date", day), new XAttribute("type", "generation"), Source("original"), Refers("issued"))),
                E("analysis", Source("secretariat"), E("activeModifications", corrigendum.Corrections.Select((c, i) => E("textualMod", Id($"mod_{i + 1}"), new XAttribute("type", "substitution"),
                    E("source", Href($"#para_{i + 1}")), E("destination", Href(Clause(c))), E("old", new XElement(Own + "text", Said(c.Was))), E("new", new XElement(Own + "text", Said(c.Reads))))))),
                E("references", Source("secretariat"),
                    E("original", Id("original"), Href(In(DocumentLanguage.Vietnamese)), Shown(number)),
                    E("activeRef", Id("corrected"), Href(corrected), Shown(adoption.NumberAndSymbol)),
                    E("TLCOrganization", Id("conference"), Href("/akn/ontology/organization/vn/conference"), Shown(paper.IssuingBody)),
                    E("TLCOrganization", Id("secretariat"), Href("/akn/ontology/organization/vn/conference.secretariat"), Shown(English ? "Conference Secretariat" : "Ban Thư ký Hội nghị")),
                    E("TLCRole", Id("author"), Href("/akn/ontology/role/author"), Shown(English ? "Author" : "Tác giả")),
                    E("TLCConcept", Id("issued"), Href("/akn/ontology/concept/issued"), Shown(English ? "Issued" : "Đã ban hành"))),
                E("proprietary", Source("secretariat"),
                    new XElement(Own + "number", number), new XElement(Own + "sha256", corrigendum.Hash), new XElement(Own + "corrects", new XAttribute("sha256", adoption.Hash), adoption.NumberAndSymbol))),
            E("preface",
                P(E("docAuthority", paper.IssuingBody)), P(E("docType", paper.Kind)), P(E("docNumber", number)), P(E("docTitle", paper.Abstract)),
                P(E("docDate", new XAttribute("date", day), day))),
            E("mainBody",
                E("hcontainer", new XAttribute("name", "reason"), Id("hcontainer_1"), E("content", P(this.In(corrigendum.Reason, corrigendum.ReasonEn)))),
                corrigendum.Corrections.Select((c, i) => E("paragraph", Id($"para_{i + 1}"), new XAttribute("GUID", c.ClauseId),
                    E("num", string.Create(CultureInfo.InvariantCulture, $"{i + 1}.")), E("heading", E("ref", Href(Clause(c)), this.In(c.Place, c.PlaceEn))),
                    E("content", P((English ? "For: “" : "Đã in là: “") + Said(c.Was) + "”"), P((English ? "read: “" : "Nay đọc là: “") + Said(c.Reads) + "”"))))),
            E("conclusions", paper.Signatures.Select(s => P(E("signature", string.Join(", ", new[] { s.For, s.Title, s.Name }.Where(t => t.Length > 0)))))))));

        string Said(ClauseText words) => string.Join(' ', (English && words.InEnglish ? new[] { words.HeadingEn, words.TextEn } : [words.Heading, words.Text]).Select(t => t.ReplaceLineEndings(" ")).Where(t => t.Length > 0));
    }
}
