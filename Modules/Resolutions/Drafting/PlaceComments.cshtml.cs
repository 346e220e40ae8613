using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>The comments on which no clause is built, each with the clauses of this draft it may belong to. A person links them.</summary>
[For(Roles.Secretariat)]
public sealed class PlaceCommentsModel(ResolutionsDb db, Drafting drafting) : PageModel
{
    private const int Shown = 40;

    [FromRoute(Name = "code")] public string DraftCode { get; set; } = "";
    /// <summary>How many were seen before.</summary>
    [BindProperty(SupportsGet = true)] public int Skip { get; set; }

    public Resolution Resolution { get; private set; } = null!;
    public int Homeless { get; private set; }
    public int? Later { get; private set; }
    public IReadOnlyList<OpenResolutionModel.Line> Lines { get; private set; } = [];
    public (int Undo, int Redo) Acts { get; private set; }
    public string Here => $"/resolutions/{Resolution.Code}/comments{(Skip > 0 ? $"?skip={Skip}" : "")}";
    internal IReadOnlyList<(Source Comment, IReadOnlyList<SuggestedClause> Clauses)> Comments { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (Code.Resolution(DraftCode) is not { } number || await db.Whole.AsNoTracking().SingleOrDefaultAsync(r => r.Number == number && r.State == ResolutionState.Draft, ct) is not { } resolution) return NotFound();
        Resolution = resolution;
        Skip = Math.Max(0, Skip);
        Homeless = await OpenResolutionModel.CountHomeless(db, ct);
        var comments = await OpenResolutionModel.Unplaced(db).AsNoTracking().OrderBy(s => s.At).ThenBy(s => s.Id).Skip(Skip).Take(Shown + 1).ToListAsync(ct);
        if (comments.Count > Shown) Later = Skip + Shown;
        Lines = OpenResolutionModel.LinesOf(resolution);
        Acts = await drafting.Acts(resolution.Id, User.RequiredActor().PersonId, ct);
        var suggestions = new ClauseSuggestions(Lines);
        Comments = [.. comments.Take(Shown).Select(c => (c, suggestions.For(c.Text)))];
        return Page();
    }
}
