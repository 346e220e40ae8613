using System.Text.RegularExpressions;

namespace Conference.Resolutions;

/// <summary>
/// Agencies as the wording of a clause names them: "Bộ X chủ trì, phối hợp với Bộ Y, các địa phương …", "X shall preside over and
/// coordinate with Y to …", "Ministries and localities, based on their functions, shall: …". A proposal for a person to accept.
/// </summary>
internal sealed partial record AgencyProposal(IReadOnlyList<NamedAgency> Leads, IReadOnlyList<NamedAgency> Coordinating, string Rest)
{
    private const int LongestSubject = 160;

    public static AgencyProposal From(string text, KnownAgencies known)
    {
        var clean = Wording.Clean(text);
        var folded = Wording.Fold(clean);
        // Where folding changes the length, what stands where is not certain.
        var reading = new Reading(clean.Length == folded.Length ? clean : folded, folded, known);
        return reading.Together() ?? reading.OneLeads() ?? new([], [], Bare(clean));
    }

    /// <param name="written">The text; <paramref name="folded"/> is the same, letter by letter, for comparing.</param>
    private sealed class Reading(string written, string folded, KnownAgencies known)
    {
        private readonly List<(string Key, NamedAgency Agency)> names = [.. known.Keys()];

        public AgencyProposal? OneLeads()
        {
            var verb = Lead().Match(folded);
            if (!verb.Success) verb = Coordinate().Match(folded);
            if (!verb.Success) return null;
            var start = Assigned().Match(folded[..verb.Index]).Length;
            var (leads, end) = Listed(start);
            if (leads.Count == 0 || end != verb.Index && folded[end..verb.Index].Trim().Length > 0) leads = Subject(start, verb.Index);
            if (leads.Count == 0) return null;

            var at = verb.Index + verb.Length;
            List<NamedAgency> coordinating = [];
            if (With().Match(folded[at..]) is { Success: true } with)
            {
                var listed = at + with.Length;
                (coordinating, at) = Listed(listed);
                // English says where the names end; folded, "tổ chức" would read like it.
                if (Infinitive().Match(written[at..]) is { Success: true } infinitive && infinitive.Index > 0 && infinitive.Index < LongestSubject && !folded[at..(at + infinitive.Index)].Contains('.', StringComparison.Ordinal))
                {
                    var more = at + infinitive.Index;
                    if (coordinating.Count == 0) coordinating = Subject(listed, more);
                    at = more;
                }
            }
            at += Doing().Match(written[at..]).Length;
            return new(leads, [.. coordinating.Except(leads)], Sentence(at));
        }

        /// <summary>Everybody is addressed, and what they do follows.</summary>
        public AgencyProposal? Together()
        {
            var (all, end) = Listed(0);
            if (all.Count == 0 || all.Any(a => a.OrganisationId is not null) || Everybody().Match(folded[end..]) is not { Success: true } shall) return null;
            return new(all, [], Sentence(end + shall.Length));
        }

        /// <summary>The names from a place on, parted by commas or "and", and where they end.</summary>
        private (List<NamedAgency> Found, int End) Listed(int at)
        {
            var found = new List<NamedAgency>();
            for (var start = at; ;)
            {
                start += The().Match(folded[start..]).Length;
                if (Named(start) is not var (agency, length)) return (found, at);
                if (!found.Contains(agency)) found.Add(agency);
                at = start + length;
                var joint = Joint().Match(folded[at..]);
                if (!joint.Success) return (found, at);
                start = at + joint.Length;
                if (Named(start + The().Match(folded[start..]).Length) is null) return (found, at);
            }
        }

        private (NamedAgency Agency, int Length)? Named(int at)
        {
            var rest = folded[at..];
            var collective = Collective().Match(written[at..]);
            foreach (var (key, agency) in names)
                if (key.Length >= collective.Length && rest.StartsWith(key, StringComparison.Ordinal) && (rest.Length == key.Length || !char.IsLetterOrDigit(rest[key.Length]))) return (agency, key.Length);
            return collective is { Success: true, Length: > 0 } ? (known.InVietnamese(written.Substring(at, collective.Length).Trim()), collective.Length) : null;
        }

