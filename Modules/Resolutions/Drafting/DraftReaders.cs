using System.Security.Claims;
using Conference.Shared.Access;

namespace Conference.Resolutions;

/// <summary>Who reads a draft before it is adopted.</summary>
internal static class DraftReaders
{
    public static bool MayReadDrafts(this ClaimsPrincipal user) => user.IsAny(Roles.Secretariat, Roles.Organiser, Roles.Chair);

    public static bool MayDraft(this ClaimsPrincipal user) => user.IsInRole(Roles.Secretariat);

    public static bool MayRead(this ClaimsPrincipal user, Resolution resolution) => resolution.State == ResolutionState.Adopted || user.MayReadDrafts();
}
