using Conference.Shared;
using Conference.Shared.Contracts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Conference.Participants;

/// <summary>The verb <c>user add NAME --role ROLE [--password PASSWORD]</c>: the first way into an empty installation.</summary>
public sealed class AddUser(ParticipantsDb db, UserManager<Account> accounts)
{
    /// <returns>The badge code and the password, each shown once.</returns>
    public async Task<(string BadgeCode, string Password)> Run(string name, string role, string? password)
    {
        var secretariat = await db.Organisations.SingleOrDefaultAsync(o => o.Code == "BTK")
            ?? Organisation.Register(Guid.CreateVersion7(), "BTK", OrganisationKind.State, "Ban Thư ký Hội nghị", "Conference Secretariat", "Ban Thư ký", "Secretariat", db);
        var code = Person.NewBadgeCode();
        var number = 1 + await db.People.CountAsync(p => p.OrganisationId == secretariat.Id);
        var person = Person.Register(Guid.CreateVersion7(), $"BTK-U{number:00}", name, "", "", secretariat, [role], code, db);
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.SaveChangesAsync();
        password ??= Person.NewBadgeCode() + Person.NewBadgeCode();
        var created = await accounts.CreateAsync(new Account { Id = Guid.CreateVersion7(), UserName = name, PersonId = person.Id, LockoutEnabled = true }, password);
        if (!created.Succeeded) throw new RuleBroken("{0}", string.Join(' ', created.Errors.Select(e => e.Description)));
        await transaction.CommitAsync();
        return (code, password);
    }
}
