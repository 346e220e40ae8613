using Conference.Shared.Access;
using Conference.Shared.Live;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>What a session decided and is to decide, for everyone who reads along in its room; without a session, of the whole conference.</summary>
[ForEveryoneSignedIn]
public sealed class ReadDecisionsModel(SessionsDb db, Silences silences) : PageModel
{
    public sealed record Line(LiveSession Session, Decision Decision);

    /// <summary>Null for the register of the whole conference.</summary>
    public LiveSession? Session { get; private set; }
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public long Seen { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? code, CancellationToken ct) => await Load(code, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnGetListAsync(string? code, CancellationToken ct) => await Load(code, ct) ? Partial("/Pages/Sessions/Deciding/DecisionList.cshtml", this) : NotFound();

    private async Task<bool> Load(string? code, CancellationToken ct)
    {
        if (code is not null && (Session = await db.Find(code, ct)) is null) return false;
        if (Session is not null) Seen = await LiveFrame.Last(db, RoomTopic.Of(Session.Id), ct);
        await silences.Settle(ct);
        var id = Session?.Id;
        var found = await (from d in db.Decisions.AsNoTracking()
                           join s in db.Sessions.AsNoTracking() on d.SessionId equals s.Id
                           where id == null || d.SessionId == id
                           orderby d.Number descending
                           select new { s, d }).ToListAsync(ct);
        Lines = [.. found.Select(f => new Line(f.s, f.d))];
        return true;
    }
}
