using Microsoft.AspNetCore.Mvc;

namespace Conference.Sessions;

/// <summary>Who is there of how many, and whether that is enough.</summary>
public sealed class AttendancePanelViewComponent(SessionsDb db) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(LiveSession session) =>
        View("/Pages/Sessions/Attendance/AttendancePanel.cshtml", await db.HallOf(session, HttpContext.RequestAborted));
}
