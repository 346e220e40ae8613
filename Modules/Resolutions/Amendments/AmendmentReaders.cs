using System.Security.Claims;
using Conference.Shared.Access;

namespace Conference.Resolutions;

/// <summary>Who reads a draft's amendments, and which of them: the delegations from the moment the time for amendments begins.</summary>
internal static class AmendmentReaders
{
    public static bool MayAmend(this ClaimsPrincipal user) => user.IsInRole(Roles.Delegate);

    public static bool MayReadAmendments(this ClaimsPrincipal user, AmendmentWindow? window, DateTime now) =>
        user.MayReadDrafts() || user.MayAmend() && window?.HasOpened(now) == true;

    /// <summary>What is not validated is between its delegation and the secretariat.</summary>
    public static bool MayRead(this ClaimsPrincipal user, Amendment amendment) =>
        user.MayReadDrafts() || amendment.Standing.Validated || user.IsOwn(amendment);

    public static bool IsOwn(this ClaimsPrincipal user, Amendment amendment) =>
        user.MayAmend() && user.Actor() is { } actor && actor.OrganisationId != Guid.Empty && actor.OrganisationId == amendment.OrganisationId;
}
