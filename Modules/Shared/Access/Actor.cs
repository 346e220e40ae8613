using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Conference.Shared.Access;

/// <summary>The person who acts, as their sign-in says: who they are and for which organisation they act.</summary>
public sealed record Actor(Guid PersonId, string Name, string Title, Guid OrganisationId, string Organisation, IReadOnlyList<string> Roles)
{
    public const string OrganisationIdClaim = "organisation-id", OrganisationClaim = "organisation", OrganisationEnClaim = "organisation-en", TitleClaim = "title", TitleEnClaim = "title-en";

    /// <summary>Empty where there is no English title.</summary>
    public string TitleEn { get; init; } = "";
    public string OrganisationEn { get; init; } = "";
    /// <summary>In the reader's language.</summary>
    public string OrganisationName => Sentences.Pick(Organisation, OrganisationEn);
}

public static class ActorClaims
{
    extension(ClaimsPrincipal user)
    {
        /// <summary>The signed-in person, or null for someone unknown.</summary>
        public Actor? Actor() =>
            user.Identity is { IsAuthenticated: true } && Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
                ? new Actor(id, user.FindFirstValue(ClaimTypes.Name) ?? "", user.FindFirstValue(Access.Actor.TitleClaim) ?? "",
                    Guid.TryParse(user.FindFirstValue(Access.Actor.OrganisationIdClaim), out var organisation) ? organisation : Guid.Empty,
                    user.FindFirstValue(Access.Actor.OrganisationClaim) ?? "",
                    [.. user.FindAll(ClaimTypes.Role).Select(c => c.Value)])
                {
                    TitleEn = user.FindFirstValue(Access.Actor.TitleEnClaim) ?? "", OrganisationEn = user.FindFirstValue(Access.Actor.OrganisationEnClaim) ?? "",
                }
                : null;

        /// <summary>The signed-in person, where a page or endpoint has already been closed to everyone else.</summary>
        public Actor RequiredActor() => user.Actor() ?? throw new InvalidOperationException("Nobody is signed in.");

        public bool IsAny(params string[] roles) => roles.Any(user.IsInRole);
    }
}

/// <summary>Who the audit entries of this scope name. Requests name their user; handlers and verbs name themselves.</summary>
public sealed class CurrentActor(IHttpContextAccessor http)
{
    private string? named;

    public string Name => named ?? http.HttpContext?.User.Actor()?.Name ?? "system";

    public void Is(string who) => named = who;
}
