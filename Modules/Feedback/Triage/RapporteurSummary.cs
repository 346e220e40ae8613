using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Conference.Feedback;

/// <summary>Offers the rapporteur's summary of a session to another page's form: one button that posts its text to an address of that page.</summary>
public sealed class RapporteurSummaryViewComponent(FeedbackDb db) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(Guid sessionId, string action)
    {
        var summary = await db.Summaries.AsNoTracking().Where(s => s.SessionId == sessionId && s.Text != "").Select(s => new { s.Text, s.Version }).SingleOrDefaultAsync(HttpContext.RequestAborted);
        return summary is null ? Content("") : View("/Pages/Feedback/Triage/RapporteurSummary.cshtml", (action, summary.Text, summary.Version));
    }
}
