using Microsoft.AspNetCore.Mvc;

namespace Conference.Sessions;

/// <summary>What is on, how it stands against the plan, and the buttons that open, suspend and close it.</summary>
public sealed class CockpitHeadViewComponent : ViewComponent
{
    public IViewComponentResult Invoke(LiveSession session) => View("/Pages/Sessions/CockpitHead.cshtml", session);
}
