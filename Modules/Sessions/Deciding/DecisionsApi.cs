using System.Security.Claims;
using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>Decisions at /api/v1/sessions/{code}/decisions: read by everyone with a token, taken by the podium, voted on by delegates.</summary>
internal static class DecisionsApi
{
    internal sealed record StatementAnswer(StatementKind Kind, string Who, string WhoEn, string Text, DateTime At);
    /// <param name="Choice">Null for whoever did not vote.</param>
    internal sealed record BallotAnswer(string Voter, string VoterEn, Choice? Choice);
    internal sealed record DecisionAnswer(
        Guid Id, string Code, string SessionCode, DecisionState State, string Title, string TitleEn, string Text, string TextEn, string Subject, DecisionMethod? Method, MajorityRule? Rule, CountedUnit? VotesOf,
        DateTime ProposedAt, DateTime? OpenedAt, DateTime? Deadline, DateTime? DecidedAt, DecisionFigures? Figures, int? Quorum, int? QuorumPresent, string? WithoutQuorum, IReadOnlyList<StatementAnswer> Statements)
    {
        /// <summary>Of one decision alone, and only where each ballot is public with its voter.</summary>
        public IReadOnlyList<BallotAnswer>? Ballots { get; init; }
    }
    internal sealed record Words(string? WithoutQuorum);
    internal sealed record VoteInput(DecisionMethod? Method, MajorityRule? Rule, RollOrder? RollOrder, string? WithoutQuorum);
    internal sealed record HandsInput(int For, int Against, int Abstain, int? Present);
    internal sealed record CloseInput(HandsInput? Hands, string? WithoutQuorum);
    internal sealed record SilenceInput(DateTimeOffset Deadline);
    internal sealed record StatementInput(StatementKind Kind, Guid OrganisationId, string? Text);
    internal sealed record BallotInput(Guid Id, Choice Choice);
    internal sealed record RollInput(Guid VoterId, Choice Choice, Guid? Id);
    internal sealed record ObjectionInput(string? Text);
    /// <param name="Choice">Null for a secret ballot.</param>
    internal sealed record ReceivedAnswer(string Voter, Choice? Choice, bool Again);

