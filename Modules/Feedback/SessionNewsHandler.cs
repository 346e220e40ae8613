using Conference.Shared.Contracts;

namespace Conference.Feedback;

/// <summary>Keeps our copy of the sessions as the agenda and the sessions themselves tell.</summary>
public static class SessionNewsHandler
{
    public static async Task Handle(AgendaReleased released, FeedbackDb db, CancellationToken ct)
    {
        foreach (var session in released.Sessions) (await Known(db, session.SessionId, ct)).Plan(session, released.Release);
    }

    public static Task Handle(SessionOpened opened, FeedbackDb db, CancellationToken ct) => Become(db, opened.SessionId, SessionState.Open, opened.At, ct);

    public static Task Handle(SessionSuspended suspended, FeedbackDb db, CancellationToken ct) => Become(db, suspended.SessionId, SessionState.Suspended, suspended.At, ct);

    public static Task Handle(SessionClosed closed, FeedbackDb db, CancellationToken ct) => Become(db, closed.SessionId, SessionState.Closed, closed.At, ct);

    public static Task Handle(SessionOpeningTakenBack taken, FeedbackDb db, CancellationToken ct) => Become(db, taken.SessionId, SessionState.Planned, taken.At, ct);

    public static async Task Handle(ScreenChanged screen, FeedbackDb db, CancellationToken ct)
    {
        var session = await Known(db, screen.SessionId, ct);
        if (session.OnScreenId == screen.CommentId) return;
        session.Show(screen.CommentId);
        db.TellScreen(session);
    }

    private static async Task Become(FeedbackDb db, Guid id, SessionState state, DateTime at, CancellationToken ct)
    {
        var session = await Known(db, id, ct);
        if (session.Become(state, at)) db.TellSession(session);
    }

    private static async Task<FeedbackSession> Known(FeedbackDb db, Guid id, CancellationToken ct)
    {
        if (await db.Sessions.FindAsync([id], ct) is { } known) return known;
        var session = FeedbackSession.Of(id);
        db.Add(session);
        return session;
    }
}
