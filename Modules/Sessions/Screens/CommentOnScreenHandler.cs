using Conference.Shared.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>
/// Moderators put comments on the screens of their session and take them off; what is withdrawn goes by itself. A message
/// that comes late does not undo what was done on the podium since.
/// </summary>
public static class CommentOnScreenHandler
{
    public static async Task Handle(CommentPutOnScreen put, SessionsDb db, CancellationToken ct)
    {
        if (!await db.Sessions.AnyAsync(s => s.Id == put.SessionId, ct)) return;
        var screen = await db.ScreenOf(put.SessionId, ct);
        if (put.At >= screen.Since) screen.Show(new(SlideKind.Comment, put.Code, put.CommentId), put.Who, put.At, db);
    }

    public static async Task Handle(CommentTakenOffScreen taken, SessionsDb db, CancellationToken ct)
    {
        if (await db.SessionScreens.FindAsync([taken.SessionId], ct) is { } screen && taken.At >= screen.Since) screen.TakeOff(taken.CommentId, taken.Undone, taken.Who, taken.At, db);
    }

    public static async Task Handle(CommentWithdrawn gone, SessionsDb db, CancellationToken ct)
    {
        foreach (var screen in await db.SessionScreens.ToListAsync(ct)) screen.Lose(gone.CommentId, db.Now, db);
    }

    public static Task Handle(CommentsOnScreenChanged changed, SessionsDb db)
    {
        db.Tell(changed.SessionId, SessionAct.Shown);
        return Task.CompletedTask;
    }

    public static async Task Handle(ClausesChanged changed, SessionsDb db, CancellationToken ct)
    {
        foreach (var screen in (await db.SessionScreens.AsNoTracking().ToListAsync(ct)).Where(s => s.Now.Id is { } id && changed.ClauseIds.Contains(id)))
            db.Tell(screen.SessionId, SessionAct.Shown);
        foreach (var prepared in (await db.PreparedSlides.AsNoTracking().ToListAsync(ct)).Where(p => p.Slide?.Id is { } id && changed.ClauseIds.Contains(id)))
            db.TellPodium(prepared.SessionId, "prepared");
    }
}
