using System.Security.Claims;
using Conference.Shared.Live;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>
/// A roll-call as it goes on: who is called and what was answered, as the big screen shows it to everyone. A topic of its own, so
/// that a hall of laptops need not read its pages again at each answer.
/// </summary>
internal sealed class VoteTopic(SessionsDb db) : LiveTopic
{
    public override string Pattern => "session/{id}/vote";

    public static string Of(Guid sessionId) => $"session/{sessionId}/vote";

    public override async Task<bool> MayFollow(ClaimsPrincipal user, string id, CancellationToken ct) =>
        Guid.TryParseExact(id, "D", out var session) && session.ToString() == id && await db.Sessions.AnyAsync(s => s.Id == session, ct);
}
