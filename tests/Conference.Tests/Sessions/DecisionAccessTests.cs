using System.Net;
using Conference.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests.Sessions;

public sealed class DecisionAccessTests(ConferenceApp app) : IClassFixture<ConferenceApp>
{
    private const string Waiting = "D-5";

    [Theory]
    [InlineData("DNG-01")]
    [InlineData("BCT-03")]
    [InlineData("TTXVN-01")]
    public async Task Who_does_not_run_sessions_decides_nothing_and_records_nothing(string badge)
    {
        using var other = await app.SignedIn(badge);
        var before = await app.Decision(Waiting);
        foreach (var page in new[] { "/sessions/S-14/decisions/new", $"/sessions/S-14/decisions/{Waiting}/change" })
        {
            Assert.StartsWith("/denied", (await other.Get(page)).Headers.Location!.PathAndQuery, StringComparison.Ordinal);
            Assert.StartsWith("/denied", (await other.Submit("/sessions/S-14", page, ("Title", "Khác"))).Headers.Location!.PathAndQuery, StringComparison.Ordinal);
        }
        foreach (var handler in new[] { "decide?handler=Consensus", "decide?handler=Open", "decide?handler=Close", "decide?handler=Drop", "decide?handler=Silence", "record?handler=Say", "record?handler=Unsay", "record?handler=Hands", "record?handler=Answer" })
            Assert.StartsWith("/denied", (await other.Submit("/sessions/S-14", $"/sessions/S-14/decisions/{Waiting}/{handler}", ("method", "Recorded"), ("deadline", "2030-01-01T00:00"))).Headers.Location!.PathAndQuery, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Get("/sessions/S-14/part/DecisionPanel")).StatusCode);
        using var api = await app.Api(badge: badge);
        foreach (var url in new[] { "", "/consensus", "/open", "/close", "/silence", "/drop", "/statements", "/hands", "/roll" })
        {
            var (status, _) = await api.Sends($"S-14/decisions{(url.Length == 0 ? "" : $"/{Waiting}{url}")}", new { title = "Khác", deadline = DateTimeOffset.UtcNow.AddDays(1) });
            Assert.Equal(HttpStatusCode.Forbidden, status);
        }
        var after = await app.Decision(Waiting);
        Assert.Equal((before.Version, before.State, 0), (after.Version, after.State, after.Statements.Count));
    }

    [Fact]
    public async Task The_clerk_records_and_does_not_decide()
    {
        using var clerk = await app.SignedIn("BTK-04");
        foreach (var handler in new[] { "Consensus", "Open", "Close", "Drop", "Silence" })
            Assert.StartsWith("/denied", (await clerk.Submit("/sessions/S-14", $"/sessions/S-14/decisions/{Waiting}/decide?handler={handler}")).Headers.Location!.PathAndQuery, StringComparison.Ordinal);
        Assert.DoesNotContain("handler=Consensus", await clerk.Read("/sessions/S-14/part/DecisionPanel"), StringComparison.Ordinal);
        using var api = await app.Api("secretariat");
        foreach (var url in new[] { "consensus", "open", "close", "drop", "silence" }) Assert.Equal(HttpStatusCode.Forbidden, (await api.Sends($"S-14/decisions/{Waiting}/{url}", new { deadline = DateTimeOffset.UtcNow })).Status);
    }

    [Fact]
    public async Task Everyone_signed_in_reads_decisions_and_nobody_else()
    {
        foreach (var badge in new[] { "DNG-01", "BCT-03", "TTXVN-01", "BTK-04", "BNG-01" })
        {
            using var reader = await app.SignedIn(badge, "en-GB");
            Assert.Contains("Publication of the unclassified part", await reader.Read("/sessions/S-14/decisions"), StringComparison.Ordinal);
            Assert.Contains("For decision", await reader.Read($"/sessions/S-14/decisions/{Waiting}"), StringComparison.Ordinal);
            Assert.Contains(">D-4</a>", await reader.Read("/sessions/decisions"), StringComparison.Ordinal);
            Assert.Contains("Who voted how", await reader.Read("/sessions/S-11/decisions/D-4"), StringComparison.Ordinal);
            foreach (var url in new[] { "/sessions/S-14/decisions/D-4", "/sessions/S-14/decisions/D-", "/sessions/S-14/decisions/C-1", "/sessions/S-99/decisions", "/sessions/S-14/decisions/D-99999" }) Assert.Equal(HttpStatusCode.NotFound, (await reader.Get(url)).StatusCode);
        }
        using var stranger = app.Visit();
        foreach (var url in new[] { "/sessions/S-14/decisions", $"/sessions/S-14/decisions/{Waiting}", "/sessions/decisions" }) Assert.Contains("/sign-in", (await stranger.Get(url)).Headers.Location!.ToString(), StringComparison.Ordinal);
        using var unknown = new HttpClient { BaseAddress = app.Address };
        Assert.Equal(HttpStatusCode.Unauthorized, (await unknown.GetAsync("/api/v1/sessions/S-14/decisions")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await unknown.Sends($"S-14/decisions/{Waiting}/ballot", new { })).Status);
    }

    [Fact]
    public async Task An_observer_puts_nothing_on_record_and_follows_no_podium()
    {
        using var observer = await app.SignedIn("TTXVN-01", "en-GB");
        foreach (var handler in new[] { "Say", "Unsay", "Object" })
        {
            var answer = await observer.Submit("/sessions/S-14", $"/sessions/S-14/decisions/{Waiting}/vote?handler={handler}", ("kind", "Objection"), ("text", "Không"));
            Assert.Contains("Only delegates put a statement on record here.", await observer.Read(answer.Headers.Location!.ToString()), StringComparison.Ordinal);
        }
        Assert.DoesNotContain("Reservation or objection", await observer.Read("/sessions/S-14"), StringComparison.Ordinal);
        var id = await app.With<SessionsDb, Guid>(async db => (await db.Find("S-14"))!.Id);
        await using var laptop = await LiveClient.Connect(app, "TTXVN-01");
        await laptop.Follow($"session/{id}/vote");
        foreach (var topic in new[] { $"session/{id}/podium", $"session/{Guid.NewGuid()}/vote", $"session/{id.ToString().ToUpperInvariant()}/vote" }) await Assert.ThrowsAsync<InvalidOperationException>(() => laptop.Follow(topic));
    }

    [Fact]
    public async Task The_demonstration_has_decided_things_in_closed_sessions_and_one_waits()
    {
        var decisions = await app.With<SessionsDb, List<Decision>>(db => db.Decisions.AsNoTracking().OrderBy(d => d.Number).Take(5).ToListAsync());
        Assert.Equal([DecisionState.Adopted, DecisionState.Adopted, DecisionState.Rejected, DecisionState.Adopted, DecisionState.Proposed], decisions.Select(d => d.State));
        Assert.Equal("Bộ Tài chính", Assert.Single(decisions[1].Reservations).Who);
        Assert.All(decisions[..4], d => Assert.True(d.QuorumPresent >= d.Quorum));
        var seats = await app.With<SessionsDb, List<Seat>>(db => db.Seats.AsNoTracking().Where(s => s.DecisionId == decisions[3].Id).ToListAsync());
        Assert.Equal((decisions[3].For, decisions[3].Against, decisions[3].Abstain), (seats.Count(s => s.Choice is Choice.For), seats.Count(s => s.Choice is Choice.Against), seats.Count(s => s.Choice is Choice.Abstain)));
    }
}
