using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Conference.Sessions;

/// <summary>The floor of a session at /api/v1/sessions/{code}/floor: read by everyone with a token, led by organisers and chairs, the list kept by the podium.</summary>
internal static class FloorApi
{
    /// <param name="Spent">Seconds on the clock; while it runs it grows from <paramref name="RunningSince"/>.</param>
    internal sealed record SpeakerAnswer(
        Guid Id, Guid PersonId, string Name, string Title, string TitleEn, Guid OrganisationId, string Organisation, string OrganisationEn, SpeechKind Kind, string? OnBehalfOf, string? Subject,
        Guid? Answers, DateTime AskedAt, SpeakerState State, DateTime? StartedAt, DateTime? RunningSince, double Spent, int? Limit, DateTime? EndedAt, Ruling? Ruling, string? RulingWords)
    {
        public static SpeakerAnswer Of(Speaker s, DateTime now) => new(s.Id, s.PersonId, s.Name, s.Title, s.TitleEn, s.OrganisationId, s.Organisation, s.OrganisationEn, s.Kind, s.OnBehalfOf, s.Subject,
            s.AnswersId, s.AskedAt, s.State, s.StartedAt, s.RunningSince, Math.Round(s.Spent(now).TotalSeconds, 3), s.Limit, s.EndedAt, s.Ruling, s.RulingWords);
    }

    internal sealed record TotalAnswer(Guid Id, string Name, int Speeches, int Seconds, int? BudgetSeconds);

    internal sealed record FloorAnswer(
        string Session, SessionState State, bool ListOpen, DateTime ServerTime, SpeakerAnswer? Speaking, IReadOnlyList<SpeakerAnswer> Waiting, IReadOnlyList<SpeakerAnswer> Spoken,
        IReadOnlyList<TotalAnswer> ByPerson, IReadOnlyList<TotalAnswer> ByOrganisation, SpeakingTimes Times)
    {
        public static FloorAnswer Of(ListOfSpeakers list, DateTime now) => new(list.Session.Code, list.Session.State, !list.Floor.ListIsClosed, now,
            list.Speaking is { } speaking ? SpeakerAnswer.Of(speaking, now) : null, [.. list.Waiting.Select(s => SpeakerAnswer.Of(s, now))], [.. list.Spoken.Select(s => SpeakerAnswer.Of(s, now))],
            [.. list.ByPerson(now).Select(t => new TotalAnswer(t.Id, t.Name, t.Speeches, (int)t.Spent.TotalSeconds, null))],
            [.. list.ByOrganisation(now).Select(t => new TotalAnswer(t.Id, t.Name, t.Speeches, (int)t.Spent.TotalSeconds, list.Floor.BudgetOf(t.Id)))], list.Floor.Times);
    }

    internal sealed record AskBody(SpeechKind Kind, string? Subject = null, string? OnBehalfOf = null, Guid? Answers = null);

    internal sealed record AddBody(string Who, SpeechKind Kind, string? Subject = null, string? OnBehalfOf = null, Guid? Answers = null);

    internal sealed record RulingBody(Ruling Ruling, string? Words = null);

    internal sealed record ItemAnswer(Guid Id, string Title, string TitleEn, int Minutes, DateTime Planned, DateTime Begins, DateTime? BeganAt, DateTime? EndedAt, string? Directions);

