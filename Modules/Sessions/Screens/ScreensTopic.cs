using System.Security.Claims;
using Conference.Shared.Live;

namespace Conference.Sessions;

/// <summary>Which screen was set differently, by its number and nothing more, for the displays themselves.</summary>
internal sealed class ScreensTopic : LiveTopic
{
    public override string Pattern => Screen.Topic;

    public override Task<bool> MayFollow(ClaimsPrincipal user, string id, CancellationToken ct) => Task.FromResult(true);
}
