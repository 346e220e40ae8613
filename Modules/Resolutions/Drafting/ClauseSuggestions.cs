using System.Text.RegularExpressions;
using Conference.Shared;

namespace Conference.Resolutions;

/// <summary>A clause that a comment may belong to, and the words both have, as the comment writes them.</summary>
internal sealed record SuggestedClause(OpenResolutionModel.Line Line, IReadOnlyList<string> Words);

/// <summary>
/// Which clauses a comment may belong to: those that share pairs of neighbouring words with it, the rarer in the draft the better.
/// Pairs, because a word of Vietnamese is mostly two syllables. Only proposed, never applied.
/// </summary>
internal sealed partial class ClauseSuggestions
{
    private const int Fewest = 2, Most = 3, MostWords = 6;

    private readonly List<(OpenResolutionModel.Line Line, HashSet<string> Pairs)> clauses;
    private readonly Dictionary<string, double> weights;

    public ClauseSuggestions(IEnumerable<OpenResolutionModel.Line> lines)
    {
        clauses = [.. lines.Where(l => l.Clause.Kind.IsLevel).Select(l => (l, Pairs($"{l.Clause.Heading}. {l.Text(false)}. {l.Clause.HeadingEn}. {l.Text(true)}").Select(p => p.Folded).ToHashSet()))];
        // What an eighth of the clauses say tells none from another.
        weights = clauses.SelectMany(c => c.Pairs).GroupBy(p => p).Where(g => g.Count() <= Math.Max(2, clauses.Count / 8)).ToDictionary(g => g.Key, g => Math.Log(1 + (double)clauses.Count / g.Count()));
    }

    public IReadOnlyList<SuggestedClause> For(string comment)
    {
        var said = Pairs(comment).Where(p => weights.ContainsKey(p.Folded)).ToList();
        return [.. (from clause in clauses
                   let shared = said.Where(p => clause.Pairs.Contains(p.Folded)).ToList()
                   where shared.DistinctBy(p => p.Folded).Count() >= Fewest
                   let score = shared.DistinctBy(p => p.Folded).Sum(p => weights[p.Folded]) / Math.Sqrt(20 + clause.Pairs.Count)
                   orderby score descending
                   select new SuggestedClause(clause.Line, Phrases(shared))).Take(Most)];
    }

    /// <summary>Pairs that overlap read as one phrase.</summary>
    private static IReadOnlyList<string> Phrases(List<Pair> shared)
    {
        var phrases = new List<(int At, List<string> Words)>();
        foreach (var pair in shared)
            if (phrases.Count > 0 && phrases[^1].At + phrases[^1].Words.Count - 1 == pair.At) phrases[^1].Words.Add(pair.Second);
            else phrases.Add((pair.At, [pair.First, pair.Second]));
        return [.. phrases.OrderByDescending(p => p.Words.Count).Select(p => string.Join(' ', p.Words)).DistinctBy(Fold.ForSearch).Take(MostWords)];
    }

    private sealed record Pair(int At, string First, string Second, string Folded);

    private static IEnumerable<Pair> Pairs(string text)
    {
        var at = 0;
        foreach (var part in Parts().Split(text))
        {
            var words = Word().Matches(part).Select(m => m.Value).ToList();
            for (var i = 0; i + 1 < words.Count; i++) yield return new(at + i, words[i], words[i + 1], Fold.ForSearch($"{words[i]} {words[i + 1]}"));
            at += words.Count + 1;
        }
    }

    [GeneratedRegex(@"[.,;:!?()\n]")]
    private static partial Regex Parts();

    [GeneratedRegex(@"[\p{L}\p{M}\d]+")]
    private static partial Regex Word();
}
