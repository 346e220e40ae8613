using System.ComponentModel.DataAnnotations;
using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Conference.Agenda;

public sealed class ConferenceForm
{
    [Display(Name = "Number of the conference"), Required(ErrorMessage = "Say the number of the conference.")] public int? Number { get; set; }
    [Display(Name = "First day"), Required(ErrorMessage = "Choose a day.")] public DateOnly? FirstDay { get; set; }
    [Display(Name = "Last day"), Required(ErrorMessage = "Choose a day.")] public DateOnly? LastDay { get; set; }
    [Display(Name = "Name of the conference"), Required(ErrorMessage = "A conference needs a name.")] public string? Name { get; set; }
    [Display(Name = "Name in English")] public string? NameEn { get; set; }
    [Display(Name = "Short name")] public string? ShortName { get; set; }
    [Display(Name = "Short name in English")] public string? ShortNameEn { get; set; }
    [Display(Name = "Motto")] public string? Motto { get; set; }
    [Display(Name = "Motto in English")] public string? MottoEn { get; set; }
    [Display(Name = "Theme")] public string? Theme { get; set; }
    [Display(Name = "Theme in English")] public string? ThemeEn { get; set; }
    [Display(Name = "Venue")] public string? Venue { get; set; }
    [Display(Name = "Venue in English")] public string? VenueEn { get; set; }

    [Display(Name = "Body that holds the conference"), StringLength(200)] public string? HostBody { get; set; }
    [Display(Name = "That body in English"), StringLength(200)] public string? HostBodyEn { get; set; }
    [Display(Name = "Place on documents"), StringLength(100)] public string? Place { get; set; }
    [Display(Name = "Place in English"), StringLength(100)] public string? PlaceEn { get; set; }

    public EditionFacts Facts => new(Number!.Value, Name!, NameEn ?? "", ShortName ?? "", ShortNameEn ?? "", Motto ?? "", MottoEn ?? "",
        Theme ?? "", ThemeEn ?? "", Venue ?? "", VenueEn ?? "", FirstDay!.Value, LastDay!.Value)
        { HostBody = HostBody ?? "", HostBodyEn = HostBodyEn ?? "", Place = Place ?? "", PlaceEn = PlaceEn ?? "" };

    public static ConferenceForm Of(Edition e) => new()
    {
        Number = e.Number, FirstDay = e.FirstDay, LastDay = e.LastDay, Name = e.Name, NameEn = e.NameEn, ShortName = e.ShortName, ShortNameEn = e.ShortNameEn,
        Motto = e.Motto, MottoEn = e.MottoEn, Theme = e.Theme, ThemeEn = e.ThemeEn, Venue = e.Venue, VenueEn = e.VenueEn,
        HostBody = e.HostBody, HostBodyEn = e.HostBodyEn, Place = e.Place, PlaceEn = e.PlaceEn,
    };
}

/// <summary>Sets up the conference of a new installation, and changes its facts later. Leads to the rooms.</summary>
[For(Roles.Organiser)]
public sealed class EditConferenceModel(AgendaDb db, ConferenceTime time, Sentences texts) : TwoVersionsPage<AgendaDb, ConferenceForm>(db)
{
    public Edition? Edition { get; private set; }
    public IReadOnlyList<Room> Rooms { get; private set; } = [];

    public async Task OnGetAsync()
    {
        await ShowAgain();
        if (Edition is not null) Fill(ConferenceForm.Of(Edition), Edition.Version);
    }

    public async Task<IActionResult> OnPostSaveAsync(CancellationToken ct)
    {
        await ShowAgain();
        if (!ModelState.IsValid) return Page();
        if (Edition is null) return await SetUp(ct);
        if (Edition.Version != Version) return await ShowBoth(ct);
        Edition.Change(Input.Facts, await Db.Sessions.Where(s => s.EditionId == Edition.Id).ToListAsync(ct), time, Db);
        if (!await Saved(ct)) return await ShowBoth(ct);
        TempData["done"] = texts["The conference is saved."].Value;
        return RedirectToPage();
    }

    public override async Task ShowAgain()
    {
        Edition = await Db.Edition();
        if (Edition is not null) Rooms = await Db.Rooms.AsNoTracking().Where(r => r.EditionId == Edition.Id).OrderBy(r => r.Code).ToListAsync();
    }

    private async Task<IActionResult> SetUp(CancellationToken ct)
    {
        Edition.Announce(Guid.CreateVersion7(), Input.Facts, time, Db);
        try
        {
            await Db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            Db.ChangeTracker.Clear();
            throw new RuleBroken("Someone else has just set up the conference.");
        }
        TempData["done"] = texts["The conference is set up. Now add its rooms."].Value;
        return RedirectToPage();
    }

    private async Task<IActionResult> ShowBoth(CancellationToken ct)
    {
        Db.ChangeTracker.Clear();
        await ShowAgain();
        return await ShowBoth(ConferenceForm.Of(Edition!), Edition!.Version, "Agenda.Edition", Edition.Id, ct);
    }
}
