using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;

namespace Conference.Sessions;

/// <summary>The big screen of a session, for the hall and for whoever takes part from elsewhere.</summary>
[ForEveryoneSignedIn]
public sealed class ShowScreenModel(SessionsDb db) : ScreenPage(db)
{
    public async Task<IActionResult> OnGetAsync(string code, CancellationToken ct)
    {
        if (!await Load(code, ct)) return NotFound();
        return code == Session!.Code ? Page() : LocalRedirect($"{Session.Url}/screen{Request.QueryString}");
    }

    public async Task<IActionResult> OnGetSlideAsync(string code, CancellationToken ct) => await Load(code, ct) ? Holder() : NotFound();

    private async Task<bool> Load(string code, CancellationToken ct)
    {
        await Follow(LiveSession.Topic, ct);
        if (await Db.Find(code, ct) is not { } session) return false;
        await Load(session, ct);
        return true;
    }
}
