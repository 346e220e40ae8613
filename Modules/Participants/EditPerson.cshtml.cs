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
public sealed class EditPersonModel(ParticipantsDb db, Corrections corrections, Sentences texts) : CorrectNamesPage<PersonForm>(db, corrections, texts)
{
    [BindProperty(SupportsGet = true)] public string Badge { get; set; } = "";

    public Person Person { get; private set; } = null!;
    public Organisation Organisation { get; private set; } = null!;

    public override string Called => Person.Name;

    protected override (string, Guid, int, PersonForm) Stored => ("Participants.Person", Person.Id, Person.Version, new() { Name = Person.Name, Title = Person.Title, TitleEn = Person.TitleEn });

    protected override void Correct() => Person.Correct(Input.Name, Input.Title, Input.TitleEn);

    protected override async Task<bool> Load()
    {
        if (await Db.People.SingleOrDefaultAsync(p => p.Badge == Badge) is not { } person) return false;
        (Person, Organisation) = (person, await Db.Organisations.AsNoTracking().SingleAsync(o => o.Id == person.OrganisationId));
        return true;
    }
}
