using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Live;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Conference.Feedback;

/// <summary>The comments of a session with the composer above them: the part of a session's room that this module owns.</summary>
public sealed class CommentStreamViewComponent(FeedbackDb db, Sentences texts, ConferenceTime time) : ViewComponent
{
    private const int MostShown = 200;

    /// <param name="Older">The number to show comments before, null when all older ones are shown.</param>
    /// <param name="Before">The number before which this page shows comments, null when it shows the newest and follows.</param>
    /// <param name="Topic">What the room follows; it sends to the session's own topic always.</param>
    public sealed record Shown(FeedbackSession Session, Actor Me, bool MaySend, string Topic, long Seen, int Total, IReadOnlyList<ShownComment> Comments, int? Older, int? Before, string Texts)
    {
        public string SendTo => SessionComments.Topic(Session.Id);

        public bool MayRead => Session.MayBeReadBy(Reader.Of(Me));
    }

    public async Task<IViewComponentResult> InvokeAsync(Guid sessionId)
    {
        var ct = HttpContext.RequestAborted;
        var session = await db.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == sessionId, ct);
        if (session is null) return Content("");
        var before = int.TryParse(Request.Query["before"], out var number) ? number : (int?)null;
        var me = UserClaimsPrincipal.RequiredActor();
        var reader = Reader.Of(me);
        var topic = session.TopicFor(reader);
        // The number first: what is published between the two queries then arrives twice, and not never.
        var seen = await LiveFrame.Last(db, topic, ct);
        var comments = db.Comments.Where(c => c.SessionId == sessionId && (c.Standing == Standing.Published || c.AuthorId == me.PersonId && c.Standing == Standing.Waiting)).VisibleTo(reader, db);
        var total = await comments.CountAsync(ct);
        var shown = (await comments.Where(c => before == null || c.Number < before).OrderByDescending(c => c.Number).Take(MostShown + 1).Rows(db, ct)).ConvertAll(r => r.InRoomOf(reader));
        var older = shown.Count > MostShown ? shown[MostShown - 1].Number : (int?)null;
        return View("/Pages/Feedback/CommentStream.cshtml",
            new Shown(session, me, CommentIntake.MaySend(me), topic, seen, total, [.. shown.Take(MostShown)], older, before, CommentTexts.For(texts, time)));
    }
}
