
using Conference.Shared.Access;
using Conference.Shared.Live;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;

namespace Conference.Sessions;

/// <summary>
/// A part of the rooms' pages that is read again whenever something happens: a view component of this name, which gets the
/// session as its argument <c>session</c>. Registered where its feature is added; whoever has none of the roles does not see it.
/// </summary>
/// <param name="Roles">Who sees it; empty for everyone who is signed in.</param>
/// <param name="Podium">It follows what only those who run the session hear.</param>
/// <param name="Spread">Milliseconds over which the laptops of a hall spread their reading.</param>
internal sealed record RoomPart(string Name, IReadOnlyList<string> Roles, bool Podium = false, int Spread = 0);

/// <summary>Finds the part of a name that this reader may see.</summary>
internal sealed class RoomParts(IEnumerable<RoomPart> parts)
{
    public RoomPart? For(System.Security.Claims.ClaimsPrincipal reader, string? name) =>
        parts.SingleOrDefault(p => p.Name == name && (p.Roles.Count == 0 || reader.IsAny([.. p.Roles])));
}

/// <summary>Places a part on a page; nothing where there is no such part or the reader may not see it.</summary>
public sealed class RoomPartViewComponent(SessionsDb db, IServiceProvider services) : ViewComponent
{
    internal sealed record Placed(RoomPart Part, LiveSession Session, string Topic, long Seen);

    public async Task<IViewComponentResult> InvokeAsync(LiveSession session, string name)
    {
        if (services.GetRequiredService<RoomParts>().For(HttpContext.User, name) is not { } part) return Content("");
        var topic = part.Podium ? PodiumTopic.Of(session.Id) : RoomTopic.Of(session.Id);
        // Read before the part is: what happens in between is read again rather than missed.
        var seen = await LiveFrame.Last(db, topic, HttpContext.RequestAborted);
        return View("/Pages/Sessions/RoomPart.cshtml", new Placed(part, session, topic, seen));
    }
}

/// <summary>Answers a part alone, for pages that are open while something happens.</summary>
[ForEveryoneSignedIn]
public sealed class ReadPartModel(SessionsDb db, IServiceProvider services) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string code, string name, CancellationToken ct) =>
        await db.Find(code, ct) is { } session && services.GetRequiredService<RoomParts>().For(User, name) is not null
            ? ViewComponent("RoomPart", new { session, name }) : NotFound();
}

public static class PlacingParts
{
    /// <summary>Places a part of this module on a page of a session.</summary>
    public static Task<IHtmlContent> RoomPart(this IViewComponentHelper components, LiveSession session, string name) =>
        components.InvokeAsync("RoomPart", new { session, name });
}
