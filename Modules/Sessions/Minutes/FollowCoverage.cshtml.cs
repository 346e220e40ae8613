using Conference.Shared.Access;
using Conference.Shared.Live;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Conference.Sessions;

/// <summary>The live coverage of a session on a page of its own, for everyone who follows from elsewhere.</summary>
[ForEveryoneSignedIn]
public sealed class FollowCoverageModel(SessionsDb db) : PageModel
{
    public LiveSession Session { get; private set; } = null!;
    public Coverage Coverage { get; private set; } = null!;
    public long Seen { get; private set; }

    public async Task<IActionResult> OnGetAsync(string code, CancellationToken ct) => await Load(code, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnGetLinesAsync(string code, CancellationToken ct) => await Load(code, ct) ? Partial("/Pages/Sessions/Minutes/CoverageStream.cshtml", this) : NotFound();

    private async Task<bool> Load(string code, CancellationToken ct)
    {
        if (await db.Find(code, ct) is not { } session) return false;
        Seen = await LiveFrame.Last(db, RoomTopic.Of(session.Id), ct);
        (Session, Coverage) = (session, await Coverage.Read(session, db, null, ct));
        return true;
    }
}
