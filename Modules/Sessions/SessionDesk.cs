using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>Runs one act in one session for the pages and the API; of two people who act at once, the second is told so.</summary>
public sealed class SessionDesk(SessionsDb db, CurrentActor actor)
{
    /// <returns>The session as it is now, or null when there is none with this code.</returns>
    public Task<LiveSession?> Run(string code, Action<LiveSession, DateTime, SessionsDb> verb, CancellationToken ct) =>
        Run(code, session => { verb(session, db.Now, db); return Task.CompletedTask; }, ct);

    /// <inheritdoc cref="Run(string, Action{LiveSession, DateTime, SessionsDb}, CancellationToken)"/>
    public async Task<LiveSession?> Run(string code, Func<LiveSession, Task> act, CancellationToken ct)
    {
        if (await db.Find(code, ct) is not { } session) return null;
        var before = session.State;
        await act(session);
        if (session.State != before) await db.FollowState(session, actor.Name, ct);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure is DbUpdateConcurrencyException || failure.IsDuplicate())
        {
            throw new RuleBroken("Someone else acted on {0} at the same moment. Look at its state, then repeat your step if it is still needed.", session.Code);
        }
        return session;
    }
}
