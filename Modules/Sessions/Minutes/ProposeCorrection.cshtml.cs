using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Live;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>A speaker sees what the draft minutes say of their speeches, proposes other words until the deadline, and sees what became of it.</summary>
[ForEveryoneSignedIn]
public sealed class ProposeCorrectionModel(SessionsDb db, MinutesDesk desk, Sentences texts, ConferenceTime time) : PageModel, IShowsAgain
{
    public sealed record Spoken(MinutesLine Line, IReadOnlyList<Correction> Corrections);

    [FromRoute] public string Code { get; set; } = "";
    [BindProperty] public Guid Line { get; set; }
    [BindProperty] public string? Text { get; set; }
    [BindProperty] public string? TextEn { get; set; }
    [BindProperty] public string? Reason { get; set; }

    public LiveSession Session { get; private set; } = null!;
    public MinutesBook Book { get; private set; } = null!;
    public IReadOnlyList<Spoken> Speeches { get; private set; } = [];
    public long Seen { get; private set; }
    public bool Takes => Book.TakesCorrections(db.Now);
    public string Here => $"{Session.Url}/minutes/mine";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await Load(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnGetFateAsync(CancellationToken ct) => await Load(ct) ? Partial("/Pages/Sessions/Minutes/Speeches.cshtml", this) : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await Load(ct)) return NotFound();
        var me = User.RequiredActor();
        MustTake();
        if (await db.MinutesLines.AsNoTracking().SingleOrDefaultAsync(l => l.Id == Line && l.SessionId == Session.Id && l.PersonId == me.PersonId && !l.IsStruck && l.UndoneAt == null, ct) is not { } line) return NotFound();
        var waiting = await db.Corrections.SingleOrDefaultAsync(c => c.LineId == line.Id && c.PersonId == me.PersonId && c.State == CorrectionState.Waiting, ct);
        if (waiting is null) db.Add(Correction.Proposed(line, me, Text, TextEn, Reason, db.Now));
        else waiting.Propose(line, Text, TextEn, Reason, db.Now);
        return await Save("Your correction is with the secretary.", ct);
    }

    public async Task<IActionResult> OnPostWithdrawAsync(Guid id, CancellationToken ct)
    {
        if (!await Load(ct)) return NotFound();
        var me = User.RequiredActor();
        MustTake();
        if (await db.Corrections.SingleOrDefaultAsync(c => c.Id == id && c.SessionId == Session.Id && c.PersonId == me.PersonId, ct) is not { } correction) return NotFound();
        correction.Withdraw(db.Now);
        return await Save("Your correction is withdrawn.", ct);
    }

    public async Task ShowAgain()
    {
        db.ChangeTracker.Clear();
        await Load(HttpContext.RequestAborted);
    }

    private void MustTake()
    {
        if (Book.State != MinutesState.Correcting) throw new RuleBroken("The minutes of {0} are not open for corrections.", Session.Code);
        if (!Takes) throw new RuleBroken("Corrections to the minutes of {0} were taken until {1}, {2}. Turn to the secretariat.", Session.Code, time.Clock(Book.CorrectionsUntil!.Value), time.Day(Book.CorrectionsUntil.Value));
    }

    private async Task<IActionResult> Save(string done, CancellationToken ct)
    {
        db.Announce(MinutesTopic.Of(Session.Id), "book", new { });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RuleBroken("A secretary has answered this meanwhile. Look at the answer first.");
        }
        return this.Done(texts[done], Here);
    }

    private async Task<bool> Load(CancellationToken ct)
    {
        if (await db.Find(Code, ct) is not { } session) return false;
        Seen = await LiveFrame.Last(db, RoomTopic.Of(session.Id), ct);
        (Session, Book) = (session, await desk.Book(session.Id, ct));
        // A draft is nobody's reading but the secretariat's until it is opened.
        if (Book.State == MinutesState.Draft) return true;
        var me = User.RequiredActor().PersonId;
        var lines = await db.LinesOf(session.Id).AsNoTracking().Where(l => l.PersonId == me && !l.IsStruck && l.UndoneAt == null).ToListAsync(ct);
        var corrections = (await db.Corrections.AsNoTracking().Where(c => c.SessionId == session.Id && c.PersonId == me).ToListAsync(ct)).ToLookup(c => c.LineId);
        Speeches = [.. lines.Select(l => new Spoken(l, [.. corrections[l.Id].OrderByDescending(c => c.At)]))];
        return true;
    }
}
