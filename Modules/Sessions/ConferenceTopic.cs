using System.Security.Claims;
using Conference.Shared.Live;

namespace Conference.Sessions;

/// <summary>States of sessions and news of the agenda, for everyone who is signed in.</summary>
internal sealed class ConferenceTopic : LiveTopic
{
    public override string Pattern => LiveSession.Topic;

    public override Task<bool> MayFollow(ClaimsPrincipal user, string id, CancellationToken ct) => Task.FromResult(true);
}
