using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Agenda;

/// <summary>The draft as the organisers work on it: what differs from what is public, what collides, and its release.</summary>
[For(Roles.Organiser)]
public sealed class DraftAgendaModel(AgendaDb db, ConferenceTime time, Sentences texts) : PageModel
{
    public Release? Latest { get; private set; }
    public IReadOnlyList<Change> Changes { get; private set; } = [];
    public IReadOnlyList<Warning> Warnings { get; private set; } = [];
    public IReadOnlyList<IGrouping<DateOnly, (AgendaSession Session, Room Room)>> Days { get; private set; } = [];

    /// <summary>Grows with every change of the draft: nobody releases what they have not seen.</summary>
    public long Seen { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await db.Edition(ct) is not { } edition) return LocalRedirect("/agenda/conference");
        Latest = await db.LatestRelease(edition.Id, ct);
        var draft = await db.Draft(edition.Id, ct);
        Changes = Agenda.Changes.Between(Latest?.Sessions ?? [], draft, time, texts);
        Warnings = Agenda.Warnings.Of(draft);
        var sessions = await (from s in db.Sessions.AsNoTracking()
                              join r in db.Rooms on s.RoomId equals r.Id
                              where s.EditionId == edition.Id
                              orderby s.Starts, s.Number
                              select new { s, r }).ToListAsync(ct);
        Days = [.. sessions.Select(x => (x.s, x.r)).GroupBy(x => DateOnly.FromDateTime(time.Local(x.s.Starts)))];
        Seen = await Stamp(edition, ct);
        return Page();
    }

    public async Task<IActionResult> OnPostReleaseAsync(long seen, string? note, CancellationToken ct)
    {
        if (await db.Edition(ct) is not { } edition) return NotFound();
        if (seen != await Stamp(edition, ct)) throw new RuleBroken("The draft has changed since you opened this page. Look at it again, then release it.");
        var release = edition.Release(await db.Draft(edition.Id, ct), await db.LatestRelease(edition.Id, ct), User.RequiredActor().Name, note ?? "", db.Now, db);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RuleBroken("Someone else released the agenda at the same moment.");
        }
        TempData["done"] = texts["Release {0} is public.", release.Number].Value;
        return RedirectToPage();
    }

    private async Task<long> Stamp(Edition edition, CancellationToken ct) =>
        edition.Releases
        + await db.Sessions.Where(s => s.EditionId == edition.Id).SumAsync(s => (long)s.Version, ct)
        + await db.Rooms.Where(r => r.EditionId == edition.Id).SumAsync(r => (long)r.Version, ct);
}
