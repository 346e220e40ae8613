using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>The newest draft beside a list of comments: each clause a button that links the selected comments to it.</summary>
public sealed class DraftBesideViewComponent(ResolutionsDb db) : ViewComponent
{
    public sealed record Beside(Resolution Resolution, IReadOnlyList<OpenResolutionModel.Line> Lines);

    public async Task<IViewComponentResult> InvokeAsync()
    {
        if (!HttpContext.User.MayDraft()) return Content("");
        var draft = await db.Whole.AsNoTracking().Where(r => r.State == ResolutionState.Draft).OrderByDescending(r => r.Number).FirstOrDefaultAsync(HttpContext.RequestAborted);
        return View("/Pages/Resolutions/Drafting/DraftBeside.cshtml", draft is null ? null : new Beside(draft, OpenResolutionModel.LinesOf(draft)));
    }
}
