using Conference.Shared;

namespace Conference.Resolutions;

/// <summary>Where a clause stands; all that its number depends on.</summary>
public sealed record Place(Guid Id, Guid? ParentId, int Position, bool Recital);

/// <summary>A clause's number: <paramref name="Label"/> as the text shows it (II, 3., đ)), <paramref name="Citation"/> as people cite it.</summary>
public sealed record Numbered(Guid Id, int Depth, ClauseKind Kind, string Label, string LabelEn, string Citation);

/// <summary>
/// The numbers of a whole resolution, which follow from the places of its clauses alone: sections I, II, III; items 1., 2.;
/// points a) b) c) d) đ) e) … in the letters of Vietnamese law; citations such as R-1 §3.2.đ. Recitals are cited as §0.1, §0.2.
/// </summary>
public sealed class Numbering
{
    /// <summary>The letters of points: no f, j, w, z and no vowels with diacritics. English texts write đ as dd.</summary>
    public const string Letters = "abcdđeghiklmnopqrstuvxy";

    private readonly Dictionary<Guid, Numbered> byId = [];
    private readonly List<Numbered> inOrder = [];

    private Numbering() { }

    /// <summary>Every clause in the order of the text: recitals first, each clause before what stands in it.</summary>
    public IReadOnlyList<Numbered> InOrder => inOrder;

    public Numbered this[Guid id] => byId[id];

    public Numbered? Find(Guid id) => byId.GetValueOrDefault(id);

    /// <summary>The clause of a citation as <see cref="Code"/> reads it, or null.</summary>
    public Numbered? Cited(string citation) => inOrder.Find(n => n.Citation == citation);

    public static Numbering Of(string code, IEnumerable<Place> places)
    {
        var numbering = new Numbering();
        var all = places.ToList();
        var recitals = all.Where(p => p.Recital).OrderBy(p => p.Position).ThenBy(p => p.Id).ToList();
        for (var i = 0; i < recitals.Count; i++)
            numbering.Note(new(recitals[i].Id, 1, ClauseKind.Recital, "", "", $"{code} §0.{i + 1}"));
        var children = all.Where(p => !p.Recital).ToLookup(p => p.ParentId);
        numbering.Number(children, null, 1, $"{code} §");
        return numbering;
    }

    private void Number(ILookup<Guid?, Place> children, Guid? parent, int depth, string prefix)
    {
        var number = 0;
        foreach (var place in children[parent].OrderBy(p => p.Position).ThenBy(p => p.Id))
        {
            var kind = KindAt(depth);
            var part = kind == ClauseKind.Point ? Letter(number) : $"{number + 1}";
            number++;
            var (label, labelEn) = kind switch
            {
                ClauseKind.Section => (Roman.Of(number) + ".", Roman.Of(number) + "."),
                ClauseKind.Item => (part + ".", part + "."),
                _ => (part + ")", (part == "đ" ? "dd" : part) + ")"),
            };
            Note(new(place.Id, depth, kind, label, labelEn, prefix + part));
            if (depth < 3) Number(children, place.Id, depth + 1, prefix + part + ".");
        }
    }

    private void Note(Numbered numbered)
    {
        byId.Add(numbered.Id, numbered);
        inOrder.Add(numbered);
    }

    /// <summary>The kind of a clause that stands this deep, counted from 1. Nothing stands below a point.</summary>
    public static ClauseKind KindAt(int depth) => depth switch
    {
        1 => ClauseKind.Section,
        2 => ClauseKind.Item,
        3 => ClauseKind.Point,
        _ => throw new RuleBroken("A point cannot hold other clauses."),
    };

    /// <summary>The letter of the point at this index, counted from 0.</summary>
    public static string Letter(int index) =>
        index < Letters.Length ? Letters[index].ToString() : throw new RuleBroken("An item holds at most {0} points, from a) to y).", Letters.Length);
}
