using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>The form in which a line is written.</summary>
/// <param name="Suffix">Sets the ids of its fields apart from those of another form on the page.</param>
public sealed record LineForm(string Action, LineWords Words, int Version, string Time, string Suffix, string Cancel);

/// <summary>
/// Writes one line of the minutes and shows every version it had. Where someone else saved the same words first, it shows
/// both against the text both began with, and the person goes on from either or from the two put together.
/// </summary>
[For(Roles.Organiser, Roles.Secretariat)]
public sealed class EditLineModel(SessionsDb db, MinutesDesk desk, ConferenceTime time, Sentences texts) : PageModel, IShowsAgain
{
    /// <summary>Two versions of the same words against what they began from.</summary>
    public sealed record Conflict(string Who, DateTime At, LineWords Before, LineWords Theirs, LineWords Yours, LineWords Merged, bool PutTogether, int Version);

    [FromRoute] public string Code { get; set; } = "";
    [FromRoute] public Guid Id { get; set; }
    [BindProperty] public int Version { get; set; }
    [BindProperty] public string? Head { get; set; }
    [BindProperty] public string? HeadEn { get; set; }
    [BindProperty] public string? Text { get; set; }
    [BindProperty] public string? TextEn { get; set; }
    [BindProperty] public TimeOnly? At { get; set; }

    public LiveSession Session { get; private set; } = null!;
    public MinutesBook Book { get; private set; } = null!;
    public MinutesLine Line { get; private set; } = null!;
    public IReadOnlyList<LineVersion> History { get; private set; } = [];
    public Conflict? Both { get; private set; }
    public LineWords Words => new(Head ?? "", HeadEn ?? "", Text ?? "", TextEn ?? "");
    public string Back => $"{Session.Url}/minutes#l-{Id}";
    public string Here => $"{Session.Url}/minutes/lines/{Id}";
    public string Time => (At ?? TimeOnly.FromDateTime(time.Local(Line.At))).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await Load()) return NotFound();
        (Head, HeadEn, Text, TextEn, Version) = (Line.Head, Line.HeadEn, Line.Text, Line.TextEn, Line.Version);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await Load()) return NotFound();
        var who = User.RequiredActor().Name;
        try
        {
            if (await desk.Write(Session, Id, Version, Words, who, ct) is not var (line, changed)) return NotFound();
            if (At is { } to)
            {
                var version = line.Version;
                line = (await desk.Move(Session, Id, to, who, ct))!;
                changed |= line.Version != version;
            }
            if (Acts.AnswersScript(Request)) return new JsonResult(new { said = texts["The line is saved."].Value, line.Version, line.Words.Head, line.Words.HeadEn, line.Words.Text, line.Words.TextEn });
            return this.Done(changed ? texts["The line is saved."] : texts["Nothing was changed."], Back);
        }
        catch (LineConflict conflict)
        {
            Response.StatusCode = 409;
            if (Acts.AnswersScript(Request)) return new JsonResult(new { said = texts[conflict], both = true }) { StatusCode = 409 };
            var together = conflict.Yours;
            string?[] merged =
            [
                WordDiff.Merge(conflict.Before.Head, conflict.Theirs.Head, together.Head), WordDiff.Merge(conflict.Before.HeadEn, conflict.Theirs.HeadEn, together.HeadEn),
                WordDiff.Merge(conflict.Before.Text, conflict.Theirs.Text, together.Text), WordDiff.Merge(conflict.Before.TextEn, conflict.Theirs.TextEn, together.TextEn),
            ];
            Both = new(conflict.Last.Who, conflict.Last.At, conflict.Before, conflict.Theirs.Words, conflict.Yours,
                new(merged[0] ?? together.Head, merged[1] ?? together.HeadEn, merged[2] ?? together.Text, merged[3] ?? together.TextEn), merged.All(m => m is not null), conflict.Theirs.Version);
            await Load();
            return Page();
        }
    }

    public Task ShowAgain() => Load();

    private async Task<bool> Load()
    {
        db.ChangeTracker.Clear();
        if (await db.Find(Code) is not { } session || await db.MinutesLines.AsNoTracking().SingleOrDefaultAsync(l => l.Id == Id && l.SessionId == session.Id) is not { } line) return false;
        (Session, Line, Book) = (session, line, await desk.Book(session.Id, HttpContext.RequestAborted));
        History = await db.LineVersions.AsNoTracking().Where(v => v.LineId == Id).OrderByDescending(v => v.No).ToListAsync();
        return true;
    }
}
