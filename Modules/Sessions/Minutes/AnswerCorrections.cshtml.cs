using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>A proposed correction with the line as it stands now.</summary>
public sealed record ShownCorrection(Correction Correction, MinutesLine Line);

/// <summary>What speakers propose to correct; a secretary accepts it, accepts it with changes, or declines it and says why.</summary>
[For(Roles.Organiser, Roles.Secretariat)]
public sealed class AnswerCorrectionsModel(SessionsDb db, MinutesDesk desk, Sentences texts) : PageModel
{
    [FromRoute] public string Code { get; set; } = "";

    public LiveSession Session { get; private set; } = null!;
    public MinutesBook Book { get; private set; } = null!;
    public IReadOnlyList<ShownCorrection> Corrections { get; private set; } = [];
    public string Here => $"{Session.Url}/minutes/corrections";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await Load(ct) ? Page() : NotFound();

    /// <param name="version">The version of the line that the secretary has before them.</param>
    public Task<IActionResult> OnPostAcceptAsync(Guid id, int version, string? text, string? textEn, string? answer, CancellationToken ct) => Decide(id, "The correction is in the minutes.", (correction, line, who) =>
    {
        if (line.Version != version) throw new RuleBroken("The line was changed meanwhile. Look at it again, then answer.");
        var words = line.Words with { Text = text ?? "", TextEn = textEn ?? "" };
        correction.Accept(words.Checked(), answer, who, db.Now);
        line.Write(words, who, db.Now);
        db.TellLine(line);
    }, ct);

    public Task<IActionResult> OnPostDeclineAsync(Guid id, string? answer, CancellationToken ct) =>
        Decide(id, "The correction is declined.", (correction, _, who) => correction.Decline(answer, who, db.Now), ct);

    private async Task<IActionResult> Decide(Guid id, string done, Action<Correction, MinutesLine, string> decide, CancellationToken ct)
    {
        if (!await Load(ct)) return NotFound();
        if (await db.Corrections.SingleOrDefaultAsync(c => c.Id == id && c.SessionId == Session.Id, ct) is not { } correction) return NotFound();
        decide(correction, await db.MinutesLines.SingleAsync(l => l.Id == correction.LineId, ct), User.RequiredActor().Name);
        db.Announce(RoomTopic.Of(Session.Id), MinutesDesk.News, new { });
        db.Announce(MinutesTopic.Of(Session.Id), "book", new { });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            throw new RuleBroken("The line was changed meanwhile. Look at it again, then answer.");
        }
        return this.Done(texts[done], Here);
    }

    private async Task<bool> Load(CancellationToken ct)
    {
        if (await db.Find(Code, ct) is not { } session) return false;
        (Session, Book) = (session, await desk.Book(session.Id, ct));
        var rows = await (from c in db.Corrections.AsNoTracking() where c.SessionId == session.Id join l in db.MinutesLines.AsNoTracking() on c.LineId equals l.Id select new { c, l }).ToListAsync(ct);
        Corrections = [.. rows.Select(r => new ShownCorrection(r.c, r.l)).OrderBy(r => r.Correction.State == CorrectionState.Waiting ? 0 : 1).ThenBy(r => r.Line.At).ThenBy(r => r.Correction.At)];
        return true;
    }
}
