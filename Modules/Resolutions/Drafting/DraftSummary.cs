using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>The newest resolution in numbers, for the chain on the home page. Those who may not read a draft see adopted texts only.</summary>
public sealed class DraftSummaryViewComponent(ResolutionsDb db) : ViewComponent
{
    public sealed record Summary(Resolution Resolution, int Clauses, int Unsourced);

    public async Task<IViewComponentResult> InvokeAsync()
    {
        var drafts = HttpContext.User.MayReadDrafts();
        var newest = await db.Whole.AsNoTracking().Where(r => drafts || r.State == ResolutionState.Adopted).OrderByDescending(r => r.Number).FirstOrDefaultAsync(HttpContext.RequestAborted);
        if (newest is null) return View("/Pages/Resolutions/Drafting/DraftSummary.cshtml", null as Summary);
        var lines = OpenResolutionModel.LinesOf(newest);
        return View("/Pages/Resolutions/Drafting/DraftSummary.cshtml", new Summary(newest, lines.Count(l => l.Clause.Kind.IsLevel), lines.Count(l => l.Unsourced)));
    }
}