    public static void MapDecisionsApi(this IEndpointRouteBuilder app)
    {
        var decisions = app.MapGroup("/api/v1/sessions/{code}/decisions").WithTags("Decisions").RequireAuthorization(new ForEveryoneSignedInAttribute());
        decisions.MapGet("/", async Task<Results<Ok<List<DecisionAnswer>>, NotFound>> (string code, SessionsDb db, Silences silences, CancellationToken ct) =>
        {
            if (await db.Find(code, ct) is not { } session) return TypedResults.NotFound();
            await silences.Settle(ct);
            return TypedResults.Ok((await db.DecisionsOf(session.Id).AsNoTracking().ToListAsync(ct)).ConvertAll(d => Of(session, d)));
        }).WithSummary("What a session decided and is to decide, with the figures");
        decisions.MapGet("/{decision}", async Task<Results<Ok<DecisionAnswer>, NotFound>> (string code, string decision, SessionsDb db, Silences silences, CancellationToken ct) =>
        {
            await silences.Settle(ct);
            if (await db.Find(code, ct) is not { } session || await db.FindDecision(session.Id, decision, ct) is not { } found) return TypedResults.NotFound();
            var vote = await VoteView.Read(found, db, ct);
            // How someone votes in a vote from laptops is known when it is closed; a roll-call is public answer by answer.
            var open = found.IsTaken || found.Method is DecisionMethod.RollCall;
            return TypedResults.Ok(Of(session, found) with { Ballots = vote.Seats.Count > 0 && open ? [.. vote.Seats.Select(s => new BallotAnswer(s.Name, s.NameEn, s.Choice))] : null });
        }).WithSummary("One decision by its code, such as D-3; with who voted how where that is public");
        decisions.MapPost("/{decision}/ballot", async Task<Results<Ok<ReceivedAnswer>, NotFound>> (string code, string decision, BallotInput input, ClaimsPrincipal user, SessionsDb db, BallotIntake intake, CancellationToken ct) =>
        {
            if (await db.Find(code, ct) is not { } session || await db.FindDecision(session.Id, decision, ct) is not { } found) return TypedResults.NotFound();
            if (input.Id == Guid.Empty) throw new RuleBroken("The ballot has no id.");
            var received = await intake.Receive(new(input.Id, found.Id, input.Choice, user.RequiredActor()), ct);
            return TypedResults.Ok(new ReceivedAnswer(received.VoterName, received.Choice, received.Again));
        }).WithSummary("Casts one's own ballot. The id is the sender's: the same one again is the same ballot");
        decisions.MapPost("/{decision}/objection", async (string code, string decision, ObjectionInput input, ClaimsPrincipal user, DecisionDesk desk, CancellationToken ct) =>
        {
            var me = user.RequiredActor();
            if (!me.Roles.Any(r => r is Roles.Delegate or Roles.FocalPoint)) throw new RuleBroken("Only delegates put a statement on record here.");
            return Answer(await desk.Object(code, decision, me.OrganisationId, input.Text, me.Name, ct));
        }).WithSummary("Breaks the silence with an objection of one's delegation");

        var clerk = app.MapGroup("/api/v1/sessions/{code}/decisions").WithTags("Decisions").RequireAuthorization(new ForAttribute(Podium.Roles));
        clerk.MapPost("/", async (string code, DecisionWording wording, ClaimsPrincipal user, DecisionDesk desk, CancellationToken ct) => Answer(await desk.Propose(code, wording, Who(user), ct)))
            .WithSummary("Puts something up for decision");
        clerk.MapPost("/{decision}/statements", async (string code, string decision, StatementInput input, DecisionDesk desk, CancellationToken ct) => Answer(await desk.Say(code, decision, input.Kind, input.OrganisationId, input.Text, ct)))
            .WithSummary("Records a delegation's reservation or objection");
        clerk.MapPost("/{decision}/hands", async (string code, string decision, HandsInput input, DecisionDesk desk, CancellationToken ct) => Answer(await desk.EnterHands(code, decision, input.For, input.Against, input.Abstain, input.Present, ct)))
            .WithSummary("Enters the figures of a show of hands");
        clerk.MapPost("/{decision}/roll", async Task<Results<Ok<ReceivedAnswer>, NotFound>> (string code, string decision, RollInput input, ClaimsPrincipal user, SessionsDb db, BallotIntake intake, CancellationToken ct) =>
        {
            if (await db.Find(code, ct) is not { } session || await db.FindDecision(session.Id, decision, ct) is not { } found) return TypedResults.NotFound();
            if (found.Method is not DecisionMethod.RollCall) throw new RuleBroken("{0} is not voted on by roll-call.", found.Code);
            var received = await intake.Receive(new(input.Id ?? Guid.CreateVersion7(), found.Id, input.Choice, user.RequiredActor(), input.VoterId), ct);
            return TypedResults.Ok(new ReceivedAnswer(received.VoterName, received.Choice, received.Again));
        }).WithSummary("Enters the answer of the delegation that is called, or corrects one");

        var chair = app.MapGroup("/api/v1/sessions/{code}/decisions/{decision}").WithTags("Decisions").RequireAuthorization(new ForAttribute(Roles.Organiser, Roles.Chair));
        chair.MapPost("/consensus", async (string code, string decision, Words? words, ClaimsPrincipal user, DecisionDesk desk, CancellationToken ct) => Answer(await desk.Adopt(code, decision, words?.WithoutQuorum, Who(user), ct)))
            .WithSummary("Adopts by consensus");
        chair.MapPost("/open", async (string code, string decision, VoteInput? input, ClaimsPrincipal user, DecisionDesk desk, CancellationToken ct) =>
            Answer(await desk.OpenVote(code, decision, new(input?.Method, input?.Rule, input?.RollOrder), input?.WithoutQuorum, Who(user), ct))).WithSummary("Opens a vote; what is left out is as the rules of procedure say");
        chair.MapPost("/close", async (string code, string decision, CloseInput? input, ClaimsPrincipal user, DecisionDesk desk, CancellationToken ct) =>
            Answer(await desk.CloseVote(code, decision, input?.Hands is { } h ? (h.For, h.Against, h.Abstain, h.Present) : null, input?.WithoutQuorum, Who(user), ct))).WithSummary("Closes a vote for good and states its result");
        chair.MapPost("/silence", async (string code, string decision, SilenceInput input, ClaimsPrincipal user, DecisionDesk desk, CancellationToken ct) => Answer(await desk.BeginSilence(code, decision, input.Deadline.UtcDateTime, Who(user), ct)))
            .WithSummary("Puts it under silence procedure until a deadline");
        chair.MapPost("/drop", async (string code, string decision, ClaimsPrincipal user, DecisionDesk desk, CancellationToken ct) => Answer(await desk.Drop(code, decision, Who(user), ct)))
            .WithSummary("Takes it off, or annuls the open vote");
    }

    private static string Who(ClaimsPrincipal user) => user.RequiredActor().Name;

    private static Results<Ok<DecisionAnswer>, NotFound> Answer(Decided? done) => done is null ? TypedResults.NotFound() : TypedResults.Ok(Of(done.Session, done.Decision));

    private static DecisionAnswer Of(LiveSession session, Decision d) => new(d.Id, d.Code, session.Code, d.State, d.Title, d.TitleEn, d.Text, d.TextEn, d.Subject, d.Method, d.Rule, d.VotesOf,
        d.ProposedAt, d.OpenedAt, d.Deadline, d.DecidedAt, d.Figures, d.Quorum, d.QuorumPresent, d.WithoutQuorum, [.. d.Statements.Select(s => new StatementAnswer(s.Kind, s.Who, s.WhoEn, s.Text, s.At))]);
}
