using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>Which amendments shaped a clause, and which still want to, beside the clause.</summary>
public sealed class ClauseAmendmentsViewComponent(ResolutionsDb db) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(Guid clauseId)
    {
        var window = await db.AmendmentWindows.AsNoTracking().SingleOrDefaultAsync(w => db.Clauses.Any(c => c.Id == clauseId && c.ResolutionId == w.ResolutionId), HttpContext.RequestAborted);
        if (!UserClaimsPrincipal.MayReadAmendments(window, db.Now)) return Content("");
        var id = clauseId.ToString();
        var amendments = await db.Amendments.AsNoTracking().Include(a => a.Cosponsors).Where(a => a.AmendsId == null && (a.ClauseId == clauseId || a.Kind == AmendmentKind.Insert && a.Stored.Contains(id))).OrderBy(a => a.Number).ToListAsync(HttpContext.RequestAborted);
        List<Amendment> shown = [.. amendments.Where(a => UserClaimsPrincipal.MayRead(a) && (a.Standing.Became ?? (a.IsOpen ? a.ClauseId : null)) == clauseId)];
        return shown.Count == 0 ? Content("") : View("/Pages/Resolutions/Amendments/ClauseAmendments.cshtml", shown);
    }
}
