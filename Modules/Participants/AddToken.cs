using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.EntityFrameworkCore;

namespace Conference.Participants;

/// <summary>The verb <c>token add --role ROLE [--badge BADGE] [--name NAME]</c>.</summary>
public sealed class AddToken(ParticipantsDb db)
{
    /// <returns>The token, shown once.</returns>
    public async Task<string> Run(string? role, string? badge, string? name)
    {
        Person? person = null;
        if (badge is not null) person = await db.People.SingleOrDefaultAsync(p => p.Badge == badge) ?? throw new RuleBroken("There is no badge {0}.", badge);
        else if (role is null || !Roles.All.Contains(role)) throw new RuleBroken("There is no role {0}. Roles: {1}.", role ?? "", string.Join(", ", Roles.All));
        var (token, secret) = ApiToken.Issue(name ?? person?.Name ?? $"API ({role})", role ?? "", person, db.Now);
        db.Add(token);
        await db.SaveChangesAsync();
        return secret;
    }
}
