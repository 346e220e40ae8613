using Conference.Shared.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>The sessions follow the released agenda; an older release never overwrites a newer one.</summary>
public static class AgendaReleasedHandler
{
    public static async Task Handle(AgendaReleased released, SessionsDb db, CancellationToken ct)
    {
        var known = await db.Sessions.ToDictionaryAsync(s => s.Id, ct);
        if (known.Values.Any(s => s.Release >= released.Release)) return;
        foreach (var facts in released.Sessions)
        {
            if (known.Remove(facts.SessionId, out var session)) session.Follow(facts, released.Release);
            else db.AddRange(LiveSession.Planned(facts, released.Release), Floor.Of(facts.SessionId));
        }
        foreach (var missing in known.Values) missing.Withdraw(released.Release);
        db.Announce(LiveSession.Topic, "agenda", new { released.Release });
        await db.SaveChangesAsync(ct);
    }
}
