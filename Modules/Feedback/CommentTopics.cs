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
/// The comments of a session: everyone who is signed in reads along and, observers apart, sends. Events: comment (a new
/// one), outcome (what became of one), session (whether the session takes comments in).
/// </summary>
internal sealed class SessionComments(FeedbackDb db, CommentIntake intake) : LiveTopic
{
    private sealed record Body(Guid Id, CommentKind Kind, string? Text, DateTime? SentAt);

    public override string Pattern => "session/{id}/comments";

    public static string Topic(Guid sessionId) => $"session/{sessionId}/comments";

    public override async Task<bool> MayFollow(ClaimsPrincipal user, string id, CancellationToken ct) =>
        SessionId(id) is { } session && await db.Sessions.AnyAsync(s => s.Id == session, ct);

    public override async Task<object> Accept(ClaimsPrincipal user, string id, JsonElement body, CancellationToken ct)
    {
        var session = SessionId(id) ?? throw new RuleBroken("There is no such session.");
        var (commentId, kind, text, sentAt) = Read(body);
        return (await intake.Receive(new(commentId, session, kind, text, sentAt?.ToUniversalTime()), user.RequiredActor(), ct)).Comment;
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
    private static Guid? SessionId(string id) => Guid.TryParseExact(id, "D", out var session) && session.ToString() == id ? session : null;
}

/// <summary>Every comment and outcome of the whole conference, for the desk that works through them.</summary>
internal sealed class DeskComments : LiveTopic
{
    public const string Topic = "desk/comments";

    public override string Pattern => Topic;

    public override Task<bool> MayFollow(ClaimsPrincipal user, string id, CancellationToken ct) =>
        Task.FromResult(user.IsAny(Roles.Secretariat, Roles.Organiser, Roles.Chair));
}
