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
public sealed class EditOrganisationModel(ParticipantsDb db, Corrections corrections, Sentences texts) : CorrectNamesPage<OrganisationForm>(db, corrections, texts)
{
    [BindProperty(SupportsGet = true)] public string Code { get; set; } = "";

    public Organisation Organisation { get; private set; } = null!;

    public override string Called => Sentences.Pick(Organisation.Name, Organisation.NameEn);

    protected override (string, Guid, int, OrganisationForm) Stored => ("Participants.Organisation", Organisation.Id, Organisation.Version,
        new() { Name = Organisation.Name, NameEn = Organisation.NameEn, ShortName = Organisation.ShortName, ShortNameEn = Organisation.ShortNameEn });

    protected override void Correct() => Organisation.Rename(Input.Name, Input.NameEn, Input.ShortName, Input.ShortNameEn);

    protected override async Task<bool> Load()
    {
        if (await Db.Organisations.SingleOrDefaultAsync(o => o.Code == Code) is not { } organisation) return false;
        Organisation = organisation;
        return true;
    }
}
