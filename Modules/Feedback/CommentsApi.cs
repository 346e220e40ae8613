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
    /// <param name="ReplyTo">Code of the published comment of the same session that this one answers.</param>
    /// <param name="About">What is being said: the item and the speaker.</param>
    /// <param name="Answers">Answers to the session's fields, by their keys.</param>
    public sealed record SendComment(Guid? Id, string? Session, CommentKind Kind, string? Text, DateTime? SentAt, bool OnBehalf = false, bool Anonymous = false,
        string? ReplyTo = null, string? About = null, IReadOnlyDictionary<string, string>? Answers = null);

    public sealed record NewText(string? Text);

    public sealed record Endorsed(int Endorsements);

    public sealed record Into(string? Code);

    public sealed record Decision(string? Reason);

    public static void MapCommentsApi(this IEndpointRouteBuilder app)
    {
        var comments = app.MapGroup("/api/v1/comments").WithTags("Comments").RequireAuthorization(new ForEveryoneSignedInAttribute());
        comments.MapGet("", List).WithName("ListComments").WithSummary("Comments in the order of their numbers, after a number; with search and filters");
        comments.MapGet("/{code}", Get).WithName("GetComment").WithSummary("One comment and what became of it");
        comments.MapPost("", Send).WithName("SendComment").WithSummary("Sends a comment to an open session; answered once it is durable")
            .WithDescription("201 with the comment; 200 when this id was received before; 409 with a sentence when a rule refuses; 503 with Retry-After when too many wait.")
            .ProducesProblem(409).ProducesProblem(503);

        comments.MapPost("/{code}/correct", Correct).WithName("CorrectComment").WithSummary("Corrects one's own comment, until it is taken up or decided; every earlier text is kept").ProducesProblem(409);
        comments.MapPost("/{code}/withdraw", Withdraw).WithName("WithdrawComment").WithSummary("Withdraws one's own comment, until it is taken up or decided").ProducesProblem(409);
        comments.MapPost("/{code}/endorsement", Endorse).WithName("EndorseComment").WithSummary("Stands behind another's comment; once for each person").ProducesProblem(409);
        comments.MapDelete("/{code}/endorsement", TakeEndorsementBack).WithName("TakeEndorsementBack").WithSummary("No longer stands behind a comment").ProducesProblem(409);

        var moderation = comments.MapGroup("").RequireAuthorization(new ForAttribute(Reader.DeskRoles));
        moderation.MapPost("/{code}/approve", (string code, ClaimsPrincipal user, FeedbackDb db, Moderation desk, CancellationToken ct) =>
            Moderate(code, user, db, (id, who) => desk.Approve(id, who, ct), ct)).WithName("ApproveComment").WithSummary("Publishes a comment that waits, or that was declined or taken down").ProducesProblem(409);
        moderation.MapPost("/{code}/turn-down", (string code, Decision body, ClaimsPrincipal user, FeedbackDb db, Moderation desk, CancellationToken ct) =>
            Moderate(code, user, db, (id, who) => desk.Decline(id, body.Reason, who, ct), ct)).WithName("TurnDownComment").WithSummary("Does not publish a comment that waits; its author reads the reason").ProducesProblem(409);
        moderation.MapPost("/{code}/take-down", (string code, Decision body, ClaimsPrincipal user, FeedbackDb db, Moderation desk, CancellationToken ct) =>
            Moderate(code, user, db, (id, who) => desk.TakeDown(id, body.Reason, who, ct), ct)).WithName("TakeDownComment").WithSummary("Takes a published comment out of the room; its author reads the reason").ProducesProblem(409);
        moderation.MapPost("/{code}/merge", (string code, Into body, ClaimsPrincipal user, FeedbackDb db, Moderation desk, CancellationToken ct) =>
            Moderate(code, user, db, async (id, who) => await desk.Merge(id, await IdOf(body.Code, db, ct), who, ct), ct)).WithName("MergeComment").WithSummary("Merges a comment into one that says the same and stands for both").ProducesProblem(409);

        var decisions = comments.MapGroup("").RequireAuthorization(new ForAttribute(Roles.Secretariat));
        decisions.MapPost("/{code}/note", Note).WithName("NoteComment").WithSummary("Notes a comment: heard, nothing follows from it in the draft").ProducesProblem(409);
        decisions.MapPost("/{code}/decline", Decline).WithName("DeclineComment").WithSummary("Declines a comment with a reason that its author reads").ProducesProblem(409);
        decisions.MapPost("/{code}/reopen", Reopen).WithName("ReopenComment").WithSummary("Takes a decision back: the comment is under review again").ProducesProblem(409);
    }

    private static async Task<CommentPage> List(
        ClaimsPrincipal user, FeedbackDb db, CancellationToken ct,
        [Description("Code of a session, such as S-07")] string? session = null,
        [Description("Only comments with a higher number")] int after = 0,
        [Description("Words to find, with or without diacritics: each is the beginning of a word; \"in quotes\" as it stands")] string? q = null,
        [Description("comment, assessment, recommendation or question")] string? kind = null,
        [Description("open, takenUp, noted or declined")] string? state = null,
        [Description("waiting, published, declined, withdrawn, takenDown or merged; others than published for the desk, and for authors of their own")] string? standing = null,
        [Description("Id or short name of an organisation")] string? organisation = null,
        [Description("How many at most, 1 to 500")] int take = 100)
    {
        take = Math.Clamp(take, 1, Most);
        var reader = Reader.Of(user.RequiredActor());
        var conditions = new List<(string, object)>();
        if (session is not null) conditions.Add((nameof(Comment.SessionId), (await db.SessionOf(session, ct))?.Id ?? Guid.Empty));
        if (Named<CommentKind>(kind) is { } ofKind) conditions.Add((nameof(Comment.Kind), ofKind));
        if (Named<CommentState>(state) is { } inState) conditions.Add((nameof(Comment.State), inState));
        if (Guid.TryParse(organisation, out var id)) conditions.Add((nameof(Comment.OrganisationId), id));
        else if (organisation is not null) conditions.Add((nameof(Comment.Organisation), organisation));
        var query = (await FeedbackDb.CommentWords.Find<Comment>(db, SearchWords.Of(q), reader.Desk, conditions, ct)).Where(c => c.Number > after).VisibleTo(reader, db);
        if (Named<Standing>(standing) is { } standingSo) query = query.Where(c => c.Standing == standingSo);
        // Who asks for an organisation is not told which anonymous comments are its own.
        if (organisation is not null && !reader.Desk) query = query.Where(c => !c.Anonymous || c.AuthorId == reader.PersonId);
        var found = await query.OrderBy(c => c.Number).Take(take + 1).Shown(reader, db, ct);
        return found.Count > take ? new(found[..take], found[take - 1].Number) : new(found, null);
    }

    private static async Task<Results<Ok<ShownComment>, NotFound>> Get(string code, ClaimsPrincipal user, FeedbackDb db, CancellationToken ct) =>
        await Find(code, user, db, ct) is { } comment ? TypedResults.Ok(comment) : TypedResults.NotFound();

    private static async Task<Results<Created<ShownComment>, Ok<ShownComment>>> Send(SendComment body, ClaimsPrincipal user, FeedbackDb db, CommentIntake intake, CancellationToken ct)
    {
        var number = FeedbackSession.NumberOf(body.Session) ?? throw new RuleBroken("There is no such session.");
        var session = await db.Sessions.Where(s => s.Number == number).Select(s => (Guid?)s.Id).FirstOrDefaultAsync(ct) ?? throw new RuleBroken("There is no such session.");
        var comment = new NewComment(body.Id ?? Guid.CreateVersion7(), session, body.Kind, body.Text, body.SentAt?.ToUniversalTime())
        {
            OnBehalf = body.OnBehalf, Anonymous = body.Anonymous, About = body.About, Answers = body.Answers,
            ReplyToId = string.IsNullOrEmpty(body.ReplyTo) ? null : await IdOf(body.ReplyTo, db, ct),
        };
        var received = await intake.Receive(comment, user.RequiredActor(), ct);
        return received.Again ? TypedResults.Ok(received.Comment) : TypedResults.Created($"/api/v1/comments/{received.Comment.Code}", received.Comment);
    }

    private static async Task<Results<Ok<ShownComment>, NotFound>> Correct(string code, NewText body, ClaimsPrincipal user, FeedbackDb db, AuthorChanges own, CancellationToken ct)
    {
        if (await Find(code, user, db, ct) is not { } found) return TypedResults.NotFound();
        await own.Correct(found.Id, body.Text, user.RequiredActor(), ct);
        return TypedResults.Ok((await Find(code, user, db, ct))!);
    }

    private static async Task<Results<Ok<ShownComment>, NotFound>> Withdraw(string code, ClaimsPrincipal user, FeedbackDb db, AuthorChanges own, CancellationToken ct)
    {
        if (await Find(code, user, db, ct) is not { } found) return TypedResults.NotFound();
        await own.Withdraw(found.Id, user.RequiredActor(), ct);
        return TypedResults.Ok((await Find(code, user, db, ct))!);
    }

    private static async Task<Results<Ok<Endorsed>, NotFound>> Endorse(string code, ClaimsPrincipal user, Endorsing endorsing, CancellationToken ct) =>
        await endorsing.Endorse(Comment.NumberOf(code) ?? 0, user.RequiredActor(), ct) is { } count ? TypedResults.Ok(new Endorsed(count)) : TypedResults.NotFound();

    private static async Task<Results<Ok<Endorsed>, NotFound>> TakeEndorsementBack(string code, ClaimsPrincipal user, Endorsing endorsing, CancellationToken ct) =>
        await endorsing.TakeBack(Comment.NumberOf(code) ?? 0, user.RequiredActor(), ct) is { } count ? TypedResults.Ok(new Endorsed(count)) : TypedResults.NotFound();

    private static async Task<Results<Ok<ShownComment>, NotFound>> Moderate(string code, ClaimsPrincipal user, FeedbackDb db, Func<Guid, Actor, Task> act, CancellationToken ct)
    {
        if (await Find(code, user, db, ct) is not { } found) return TypedResults.NotFound();
        await act(found.Id, user.RequiredActor());
        return TypedResults.Ok((await Find(code, user, db, ct))!);
    }

    private static async Task<Guid> IdOf(string? code, FeedbackDb db, CancellationToken ct)
    {
        var number = Comment.NumberOf(code) ?? 0;
        return await db.Comments.Where(c => c.Number == number).Select(c => (Guid?)c.Id).SingleOrDefaultAsync(ct) ?? throw new RuleBroken("There is no such comment.");
    }

    private static Task<Results<Ok<ShownComment>, NotFound>> Note(string code, [FromBody(EmptyBodyBehavior = Microsoft.AspNetCore.Mvc.ModelBinding.EmptyBodyBehavior.Allow)] Decision? body, ClaimsPrincipal user, FeedbackDb db, CommentDecisions decisions, CancellationToken ct) =>
        Decide(code, c => c.Note(body?.Reason, user.RequiredActor().Name, db.Now), user, db, decisions, ct);

    private static Task<Results<Ok<ShownComment>, NotFound>> Decline(string code, Decision body, ClaimsPrincipal user, FeedbackDb db, CommentDecisions decisions, CancellationToken ct) =>
        Decide(code, c => c.LeaveOut(body.Reason, user.RequiredActor().Name, db.Now), user, db, decisions, ct);

    private static Task<Results<Ok<ShownComment>, NotFound>> Reopen(string code, ClaimsPrincipal user, FeedbackDb db, CommentDecisions decisions, CancellationToken ct) =>
        Decide(code, c => c.Reopen(), user, db, decisions, ct);

    private static async Task<Results<Ok<ShownComment>, NotFound>> Decide(string code, Action<Comment> decide, ClaimsPrincipal user, FeedbackDb db, CommentDecisions decisions, CancellationToken ct)
    {
        if (await Find(code, user, db, ct) is not { } found) return TypedResults.NotFound();
        await decisions.Decide([found.Id], decide, ct);
        return TypedResults.Ok((await Find(code, user, db, ct))!);
    }

    // Bound as text: an enum in a query would have to be written with C#'s capitals.
    private static T? Named<T>(string? name) where T : struct, Enum =>
        string.IsNullOrEmpty(name) ? null
        : Enum.TryParse<T>(name, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value
        : throw new BadHttpRequestException(name);

    private static async Task<ShownComment?> Find(string code, ClaimsPrincipal user, FeedbackDb db, CancellationToken ct)
    {
        if (Comment.NumberOf(code) is not { } number) return null;
        var reader = Reader.Of(user.RequiredActor());
        return (await db.Comments.Where(c => c.Number == number).VisibleTo(reader, db).Shown(reader, db, ct)).SingleOrDefault();
    }
}
