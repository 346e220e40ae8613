using System.ComponentModel.DataAnnotations;
using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Conference.Participants;

public sealed class PersonForm
{
    [Display(Name = "Full name"), Required(ErrorMessage = "A person needs a name.")] public string? Name { get; set; }
    [Display(Name = "Position")] public string? Title { get; set; }
    [Display(Name = "Position in English")] public string? TitleEn { get; set; }
}

/// <summary>Corrects how a person is called. The other modules hear of it, and the person's own sign-in follows.</summary>
[For(Roles.Secretariat, Roles.Organiser)]
public sealed class EditPersonModel(ParticipantsDb db, Corrections corrections, Sentences texts) : TwoVersionsPage<ParticipantsDb, PersonForm>(db)
{
    [BindProperty(SupportsGet = true)] public string Badge { get; set; } = "";
    /// <summary>The place in the list from which one came.</summary>
    [BindProperty(SupportsGet = true)] public string? ReturnUrl { get; set; }

    public Person Person { get; private set; } = null!;
    public Organisation Organisation { get; private set; } = null!;
    public string Back => Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/people";

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await Load()) return NotFound();
        Fill(FormOf(Person), Person.Version);
        return Page();
    }

    public async Task<IActionResult> OnPostSaveAsync(CancellationToken ct)
    {
        if (!await Load()) return NotFound();
        if (!ModelState.IsValid) return Page();
        if (Person.Version != Version) return await ShowBoth(ct);
        Person.Correct(Input.Name, Input.Title, Input.TitleEn);
        if (!await Saved(ct)) return await ShowBoth(ct);
        corrections.Made();
        TempData["done"] = texts["{0} is saved.", Person.Name].Value;
        return LocalRedirect(Back);
    }

    public override Task ShowAgain() => Load();

    private async Task<IActionResult> ShowBoth(CancellationToken ct)
    {
        Db.ChangeTracker.Clear();
        await Load();
        return await ShowBoth(FormOf(Person), Person.Version, "Participants.Person", Person.Id, ct);
    }

    private static PersonForm FormOf(Person person) => new() { Name = person.Name, Title = person.Title, TitleEn = person.TitleEn };

    private async Task<bool> Load()
    {
        if (await Db.People.SingleOrDefaultAsync(p => p.Badge == Badge) is not { } person) return false;
        (Person, Organisation) = (person, await Db.Organisations.AsNoTracking().SingleAsync(o => o.Id == person.OrganisationId));
        return true;
    }
}
