using System.Security.Claims;
using System.Text.Json;
using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Live;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>Lines of the draft minutes as they change, and who writes in which of them, for those who keep the minutes.</summary>
internal sealed class MinutesTopic(SessionsDb db) : LiveTopic
{
    public override string Pattern => "session/{id}/minutes";

    public static string Of(Guid sessionId) => $"session/{sessionId}/minutes";

    public override async Task<bool> MayFollow(ClaimsPrincipal user, string id, CancellationToken ct) =>
        user.IsAny(Podium.Roles) && Guid.TryParseExact(id, "D", out var session) && session.ToString() == id && await db.Sessions.AnyAsync(s => s.Id == session, ct);

    /// <summary>Takes <c>{line}</c>: which line this person is writing in, null for none. Told again now and then while it lasts.</summary>
    public override async Task<object> Accept(ClaimsPrincipal user, string id, JsonElement body, CancellationToken ct)
    {
        if (!user.IsAny(MinutesKeepers.Roles) || !await MayFollow(user, id, ct)) throw new RuleBroken("There is no such topic.");
        Guid? line = body.TryGetProperty("line", out var given) && given.TryGetGuid(out var at) ? at : null;
        var who = user.RequiredActor();
        db.Announce(Of(Guid.Parse(id)), "editing", new { line, who = who.Name, person = who.PersonId });
        await db.SaveChangesAsync(ct);
        return new { };
    }
}

/// <summary>Those who write the minutes. The chair reads them, signs them, and notes and publishes from the cockpit.</summary>
internal static class MinutesKeepers
{
    public static readonly string[] Roles = [Shared.Access.Roles.Organiser, Shared.Access.Roles.Secretariat];
}
