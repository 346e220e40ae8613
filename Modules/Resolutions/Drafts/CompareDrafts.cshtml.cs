using Conference.Shared.Access;
using Conference.Shared.Documents;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Conference.Resolutions;

/// <summary>How the difference of two texts is read; the names are those that people use.</summary>
public enum ComparisonView { Differences, Changed, Original, Clean }

/// <summary>Two texts of a resolution compared clause by clause: numbered drafts, the text as it stands now, what was adopted.</summary>
[ForEveryoneSignedIn]
public sealed class CompareDraftsModel(ResolutionsDb db) : PageModel
{
    [BindProperty(SupportsGet = true)] public string? From { get; set; }
    [BindProperty(SupportsGet = true)] public string? To { get; set; }
    [BindProperty(SupportsGet = true)] public ComparisonView View { get; set; }
    /// <summary>Only the clauses that are different.</summary>
    [BindProperty(SupportsGet = true)] public bool Only { get; set; }
    /// <summary>vi or en; the reader's own where it is left out.</summary>
    [BindProperty(SupportsGet = true)] public string? Lang { get; set; }

    internal IReadOnlyList<Edition> Editions { get; private set; } = [];
    internal Edition Before { get; private set; } = null!;
    internal Edition After { get; private set; } = null!;
    internal TextComparison Comparison { get; private set; } = null!;
    internal Func<Guid, Authorship?> Author { get; private set; } = _ => null;
    public bool English { get; private set; }
    public Resolution Resolution => After.Resolution;
    private Dictionary<Guid, int> order = [];

    internal IEnumerable<ComparedClause> Shown => (View switch
    {
        ComparisonView.Original => Comparison.Clauses.Where(c => c.Before is not null && c.Fate is not ClauseFate.MovedAway).OrderBy(c => order[c.Before!.Clause.Id]),
        ComparisonView.Differences => Comparison.Clauses,
        _ => Comparison.Clauses.Where(c => c.After is not null),
    }).Where(c => !Only || c.Fate is not ClauseFate.Same);

    internal int Count(ClauseFate fate) => Comparison.Clauses.Count(c => c.Fate == fate);

    public async Task<IActionResult> OnGetAsync(string code, CancellationToken ct)
    {
        if (await Edition.Of(db, code, User, ct) is not { } editions) return NotFound();
        var after = To is null ? editions[^1] : editions.SingleOrDefault(e => e.Key == To);
        var place = after is null ? -1 : editions.ToList().IndexOf(after);
        var before = From is null ? editions[Math.Max(0, place - 1)] : editions.SingleOrDefault(e => e.Key == From);
        if (before is null || after is null) return NotFound();
        (Editions, Before, After) = (editions, before, after);
        English = Letterheads.LanguageOf(Lang) == DocumentLanguage.English;
        Comparison = new(before.Text, after.Text);
        order = before.Text.Numbering.InOrder.Index().ToDictionary(n => n.Item.Id, n => n.Index);
        Author = await Edition.Authors(db, before, after, ct);
        return Page();
    }

    /// <summary>This comparison with one choice different.</summary>
    public string Address(string? view = null, bool? only = null, string? lang = null) =>
        $"?from={Before.Key}&to={After.Key}&view={view ?? View.ToString().ToLowerInvariant()}{(only ?? Only ? "&only=true" : "")}{(lang ?? Lang) switch { { } l => $"&lang={l}", null => "" }}";
}
