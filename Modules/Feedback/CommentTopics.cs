using System.Security.Claims;
using System.Text.Json;
using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Contracts;
using Conference.Shared.Data;
using Conference.Shared.Live;
using Microsoft.EntityFrameworkCore;

namespace Conference.Feedback;

/// <summary>
/// The comments of a session that everyone reads: everyone who is signed in follows and, observers apart, sends. Events:
/// comment (a new one), changed, gone (it left the room), outcome (what became of it), endorsed, session (whether and how the session takes comments in). Where the audience is smaller only session.
/// </summary>
internal sealed class SessionComments(Lazy<FeedbackDb> db, CommentIntake intake) : LiveTopic
{
    /// <param name="As">Whose comment the laptop takes it for. It names no author, it only keeps one person's comments from going out under another's name.</param>
    private sealed record Body(Guid Id, CommentKind Kind, string? Text, DateTime? SentAt, bool OnBehalf, bool Anonymous, Guid? ReplyToId, string? About, Dictionary<string, string>? Answers, Guid? As);

    public override string Pattern => "session/{id}/comments";

    public static string Topic(Guid sessionId) => $"session/{sessionId}/comments";

    public override async Task<bool> MayFollow(ClaimsPrincipal user, string id, CancellationToken ct) =>
        Read(id) is { } session && await db.Value.Sessions.AnyAsync(s => s.Id == session, ct);

    public override async Task<object> Accept(ClaimsPrincipal user, string id, JsonElement body, CancellationToken ct)
    {
        var session = Read(id) ?? throw new RuleBroken("There is no such session.");
        var (sent, sender) = (Read(body), user.RequiredActor());
        if (sent.As is { } author && author != sender.PersonId) throw new PleaseWait("Someone else is signed in on this laptop. This comment goes out when its author signs in again.");
        var comment = new NewComment(sent.Id, session, sent.Kind, sent.Text, sent.SentAt?.ToUniversalTime())
        {
            OnBehalf = sent.OnBehalf, Anonymous = sent.Anonymous, ReplyToId = sent.ReplyToId, About = sent.About, Answers = sent.Answers,
        };
        return (await intake.Receive(comment, sender, ct)).Comment;
    }

    private static Body Read(JsonElement body)
    {
        try
        {
            return body.Deserialize<Body>(ModuleDb.Json) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new RuleBroken("This could not be read as a comment.");
        }
    }

    // One spelling only: events are announced under the name with the id in small letters.
    internal static Guid? Read(string id) => Guid.TryParseExact(id, "D", out var read) && read.ToString() == id ? read : null;
}

/// <summary>The same comments where the audience is the delegations: observers may not follow.</summary>
internal sealed class DelegationComments(Lazy<FeedbackDb> db) : LiveTopic
{
    public override string Pattern => "session/{id}/delegations";

    public static string Topic(Guid sessionId) => $"session/{sessionId}/delegations";

    public override async Task<bool> MayFollow(ClaimsPrincipal user, string id, CancellationToken ct) =>
        SessionComments.Read(id) is { } session && !Reader.Of(user.RequiredActor()).Observer && await db.Value.Sessions.AnyAsync(s => s.Id == session, ct);
}

/// <summary>
/// Every comment of the whole conference, also those that wait, with their authors, and everything that is done with
/// them, for the desk that works through them.
/// </summary>
internal sealed class DeskComments : LiveTopic
{
    public const string Topic = "desk/comments";

    public override string Pattern => Topic;

    public override Task<bool> MayFollow(ClaimsPrincipal user, string id, CancellationToken ct) => Task.FromResult(user.IsAny(Reader.DeskRoles));
}

/// <summary>What happens to one person's own comments, for that person only. Events: own (it stands or reads differently), outcome.</summary>
internal sealed class OwnComments : LiveTopic
{
    public override string Pattern => "person/{id}/comments";

    public static string Topic(Guid personId) => $"person/{personId}/comments";

    public override Task<bool> MayFollow(ClaimsPrincipal user, string id, CancellationToken ct) =>
        Task.FromResult(SessionComments.Read(id) == user.RequiredActor().PersonId);
}

public sealed partial class FeedbackSession
{
    /// <summary>Where its comments are announced to those who may read them, null when that is the desk alone.</summary>
    public string? RoomTopic => Audience switch
    {
        Audience.Everyone => SessionComments.Topic(Id),
        Audience.Delegations => DelegationComments.Topic(Id),
        _ => null,
    };

    /// <summary>What this reader's room follows.</summary>
    internal string TopicFor(Reader reader) => Audience switch
    {
        Audience.Delegations when !reader.Observer => DelegationComments.Topic(Id),
        Audience.Desk when reader.Desk => DeskComments.Topic,
        _ => SessionComments.Topic(Id),
    };
}
