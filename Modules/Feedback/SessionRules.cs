using Conference.Shared;
using Conference.Shared.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Conference.Feedback;

/// <summary>Sets how a session takes comments in and who reads them, and tells the session at once.</summary>
public sealed class SessionRules(FeedbackDb db)
{
    /// <param name="version">The version that the person saw: settings that someone else changed meanwhile are not overwritten.</param>
    public async Task Set(Guid sessionId, SessionSettings settings, int? version, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var session = await db.Sessions.SingleAsync(s => s.Id == sessionId, ct);
        if (version is not null && version != session.Version) throw new RuleBroken("Someone else changed these settings meanwhile. Read them again and repeat your change.");
        var before = session.Audience;
        session.Set(settings);
        await db.Forget(session, before, ct);
        db.TellSession(session);
        if (session.OnScreenId is not null && session.Audience != before) db.Publish(new CommentsOnScreenChanged(session.Id, db.Now));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RuleBroken("Someone else changed these settings meanwhile. Read them again and repeat your change.");
        }
        await transaction.CommitAsync(ct);
    }
}
