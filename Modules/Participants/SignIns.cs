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
                           select new { p, o.ShortName }).SingleOrDefaultAsync();
        return found is null ? null : Principal(scheme, found.p.Id, found.p.Name, found.p.Title, found.p.OrganisationId, found.ShortName, found.p.Roles);
    }

    public static ClaimsPrincipal Principal(string scheme, Guid id, string name, string title, Guid organisationId, string organisation, IEnumerable<string> roles) =>
        new(new ClaimsIdentity(
        [
            new(ClaimTypes.NameIdentifier, id.ToString()), new(ClaimTypes.Name, name), new(Actor.TitleClaim, title),
            new(Actor.OrganisationIdClaim, organisationId.ToString()), new(Actor.OrganisationClaim, organisation),
            .. roles.Select(r => new Claim(ClaimTypes.Role, r)),
        ], scheme));
}
