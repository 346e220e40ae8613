using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Live;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>One line as the editors see it.</summary>
public sealed record LineItem(LiveSession Session, MinutesLine Line, bool MayWrite, bool MayPublish)
{
    public string Anchor => $"l-{Line.Id}";
    public string EditUrl => $"{Session.Url}/minutes/lines/{Line.Id}";
}

/// <summary>
/// The draft minutes of a session, kept by several secretaries at once while it runs: lines in the order of time, each
/// corrected, completed, moved, struck out, published where it stands.
/// </summary>
[For(Roles.Organiser, Roles.Secretariat)]
public sealed class EditMinutesModel(SessionsDb db, MinutesDesk desk, Sentences texts) : PageModel
{
    [FromRoute] public string Code { get; set; } = "";

    public LiveSession Session { get; private set; } = null!;
    public MinutesBook Book { get; private set; } = null!;
    public IReadOnlyList<LineItem> Lines { get; private set; } = [];
    public IReadOnlyList<Paper> Papers { get; private set; } = [];
    public int Waiting { get; private set; }
    public long Seen { get; private set; }
    public long ServerNow { get; private set; }
    public string Here => $"{Session.Url}/minutes";

    private string Who => User.RequiredActor().Name;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await Load(ct)) return NotFound();
        if (Code != Session.Code) return LocalRedirect(Here);
        Lines = [.. (await db.LinesOf(Session.Id).AsNoTracking().ToListAsync(ct)).Where(l => !l.IsStruck || l.IsEdited || l.UndoneAt is null).Select(Item)];
        Papers = await db.Papers.AsNoTracking().Where(p => p.SessionId == Session.Id && p.RemovedAt == null && p.Audience != PaperAudience.Podium).OrderBy(p => p.Number).ToListAsync(ct);
        return Page();
    }

    /// <summary>One line alone, when it has changed or has come.</summary>
    public async Task<IActionResult> OnGetLineAsync(Guid id, CancellationToken ct)
    {
        if (!await Load(ct) || await db.MinutesLines.AsNoTracking().SingleOrDefaultAsync(l => l.Id == id && l.SessionId == Session.Id, ct) is not { } line) return NotFound();
        return Partial("/Pages/Sessions/Minutes/LineItem.cshtml", Item(line));
    }

    public async Task<IActionResult> OnGetHeadAsync(CancellationToken ct) =>
        await Load(ct) ? Partial("/Pages/Sessions/Minutes/MinutesHead.cshtml", new MinutesHead(Session, Book, "lines", Waiting, Seen)) : NotFound();

    public async Task<IActionResult> OnPostInsertAsync(Guid id, TimeOnly? time, LineKind kind, string? paper, string? text, string? textEn, bool publish, CancellationToken ct)
    {
        if (!await Load(ct)) return NotFound();
        var (words, code) = (new LineWords("", "", text ?? "", textEn ?? ""), (string?)null);
        if (Paper.NumberOf(paper) is { } number && await db.Papers.AsNoTracking().SingleOrDefaultAsync(p => p.Number == number && p.SessionId == Session.Id && p.Audience != PaperAudience.Podium, ct) is { } found)
            (kind, code, words) = (LineKind.Paper, found.Code, words with { Head = $"Tài liệu {found.Code} “{found.Title}”.", HeadEn = $"Paper {found.Code} “{Sentences.Pick(found.Title, found.TitleEn)}”." });
        if (kind is LineKind.Summary) words = words with { Head = "Tóm tắt của báo cáo viên:", HeadEn = "Summary by the rapporteur:" };
        var line = await desk.Insert(Session, id, desk.TimeIn(Session, time), kind is LineKind.Act ? LineKind.Note : kind, code, words, Who, ct);
        if (publish) await desk.Publish(Session, line.Id, Who, ct);
        return this.Done(texts["The line is in the minutes."], $"{Here}#l-{line.Id}");
    }

    public Task<IActionResult> OnPostStrikeAsync(Guid id, CancellationToken ct) => Act(id, "The line is struck out. Its text is kept.", desk.Strike, ct);

    public Task<IActionResult> OnPostRestoreAsync(Guid id, CancellationToken ct) => Act(id, "The line stands again.", desk.Restore, ct);

    public Task<IActionResult> OnPostPublishAsync(Guid id, CancellationToken ct) => Act(id, "The line is published.", desk.Publish, ct);

    public Task<IActionResult> OnPostUnpublishAsync(Guid id, CancellationToken ct) => Act(id, "The line is no longer published.", desk.Unpublish, ct);

    public async Task<IActionResult> OnPostPublishAllAsync(CancellationToken ct) => !await Load(ct) ? NotFound()
        : this.Done(await desk.PublishAll(Session, Who, ct) is > 0 and var n ? texts["{0} lines are published.", n] : texts["Everything is published already."], Here);

    public async Task<IActionResult> OnPostFollowActsAsync(bool yes, CancellationToken ct)
    {
        if (!await Load(ct)) return NotFound();
        if (!Book.IsOpen) throw new RuleBroken(MinutesBook.Sealed, Session.Code);
        await desk.Change(Session, book => { book.PublishActs(yes); return Task.CompletedTask; }, ct);
        return this.Done(yes ? texts["What happens in {0} is published at once.", Session.Code] : texts["What happens in {0} is published line by line.", Session.Code], Here);
    }

    private async Task<IActionResult> Act(Guid id, string done, Func<LiveSession, Guid, string, CancellationToken, Task<MinutesLine?>> act, CancellationToken ct)
    {
        if (!await Load(ct) || await act(Session, id, Who, ct) is null) return NotFound();
        return this.Done(texts[done], $"{Here}#l-{id}");
    }

    private LineItem Item(MinutesLine line) => new(Session, line, Book.IsOpen, Book.IsOpen);

    private async Task<bool> Load(CancellationToken ct)
    {
        if (await db.Find(Code, ct) is not { } session) return false;
        Seen = await LiveFrame.Last(db, MinutesTopic.Of(session.Id), ct);
        (Session, Book, ServerNow) = (session, await desk.Book(session.Id, ct), new DateTimeOffset(db.Now).ToUnixTimeMilliseconds());
        Waiting = await db.Corrections.CountAsync(c => c.SessionId == session.Id && c.State == CorrectionState.Waiting, ct);
        return true;
    }
}

/// <summary>What stands above all pages of a session's minutes.</summary>
public sealed record MinutesHead(LiveSession Session, MinutesBook Book, string Tab, int Waiting, long Seen);
