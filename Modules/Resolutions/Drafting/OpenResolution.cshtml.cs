using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Live;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>
/// A resolution as its reader may see it: the secretariat drafts here, the organiser and the chair read the draft, everyone
/// reads what is adopted. Changes are posted to the pages of their verbs and come back to the clause they changed.
/// </summary>
[ForEveryoneSignedIn]
public sealed class OpenResolutionModel(ResolutionsDb db, Sentences texts) : PageModel
{
    /// <summary>A clause in the order of the text.</summary>
    public sealed record Line(Clause Clause, Numbered Number, bool Leaf)
    {
        public string Anchor => DraftTrace.Anchor(Clause.Id);
        /// <summary>A clause that says something itself and was built on nothing anyone said.</summary>
        public bool Unsourced => Leaf && !Clause.IsRecital && Clause.Sources.Count == 0;
        /// <summary>Where the clause is found among its siblings, counted from 1.</summary>
        public int Place => Clause.Position + 1;
    }

    [BindProperty(SupportsGet = true, Name = "clause")] public Guid? SelectedId { get; set; }
    /// <summary>below or inside: the form of a new clause is open there.</summary>
    [BindProperty(SupportsGet = true)] public string? Add { get; set; }
    /// <summary>unsourced: only the clauses without a source.</summary>
    [BindProperty(SupportsGet = true)] public string? Show { get; set; }
    /// <summary>Words of the comments among which a source is looked for.</summary>
    [BindProperty(SupportsGet = true)] public string? Find { get; set; }

    public Resolution Resolution { get; private set; } = null!;
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public Line? Selected { get; private set; }
    public IReadOnlyList<Source> Found { get; private set; } = [];
    public IReadOnlyList<Clause> Removed { get; private set; } = [];
    public int Unsourced { get; private set; }
    public int Homeless { get; private set; }
    public long LastSeen { get; private set; }
    public bool MayDraft => User.MayDraft() && Resolution.State == ResolutionState.Draft;
    public bool Unchanged { get; private set; }

    public async Task<IActionResult> OnGetAsync(string code, CancellationToken ct)
    {
        if (Code.Resolution(code) is not { } number) return NotFound();
        if (await db.Whole.AsNoTracking().SingleOrDefaultAsync(r => r.Number == number, ct) is not { } resolution || !User.MayRead(resolution)) return NotFound();
        Resolution = resolution;
        Lines = LinesOf(resolution);
        Selected = Lines.SingleOrDefault(l => l.Clause.Id == SelectedId);
        Unsourced = Lines.Count(l => l.Unsourced);
        if (resolution.Adoption is { } adoption) Unchanged = adoption.Hash == CanonicalText.HashOf(CanonicalText.Of(resolution));
        if (!MayDraft) return Page();

        LastSeen = await LiveFrame.Last(db, resolution.Topic, ct);
        Removed = [.. resolution.Clauses.Where(c => c.RemovedWith == c.Id).OrderByDescending(c => c.RemovedAt)];
        Homeless = await CountHomeless(db, ct);
        if (Selected is not null && Fold.Words(Find) is { Length: > 0 } words)
        {
            var query = db.Sources.AsNoTracking().Where(s => !s.Withdrawn);
            foreach (var word in words) query = query.Where(s => s.Folded.Contains(word));
            Found = [.. (await query.OrderBy(s => s.At).Take(30).ToListAsync(ct)).Where(s => Selected.Clause.Sources.All(l => l.SourceId != s.Id))];
        }
        return Page();
    }

    public static IReadOnlyList<Line> LinesOf(Resolution resolution)
    {
        var clauses = resolution.Standing.ToDictionary(c => c.Id);
        var holders = clauses.Values.Select(c => c.ParentId).ToHashSet();
        return [.. resolution.Numbering.InOrder.Select(n => new Line(clauses[n.Id], n, !holders.Contains(n.Id)))];
    }

    /// <summary>Published comments on which no clause is built.</summary>
    internal static Task<int> CountHomeless(ResolutionsDb db, CancellationToken ct) =>
        db.Sources.CountAsync(s => !s.Withdrawn && !db.ClauseSources.Any(l => l.SourceId == s.Id && db.Clauses.Any(c => c.Id == l.ClauseId && c.RemovedAt == null)), ct);

    /// <summary>Sections and items of the text, which can hold other clauses.</summary>
    public IEnumerable<Line> Holders => Lines.Where(l => l.Number.Kind is ClauseKind.Section or ClauseKind.Item);

    public string Label(Line line) => line.Number.Kind == ClauseKind.Recital ? "–" : Sentences.IsEnglish ? line.Number.LabelEn : line.Number.Label;

    /// <summary>What the link on a number does, beginning with what the eye reads there.</summary>
    public string Opens(Line line) => Label(line) + " " + texts["Open {0}", line.Number.Citation];

    public string Address(Line line) => $"/resolutions/{Resolution.Code}?clause={line.Clause.Id}#{line.Anchor}";
}
