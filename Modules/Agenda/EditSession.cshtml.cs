using System.ComponentModel.DataAnnotations;
using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Conference.Agenda;

public sealed class SessionForm
{
    [Display(Name = "Title"), Required(ErrorMessage = "A session needs a title.")] public string? Title { get; set; }
    [Display(Name = "Title in English")] public string? TitleEn { get; set; }
    [Display(Name = "Day"), Required(ErrorMessage = "Choose a day.")] public DateOnly? Day { get; set; }
    [Display(Name = "Begins"), Required(ErrorMessage = "Say when the session begins.")] public TimeOnly? Start { get; set; }
    [Display(Name = "Ends"), Required(ErrorMessage = "Say when the session ends.")] public TimeOnly? End { get; set; }
    [Display(Name = "Room"), Required(ErrorMessage = "Choose a room.")] public Guid? RoomId { get; set; }
    [Display(Name = "Chair")] public string? Chair { get; set; }
    [Display(Name = "Thematic")] public bool Thematic { get; set; }
    [Display(Name = "Description")] public string? Description { get; set; }
    [Display(Name = "Description in English")] public string? DescriptionEn { get; set; }
}

/// <summary>Adds a session to the draft (/agenda/sessions/new), changes one, takes it off the agenda or back into it.</summary>
[For(Roles.Organiser)]
public sealed class EditSessionModel(AgendaDb db, ConferenceTime time, Sentences texts) : TwoVersionsPage<AgendaDb, SessionForm>(db)
{
    private Edition? edition;

    [BindProperty(SupportsGet = true)] public string Id { get; set; } = "";

    /// <summary>Null while it is being added.</summary>
    public AgendaSession? Session { get; private set; }
    public IReadOnlyList<DateOnly> Days { get; private set; } = [];
    public IReadOnlyList<Room> Rooms { get; private set; } = [];
    public IReadOnlyList<string> Chairs { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await Load()) return edition is null ? LocalRedirect("/agenda/conference") : NotFound();
        if (Session is not null) Fill(FormOf(Session), Session.Version);
        else Input = new() { Day = Days.FirstOrDefault(d => d >= time.Today, Days[0]), Start = new(8, 0), End = new(9, 30) };
        return Page();
    }

    public async Task<IActionResult> OnPostSaveAsync(CancellationToken ct)
    {
        if (!await Load()) return NotFound();
        if (!ModelState.IsValid) return Page();
        if (Rooms.All(r => r.Id != Input.RoomId)) throw new RuleBroken("Choose a room.");
        var plan = new SessionPlan(Input.Title!, Input.TitleEn ?? "", Input.Description ?? "", Input.DescriptionEn ?? "", Input.Thematic,
            Input.RoomId!.Value, time.ToUtc(Input.Day!.Value, Input.Start!.Value), time.ToUtc(Input.Day.Value, Input.End!.Value), Input.Chair ?? "");
        if (Session is null)
        {
            await using var transaction = await Db.Database.BeginTransactionAsync(ct);
            var number = await Db.TakeNumbers(AgendaSession.Series(edition!.Id), 1, ct);
            var added = AgendaSession.Schedule(Guid.CreateVersion7(), (int)number, plan, edition, time, Db);
            await Db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            TempData["done"] = texts["{0} is in the draft. People see it once the agenda is released.", added.Code].Value;
            return LocalRedirect("/agenda/edit");
        }
        if (Session.Version != Version) return await ShowBoth(ct);
        Session.Change(plan, edition!, time);
        if (!await Saved(ct)) return await ShowBoth(ct);
        TempData["done"] = texts["{0} is changed in the draft. People see it once the agenda is released.", Session.Code].Value;
        return LocalRedirect("/agenda/edit");
    }

    public Task<IActionResult> OnPostCancelAsync(CancellationToken ct) => Act(s => s.Cancel(), "{0} is cancelled in the draft. People see it once the agenda is released.", ct);

    public Task<IActionResult> OnPostReinstateAsync(CancellationToken ct) => Act(s => s.Reinstate(edition!, time), "{0} is back in the draft.", ct);

    public override Task ShowAgain() => Load();

    protected override string Show(object? value) => value switch
    {
        Guid room => Rooms.FirstOrDefault(r => r.Id == room) is { } known ? Sentences.Pick(known.Name, known.NameEn) : "",
        bool yes => texts[yes ? "Yes" : "No"],
        _ => base.Show(value),
    };

    private async Task<IActionResult> Act(Action<AgendaSession> verb, string done, CancellationToken ct)
    {
        if (!await Load() || Session is null) return NotFound();
        var isCurrent = Session.Version == Version;
        if (isCurrent) verb(Session);
        if (!isCurrent || !await Saved(ct))
            throw new RuleBroken("Someone else changed {0} meanwhile. Look at it, then repeat your step if it is still right.", Session.Code);
        TempData["done"] = texts[done, Session.Code].Value;
        return LocalRedirect("/agenda/edit");
    }

    private async Task<IActionResult> ShowBoth(CancellationToken ct)
    {
        Db.ChangeTracker.Clear();
        await Load();
        return await ShowBoth(FormOf(Session!), Session!.Version, "Agenda.AgendaSession", Session.Id, ct);
    }

    private SessionForm FormOf(AgendaSession s)
    {
        var (starts, ends) = (time.Local(s.Starts), time.Local(s.Ends));
        return new()
        {
            Title = s.Title, TitleEn = s.TitleEn, Description = s.Description, DescriptionEn = s.DescriptionEn, Thematic = s.Thematic, RoomId = s.RoomId,
            Day = DateOnly.FromDateTime(starts), Start = TimeOnly.FromDateTime(starts), End = TimeOnly.FromDateTime(ends), Chair = s.Chair,
        };
    }

    /// <summary>False when there is no such session, or no conference yet.</summary>
    private async Task<bool> Load()
    {
        edition = await Db.Edition();
        if (edition is null) return false;
        Days = [.. edition.Days];
        Rooms = await Db.Rooms.AsNoTracking().Where(r => r.EditionId == edition.Id).OrderBy(r => r.Code).ToListAsync();
        Chairs = await Db.Sessions.Where(s => s.EditionId == edition.Id && s.Chair != "").Select(s => s.Chair).Distinct().OrderBy(c => c).ToListAsync();
        if (Id == "new") return true;
        Session = Guid.TryParse(Id, out var id) ? await Db.Sessions.SingleOrDefaultAsync(s => s.Id == id) : null;
        return Session is not null;
    }
}
