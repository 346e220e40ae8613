using Conference.Shared.Access;
using Conference.Shared.Live;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Conference.Sessions;

/// <summary>The room of one session: what it is, how it stands, and the comments from the floor.</summary>
[ForEveryoneSignedIn]
public sealed class EnterRoomModel(SessionsDb db) : PageModel
{
    public LiveSession Session { get; private set; } = null!;
    public long Seen { get; private set; }
    public long ServerNow { get; private set; }

    public async Task<IActionResult> OnGetAsync(string code)
    {
        if (!await Load(code)) return NotFound();
        return code == Session.Code ? Page() : LocalRedirect(Session.Url);
    }

    public async Task<IActionResult> OnGetHeadAsync(string code) => await Load(code) ? Partial("/Pages/Sessions/RoomHead.cshtml", this) : NotFound();

    private async Task<bool> Load(string code)
    {
        Seen = await LiveFrame.Last(db, LiveSession.Topic, HttpContext.RequestAborted);
        if (await db.Find(code, HttpContext.RequestAborted) is not { } session) return false;
        (Session, ServerNow) = (session, new DateTimeOffset(db.Now).ToUnixTimeMilliseconds());
        return true;
    }
}
