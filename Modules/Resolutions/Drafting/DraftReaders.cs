using System.Security.Claims;
using Conference.Shared.Access;

namespace Conference.Resolutions;

/// <summary>Who reads a draft before it is adopted.</summary>
internal static class DraftReaders
{
    public static bool MayReadDrafts(this ClaimsPrincipal user) => user.IsAny(Roles.Secretariat, Roles.Organiser, Roles.Chair);

    public static bool MayDraft(this ClaimsPrincipal user) => user.IsInRole(Roles.Secretariat);

    /// <summary>A numbered draft is for those who work on it, and where it is circulated for delegations and focal points.</summary>
    public static bool MayRead(this ClaimsPrincipal user, NumberedDraft draft) => user.MayReadDrafts() || draft.Circulated && user.IsAny(Roles.Delegate, Roles.FocalPoint);

    public static bool MayRead(this ClaimsPrincipal user, Resolution resolution) => resolution.State == ResolutionState.Adopted || user.MayReadDrafts();
}
