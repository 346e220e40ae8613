using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>
/// From a draft to signed minutes: who presided, until when speakers may propose corrections, the closing that seals the text,
/// and the two signatures. The chair signs here; the rest is for those who keep the minutes.
/// </summary>
[For(Roles.Organiser, Roles.Chair, Roles.Secretariat)]
public sealed class FinishMinutesModel(SessionsDb db, MinutesDesk desk, ConferenceTime time, Sentences texts) : PageModel, IShowsAgain
{
    [FromRoute] public string Code { get; set; } = "";
    [BindProperty] public string? Chair { get; set; }
    [BindProperty] public string? Secretary { get; set; }
    [BindProperty] public string? Participants { get; set; }
    [BindProperty] public string? ParticipantsEn { get; set; }
    [BindProperty] public DateTime? Until { get; set; }

    public LiveSession Session { get; private set; } = null!;
    public MinutesBook Book { get; private set; } = null!;
    public int Waiting { get; private set; }
    public int Undecided { get; private set; }
    public int Lines { get; private set; }
    public int Speeches { get; private set; }
    public int Unsummarised { get; private set; }
    public string Text { get; private set; } = "";
    /// <summary>The lines still read as they were sealed.</summary>
    public bool Unchanged { get; private set; }
    public IReadOnlyList<string> Chairs { get; private set; } = [];
    public IReadOnlyList<string> Secretaries { get; private set; } = [];
    public string Here => $"{Session.Url}/minutes/finish";
    public bool Keeps => User.IsAny(MinutesKeepers.Roles);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await Load(ct)) return NotFound();
        var (vi, en) = Book is { Participants: "", IsOpen: true } ? await MinutesAttendance.Of(Session.Id, db, ct) : ("", "");
        (Chair, Secretary, Participants, ParticipantsEn) = (Book.Chair, Book.Secretary, vi.Length > 0 ? vi : Book.Participants, en.Length > 0 ? en : Book.ParticipantsEn);
        Until = time.Local(Book.CorrectionsUntil ?? time.Now.AddDays(1));
        return Page();
    }

    public Task<IActionResult> OnPostDescribeAsync(CancellationToken ct) => Keep("The head of the minutes is saved.", book =>
    {
        if (!book.IsOpen) throw new RuleBroken(MinutesBook.Sealed, Session.Code);
        book.Describe(Chair, Secretary, Participants, ParticipantsEn);
        return Task.CompletedTask;
    }, ct);

    public Task<IActionResult> OnPostOpenAsync(CancellationToken ct) => Keep("Speakers can now propose corrections to what they said.", book =>
    {
        if (!book.IsOpen) throw new RuleBroken(MinutesBook.Sealed, Session.Code);
        if (Session.OpenedAt is null) throw new RuleBroken("{0} has not been opened yet.", Session.Code);
        if (Until is not { } until) throw new RuleBroken("Name the day and the hour until which corrections are taken.");
        book.OpenForCorrections(time.ToUtc(DateOnly.FromDateTime(until), TimeOnly.FromDateTime(until)), db.Now);
        db.Log(Session.Id, SessionAct.MinutesOpened, User.RequiredActor().Name);
        return Task.CompletedTask;
    }, ct);

    public Task<IActionResult> OnPostEndAsync(CancellationToken ct) => Keep("No further corrections are taken.", book => { book.EndCorrections(db.Now); return Task.CompletedTask; }, ct);

    public Task<IActionResult> OnPostCloseAsync(CancellationToken ct) => Keep("The minutes are closed and wait for two signatures.", async book =>
    {
        if (Waiting > 0) throw new RuleBroken("{0} corrections wait for an answer. Answer them before the minutes are closed.", Waiting);
        if (Undecided > 0) throw new RuleBroken("{0} lines tell of something that was undone. Strike them out or keep them, then close.", Undecided);
        if (book.Participants.Length == 0)
        {
            var (vi, en) = await MinutesAttendance.Of(Session.Id, db, ct);
            book.Describe(book.Chair, book.Secretary, vi, en);
        }
        var record = await MinutesRecord.Read(Session, book, db, ct);
        if (record.Lines.Count == 0) throw new RuleBroken("There is nothing in these minutes yet.");
        book.Close(Session, MinutesText.Canonical(record, time), User.RequiredActor().Name, db.Now);
        db.Log(Session.Id, SessionAct.MinutesClosed, User.RequiredActor().Name);
    }, ct);

    public Task<IActionResult> OnPostReopenAsync(CancellationToken ct) => Keep("The minutes are a draft again. A signature that was given no longer counts.", book => { book.Reopen(); return Task.CompletedTask; }, ct);

    public async Task<IActionResult> OnPostSignAsync(bool asChair, string? hash, CancellationToken ct)
    {
        if (!await Load(ct)) return NotFound();
        var who = User.RequiredActor();
        if (Book.State == MinutesState.Closed && !Unchanged) throw new RuleBroken("The lines no longer read as they were closed. Reopen the minutes, look, and close them again.");
        await desk.Change(Session, book =>
        {
            book.Sign(who, asChair, hash, db.Now);
            db.Log(Session.Id, SessionAct.MinutesSigned, who.Name);
            return Task.CompletedTask;
        }, ct);
        return this.Done((await desk.Book(Session.Id, ct)).State == MinutesState.Signed ? texts["Both have signed. The minutes of {0} stand for good.", Session.Code] : texts["You have signed the minutes of {0}.", Session.Code], Here);
    }

    public async Task ShowAgain()
    {
        db.ChangeTracker.Clear();
        await Load(HttpContext.RequestAborted);
    }

    private async Task<IActionResult> Keep(string done, Func<MinutesBook, Task> act, CancellationToken ct)
    {
        if (!Keeps) return Forbid();
        if (!await Load(ct)) return NotFound();
        await desk.Change(Session, act, ct);
        return this.Done(texts[done], Here);
    }

    private async Task<bool> Load(CancellationToken ct)
    {
        if (await db.Find(Code, ct) is not { } session) return false;
        (Session, Book) = (session, await desk.Book(session.Id, ct));
        Waiting = await db.Corrections.CountAsync(c => c.SessionId == session.Id && c.State == CorrectionState.Waiting, ct);
        Undecided = await db.MinutesLines.CountAsync(l => l.SessionId == session.Id && l.UndoneAt != null && !l.IsStruck, ct);
        var record = await MinutesRecord.Read(session, Book, db, ct);
        (Lines, Speeches) = (record.Lines.Count, record.Lines.Count(l => l.Act == SessionAct.FloorGiven));
        Unsummarised = record.Lines.Count(l => l.Act == SessionAct.FloorGiven && l.Text.Length + l.TextEn.Length == 0);
        Text = Book.Text ?? MinutesText.Canonical(record, time);
        Unchanged = Book.Hash is not null && Book.Hash == MinutesBook.HashOf(MinutesText.Canonical(record, time));
        Chairs = await Names(Roles.Chair, ct);
        Secretaries = await Names(Roles.Secretariat, ct);
        return true;
    }

    private async Task<IReadOnlyList<string>> Names(string role, CancellationToken ct)
    {
        var sought = $" {role} ";
        return await db.People.AsNoTracking().Where(p => p.Roles.Contains(sought)).OrderBy(p => p.Name).Select(p => p.Title == "" ? p.Name : p.Title + " " + p.Name).ToListAsync(ct);
    }
}
