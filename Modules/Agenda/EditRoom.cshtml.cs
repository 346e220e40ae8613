using System.ComponentModel.DataAnnotations;
using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Conference.Agenda;

public sealed class RoomForm
{
    [Display(Name = "Code of the room"), Required(ErrorMessage = "The code of a room has 1 to 10 characters.")] public string? Code { get; set; }
    [Display(Name = "Seats"), Required(ErrorMessage = "A room holds between 0 and 100,000 people.")] public int? Capacity { get; set; }
    [Display(Name = "Name of the room"), Required(ErrorMessage = "A room needs a name.")] public string? Name { get; set; }
    [Display(Name = "Name in English")] public string? NameEn { get; set; }
}

/// <summary>Adds a room (/agenda/rooms/new) or changes one.</summary>
[For(Roles.Organiser)]
public sealed class EditRoomModel(AgendaDb db, Sentences texts) : TwoVersionsPage<AgendaDb, RoomForm>(db)
{
    [BindProperty(SupportsGet = true)] public string Id { get; set; } = "";

    /// <summary>Null while it is being added.</summary>
    public Room? Room { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await Load()) return NotFound();
        if (Room is not null) Fill(FormOf(Room), Room.Version);
        return Page();
    }

    public async Task<IActionResult> OnPostSaveAsync(CancellationToken ct)
    {
        if (!await Load() || await Db.Edition(ct) is not { } edition) return NotFound();
        if (!ModelState.IsValid) return Page();
        if (Room is not null && Room.Version != Version) return await ShowBoth(ct);
        var (code, name, nameEn, capacity) = (Clean.Line(Input.Code).ToUpperInvariant(), Input.Name!, Input.NameEn ?? "", Input.Capacity!.Value);
        if (await Db.Rooms.AnyAsync(r => r.EditionId == edition.Id && r.Code == code && (Room == null || r.Id != Room.Id), ct))
            throw new RuleBroken("There is a room with the code {0} already.", code);
        if (Room is null) Room.Add(Guid.CreateVersion7(), edition, code, name, nameEn, capacity, Db);
        else Room.Change(code, name, nameEn, capacity);
        if (!await Saved(ct)) return await ShowBoth(ct);
        TempData["done"] = texts["The room is saved."].Value;
        return LocalRedirect("/agenda/conference");
    }

    public override Task ShowAgain() => Load();

    private async Task<IActionResult> ShowBoth(CancellationToken ct)
    {
        Db.ChangeTracker.Clear();
        await Load();
        return await ShowBoth(FormOf(Room!), Room!.Version, "Agenda.Room", Room.Id, ct);
    }

    private static RoomForm FormOf(Room room) => new() { Code = room.Code, Capacity = room.Capacity, Name = room.Name, NameEn = room.NameEn };

    private async Task<bool> Load()
    {
        if (Id == "new") return true;
        Room = Guid.TryParse(Id, out var id) ? await Db.Rooms.SingleOrDefaultAsync(r => r.Id == id) : null;
        return Room is not null;
    }
}
