using Conference.Shared;

namespace Conference.Resolutions;

/// <summary>Where a clause stands and what it is; all that its number depends on.</summary>
public sealed record Place(Guid Id, Guid? ParentId, int Position, ClauseKind Kind);

/// <summary>A clause's number: <paramref name="Label"/> as the text shows it (Điều 5., II., 3., đ)), <paramref name="Citation"/> as people cite it.</summary>
public sealed record Numbered(Guid Id, Guid? ParentId, int Depth, ClauseKind Kind, string Label, string LabelEn, string Citation)
{
    /// <summary>The citation within its resolution: §2.3.đ, Đ5.2.b.</summary>
    public string Short => Citation[(Citation.IndexOf(' ', StringComparison.Ordinal) + 1)..];
}

/// <summary>
/// The numbers of a whole resolution, which follow from the places of its clauses alone. Parts, chapters and sections without
/// articles are Roman; sections of chapters, articles and items Arabic; points a) b) c) d) đ) e) … in the letters of Vietnamese
/// law. Articles and chapters count through the whole text, every other series begins anew in what holds it, and all of them in
/// an annex. Citations such as R-1 §3.2.đ and R-2 Đ5.2.b; recitals are §0.1, §0.2.
/// </summary>
public sealed class Numbering
{
    /// <summary>The letters of points: no f, j, w, z and no vowels with diacritics. English texts write đ as dd.</summary>
    public const string Letters = "abcdđeghiklmnopqrstuvxy";

    private readonly string code;
    private readonly DocumentLayout layout;
    private readonly Dictionary<Guid, Numbered> byId = [];
    private readonly List<Numbered> inOrder = [];
    private Dictionary<string, Numbered>? byCitation;

    private Numbering(string code, DocumentLayout layout) => (this.code, this.layout) = (code, layout);

    /// <summary>The counters that do not begin anew in every clause: those of the text, or of one annex.</summary>
    private sealed class Scope(string prefix)
    {
        public string Prefix => prefix;
        public int Chapters { get; set; }
        public int Articles { get; set; }
    }

    /// <summary>Every clause in the order of the text: each before what stands in it, from the preamble to the annexes.</summary>
    public IReadOnlyList<Numbered> InOrder => inOrder;

    public Numbered this[Guid id] => byId[id];

    public Numbered? Find(Guid id) => byId.GetValueOrDefault(id);

    /// <summary>The clause of a citation as <see cref="Code"/> reads it, or null.</summary>
    public Numbered? Cited(string citation) => (byCitation ??= inOrder.ToDictionary(n => n.Citation)).GetValueOrDefault(citation);

    public static Numbering Of(string code, IEnumerable<Place> places, DocumentLayout layout = DocumentLayout.Sections)
    {
        var numbering = new Numbering(code, layout);
        var children = places.ToLookup(p => p.ParentId);
        var top = children[null].ToLookup(p => p.Kind.Zone);
        numbering.List(top[Zone.Preamble], "0.");
        numbering.Number(children, Sorted(top[Zone.Operative]), 1, "", new(""));
        numbering.List(top[Zone.Closing], "KT");
        numbering.List(top[Zone.Signature], "KY");
        numbering.List(top[Zone.Recipients], "NN");
        var annexes = Sorted(top[Zone.Annexes]);
        foreach (var (i, annex) in annexes.Index())
        {
            var number = annexes.Count == 1 ? "" : " " + Roman.Of(i + 1);
            numbering.Note(annex, 1, "Phụ lục" + number, "Annex" + number, $"PL{i + 1}");
            numbering.Number(children, Sorted(children[annex.Id]), 2, $"PL{i + 1}.", new($"PL{i + 1}."));
        }
        return numbering;
    }

    private void List(IEnumerable<Place> places, string prefix)
    {
        foreach (var (i, place) in Sorted(places).Index()) Note(place, 1, "", "", $"{prefix}{i + 1}");
    }

