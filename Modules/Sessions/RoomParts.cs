
using System.Text;
using System.Text.Json;
using Conference.Shared.Access;
using Conference.Shared.Live;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Conference.Sessions;

/// <summary>
/// A part of the rooms' pages that is read again whenever something happens: a view component of this name, which gets the
/// session as its argument <c>session</c>. Registered where its feature is added; whoever has none of the roles does not see it.
/// </summary>
/// <param name="Roles">Who sees it; empty for everyone who is signed in.</param>
/// <param name="Podium">It follows what only those who run the session hear.</param>
/// <param name="Spread">Milliseconds over which the laptops of a hall spread their reading; five times as many for what can wait.</param>
/// <param name="Hears">Names of the acts, or kinds of events, that may change it; null for whatever happens. What is undone is always heard.</param>
internal sealed record RoomPart(string Name, IReadOnlyList<string> Roles, bool Podium = false, int Spread = 0, IReadOnlyList<string>? Hears = null)
{
    public string TopicOf(Guid session) => Podium ? PodiumTopic.Of(session) : RoomTopic.Of(session);

    /// <summary>Many of these come at once, and they change little for those whom they do not name.</summary>
    public static string CanWait { get; } = string.Join(' ', Acts(SessionAct.Asked, SessionAct.Added, SessionAct.GaveUp, SessionAct.Reordered));

    /// <summary>The acts as their events name them.</summary>
    public static IReadOnlyList<string> Acts(params IEnumerable<SessionAct> acts) => [.. acts.Select(a => JsonNamingPolicy.CamelCase.ConvertName(a.ToString()))];

    /// <summary>The session itself begins, rests or ends, or is for others than before.</summary>
    public static readonly IReadOnlyList<SessionAct> OfState = [SessionAct.Opened, SessionAct.Suspended, SessionAct.Resumed, SessionAct.Closed, SessionAct.DelegationsSet];
}

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

    public async Task<IViewComponentResult> InvokeAsync(LiveSession session, string name, long? seen = null)
    {
        if (services.GetRequiredService<RoomParts>().For(HttpContext.User, name) is not { } part) return Content("");
        var topic = part.TopicOf(session.Id);
        // Read before the part is: what happens in between is read again rather than missed.
        return View("/Pages/Sessions/RoomPart.cshtml", new Placed(part, session, topic, seen ?? await LiveFrame.Last(db, topic, HttpContext.RequestAborted)));
    }
}

/// <summary>Answers a part alone, for pages that are open while something happens.</summary>
[ForEveryoneSignedIn]
public sealed class ReadPartModel(IServiceProvider services) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string code, string name, CancellationToken ct)
    {
        if (services.GetRequiredService<RoomParts>().For(User, name) is not { } part) return NotFound();
        var shared = services.GetRequiredService<SharedReadings>();
        if (shared.Find(code, name, HttpContext) is { } html) return Content(html, "text/html; charset=utf-8");
        var db = services.GetRequiredService<SessionsDb>();
        // What has been seen is read before anything is that it could change.
        var number = LiveSession.NumberOf(code);
        var seen = await LiveFrame.Last(db, part.TopicOf(await db.Sessions.Where(s => s.Number == number).Select(s => s.Id).SingleOrDefaultAsync(ct)), ct);
        if (await db.Find(code, ct) is not { } session) return NotFound();

        var (body, copy) = (Response.Body, new MemoryStream());
        Response.Body = copy;
        try { await ViewComponent("RoomPart", new { session, name, seen }).ExecuteResultAsync(PageContext); }
        finally { Response.Body = body; }
        shared.Keep(session, name, seen, Encoding.UTF8.GetString(copy.GetBuffer(), 0, (int)copy.Length), HttpContext);
        await Response.Body.WriteAsync(copy.GetBuffer().AsMemory(0, (int)copy.Length), ct);
        return new EmptyResult();
    }
}

public static class PlacingParts
{
    /// <summary>Places a part of this module on a page of a session.</summary>
    public static Task<IHtmlContent> RoomPart(this IViewComponentHelper components, LiveSession session, string name) =>
        components.InvokeAsync("RoomPart", new { session, name });
}
