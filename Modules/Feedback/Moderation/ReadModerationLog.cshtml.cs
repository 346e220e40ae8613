using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Feedback;

/// <summary>What moderators did with the comments of a session: for the desk, and for everyone where the session publishes it.</summary>
[ForEveryoneSignedIn]
public sealed class ReadModerationLogModel(FeedbackDb db) : PageModel
{
    private const int PageSize = 100;

    [BindProperty(SupportsGet = true)] public string Code { get; set; } = "";
    [BindProperty(SupportsGet = true, Name = "p")] public int Number { get; set; } = 1;

    public FeedbackSession Session { get; private set; } = null!;
    public IReadOnlyList<ModerationEntry> Entries { get; private set; } = [];
    public int Pages { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await db.SessionOf(Code, ct) is not { } session || !session.LogPublished && !User.IsAny(Reader.DeskRoles)) return NotFound();
        Session = session;
        var log = db.ModerationLog.AsNoTracking().Where(e => e.SessionId == session.Id);
        Pages = Math.Max(1, (await log.CountAsync(ct) + PageSize - 1) / PageSize);
        Number = Math.Clamp(Number, 1, Pages);
        Entries = await log.OrderByDescending(e => e.At).ThenByDescending(e => e.Id).Skip((Number - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        return Page();
    }
}
