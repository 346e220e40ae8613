using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Live;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>The attendance list of a session: who is in, excused, absent; marked here, searched, taken along as Excel.</summary>
[For(Roles.Organiser, Roles.Chair, Roles.Secretariat)]
public sealed class FollowAttendanceModel(SessionsDb db, AttendanceDesk desk, Sentences texts, ConferenceTime time) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "q")] public string? Search { get; set; }
    [BindProperty(SupportsGet = true)] public PresenceState? State { get; set; }

    public AttendanceList All { get; private set; } = null!;
    public AttendanceList List { get; private set; } = null!;
    public Hall Hall { get; private set; } = null!;
    public long Seen { get; private set; }
    public LiveSession Session => All.Session;
    public string Query => QueryString.Create(new Dictionary<string, string?> { ["q"] = Search, ["state"] = State?.ToString() }).Value ?? "";
    /// <summary>What was noted last and can still be undone.</summary>
    public SessionEvent? Last { get; private set; }

    public async Task<IActionResult> OnGetAsync(string code, CancellationToken ct) => await Load(code, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnGetListAsync(string code, CancellationToken ct) =>
        await Load(code, ct) ? Partial("/Pages/Sessions/Attendance/AttendanceLines.cshtml", this) : NotFound();

    public async Task<IActionResult> OnGetExcelAsync(string code, CancellationToken ct)
    {
        if (await db.Find(code, ct) is not { } session) return NotFound();
        var list = (await AttendanceList.Read(session, db, ct)).Matching(Search, State);
        return File(AttendanceWorkbook.Write(list, texts, time), Conference.Shared.Documents.ListWorkbook.ContentType, $"attendance-{session.Code}-{time.Today:yyyy-MM-dd}.xlsx");
    }

    /// <param name="mark">What to note and of whom: come:ID, leave:ID, excuse:ID or absent:ID.</param>
    public async Task<IActionResult> OnPostMarkAsync(string code, string? mark, CancellationToken ct)
    {
        if (await db.Find(code, ct) is not { } session) return NotFound();
        var who = User.RequiredActor().Name;
        if (mark?.Split(':') is not [var verb, var id] || !Guid.TryParse(id, out var person)) throw new RuleBroken("Say whom to mark and how.");
        var noted = verb switch
        {
            "come" => await desk.ComeIn(session, person, CameBy.Desk, who, ct),
            "leave" => await desk.Leave(session, person, who, ct),
            "excuse" => await desk.Excuse(session, person, who, ct),
            "absent" => await desk.MissesIt(session, person, who, ct),
            _ => throw new RuleBroken("Say whom to mark and how."),
        };
        return this.Done($"{noted.Person.Name}: {texts[noted.Presence.State.Words]}", $"{session.Url}/attendance{Query}");
    }

    public async Task<IActionResult> OnPostDeputyAsync(string code, Guid person, Guid deputy, CancellationToken ct)
    {
        if (await db.Find(code, ct) is not { } session) return NotFound();
        var noted = await desk.SendDeputy(session, person, deputy, User.RequiredActor().Name, ct);
        return this.Done(texts["{0} is excused; the deputy is noted.", noted.Person.Name], $"{session.Url}/attendance{Query}");
    }

    /// <summary>States the quorum for the record; where it was presumed, it is counted from now on.</summary>
    public async Task<IActionResult> OnPostQuorumAsync(string code, string? returnUrl, CancellationToken ct)
    {
        if (await db.Find(code, ct) is not { } session) return NotFound();
        if (session.State is SessionState.Closed) throw new RuleBroken("{0} is already closed.", session.Code);
        var hall = await db.HallOf(session, ct);
        var quorum = session.IsOn ? hall.ToDecide : hall.ToOpen;
        db.Log(session.Id, SessionAct.QuorumStated, User.RequiredActor().Name, new() { Kind = session.IsOn ? "toDecide" : "toOpen", Figures = quorum.Figures });
        await db.SaveChangesAsync(ct);
        return this.Done(texts["Quorum stated: {0} of {1} present, {2} needed.", quorum.Present, quorum.Entitled, quorum.Needed], returnUrl ?? $"{session.Url}/attendance");
    }

    private async Task<bool> Load(string code, CancellationToken ct)
    {
        if (await db.Find(code, ct) is not { } session) return false;
        Seen = await LiveFrame.Last(db, PodiumTopic.Of(session.Id), ct);
        All = await AttendanceList.Read(session, db, ct);
        List = All.Matching(Search, State);
        Hall = await db.HallOf(session, ct);
        var since = db.Now - SessionEvent.UndoFor;
        Last = await db.Events.AsNoTracking().Where(e => e.SessionId == session.Id && e.At > since && e.UndoneAt == null && e.Before != null
            && (e.Act == SessionAct.CameIn || e.Act == SessionAct.Left || e.Act == SessionAct.MarkedExcused || e.Act == SessionAct.MarkedAbsent || e.Act == SessionAct.SentDeputy))
            .OrderByDescending(e => e.Id).FirstOrDefaultAsync(ct);
        return true;
    }
}
