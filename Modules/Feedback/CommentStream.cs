using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Live;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Conference.Feedback;

/// <summary>The comments of a session with the composer above them: the part of a session's room that this module owns.</summary>
public sealed class CommentStreamViewComponent(FeedbackDb db, Sentences texts, ConferenceTime time) : ViewComponent
{
    /// <param name="Topic">What the room follows; it sends to the session's own topic always.</param>
    /// <param name="Organisations">Of the comments that the room can read with their authors.</param>
    public sealed record Shown(Composing Composing, bool MaySend, string Topic, long Seen, long OwnSeen, CommentPart Part, IReadOnlyList<(string Name, string Shown)> Organisations, string Texts)
    {
        public FeedbackSession Session => Part.Session;
        public Actor Me => Composing.Me;
        public string SendTo => SessionComments.Topic(Session.Id);
        public string OwnTopic => OwnComments.Topic(Me.PersonId);
        public bool MayRead => Session.MayBeReadBy(Reader.Of(Me));
    }

    public async Task<IViewComponentResult> InvokeAsync(Guid sessionId)
    {
        var ct = HttpContext.RequestAborted;
        var session = await db.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == sessionId, ct);
        if (session is null) return Content("");
        var me = UserClaimsPrincipal.RequiredActor();
        var (reader, topic) = (Reader.Of(me), session.TopicFor(Reader.Of(me)));
        // The numbers first: what is published between the queries then arrives twice, and not never.
        var (seen, ownSeen) = (await LiveFrame.Last(db, topic, ct), await LiveFrame.Last(db, OwnComments.Topic(me.PersonId), ct));
        var part = await CommentPart.Read(session, CommentQuery.Of(Request.Query), reader, db, counted: true, ct);
        // One that is filtered by stays in the list, also when nothing of it is left.
        var organisations = (await db.OrganisationsIn(sessionId, reader, ct)).Append(part.Query.Organisation).Where(o => o.Length > 0).Distinct().ToList();
        var english = await EnglishNames.Of(organisations, db, ct);
        return View("/Pages/Feedback/CommentStream.cshtml", new Shown(new(session, me), CommentIntake.MaySend(me), topic, seen, ownSeen, part,
            [
                .. organisations.Select(o => (o, Shown: Sentences.Pick(o, english.GetValueOrDefault(o))))
                    .OrderBy(o => o.Shown, StringComparer.Create(System.Globalization.CultureInfo.GetCultureInfo("vi-VN"), ignoreCase: true))
            ], CommentTexts.For(texts, time)));
    }
}
