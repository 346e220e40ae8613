using System.Security.Claims;
using Conference.Shared.Access;
using Conference.Shared.Live;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>
/// What happens in a room, for everyone who is signed in: each act by name and time, and nothing more. What it changed is
/// read where one may read it.
/// </summary>
internal sealed class RoomTopic(SessionsDb db) : LiveTopic
{
    public override string Pattern => "session/{id}/room";

    public static string Of(Guid sessionId) => $"session/{sessionId}/room";

    public override async Task<bool> MayFollow(ClaimsPrincipal user, string id, CancellationToken ct) =>
        Guid.TryParseExact(id, "D", out var session) && session.ToString() == id && await db.Sessions.AnyAsync(s => s.Id == session, ct);
}

/// <summary>What only those who run the session need to hear: stage directions, what is prepared, who has cast a ballot.</summary>
internal sealed class PodiumTopic(SessionsDb db) : LiveTopic
{
    public override string Pattern => "session/{id}/podium";

    public static string Of(Guid sessionId) => $"session/{sessionId}/podium";

    public override async Task<bool> MayFollow(ClaimsPrincipal user, string id, CancellationToken ct) =>
        user.IsAny(Podium.Roles) && Guid.TryParseExact(id, "D", out var session) && session.ToString() == id && await db.Sessions.AnyAsync(s => s.Id == session, ct);
}

/// <summary>Those who run sessions.</summary>
internal static class Podium
{
    public static readonly string[] Roles = [Shared.Access.Roles.Organiser, Shared.Access.Roles.Chair, Shared.Access.Roles.Secretariat];
}
