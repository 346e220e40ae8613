using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Agenda;

/// <summary>The latest released agenda: days, and in each rooms by time.</summary>
[ForEveryoneSignedIn]
public sealed class ReadAgendaModel(AgendaDb db, ConferenceTime time, Sentences texts) : PageModel
{
    public sealed record RoomHead(string Code, string Name);

    /// <param name="Alone">The row's only session, when it is a plenary and nothing else is on meanwhile: it takes the whole width.</param>
    public sealed record Row(DateTime Starts, IReadOnlyList<ProgrammeItem> Sessions, ProgrammeItem? Alone);

    public sealed record DayPlan(DateOnly Date, IReadOnlyList<RoomHead> Rooms, IReadOnlyList<Row> Rows)
    {
        public string Anchor => $"d{Date:yyyyMMdd}";
    }

    public Release? Release { get; private set; }
    public IReadOnlyList<Change> Changes { get; private set; } = [];
    public IReadOnlyList<DayPlan> Days { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await db.Edition(ct) is not { } edition) return User.IsInRole(Roles.Organiser) ? LocalRedirect("/agenda/conference") : Page();
        var latest = await db.Releases.AsNoTracking().Where(r => r.EditionId == edition.Id).OrderByDescending(r => r.Number).Take(2).ToListAsync(ct);
        if (latest.Count == 0) return Page();
        Release = latest[0];
        if (latest.Count == 2) Changes = Agenda.Changes.Between(latest[1].Sessions, Release.Sessions, time, texts);
        Days = [.. Release.Sessions.GroupBy(s => DateOnly.FromDateTime(time.Local(s.Starts))).OrderBy(d => d.Key).Select(d => Plan(d.Key, [.. d]))];
        return Page();
    }

    private static DayPlan Plan(DateOnly date, List<ProgrammeItem> sessions) => new(date,
        [.. sessions.DistinctBy(s => s.RoomCode).OrderBy(s => s.RoomCode, StringComparer.Ordinal).Select(s => new RoomHead(s.RoomCode, Sentences.Pick(s.Room, s.RoomEn)))],
        [.. sessions.GroupBy(s => s.Starts).OrderBy(r => r.Key).Select(r => new Row(r.Key, [.. r],
            r.Count() == 1 && !r.First().Thematic && sessions.Count(s => s.Starts < r.First().Ends && r.First().Starts < s.Ends) == 1 ? r.First() : null))]);
}