        /// <summary>A subject that is no agency we know, as it is written: "The Party Committee of the Ministry of Foreign Affairs".</summary>
        private List<NamedAgency> Subject(int start, int end)
        {
            var subject = written[start..end].Trim(' ', ',');
            if (subject.Length is 0 or > LongestSubject || Sentences().IsMatch(subject) || !char.IsUpper(The().Replace(subject, "")[0])) return [];
            return [new(The().Replace(subject, ""), null)];
        }

        private string Sentence(int at)
        {
            var rest = Bare(written[at..].Trim(' ', ',', ':'));
            return rest.Length == 0 ? Bare(written) : char.ToUpperInvariant(rest[0]) + rest[1..];
        }
    }

    private static string Bare(string text) => text.TrimEnd(';', '.', ':', ' ');

    [GeneratedRegex(@"\bchu tri\b|\b(shall |will |must |to )?(take the lead|lead|preside over|preside|assume(s)? the prime responsibility( for)?|take prime responsibility( for)?)\b")]
    private static partial Regex Lead();

    [GeneratedRegex(@"\b(shall|will|must) (?=(closely )?(coordinate|cooperate)( closely)? with\b)|\bco trach nhiem (?=phoi hop)")]
    private static partial Regex Coordinate();

    [GeneratedRegex(@"^\s*,?\s*(va |and |to |in )?(phoi hop( chat che)? (voi|cung)|(closely )?(coordinat|cooperat)(e|ing|ion)( closely)? with)\s+")]
    private static partial Regex With();

    [GeneratedRegex(@"^(.*[,;:] )?(giao( cho)?|phan cong) |^.*\b(also )?(assign(s|ed)?|request(s|ed)?) |^")]
    private static partial Regex Assigned();

    [GeneratedRegex(@"^\s*(,\s*(va|and)\b|,|va\b|and\b)\s*")]
    private static partial Regex Joint();

    [GeneratedRegex("^(the )?", RegexOptions.IgnoreCase)]
    private static partial Regex The();

    [GeneratedRegex(@"^[\s,:]*(in |to )?")]
    private static partial Regex Doing();

    [GeneratedRegex(@"(?=( in order)? to [a-z]+| in [a-z]+ing |:)")]
    private static partial Regex Infinitive();

    [GeneratedRegex(@"^,? ?((can cu|theo|trong pham vi|based on|in accordance with|according to|within|under|pursuant to) [^.;]{0,160}?)?,? ?(shall|co trach nhiem|tap trung)?:|^,? ?(can cu|theo|trong pham vi|based on|in accordance with|according to|within) [^.;]{0,160}? (shall|co trach nhiem) |^ (shall|co trach nhiem) ")]
    private static partial Regex Everybody();

    [GeneratedRegex(@"[.;:!?]\s")]
    private static partial Regex Sentences();

    private const string Groups = "agencies|branches|sectors|localities|provinces|cities|organizations|organisations|bodies|units|enterprises|departments|committees";
    private const string Who = "(?:(?:[Oo]ther|[Aa]ll|[Rr]elevant|related|concerned|[Tt]he|[Cc]entral|local|[Cc]entral and local|ministerial-level|government) )*(?:[Mm]inistries|" + Groups + ")";
    private const string Nhom = "bộ|ngành|ban|cơ quan|đơn vị|địa phương|tổ chức|tỉnh|thành phố|đoàn thể|doanh nghiệp|ủy ban nhân dân";
    private const string Sau = "(?: (?:trung ương|ở trung ương|ngang bộ|thuộc Chính phủ|trực thuộc trung ương|nhà nước|có liên quan|liên quan|khác))*";

    /// <summary>As they are written: "Bộ" with a capital letter begins the name of one.</summary>
    [GeneratedRegex("^(?:" + Who + "(?:(?:, and |, | and )" + Who + ")*(?: concerned| involved)?|(?:[Cc]ác |[Mm]ột số )?(?:" + Nhom + ")" + Sau + "(?:(?:, và |, | và )(?:các )?(?:" + Nhom + ")" + Sau + ")+|(?:[Cc]ác|[Mm]ột số) (?:" + Nhom + ")" + Sau + @")(?![\p{L}\d])")]
    private static partial Regex Collective();
}
