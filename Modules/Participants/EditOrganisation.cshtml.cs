using System.ComponentModel.DataAnnotations;
using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Conference.Participants;

public sealed class OrganisationForm
{
    [Display(Name = "Name of the organisation"), Required(ErrorMessage = "An organisation needs a name.")] public string? Name { get; set; }
    [Display(Name = "Name in English")] public string? NameEn { get; set; }
    [Display(Name = "Short name"), Required(ErrorMessage = "An organisation needs a short name: lists and comments show it.")] public string? ShortName { get; set; }
    [Display(Name = "Short name in English")] public string? ShortNameEn { get; set; }
}

/// <summary>Corrects how an organisation is called. The other modules hear of it, and the sign-ins of its people follow.</summary>
[For(Roles.Secretariat, Roles.Organiser)]
public sealed class EditOrganisationModel(ParticipantsDb db, Corrections corrections, Sentences texts) : TwoVersionsPage<ParticipantsDb, OrganisationForm>(db)
{
    [BindProperty(SupportsGet = true)] public string Code { get; set; } = "";
    /// <summary>The place in the list from which one came.</summary>
    [BindProperty(SupportsGet = true)] public string? ReturnUrl { get; set; }

    public Organisation Organisation { get; private set; } = null!;
    public string Back => Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/people";

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await Load()) return NotFound();
        Fill(FormOf(Organisation), Organisation.Version);
        return Page();
    }

    public async Task<IActionResult> OnPostSaveAsync(CancellationToken ct)
    {
        if (!await Load()) return NotFound();
        if (!ModelState.IsValid) return Page();
        if (Organisation.Version != Version) return await ShowBoth(ct);
        Organisation.Rename(Input.Name, Input.NameEn, Input.ShortName, Input.ShortNameEn);
        if (!await Saved(ct)) return await ShowBoth(ct);
        corrections.Made();
        TempData["done"] = texts["{0} is saved.", Sentences.Pick(Organisation.Name, Organisation.NameEn)].Value;
        return LocalRedirect(Back);
    }

    public override Task ShowAgain() => Load();

    private async Task<IActionResult> ShowBoth(CancellationToken ct)
    {
        Db.ChangeTracker.Clear();
        await Load();
        return await ShowBoth(FormOf(Organisation), Organisation.Version, "Participants.Organisation", Organisation.Id, ct);
    }

    private static OrganisationForm FormOf(Organisation o) => new() { Name = o.Name, NameEn = o.NameEn, ShortName = o.ShortName, ShortNameEn = o.ShortNameEn };

    private async Task<bool> Load()
    {
        if (await Db.Organisations.SingleOrDefaultAsync(o => o.Code == Code) is not { } organisation) return false;
        Organisation = organisation;
        return true;
    }
}
