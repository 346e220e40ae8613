using Conference.Shared;

namespace Conference.Feedback;

/// <summary>Two comments that say nearly the same, and the words that make it look so: a person decides whether they do.</summary>
internal sealed record Alike(Guid Id, string Code, string Text, double Share, IReadOnlyList<string> Words);

/// <summary>
/// Compares comments by the words they share. Words that many of them use weigh little, those that hardly stand in any
/// weigh much; diacritics and capitals do not count.
/// </summary>
internal sealed class Likeness
{
    private const double Enough = 0.3;
    private const int FewestWords = 3;

    // Syllables that join others and say nothing by themselves, as searches fold them.
    private static readonly HashSet<string> Empty =
        [.. "va cua cac la co cho trong voi duoc de nay khi mot nhung thi do o ve den se tu ma nhu da dang con cung rat can nen hay hoac tai theo cac the va vi bi boi ra vao len nhieu hon nhat the and of to in for a an is are be on at by with as that this it we our should".Split(' ')];

    private sealed record Entry(Guid Id, string Code, string Text, Dictionary<string, string> Words)
    {
        public double Weight { get; set; }
    }

    private readonly List<Entry> entries;
    private readonly Dictionary<string, double> weight;

    public Likeness(IEnumerable<(Guid Id, string Code, string Text)> comments)
    {
        var folded = new Dictionary<string, string>();
        entries = [.. comments.Select(c => new Entry(c.Id, c.Code, c.Text, WordsOf(c.Text, folded)))];
        weight = entries.SelectMany(e => e.Words.Keys).GroupBy(w => w).ToDictionary(g => g.Key, g => Math.Log(1 + (double)entries.Count / g.Count()));
        foreach (var entry in entries) entry.Weight = entry.Words.Keys.Sum(w => weight[w]);
    }

    /// <summary>Those that are like this one, the most alike first.</summary>
    public IReadOnlyList<Alike> To(Guid id, int most = 3)
    {
        var one = entries.SingleOrDefault(e => e.Id == id);
        return one is null ? [] : [.. (from other in entries where other.Id != id let alike = Compare(one, other) where alike is not null orderby alike.Share descending, alike.Code select alike).Take(most)];
    }

    /// <summary>Those that look as if they belonged together, each being like another one of its group, and the words that most of them share.</summary>
    public IReadOnlyList<(IReadOnlyList<Guid> Comments, IReadOnlyList<string> Words)> Groups()
    {
        var group = entries.ToDictionary(e => e.Id, e => e.Id);
        Guid Root(Guid id) => group[id] == id ? id : group[id] = Root(group[id]);
        for (var i = 0; i < entries.Count; i++)
            for (var j = i + 1; j < entries.Count; j++)
                if (Compare(entries[i], entries[j]) is not null) group[Root(entries[j].Id)] = Root(entries[i].Id);
        return
        [
            .. from members in entries.GroupBy(e => Root(e.Id))
               where members.Count() > 1
               orderby members.Count() descending
               let words = members.SelectMany(m => m.Words).GroupBy(w => w.Key).Where(w => w.Count() > 1).OrderByDescending(w => w.Count() * weight[w.Key]).Select(w => w.First().Value)
               select ((IReadOnlyList<Guid>)[.. members.Select(m => m.Id)], (IReadOnlyList<string>)[.. words.Take(10)])
        ];
    }

    private Alike? Compare(Entry one, Entry other)
    {
        var (words, common) = (0, 0.0);
        foreach (var word in one.Words.Keys)
        {
            if (!other.Words.ContainsKey(word)) continue;
            words++;
            common += weight[word];
        }
        var share = common / (one.Weight + other.Weight - common);
        return words < FewestWords || share < Enough ? null
            : new(other.Id, other.Code, other.Text, share, [.. one.Words.Where(w => other.Words.ContainsKey(w.Key)).Select(w => w.Value)]);
    }

    /// <summary>The words that say something: as they are compared, with the spelling they have in the text.</summary>
    private static Dictionary<string, string> WordsOf(string text, Dictionary<string, string> folded)
    {
        var words = new Dictionary<string, string>();
        foreach (var word in text.Split([.. " \n\t.,;:!?…()[]\"“”'‘’–—/"], StringSplitOptions.RemoveEmptyEntries))
        {
            // The same words come again and again.
            if (!folded.TryGetValue(word, out var compared)) folded[word] = compared = Fold.ForSearch(word);
            if (compared.Length > 1 && !Empty.Contains(compared)) words.TryAdd(compared, word.ToLowerInvariant());
        }
        return words;
    }
}
