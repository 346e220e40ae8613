using System.Security.Claims;
using Conference.Shared.Access;
using Microsoft.EntityFrameworkCore;

namespace Conference.Participants;

/// <summary>What a signed-in person is allowed to be, read afresh from the register.</summary>
public sealed class SignIns(ParticipantsDb db)
{
    public const string Cookie = "Conference", Bearer = "Bearer";

    public Task<Person?> ByBadgeCode(string code) => db.People.AsNoTracking().SingleOrDefaultAsync(p => p.BadgeCodeHash == Person.HashOf(code));

    public async Task<ClaimsPrincipal?> Principal(Guid personId, string scheme)
    {
        var found = await (from p in db.People.AsNoTracking()
                           join o in db.Organisations on p.OrganisationId equals o.Id
                           where p.Id == personId
                           select new { p, o.ShortName, o.ShortNameEn }).SingleOrDefaultAsync();
        return found is null ? null : Principal(scheme, new(personId, found.p.Name, found.p.Title, found.p.OrganisationId, found.ShortName, found.p.Roles)
        {
            TitleEn = found.p.TitleEn, OrganisationEn = found.ShortNameEn,
        });
    }

    public static ClaimsPrincipal Principal(string scheme, Actor actor) =>
        new(new ClaimsIdentity(
        [
            new(ClaimTypes.NameIdentifier, actor.PersonId.ToString()), new(ClaimTypes.Name, actor.Name), new(Actor.TitleClaim, actor.Title), new(Actor.TitleEnClaim, actor.TitleEn),
            new(Actor.OrganisationIdClaim, actor.OrganisationId.ToString()), new(Actor.OrganisationClaim, actor.Organisation), new(Actor.OrganisationEnClaim, actor.OrganisationEn),
            .. actor.Roles.Select(r => new Claim(ClaimTypes.Role, r)),
        ], scheme));
}
