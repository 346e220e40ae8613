using Conference.Shared;
using Microsoft.AspNetCore.Mvc;

namespace Conference.Resolutions;

/// <summary>The end of the home page's chain: how many tasks there are, and how many are past their deadline.</summary>
public sealed class ProgramSummaryViewComponent(ResolutionsDb db, ConferenceTime time) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync()
    {
        var programs = await ProgramLine.List(db, UserClaimsPrincipal, time.Today, HttpContext.RequestAborted);
        return programs.Count == 0 ? Content("") : View("/Pages/Resolutions/Program/ProgramSummary.cshtml", programs);
    }
}
