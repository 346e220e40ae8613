using Conference.Shared.Contracts;
using Conference.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Conference.Feedback;

/// <summary>Who is told what about a comment: the room no more than it may read, the desk everything, the author their own.</summary>
public sealed partial class FeedbackDb
{
    /// <summary>A comment was just received. The other modules are told by whoever received it, of all that came together.</summary>
    internal void TellReceived(CommentRow row)
    {
        if (row.Comment.IsPublished && row.Session.RoomTopic is { } room) Announce(room, "comment", row.ForRoom());
        Announce(DeskComments.Topic, "comment", row.ForDesk());
    }

    /// <summary>A comment stands differently, or says something else, than it did.</summary>
    internal async Task TellChanged(CommentRow row, Standing before, string textBefore, CancellationToken ct)
    {
        var (comment, session) = row;
        var (was, stands) = (before is Standing.Published, comment.IsPublished);
        if (was && !stands) await Forget(comment, ct);
        if (session.RoomTopic is { } room)
        {
            if (stands) Announce(room, was ? "changed" : "comment", row.ForRoom());
            else if (was) Announce(room, "gone", new { comment.Id, comment.Code });
        }
        Announce(DeskComments.Topic, "changed", row.ForDesk());
        Announce(OwnComments.Topic(comment.AuthorId), "own", row.ForAuthor());
        if (stands && (!was || textBefore != comment.Text)) Publish(row.Published());
        if (stands && session.OnScreenId == comment.Id) Publish(new CommentsOnScreenChanged(session.Id, Now));
        if (was && !stands) Publish(new CommentWithdrawn(comment.Id, comment.Code, comment.Version, row.MergedInto, Now));
    }

    /// <summary>Tells the room, the desk and the author what became of a comment in the draft.</summary>
    public async Task TellOutcome(Comment comment, CancellationToken ct)
    {
        var outcome = new
        {
            comment.Id, comment.Code, comment.SessionId, comment.State, comment.Reason,
            Uses = comment.Uses.Where(u => u.Linked).OrderBy(u => u.Clause.Citation, StringComparer.Ordinal).Select(u => new ShownUse(u.Clause.Citation, u.Clause.AdoptedAs)).ToList(),
        };
        var session = await Sessions.FindAsync([comment.SessionId], ct);
        if (comment.IsPublished && session?.RoomTopic is { } room) Announce(room, "outcome", outcome);
        Announce(DeskComments.Topic, "outcome", outcome);
        Announce(OwnComments.Topic(comment.AuthorId), "outcome", outcome);
    }

    /// <summary>Everyone who follows the session hears whether and how it takes comments in.</summary>
    internal void TellSession(FeedbackSession session)
    {
        var news = ShownSession.Of(session);
        Announce(SessionComments.Topic(session.Id), "session", news);
        Announce(DelegationComments.Topic(session.Id), "session", news);
    }

    /// <summary>The desk hears which comment the big screen of a session shows; the room reads it on the screen.</summary>
    internal void TellScreen(FeedbackSession session) => Announce(DeskComments.Topic, "screen", new { SessionId = session.Id, Id = session.OnScreenId });

    /// <summary>A room's topic keeps its past, which followers may ask for: what left the room leaves that past as well.</summary>
    private Task<int> Forget(Comment comment, CancellationToken ct)
    {
        var own = $$"""{"id":"{{comment.Id}}""";
        return Forget([SessionComments.Topic(comment.SessionId), DelegationComments.Topic(comment.SessionId)], e => e.Where(x => x.Body.StartsWith(own)), ct);
    }

    /// <summary>Fewer may read than did: nothing remains in the past of the topics that others may follow.</summary>
    internal Task Forget(FeedbackSession session, Audience before, CancellationToken ct) => Forget(
        [
            .. before is Audience.Everyone && session.Audience is not Audience.Everyone ? (string[])[SessionComments.Topic(session.Id)] : [],
            .. before is Audience.Delegations && session.Audience is Audience.Desk ? (string[])[DelegationComments.Topic(session.Id)] : [],
        ], e => e, ct);

    private Task<int> Forget(string[] topics, Func<IQueryable<LiveEvent>, IQueryable<LiveEvent>> which, CancellationToken ct) =>
        which(Set<LiveEvent>().Where(e => topics.Contains(e.Topic) && e.Kind != "session"))
            .ExecuteUpdateAsync(set => set.SetProperty(e => e.Kind, "forgotten").SetProperty(e => e.Body, "{}"), ct);

    /// <returns>1, or 0 when the person stood behind it already.</returns>
    internal Task<int> AddOnce(Endorsement endorsement, CancellationToken ct) => Database.ExecuteSqlAsync(
        $"""
        INSERT INTO "Feedback_Endorsements" ("CommentId", "PersonId", "Person", "Organisation", "At", "ViaId")
        VALUES ({endorsement.CommentId}, {endorsement.PersonId}, {endorsement.Person}, {endorsement.Organisation}, {endorsement.At}, {endorsement.ViaId})
        ON CONFLICT DO NOTHING
        """, ct);
}