    private void Number(ILookup<Guid?, Place> children, List<Place> siblings, int depth, string path, Scope scope)
    {
        var counters = new Dictionary<ClauseKind, int>();
        // An item beside sections, or outside any article, would be cited like one of them.
        var named = layout == DocumentLayout.Articles ? siblings is [{ ParentId: var holder }, ..] && (holder is null || byId[holder.Value].Kind != ClauseKind.Article) : siblings.Any(s => s.Kind == ClauseKind.Section);
        foreach (var place in siblings)
        {
            var number = place.Kind switch
            {
                ClauseKind.Chapter => ++scope.Chapters,
                ClauseKind.Article => ++scope.Articles,
                var kind => counters[kind] = counters.GetValueOrDefault(kind) + 1,
            };
            var (label, english, cited) = place.Kind switch
            {
                ClauseKind.Part => ("Phần " + Roman.Of(number), "Part " + Roman.Of(number), $"{path}P{number}"),
                ClauseKind.Chapter => ("Chương " + Roman.Of(number), "Chapter " + Roman.Of(number), $"{scope.Prefix}C{number}"),
                ClauseKind.Section when layout == DocumentLayout.Articles => ($"Mục {number}.", $"Section {number}.", $"{path}M{number}"),
                ClauseKind.Section => (Roman.Of(number) + ".", Roman.Of(number) + ".", $"{path}{number}"),
                ClauseKind.Subsection => ($"Tiểu mục {number}.", $"Subsection {number}.", $"{path}TM{number}"),
                ClauseKind.Article => ($"Điều {number}.", $"Article {number}.", $"{scope.Prefix}Đ{number}"),
                ClauseKind.Item => ($"{number}.", $"{number}.", path + (named ? "k" : "") + number),
                ClauseKind.Point => (Letter(number - 1) + ")", English(Letter(number - 1)) + ")", path + Letter(number - 1)),
                _ => ("", "", $"{path}¶{number}"),
            };
            Note(place, depth, label, english, cited);
            Number(children, Sorted(children[place.Id]), depth + 1, cited + ".", scope);
        }
    }

    private static List<Place> Sorted(IEnumerable<Place> places) => [.. places.OrderBy(p => p.Position).ThenBy(p => p.Id)];

    private void Note(Place place, int depth, string label, string english, string cited)
    {
        var numbered = new Numbered(place.Id, place.ParentId, depth, place.Kind, label, english, Code.Citation(code, cited));
        byId.Add(numbered.Id, numbered);
        inOrder.Add(numbered);
    }

    /// <summary>A clause in the words of the text, as one clause refers to another: "điểm b khoản 2 Điều 5", "clause 2.3.b".</summary>
    public string InWords(Numbered clause, bool english)
    {
        if (english && layout == DocumentLayout.Sections && clause.Kind is ClauseKind.Section or ClauseKind.Item or ClauseKind.Point && char.IsDigit(clause.Short.TrimStart('§')[0]))
            return "clause " + clause.Short[1..].Replace("đ", "dd", StringComparison.Ordinal);
        var words = new List<string>();
        for (var at = clause; at is not null; at = at.ParentId is { } holder ? byId[holder] : null)
        {
            // An article is found without what it stands in, unless that is an annex.
            if (words.Count > 0 && at.Kind < ClauseKind.Article && layout == DocumentLayout.Articles && words[^1].StartsWith(english ? "Article" : "Điều", StringComparison.Ordinal)) continue;
            words.Add(Step(at, english));
        }
        return string.Join(english ? ", " : " ", words);
    }

    private string Step(Numbered at, bool english)
    {
        var label = (english ? at.LabelEn : at.Label).TrimEnd('.', ')');
        var last = at.Short[(at.Short.LastIndexOfAny(['.', '¶', 'T', 'Y', 'N', '§']) + 1)..];
        return at.Kind switch
        {
            ClauseKind.Section when layout == DocumentLayout.Sections => (english ? "section " : "mục ") + label,
            ClauseKind.Item => (english ? "clause " : "khoản ") + label,
            ClauseKind.Point => (english ? "point " : "điểm ") + label,
            ClauseKind.Paragraph => (english ? "paragraph " : "đoạn ") + last,
            ClauseKind.Recital => (english ? "preambular paragraph " : "đoạn mở đầu thứ ") + last,
            ClauseKind.Closing => (english ? "closing paragraph " : "đoạn kết thứ ") + last,
            ClauseKind.Signature => english ? "the signature" : "phần ký",
            ClauseKind.Recipient => english ? "the recipients" : "nơi nhận",
            _ => label,
        };
    }

    private static string English(string letter) => letter == "đ" ? "dd" : letter;

    /// <summary>The letter of the point at this index, counted from 0.</summary>
    public static string Letter(int index) =>
        index < Letters.Length ? Letters[index].ToString() : throw new RuleBroken("An item holds at most {0} points, from a) to y).", Letters.Length);
}
