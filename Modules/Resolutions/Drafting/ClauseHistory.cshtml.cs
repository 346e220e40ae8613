using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>Every change of a clause, each against the one before; and any two of them compared.</summary>
[For(Roles.Secretariat, Roles.Organiser, Roles.Chair)]
public sealed class ClauseHistoryModel(ResolutionsDb db) : PageModel
{
    [BindProperty(SupportsGet = true)] public int? From { get; set; }
    [BindProperty(SupportsGet = true)] public int? To { get; set; }

    public Resolution Resolution { get; private set; } = null!;
    public Clause Clause { get; private set; } = null!;
    public string Citation { get; private set; } = "";
    /// <summary>The newest first.</summary>
    public IReadOnlyList<Revision> Revisions { get; private set; } = [];
    public (Revision From, Revision To)? Compared { get; private set; }
    public bool MayRestore => User.MayDraft() && Resolution.State == ResolutionState.Draft && Clause.Stands;
    public string Back => Clause.RemovedAt is null ? $"/resolutions/{Resolution.Code}?clause={Clause.Id}#{DraftTrace.Anchor(Clause.Id)}" : $"/resolutions/{Resolution.Code}";

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        if (await db.Resolutions.AsNoTracking().Include(r => r.Clauses).SingleOrDefaultAsync(r => r.Clauses.Any(c => c.Id == id), ct) is not { } resolution) return NotFound();
        (Resolution, Clause) = (resolution, resolution.Clauses.Single(c => c.Id == id));
        Revisions = await db.Revisions.AsNoTracking().Where(r => r.ClauseId == id).OrderByDescending(r => r.No).ToListAsync(ct);
        Citation = resolution.Numbering.Find(id)?.Citation ?? Revisions[0].Place;
        if (Revisions.SingleOrDefault(r => r.No == From) is { } from && Revisions.SingleOrDefault(r => r.No == To) is { } to) Compared = (from, to);
        return Page();
    }
}
