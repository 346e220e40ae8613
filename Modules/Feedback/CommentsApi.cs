using System.ComponentModel;
using System.Security.Claims;
using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Conference.Feedback;

/// <summary>Comments for programs: read after a number, search, send, decide.</summary>
internal static class CommentsApi
{
    private const int Most = 500;

    /// <param name="Next">The number to ask after next, null when there is nothing more now.</param>
    public sealed record CommentPage(IReadOnlyList<ShownComment> Comments, int? Next);

    /// <param name="Id">Made by the caller, a UUID of version 7: the same id is the same comment, so a call may be repeated.</param>
    /// <param name="Session">Code of an open session, such as S-07.</param>
    /// <param name="SentAt">When it was written, by the caller's clock; for information.</param>
    public sealed record SendComment(Guid? Id, string? Session, CommentKind Kind, string? Text, DateTime? SentAt);

    public sealed record Decision(string? Reason);

    public static void MapCommentsApi(this IEndpointRouteBuilder app)
    {
        var comments = app.MapGroup("/api/v1/comments").WithTags("Comments").RequireAuthorization(new ForEveryoneSignedInAttribute());
        comments.MapGet("", List).WithName("ListComments").WithSummary("Comments in the order of their numbers, after a number; with search and filters");
        comments.MapGet("/{code}", Get).WithName("GetComment").WithSummary("One comment and what became of it");
        comments.MapPost("", Send).WithName("SendComment").WithSummary("Sends a comment to an open session; answered once it is durable")
            .WithDescription("201 with the comment; 200 when this id was received before; 409 with a sentence when a rule refuses; 503 with Retry-After when too many wait.")
            .ProducesProblem(409).ProducesProblem(503);

        var decisions = comments.MapGroup("").RequireAuthorization(new ForAttribute(Roles.Secretariat));
        decisions.MapPost("/{code}/note", Note).WithName("NoteComment").WithSummary("Notes a comment: heard, nothing follows from it in the draft").ProducesProblem(409);
        decisions.MapPost("/{code}/decline", Decline).WithName("DeclineComment").WithSummary("Declines a comment with a reason that its author reads").ProducesProblem(409);
        decisions.MapPost("/{code}/reopen", Reopen).WithName("ReopenComment").WithSummary("Takes a decision back: the comment is under review again").ProducesProblem(409);
    }

    private static async Task<CommentPage> List(
        FeedbackDb db, CancellationToken ct,
        [Description("Code of a session, such as S-07")] string? session = null,
        [Description("Only comments with a higher number")] int after = 0,
        [Description("Words to find, with or without diacritics")] string? q = null,
        [Description("comment, assessment, recommendation or question")] string? kind = null,
        [Description("open, takenUp, noted or declined")] string? state = null,
        [Description("Id or short name of an organisation")] string? organisation = null,
        [Description("How many at most, 1 to 500")] int take = 100)
    {
        take = Math.Clamp(take, 1, Most);
        var query = db.Comments.Where(c => c.Number > after).Search(q);
        if (session is not null)
        {
            var number = FeedbackSession.NumberOf(session) ?? -1;
            query = query.Where(c => db.Sessions.Any(s => s.Id == c.SessionId && s.Number == number));
        }
        if (Named<CommentKind>(kind) is { } ofKind) query = query.Where(c => c.Kind == ofKind);
        if (Named<CommentState>(state) is { } inState) query = query.Where(c => c.State == inState);
        if (Guid.TryParse(organisation, out var id)) query = query.Where(c => c.OrganisationId == id);
        else if (organisation is not null) query = query.Where(c => c.Organisation == organisation);
        var found = await query.OrderBy(c => c.Number).Take(take + 1).Shown(db, ct);
        return found.Count > take ? new(found[..take], found[take - 1].Number) : new(found, null);
    }

    private static async Task<Results<Ok<ShownComment>, NotFound>> Get(string code, FeedbackDb db, CancellationToken ct) =>
        await Find(code, db, ct) is { } comment ? TypedResults.Ok(comment) : TypedResults.NotFound();

    private static async Task<Results<Created<ShownComment>, Ok<ShownComment>>> Send(SendComment body, ClaimsPrincipal user, FeedbackDb db, CommentIntake intake, CancellationToken ct)
    {
        var number = FeedbackSession.NumberOf(body.Session) ?? throw new RuleBroken("There is no such session.");
        var session = await db.Sessions.Where(s => s.Number == number).Select(s => (Guid?)s.Id).FirstOrDefaultAsync(ct) ?? throw new RuleBroken("There is no such session.");
        var received = await intake.Receive(new(body.Id ?? Guid.CreateVersion7(), session, body.Kind, body.Text, body.SentAt?.ToUniversalTime()), user.RequiredActor(), ct);
        return received.Again ? TypedResults.Ok(received.Comment) : TypedResults.Created($"/api/v1/comments/{received.Comment.Code}", received.Comment);
    }

    private static Task<Results<Ok<ShownComment>, NotFound>> Note(string code, [FromBody(EmptyBodyBehavior = Microsoft.AspNetCore.Mvc.ModelBinding.EmptyBodyBehavior.Allow)] Decision? body, ClaimsPrincipal user, FeedbackDb db, CommentDecisions decisions, CancellationToken ct) =>
        Decide(code, c => c.Note(body?.Reason, user.RequiredActor().Name, db.Now), db, decisions, ct);

    private static Task<Results<Ok<ShownComment>, NotFound>> Decline(string code, Decision body, ClaimsPrincipal user, FeedbackDb db, CommentDecisions decisions, CancellationToken ct) =>
        Decide(code, c => c.Decline(body.Reason, user.RequiredActor().Name, db.Now), db, decisions, ct);

    private static Task<Results<Ok<ShownComment>, NotFound>> Reopen(string code, FeedbackDb db, CommentDecisions decisions, CancellationToken ct) =>
        Decide(code, c => c.Reopen(), db, decisions, ct);

    private static async Task<Results<Ok<ShownComment>, NotFound>> Decide(string code, Action<Comment> decide, FeedbackDb db, CommentDecisions decisions, CancellationToken ct)
    {
        if (await Find(code, db, ct) is not { } found) return TypedResults.NotFound();
        await decisions.Decide([found.Id], decide, ct);
        return TypedResults.Ok((await Find(code, db, ct))!);
    }

    // Bound as text: an enum in a query would have to be written with C#'s capitals.
    private static T? Named<T>(string? name) where T : struct, Enum =>
        string.IsNullOrEmpty(name) ? null
        : Enum.TryParse<T>(name, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value
        : throw new BadHttpRequestException(name);

    private static async Task<ShownComment?> Find(string code, FeedbackDb db, CancellationToken ct) =>
        Comment.NumberOf(code) is { } number ? (await db.Comments.Where(c => c.Number == number).Shown(db, ct)).SingleOrDefault() : null;
}
