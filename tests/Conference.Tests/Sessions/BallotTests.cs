using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Conference.Participants;
using Conference.Sessions;
using Conference.Shared;
using Conference.Shared.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests.Sessions;

public sealed class BallotTests(ConferenceApp app) : IClassFixture<ConferenceApp>
{
    [Fact]
    public async Task A_seat_has_one_ballot_whatever_comes_twice_and_it_may_be_changed_until_the_vote_is_closed()
    {
        await app.Opens("S-15");
        using var chair = await app.Api("chair");
        using var laptop = await app.Api(badge: "DNG-01");
        using var colleague = await app.Api(badge: "DNG-02");
        using var other = await app.Api(badge: "DLK-01");
        var code = await chair.Proposes("S-15");
        await chair.Does($"S-15/decisions/{code}/open", new { method = "recorded" });
        var (first, changed) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        Assert.False((await laptop.Votes("S-15", code, "for", first)).GetProperty("again").GetBoolean());
        Assert.True((await laptop.Votes("S-15", code, "for", first)).GetProperty("again").GetBoolean());
        // A second tab, and a colleague of the same delegation: the same seat.
        Assert.Equal("Da Nang", (await colleague.Votes("S-15", code, "against", changed)).Text("voter"));
        // The first one is sent again by a laptop that did not hear the answer: it is old, and changes nothing.
        Assert.Equal("against", (await laptop.Votes("S-15", code, "for", first)).Text("choice"));
        await other.Votes("S-15", code, "abstain");
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => other.Votes("S-15", code, "abstain")));
        Assert.Equal(2, (await app.Decision(code)).Cast);
        var closed = await chair.Does($"S-15/decisions/{code}/close");
        Assert.Equal((0, 1, 1, 167), (Figure("for"), Figure("against"), Figure("abstain"), Figure("notVoting")));
        int Figure(string name) => closed.GetProperty("figures").GetProperty(name).GetInt32();
        var ballots = (await chair.Reads("S-15", code)).GetProperty("ballots").EnumerateArray().Where(b => b.GetProperty("choice").ValueKind is JsonValueKind.String).Select(b => (b.Text("voter"), b.Text("choice"))).ToHashSet();
        Assert.Equal([("Đà Nẵng", "against"), ("Đắk Lắk", "abstain")], ballots);
    }

    [Fact]
    public async Task A_ballot_that_may_not_be_is_refused_with_a_sentence_and_nothing_is_counted()
    {
        await app.Opens("S-16");
        await app.With<SessionsDb>(async db =>
        {
            (await db.Find("S-16"))!.Invite([Demo.Id("organisation", "DNG")], "test", db);
            await db.SaveChangesAsync();
        });
        using var chair = await app.Api("chair");
        var code = await chair.Proposes("S-16");
        using var daNang = await app.Api(badge: "DNG-01");
        using var dakLak = await app.Api(badge: "DLK-01");
        using var observer = await app.Api(badge: "TTXVN-01");
        using var token = await app.Api("delegate");
        object Ballot(string choice = "for") => new { id = Guid.CreateVersion7(), choice };
        Assert.Equal($"{code} is not being voted on.", await daNang.IsRefused($"S-16/decisions/{code}/ballot", Ballot()));
        await chair.Does($"S-16/decisions/{code}/open", new { method = "recorded" });
        Assert.Equal($"You have no vote on {code}: your delegation is not of this session.", await dakLak.IsRefused($"S-16/decisions/{code}/ballot", Ballot()));
        Assert.Equal($"You have no vote on {code}: your delegation is not of this session.", await token.IsRefused($"S-16/decisions/{code}/ballot", Ballot()));
        foreach (var one in new[] { observer, chair }) Assert.Equal("Only delegates vote.", await one.IsRefused($"S-16/decisions/{code}/ballot", Ballot()));
        foreach (var choice in new[] { "pass", "noAnswer" }) Assert.Equal("Vote for, against or abstain.", await daNang.IsRefused($"S-16/decisions/{code}/ballot", Ballot(choice)));
        Assert.Equal("The ballot has no id.", await daNang.IsRefused($"S-16/decisions/{code}/ballot", new { id = Guid.Empty, choice = "for" }));
        Assert.Equal(HttpStatusCode.BadRequest, (await daNang.Sends($"S-16/decisions/{code}/ballot", new { id = Guid.CreateVersion7(), choice = "maybe" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await daNang.Sends("S-16/decisions/D-9999/ballot", Ballot())).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await daNang.Sends($"S-13/decisions/{code}/ballot", Ballot())).Status);
        Assert.Equal(0, (await app.Decision(code)).Cast);
        await daNang.Votes("S-16", code, "for");
        await chair.Does($"S-16/decisions/{code}/close");
        Assert.Equal($"The vote on {code} is closed. No ballot is taken any more.", await daNang.IsRefused($"S-16/decisions/{code}/ballot", Ballot("against")));
        using var page = await app.SignedIn("DNG-01", "en-GB");
        var refused = await page.Submit("/sessions/S-16", $"/sessions/S-16/decisions/{code}/vote", ("choice", "Against"));
        Assert.Contains($"The vote on {code} is closed. No ballot is taken any more.", await page.Read(refused.Headers.Location!.ToString()), StringComparison.Ordinal);
        Assert.Equal((1, 0, 0), ((await app.Decision(code)).For, (await app.Decision(code)).Against, (await app.Decision(code)).NotVoting));
    }

    [Fact]
    public async Task A_closed_vote_is_sealed_against_pages_the_api_undo_and_the_context()
    {
        await app.Opens("S-17");
        using var chair = await app.Api("chair");
        using var laptop = await app.Api(badge: "DNG-01");
        var code = await chair.Proposes("S-17");
        await chair.Does($"S-17/decisions/{code}/open", new { method = "recorded" });
        await laptop.Votes("S-17", code, "for");
        await chair.Does($"S-17/decisions/{code}/close");
        var decision = await app.Decision(code);
        foreach (var (url, body) in new (string, object)[] { ("close", new { }), ("open", new { }), ("drop", new { }), ("consensus", new { }), ("hands", new { @for = 1, against = 0, abstain = 0 }), ("silence", new { deadline = DateTimeOffset.UtcNow.AddDays(1) }), ("statements", new { kind = "objection", organisationId = Demo.Id("organisation", "DNG"), text = "x" }) })
            await chair.IsRefused($"S-17/decisions/{code}/{url}", body);
        using var page = await app.SignedIn("BNG-01", "en-GB");
        foreach (var act in await app.With<SessionsDb, List<SessionEvent>>(db => db.Events.AsNoTracking().Where(e => e.SessionId == decision.SessionId && (e.Act == SessionAct.VoteOpened || e.Act == SessionAct.VoteClosed || e.Act == SessionAct.Adopted || e.Act == SessionAct.Proposed)).ToListAsync()))
            await page.Submit("/sessions/S-17/cockpit", "/sessions/S-17/undo", ("act", act.Id.ToString()));
        await page.Submit("/sessions/S-17/cockpit", $"/sessions/S-17/decisions/{code}/change", ("Title", "Khác"));

        // A verb that forgot the rule, and someone who adds a seat, changes a ballot, or takes one away.
        await Sealed(async db => db.Entry(await db.Decisions.SingleAsync(d => d.Id == decision.Id)).Property(d => d.For).CurrentValue = 100);
        await Sealed(async db => db.Remove(await db.Decisions.SingleAsync(d => d.Id == decision.Id)));
        await Sealed(async db => (await db.Seats.FirstAsync(s => s.DecisionId == decision.Id && s.HasVoted)).Take(Choice.Against, Guid.NewGuid(), "x", db.Now));
        await Sealed(async db => db.Remove(await db.Seats.FirstAsync(s => s.DecisionId == decision.Id)));
        await Sealed(db => { db.Add(Seat.Of(decision.Id, new(Guid.NewGuid(), OrganisationKind.Foreign, "Thêm", "More"), 999)); return Task.CompletedTask; });

        var after = await app.Decision(code);
        Assert.Equal((decision.Version, decision.State, decision.For, decision.Title, DecisionState.Adopted), (after.Version, after.State, after.For, after.Title, after.State));
        Assert.Equal(169, await app.With<SessionsDb, int>(db => db.Seats.CountAsync(s => s.DecisionId == decision.Id)));

        async Task Sealed(Func<SessionsDb, Task> change) => await app.With<SessionsDb>(async db =>
        {
            await change(db);
            Assert.Equal($"{code} is decided and does not change any more.", (await Assert.ThrowsAsync<RuleBroken>(() => db.SaveChangesAsync())).Message);
        });
    }

    [Fact]
    public async Task How_the_others_vote_from_their_laptops_nobody_but_the_podium_reads_before_the_end()
    {
        var id = await app.Opens("S-18");
        using var chair = await app.Api("chair");
        using var laptop = await app.Api(badge: "DNG-01");
        using var other = await app.SignedIn("DLK-01", "en-GB");
        using var reader = await app.Api(badge: "DLK-01");
        var code = await chair.Proposes("S-18");
        await chair.Does($"S-18/decisions/{code}/open", new { method = "recorded" });
        await using var hall = await LiveClient.Connect(app, "DLK-01");
        await hall.Follow($"session/{id}/room");
        var heard = hall.Heard($"session/{id}/room").Count;
        await laptop.Votes("S-18", code, "against");
        foreach (var page in new[] { "/sessions/S-18", $"/sessions/S-18/decisions/{code}", "/sessions/S-18/decisions", "/sessions/S-18/part/BallotPanel", "/sessions/S-18/part/ScreenDecision" })
        {
            var text = await other.Read(page);
            Assert.DoesNotContain("Da Nang: ", text, StringComparison.Ordinal);
            Assert.DoesNotContain(">Da Nang<", text, StringComparison.Ordinal);
        }
        Assert.Contains("<b>1</b> <span>/ 169</span> ballots are in", await other.Read("/sessions/S-18/part/ScreenDecision"), StringComparison.Ordinal);
        var read = await reader.Reads("S-18", code);
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (read.GetProperty("figures").ValueKind, read.GetProperty("ballots").ValueKind));
        using var podium = await app.SignedIn("BTK-04", "en-GB");
        Assert.Contains("<dt>Against</dt><dd>1</dd>", await podium.Read("/sessions/S-18/part/DecisionPanel"), StringComparison.Ordinal);
        Assert.Equal(heard, hall.Heard($"session/{id}/room").Count);
        await chair.Does($"S-18/decisions/{code}/close");
        Assert.Contains("<li>Da Nang</li>", await other.Read($"/sessions/S-18/decisions/{code}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_sees_ones_own_vote_recorded_on_every_page_that_shows_it()
    {
        await app.Opens("S-19");
        using var chair = await app.Api("chair");
        var code = await chair.Proposes("S-19");
        await chair.Does($"S-19/decisions/{code}/open", new { method = "recorded" });
        using var page = await app.SignedIn("DNG-01", "en-GB");
        Assert.Contains("value=\"Against\"", await page.Read("/sessions/S-19"), StringComparison.Ordinal);
        var cast = await page.Submit("/sessions/S-19", $"/sessions/S-19/decisions/{code}/vote", ("choice", "Against"));
        Assert.Contains("Recorded for Da Nang: Against", await page.Read(cast.Headers.Location!.ToString()), StringComparison.Ordinal);
        using var sameAgain = await app.SignedIn("DNG-02");
        Assert.Contains("Đã ghi phiếu của Đà Nẵng: Không tán thành", await sameAgain.Read("/sessions/S-19"), StringComparison.Ordinal);
        using var observer = await app.SignedIn("TTXVN-01", "en-GB");
        var watching = await observer.Read("/sessions/S-19");
        Assert.Contains("You follow this vote; you have no ballot in it.", watching, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"Against\"", watching, StringComparison.Ordinal);
    }
}

/// <summary>Five hundred laptops vote in the same moment.</summary>
public sealed class BurstOfBallotsTests(EmptyConferenceApp app) : IClassFixture<EmptyConferenceApp>
{
    private const int Voters = 500;

    [Theory]
    [InlineData("recorded")]
    [InlineData("secret")]
    public async Task All_ballots_of_a_burst_are_counted_once_though_each_laptop_sends_twice(string method)
    {
        var number = method == "secret" ? 42 : 41;
        var session = $"S-{number}";
        var tokens = await Register(number);
        using var chair = await app.Api("chair");
        var code = await chair.Proposes(session);
        await chair.Does($"{session}/decisions/{code}/open", new { method });
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 128 }) { BaseAddress = app.Address };
        var answers = await Task.WhenAll(tokens.SelectMany((token, n) =>
        {
            var ballot = new { id = Guid.CreateVersion7(), choice = (n % 10) switch { < 6 => "for", < 8 => "against", _ => "abstain" } };
            return new[] { Cast(token, ballot), Cast(token, ballot) };
        }));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a));
        Assert.Equal(Voters, (await app.Decision(code)).Cast);
        var figures = (await chair.Does($"{session}/decisions/{code}/close")).GetProperty("figures");
        Assert.Equal((300, 100, 100, 0, Voters), (figures.GetProperty("for").GetInt32(), figures.GetProperty("against").GetInt32(), figures.GetProperty("abstain").GetInt32(), figures.GetProperty("notVoting").GetInt32(), figures.GetProperty("entitled").GetInt32()));

        async Task<HttpStatusCode> Cast(string token, object ballot)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/sessions/{session}/decisions/{code}/ballot") { Content = JsonContent.Create(ballot), Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
            using var answer = await http.SendAsync(request);
            return answer.StatusCode;
        }
    }

    /// <summary>Five hundred delegates of one organisation, each with a vote, and an open session; returns their tokens.</summary>
    private async Task<List<string>> Register(int number)
    {
        var tokens = await app.With<ParticipantsDb, List<string>>(async db =>
        {
            var organisation = Organisation.Register(Guid.CreateVersion7(), $"O{number}", OrganisationKind.Locality, $"Cơ quan {number}", "", $"Cơ quan {number}", "", db);
            var secrets = Enumerable.Range(1, Voters).Select(n =>
            {
                var person = Person.Register(Guid.CreateVersion7(), $"O{number}-{n}", $"Đại biểu {number}-{n}", "", "", organisation, ["delegate"], Person.NewBadgeCode(), db);
                var (token, secret) = ApiToken.Issue(person.Name, "", person, db.Now);
                db.Add(token);
                return secret;
            }).ToList();
            await db.SaveChangesAsync();
            return secrets;
        });
        await app.Settled();
        var id = Guid.CreateVersion7();
        await app.With<SessionsDb>(async db =>
        {
            var rules = await db.Rules.FindAsync(RulesOfProcedure.OfTheConference) ?? db.Add(RulesOfProcedure.Of(RulesOfProcedure.OfTheConference)).Entity;
            rules.Set(Procedure.Usual with { VotesOf = CountedUnit.Persons });
            var session = db.Add(LiveSession.Planned(new(id, number, "Phiên", "", false, "A", "A", db.Now, db.Now.AddHours(1)), 1)).Entity;
            db.Add(Floor.Of(id));
            await db.SaveChangesAsync();
            session.Invite([(await db.Organisations.SingleAsync(o => o.Code == $"O{number}")).Id], "test", db);
            await db.SaveChangesAsync();
        });
        using var chair = await app.Api("chair");
        await chair.Does($"S-{number}/open");
        return tokens;
    }
}
