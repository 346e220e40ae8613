using Conference.Shared;

namespace Conference.Sessions;

/// <summary>Finds the decision that someone wants to put on the screen of the session that takes it.</summary>
internal sealed class DecisionsOnScreen(SessionsDb db) : IOnScreen
{
    public string Kind => "vote";

    public async Task<OnScreenItem?> Find(string typed, Guid sessionId, CancellationToken ct)
    {
        if (Decision.NumberOf(typed) is not { } number) return null;
        return await db.FindDecision(sessionId, typed, ct) is { State: not DecisionState.Dropped } decision ? new(decision.Id, decision.Code)
            : throw new RuleBroken("There is no decision {0} in this session.", Decision.CodeOf(number));
    }
}