    public static void MapFloorApi(this IEndpointRouteBuilder app)
    {
        var floor = app.MapGroup("/api/v1/sessions/{code}/floor").WithTags("Floor").RequireAuthorization(new ForEveryoneSignedInAttribute());
        floor.MapGet("/", async Task<Results<Ok<FloorAnswer>, NotFound>> (string code, SessionsDb db, CancellationToken ct) =>
                await db.Find(code, ct) is { } session ? TypedResults.Ok(FloorAnswer.Of(await db.ReadList(session, ct), db.Now)) : TypedResults.NotFound())
            .WithSummary("Who has the floor, the list of speakers, who has spoken, and the totals of time");
        floor.MapPost("/ask", async Task<Results<Ok<FloorAnswer>, NotFound>> (string code, AskBody body, HttpContext http, FloorDesk desk, SessionsDb db, CancellationToken ct) =>
                Answer(await desk.Ask(code, new(body.Kind, body.Subject, body.OnBehalfOf, body.Answers), http.User.RequiredActor(), ct), db))
            .WithSummary("Asks for the floor for the person of the token");
        floor.MapPost("/give-up/{speaker:guid}", async Task<Results<Ok<FloorAnswer>, NotFound>> (string code, Guid speaker, HttpContext http, FloorDesk desk, SessionsDb db, CancellationToken ct) =>
            {
                var me = http.User.RequiredActor();
                return Answer(await desk.Run(code, list => list.Floor.GiveUp(list.Entries.SingleOrDefault(s => s.Id == speaker && s.PersonId == me.PersonId) ?? throw new RuleBroken("There is no such entry on the list."), list, me.Name, db), ct), db);
            })
            .WithSummary("Gives up one's own place on the list");

        var keep = floor.MapGroup("").RequireAuthorization(new ForAttribute(Podium.Roles));
        keep.MapPost("/open", Act((list, who, db, _) => list.Floor.OpenList(list, who, db))).WithSummary("Opens the list of speakers");
        keep.MapPost("/close", Act((list, who, db, _) => list.Floor.CloseList(list, who, db))).WithSummary("Closes the list of speakers; points of order and rights of reply stay possible");
        keep.MapPost("/add", async Task<Results<Ok<FloorAnswer>, NotFound>> (string code, AddBody body, HttpContext http, FloorDesk desk, SessionsDb db, CancellationToken ct) =>
                Answer(await desk.Add(code, body.Who, new(body.Kind, body.Subject, body.OnBehalfOf, body.Answers), http.User.RequiredActor(), ct), db))
            .WithSummary("Puts someone on the list, found by name or organisation");
        keep.MapPost("/remove/{speaker:guid}", Act((list, who, db, id) => list.Floor.GiveUp(list.Entry(id), list, who, db))).WithSummary("Takes someone off the list");
        keep.MapPost("/move/{speaker:guid}", async Task<Results<Ok<FloorAnswer>, NotFound>> (string code, Guid speaker, int places, HttpContext http, FloorDesk desk, SessionsDb db, CancellationToken ct) =>
                Answer(await desk.Run(code, list => list.Floor.Move(list.Entry(speaker), places, list, http.User.RequiredActor().Name, db), ct), db))
            .WithSummary("Moves someone up (negative) or down the list by so many places");

        var lead = floor.MapGroup("").RequireAuthorization(new ForAttribute(Roles.Organiser, Roles.Chair));
        lead.MapPost("/next", Act((list, who, db, _) => list.Floor.Give(list.Next ?? throw new RuleBroken("Nobody waits for the floor."), list, who, db))).WithSummary("Gives the floor to the next on the list");
        lead.MapPost("/give/{speaker:guid}", Act((list, who, db, id) => list.Floor.Give(list.Entry(id), list, who, db))).WithSummary("Gives the floor to anyone on the list");
        lead.MapPost("/pause", Act((list, who, db, _) => list.Floor.Pause(list, who, db))).WithSummary("Stops the clock of the speech");
        lead.MapPost("/resume", Act((list, who, db, _) => list.Floor.Resume(list, who, db))).WithSummary("Lets the clock of the speech run again");
        lead.MapPost("/extend", async Task<Results<Ok<FloorAnswer>, NotFound>> (string code, HttpContext http, FloorDesk desk, SessionsDb db, CancellationToken ct, int seconds = 60) =>
                Answer(await desk.Run(code, list => list.Floor.AddTime(seconds, list, http.User.RequiredActor().Name, db), ct), db))
            .WithSummary("Extends the speech, by a minute unless told otherwise");
        lead.MapPost("/end", Act((list, who, db, _) => list.Floor.End(list, who, db))).WithSummary("Ends the speech");
        lead.MapPost("/rule/{speaker:guid}", async Task<Results<Ok<FloorAnswer>, NotFound>> (string code, Guid speaker, RulingBody body, HttpContext http, FloorDesk desk, SessionsDb db, CancellationToken ct) =>
                Answer(await desk.Run(code, list => list.Floor.Rule(list.Entry(speaker), body.Ruling, body.Words, list, http.User.RequiredActor().Name, db), ct), db))
            .WithSummary("Rules on a point of order");

        var sheet = app.MapGroup("/api/v1/sessions/{code}/runsheet").WithTags("Floor").RequireAuthorization(new ForEveryoneSignedInAttribute());
        sheet.MapGet("/", async Task<Results<Ok<List<ItemAnswer>>, NotFound>> (string code, HttpContext http, SessionsDb db, CancellationToken ct) =>
            {
                if (await db.Find(code, ct) is not { } session) return TypedResults.NotFound();
                var podium = http.User.IsAny(Podium.Roles);
                return TypedResults.Ok(RunSheetPlan.Of(session, await db.ItemsOf(session.Id, ct), db.Now).Lines
                    .Select(l => new ItemAnswer(l.Item.Id, l.Item.Title, l.Item.TitleEn, l.Item.Minutes, l.Planned, l.Begins, l.Item.BeganAt, l.Item.EndedAt, podium ? l.Item.Directions : null)).ToList());
            })
            .WithSummary("The items of a session, planned and expected; stage directions for the podium alone");
        sheet.MapPost("/begin/{item:guid}", async Task<Results<Ok<FloorAnswer>, NotFound>> (string code, Guid item, HttpContext http, FloorDesk desk, SessionsDb db, CancellationToken ct) =>
                Answer(await desk.BeginItem(code, item, http.User.RequiredActor(), ct), db))
            .RequireAuthorization(new ForAttribute(Roles.Organiser, Roles.Chair)).WithSummary("An item begins; the one before it has ended");
    }

    private static Results<Ok<FloorAnswer>, NotFound> Answer(ListOfSpeakers? list, SessionsDb db) => list is null ? TypedResults.NotFound() : TypedResults.Ok(FloorAnswer.Of(list, db.Now));

    private static Func<string, Guid?, HttpContext, FloorDesk, SessionsDb, CancellationToken, Task<Results<Ok<FloorAnswer>, NotFound>>> Act(Action<ListOfSpeakers, string, SessionsDb, Guid> verb) =>
        async (code, speaker, http, desk, db, ct) => Answer(await desk.Run(code, list => verb(list, http.User.RequiredActor().Name, db, speaker ?? Guid.Empty), ct), db);
}
