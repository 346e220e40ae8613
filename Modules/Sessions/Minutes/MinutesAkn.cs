using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Conference.Shared;

namespace Conference.Sessions;

/// <summary>
/// Minutes as an Akoma Ntoso 3.0 debate: one speech for each speech, by a person of an organisation; suspensions as
/// adjournments, the quorum as a roll call, decisions summarised.
/// </summary>
internal static class MinutesAkn
{
    private static readonly XNamespace Akn = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";

    public static byte[] Write(MinutesRecord record, bool english, ConferenceTime time)
    {
        var (session, began) = (record.Session, time.Local(record.Began));
        var work = $"/akn/vn/debate/minutes/{began:yyyy-MM-dd}/{session.Code.ToLowerInvariant()}";
        var (expression, language) = ($"{work}/{(english ? "eng" : "vie")}@{Date(time.Local(record.Book.ClosedAt ?? time.Now))}", english ? "eng" : "vie");
        var speakers = new Speakers(record, english);
        var body = Body(record, english, time, speakers);
        var document = new XDocument(new XDeclaration("1.0", "utf-8", null), new XElement(Akn + "akomaNtoso", new XElement(Akn + "debate", new XAttribute("name", "minutes"),
            new XElement(Akn + "meta",
                new XElement(Akn + "identification", new XAttribute("source", "#secretariat"),
                    new XElement(Akn + "FRBRWork", Value("FRBRthis", $"{work}/!main"), Value("FRBRuri", work), Day("FRBRdate", began, "session"), Author(), Value("FRBRcountry", "vn"), Value("FRBRnumber", session.Code), Value("FRBRname", record.Title(english))),
                    new XElement(Akn + "FRBRExpression", Value("FRBRthis", $"{expression}/!main"), Value("FRBRuri", expression), Day("FRBRdate", time.Local(record.Book.ClosedAt ?? time.Now), record.Book.ClosedAt is null ? "draft" : "closed"), Author(), new XElement(Akn + "FRBRlanguage", new XAttribute("language", language))),
                    new XElement(Akn + "FRBRManifestation", Value("FRBRthis", $"{expression}/!main.xml"), Value("FRBRuri", $"{expression}.akn"), Day("FRBRdate", time.Local(time.Now), "generated"), Author(), Value("FRBRformat", "application/akn+xml"))),
                new XElement(Akn + "references", new XAttribute("source", "#secretariat"),
                    Reference("TLCOrganization", "secretariat", "/ontology/organization/vn/conference-secretariat", english ? "Conference Secretariat" : "Ban Thư ký Hội nghị"),
                    speakers.Organisations.Select(o => Reference("TLCOrganization", o.Id, $"/ontology/organization/vn/{Slug(o.Name)}", o.Name)),
                    speakers.People.Select(p => Reference("TLCPerson", p.Id, $"/ontology/person/vn/{Slug(p.Name)}", p.Name)),
                    Reference("TLCRole", "delegate", "/ontology/role/vn/delegate", english ? "Delegate" : "Đại biểu"))),
            new XElement(Akn + "preface",
                new XElement(Akn + "p", new XElement(Akn + "docType", english ? "Minutes" : "Biên bản"), " ", new XElement(Akn + "docNumber", session.Code)),
                new XElement(Akn + "p", new XElement(Akn + "docTitle", record.Title(english))),
                new XElement(Akn + "p", new XElement(Akn + "docDate", new XAttribute("date", Date(began)), MinutesRecord.Day(began, english))),
                Paragraphs($"{(english ? "Place" : "Địa điểm")}: {record.Room(english)}", With(english ? "Participants" : "Thành phần tham dự", record.Participants(english)),
                    With(english ? "Chair" : "Chủ trì", record.Book.Chair), With(english ? "Secretary" : "Thư ký", record.Book.Secretary))),
            body,
            record.Ended is { } ended ? new XElement(Akn + "conclusions", Paragraphs(MinutesText.Closing(time.Local(ended), english)),
                Signature(english ? "Secretary" : "Thư ký", record.Book.SignedBySecretary), Signature(english ? "Chair" : "Chủ tọa", record.Book.SignedByChair)) : null)));
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, new() { Encoding = new UTF8Encoding(false), Indent = true })) document.Save(writer);
        return stream.ToArray();
    }

    private static XElement Body(MinutesRecord record, bool english, ConferenceTime time, Speakers speakers)
    {
        var body = new XElement(Akn + "debateBody");
        XElement? section = null;
        var sections = 0;
        foreach (var line in record.Lines)
        {
            var element = line switch
            {
                { Act: SessionAct.Suspended } => "adjournment",
                { Act: SessionAct.QuorumStated } => "rollCall",
                { Kind: LineKind.Paper } => "papers",
                { Act: SessionAct.PointRuled } => "pointOfOrder",
                { Act: SessionAct.Adopted or SessionAct.Rejected } or { EndAct: SessionAct.Adopted or SessionAct.Rejected } => "resolutions",
                _ => null,
            };
            if (element is not null) body.Add(new XElement(Akn + element, new XAttribute("eId", $"sec_{++sections}"), Told(line, english, time)));
            if (element is not null) section = null;
            else
            {
                if (section is null) body.Add(section = new XElement(Akn + "debateSection", new XAttribute("eId", $"sec_{++sections}"), new XAttribute("name", "proceedings")));
                section.Add(Speech(line, english, time, speakers) is { } speech ? speech : Told(line, english, time));
            }
        }
        if (!body.HasElements) body.Add(new XElement(Akn + "debateSection", new XAttribute("eId", "sec_1"), new XAttribute("name", "proceedings"), new XElement(Akn + "p")));
        return body;
    }

    private static XElement? Speech(MinutesLine line, bool english, ConferenceTime time, Speakers speakers)
    {
        if (line.Act is not (SessionAct.FloorGiven or SessionAct.Spoke) || speakers.Of(line) is not { } speaker) return null;
        var said = MinutesRecord.Said(line, english).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new(Akn + "speech", new XAttribute("by", "#" + speaker.Id), new XAttribute("as", "#delegate"), new XAttribute("startTime", Moment(line.At, time)),
            line.Read().Seconds is > 0 and var seconds && line.Act == SessionAct.FloorGiven ? new XAttribute("endTime", Moment(line.At.AddSeconds(seconds), time)) : null,
            new XElement(Akn + "from", speaker.Name),
            Timed(MinutesRecord.Head(line, english), line, english, time), said.Select(p => new XElement(Akn + "p", Valid(p))));
    }

    private static IEnumerable<XElement> Told(MinutesLine line, bool english, ConferenceTime time)
    {
        var (head, said) = (MinutesRecord.Head(line, english), MinutesRecord.Said(line, english).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        if (head.Length == 0 && said.Length > 0) (head, said) = (said[0], said[1..]);
        return [Timed(head, line, english, time), .. said.Select(p => new XElement(Akn + "p", Valid(p)))];
    }

    private static XElement Timed(string text, MinutesLine line, bool english, ConferenceTime time) =>
        new(Akn + "p", new XElement(Akn + "recordedTime", new XAttribute("time", Moment(line.At, time)), MinutesRecord.Clock(time.Local(line.At), english)), ": " + Valid(text));

    /// <summary>People and organisations, each once and under an id of this document.</summary>
    private sealed class Speakers
    {
        public sealed record Someone(string Id, string Name);

        private readonly Dictionary<string, Someone> people = [], organisations = [];
        private readonly Dictionary<Guid, string> keys = [];

        public Speakers(MinutesRecord record, bool english)
        {
            foreach (var line in record.Lines.Where(l => l.Act is SessionAct.FloorGiven or SessionAct.Spoke))
            {
                var facts = line.Read();
                var known = line.PersonId is { } id ? record.People.GetValueOrDefault(id) : null;
                if ((known?.Name ?? facts.Person) is not { Length: > 0 } name) continue;
                var organisation = known is not null && record.Organisations.GetValueOrDefault(known.OrganisationId) is { } o ? english && o.NameEn.Length > 0 ? o.NameEn : o.Name : english ? facts.OrganisationEn ?? facts.Organisation : facts.Organisation;
                keys[line.Id] = line.PersonId?.ToString() ?? $"{name}\n{organisation}";
                people.TryAdd(keys[line.Id], new($"person-{people.Count + 1}", name));
                if (!string.IsNullOrEmpty(organisation)) organisations.TryAdd(organisation, new($"organization-{organisations.Count + 1}", organisation));
            }
        }

        public IEnumerable<Someone> People => people.Values;
        public IEnumerable<Someone> Organisations => organisations.Values;

        public Someone? Of(MinutesLine line) => keys.TryGetValue(line.Id, out var key) ? people[key] : null;
    }

    /// <summary>A name as an address writes it: letters without diacritics, with hyphens between the words.</summary>
    private static string Slug(string name) => string.Join('-', new string([.. Fold.ForSearch(name).Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static XElement Value(string name, string value) => new(Akn + name, new XAttribute("value", Valid(value)));

    private static XElement Day(string name, DateTime local, string what) => new(Akn + name, new XAttribute("date", Date(local)), new XAttribute("name", what));

    private static XElement Author() => new(Akn + "FRBRauthor", new XAttribute("href", "#secretariat"));

    private static XElement Reference(string element, string id, string href, string showAs) =>
        new(Akn + element, new XAttribute("eId", id), new XAttribute("href", href), new XAttribute("showAs", Valid(showAs)));

    private static IEnumerable<XElement> Paragraphs(params string?[] texts) => texts.Where(t => !string.IsNullOrEmpty(t)).Select(t => new XElement(Akn + "p", Valid(t!)));

    private static XElement? Signature(string role, string? name) => name is null ? null
        : new(Akn + "p", new XElement(Akn + "signature", new XElement(Akn + "role", new XAttribute("refersTo", "#secretariat"), role), ": ", name));

    private static string? With(string label, string text) => text.Length == 0 ? null : $"{label}: {text}";

    private static string Date(DateTime local) => local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Moment(DateTime utc, ConferenceTime time)
    {
        var local = time.Local(utc);
        return new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), local - utc).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
    }

    // What XML cannot hold is left out; it never stands in text that was cleaned.
    private static string Valid(string text) => new([.. text.Where((c, i) => XmlConvert.IsXmlChar(c) || (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) || (char.IsLowSurrogate(c) && i > 0 && char.IsHighSurrogate(text[i - 1])))]);
}
