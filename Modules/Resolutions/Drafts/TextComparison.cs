using Conference.Shared;
using Line = Conference.Resolutions.OpenResolutionModel.Line;

namespace Conference.Resolutions;

/// <summary>What became of a clause from one text to another.</summary>
internal enum ClauseFate { Same, Changed, Inserted, Deleted, Moved, MovedAway }

/// <summary>A clause in two texts. What moved stands twice: where it went, and as <see cref="ClauseFate.MovedAway"/> where it stood.</summary>
internal sealed record ComparedClause(Line? Before, Line? After, ClauseFate Fate)
{
    public Line Line => After ?? Before!;

    /// <summary>Its number is different, because it moved or others did.</summary>
    public bool IsRenumbered => Before is { } was && After is { } now && was.Number.Short != now.Number.Short;

    /// <summary>Its own words are different in one language at least.</summary>
    public bool IsReworded(bool english) => Before is { } was && After is { } now && (was.Heading(english), was.Text(english)) != (now.Heading(english), now.Text(english));

    public IReadOnlyList<WordRun> Heading(bool english) => Words(l => l.Heading(In(english)));

    public IReadOnlyList<WordRun> Text(bool english) => Words(l => l.Text(In(english)));

    /// <summary>The language that is asked for, or the other one where nothing is said in it.</summary>
    public bool In(bool english) => new[] { Before, After }.OfType<Line>().Any(l => l.Heading(english).Length + l.Text(english).Length > 0) ? english : !english;

    private IReadOnlyList<WordRun> Words(Func<Line, string> of) => WordDiff.Told(Before is null ? "" : of(Before), After is null ? "" : of(After));
}

/// <summary>Two texts of a resolution compared clause by clause, in the order of the newer one; what is gone stands where it stood.</summary>
internal sealed class TextComparison
{
    private readonly ILookup<Guid?, Line> before, after;
    private readonly Dictionary<Guid, Line> old, now;
    private readonly List<ComparedClause> clauses = [];

    public TextComparison(Resolution before, Resolution after)
    {
        var (olds, news) = (OpenResolutionModel.LinesOf(before), OpenResolutionModel.LinesOf(after));
        (this.before, this.after) = (olds.ToLookup(l => l.Clause.ParentId), news.ToLookup(l => l.Clause.ParentId));
        (old, now) = (olds.ToDictionary(l => l.Clause.Id), news.ToDictionary(l => l.Clause.Id));
        Compare([.. this.before[null]], [.. this.after[null]]);
    }

    public IReadOnlyList<ComparedClause> Clauses => clauses;

    private void Compare(List<Line> was, List<Line> becomes)
    {
        var stayed = Stayed(was, becomes);
        var next = 0;
        foreach (var line in becomes)
        {
            if (stayed.Contains(line.Clause.Id))
            {
                while (was[next].Clause.Id != line.Clause.Id) Gone(was[next++]);
                Pair(was[next++], line, moved: false);
            }
            else if (old.TryGetValue(line.Clause.Id, out var then)) Pair(then, line, moved: true);
            else
            {
                clauses.Add(new(null, line, ClauseFate.Inserted));
                Compare([], [.. after[line.Clause.Id]]);
            }
        }
        while (next < was.Count) Gone(was[next++]);
    }

    private void Pair(Line was, Line becomes, bool moved)
    {
        clauses.Add(new(was, becomes, moved ? ClauseFate.Moved : was.Clause.Words == becomes.Clause.Words && was.Clause.Kind == becomes.Clause.Kind && Read(was) == Read(becomes) ? ClauseFate.Same : ClauseFate.Changed));
        Compare([.. before[was.Clause.Id]], [.. after[becomes.Clause.Id]]);
    }

    private void Gone(Line line)
    {
        if (now.ContainsKey(line.Clause.Id))
        {
            clauses.Add(new(line, null, ClauseFate.MovedAway));
            return;
        }
        clauses.Add(new(line, null, ClauseFate.Deleted));
        Compare([.. before[line.Clause.Id]], []);
    }

    private static (string, string) Read(Line line) => (line.Text(false), line.Text(true));

    /// <summary>The clauses that kept their place among their siblings: as many as can be said not to have moved.</summary>
    private static HashSet<Guid> Stayed(List<Line> was, List<Line> becomes)
    {
        var longest = new int[was.Count + 1, becomes.Count + 1];
        for (var i = was.Count - 1; i >= 0; i--)
            for (var j = becomes.Count - 1; j >= 0; j--)
                longest[i, j] = was[i].Clause.Id == becomes[j].Clause.Id ? longest[i + 1, j + 1] + 1 : Math.Max(longest[i + 1, j], longest[i, j + 1]);
        var stayed = new HashSet<Guid>();
        for (int i = 0, j = 0; i < was.Count && j < becomes.Count;)
        {
            if (was[i].Clause.Id == becomes[j].Clause.Id)
            {
                stayed.Add(was[i].Clause.Id);
                (i, j) = (i + 1, j + 1);
            }
            else if (longest[i + 1, j] >= longest[i, j + 1]) i++;
            else j++;
        }
        return stayed;
    }
}
