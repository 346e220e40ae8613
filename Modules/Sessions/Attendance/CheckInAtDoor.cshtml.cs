using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>The door: a scanner types the code of each badge into one field, and the answer can be read from a step away.</summary>
[For(Roles.Organiser, Roles.Chair, Roles.Secretariat)]
public sealed class CheckInAtDoorModel(SessionsDb db, AttendanceDesk desk, IBadges badges, Sentences texts) : PageModel
{
    /// <summary>What came of one badge.</summary>
    public sealed record Answer(bool Accepted, string Name, string Detail, string Said);

    public LiveSession Session { get; private set; } = null!;
    public Answer? Last { get; private set; }
    public int In { get; private set; }

    public async Task<IActionResult> OnGetAsync(string code, CancellationToken ct) => await Load(code, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string code, string? badge, CancellationToken ct)
    {
        if (await db.Find(code, ct) is not { } session) return NotFound();
        Last = await Read(session, badge, ct);
        await Load(code, ct);
        return Acts.AnswersScript(Request) ? new JsonResult(new { Last.Accepted, Last.Name, Last.Detail, Last.Said, In, session.State }) : Page();
    }

    private async Task<Answer> Read(LiveSession session, string? badge, CancellationToken ct)
    {
        Noted? noted = null;
        try
        {
            if (await badges.WhoCarries(badge, ct) is not { } person) throw new RuleBroken("This badge is not known at this conference.");
            noted = await desk.ComeIn(session, person, CameBy.Door, User.RequiredActor().Name, ct);
            return new(true, noted.Person.Name, $"{noted.Person.TitleName} · {noted.Organisation}", texts["Welcome"]);
        }
        catch (RuleBroken refusal)
        {
            db.ChangeTracker.Clear();
            return new(false, "", "", texts[refusal]);
        }
    }

    private async Task<bool> Load(string code, CancellationToken ct)
    {
        if (await db.Find(code, ct) is not { } session) return false;
        Session = session;
        In = await db.Presences.CountAsync(p => p.SessionId == session.Id && p.State == PresenceState.Present, ct);
        return true;
    }
}
