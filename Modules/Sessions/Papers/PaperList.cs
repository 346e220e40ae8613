using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;

namespace Conference.Sessions;

/// <summary>The papers of a session that this reader may see, in the room.</summary>
public sealed record PaperList(LiveSession Session, IReadOnlyList<Paper> Papers);

public sealed class PaperListViewComponent(IServiceProvider services) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(LiveSession session)
    {
        var desk = (PaperDesk)services.GetService(typeof(PaperDesk))!;
        var papers = await desk.Of(session, HttpContext.User.RequiredActor(), HttpContext.RequestAborted);
        return papers.Count == 0 && !HttpContext.User.IsAny(Podium.Roles) ? Content("") : View("/Pages/Sessions/Papers/PaperList.cshtml", new PaperList(session, papers));
    }
}
