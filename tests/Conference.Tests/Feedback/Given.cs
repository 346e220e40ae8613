using Conference.Feedback;
using Conference.Sessions;
using Conference.Shared.Contracts;
using Conference.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests.Feedback;

/// <summary>A session that belongs to one test alone.</summary>
public sealed record TestSession(Guid Id, string Code)
{
    public string Topic => $"session/{Id}/comments";
}

internal static class Given
{
    private static int lastSession = 100;

    /// <summary>What a session has that nobody set anything for.</summary>
    public static SessionSettings Settings { get; } = new(Publishing.AtOnce, Intake.Open, null, Audience.Everyone, false, false, []);

    /// <summary>A session that takes comments in, unless told otherwise.</summary>
    public static async Task<TestSession> ASession(this ConferenceApp app, bool open = true, SessionSettings? settings = null)
    {
        var number = Interlocked.Increment(ref lastSession);
        var id = Guid.CreateVersion7();
        var starts = DateTime.UtcNow;
        var facts = new ReleasedSession(id, number, $"Phiên thử {number}", $"Trial session {number}", false, "A", "A", starts, starts.AddHours(1));
        await app.With<FeedbackDb>(async db =>
        {
            await SessionNewsHandler.Handle(new AgendaReleased(Guid.NewGuid(), 1, starts, [facts]), db, default);
            if (open) await SessionNewsHandler.Handle(new SessionOpened(id, starts), db, default);
            if (settings is not null) (await db.Sessions.FindAsync(id))!.Set(settings);
            await db.SaveChangesAsync();
        });
        await app.With<SessionsDb>(async db =>
        {
            var session = LiveSession.Planned(facts, 1);
            db.AddRange(session, Floor.Of(id));
            if (open) session.Open("Ban Thư ký", starts, db);
            await db.SaveChangesAsync();
        });
        return new(id, $"S-{number}");
    }

    /// <summary>A comment that is stored already, sent through the API.</summary>
    public static async Task<ShownComment> AComment(this ConferenceApp app, TestSession session, string text = "Đề nghị lập đầu mối chung cho các địa phương.", string badge = "DNG-01",
        CommentKind kind = CommentKind.Recommendation)
    {
        var author = await app.Person(badge);
        return (await app.With<CommentIntake, ReceivedComment>(intake => intake.Receive(new(Guid.CreateVersion7(), session.Id, kind, text, null), author, default))).Comment;
    }

    public static Task<Conference.Shared.Access.Actor> Person(this ConferenceApp app, string badge) => app.With<Conference.Participants.ParticipantsDb, Conference.Shared.Access.Actor>(async db =>
    {
        var person = await db.People.SingleAsync(p => p.Badge == badge);
        var organisation = await db.Organisations.SingleAsync(o => o.Id == person.OrganisationId);
        return new(person.Id, person.Name, person.Title, organisation.Id, organisation.ShortName, person.Roles) { TitleEn = person.TitleEn, OrganisationEn = organisation.ShortNameEn };
    });

    /// <summary>The comment as it is now.</summary>
    public static Task<Comment> Comment(this ConferenceApp app, Guid id) =>
        app.With<FeedbackDb, Comment>(db => db.Comments.Include(c => c.Uses).ThenInclude(u => u.Clause).AsNoTracking().SingleAsync(c => c.Id == id));

    /// <summary>Messages as another module publishes them, one after the other, each handled before the next.</summary>
    public static async Task Publish(this ConferenceApp app, params object[] messages)
    {
        foreach (var message in messages)
        {
            await app.With<SharedDb>(async db =>
            {
                db.Publish(message);
                await db.SaveChangesAsync();
            });
            await app.Settled();
        }
    }

    /// <summary>The object with the properties of another one added.</summary>
    public static System.Text.Json.Nodes.JsonObject With(this System.Text.Json.Nodes.JsonObject body, System.Text.Json.Nodes.JsonObject more)
    {
        foreach (var (name, value) in more) body[name] = value?.DeepClone();
        return body;
    }

    public static object Body(string text, Guid? id = null, string kind = "comment") => new { id = id ?? Guid.CreateVersion7(), kind, text, sentAt = DateTime.UtcNow };
}
