using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Conference.Participants;

/// <summary>Signs in callers of the API by <c>Authorization: Bearer …</c> (RFC 6750).</summary>
internal sealed class BearerTokens(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ParticipantsDb db, SignIns signIns)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return AuthenticateResult.NoResult();
        var hash = Person.HashOf(header["Bearer ".Length..]);
        var token = await db.Tokens.AsNoTracking().SingleOrDefaultAsync(t => t.Hash == hash);
        var principal = token switch
        {
            null => null,
            { PersonId: { } person } => await signIns.Principal(person, Scheme.Name),
            _ => SignIns.Principal(Scheme.Name, new(token.Id, token.Name, "", Guid.Empty, "", [token.Role])),
        };
        return principal is null ? AuthenticateResult.Fail("The token is not known.") : AuthenticateResult.Success(new(principal, Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = 401;
        Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
        return Task.CompletedTask;
    }
}
