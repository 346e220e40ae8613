using System.Net;
using Conference.Feedback;
using Conference.Sessions;
using Microsoft.EntityFrameworkCore;
using SessionState = Conference.Sessions.SessionState;

namespace Conference.Tests.Sessions;

public sealed class TakingBackTests(ConferenceApp app) : IClassFixture<ConferenceApp>
{
    [Fact]
    public async Task What_was_done_is_taken_back_within_half_a_minute_and_everyone_hears_it()
    {
        var chair = await app.SignedIn("BNG-01");
        await chair.Submit("/sessions", "/sessions/S-21/run?handler=Open");
        Assert.Equal((SessionState.Open, "Open"), await Stands("S-21"));
        var opened = await Last("S-21");
        var answer = await chair.Submit("/sessions/S-21/cockpit", "/sessions/S-21/undo", ("act", opened.Id.ToString()));
        Assert.Equal("/sessions/S-21", answer.Headers.Location?.ToString());
        Assert.Equal((SessionState.Planned, "Planned"), await Stands("S-21"));
        Assert.Equal("Đàm Quốc Trụ", (await Last("S-21")).UndoneBy);
        Assert.Contains("Đàm Quốc Trụ đã hoàn tác việc này.", await Refusal(chair, "S-21", opened), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_someone_changed_since_is_not_taken_back()
    {
        var chair = await app.SignedIn("BNG-01");
        await chair.Submit("/sessions", "/sessions/S-22/run?handler=Open");
        var opened = await Last("S-22");
        await chair.Submit("/sessions", "/sessions/S-22/run?handler=Suspend");
        Assert.Contains("Đã có thao tác khác sau đó", await Refusal(chair, "S-22", opened), StringComparison.Ordinal);
        Assert.Equal((SessionState.Suspended, "Suspended"), await Stands("S-22"));
    }

    [Fact]
    public async Task Only_those_who_run_sessions_take_back_or_see_the_cockpit_and_its_parts()
    {
        foreach (var badge in new[] { "DNG-01", "BCT-03", "TTXVN-01" })
        {
            var other = await app.SignedIn(badge);
            var answer = await other.Submit("/sessions/S-14", "/sessions/S-14/undo", ("act", Guid.NewGuid().ToString()));
            Assert.StartsWith("/denied", answer.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
            Assert.StartsWith("/denied", (await other.Get("/sessions/S-14/cockpit")).Headers.Location!.PathAndQuery, StringComparison.Ordinal);
            foreach (var part in new[] { "CockpitHead", "LastActs", "ProgrammePanel", "CommentStream", "Brand" })
                Assert.Equal(HttpStatusCode.NotFound, (await other.Get($"/sessions/S-14/part/{part}")).StatusCode);
            await using var laptop = await LiveClient.Connect(app.Address, other.Cookies);
            var id = await app.With<SessionsDb, Guid>(async db => (await db.Find("S-14"))!.Id);
            await Assert.ThrowsAsync<InvalidOperationException>(() => laptop.Follow($"session/{id}/podium"));
            await laptop.Follow($"session/{id}/room");
        }
    }

    private static async Task<string> Refusal(Visitor chair, string code, SessionEvent act)
    {
        var answer = await chair.Submit("/sessions", $"/sessions/{code}/undo", ("act", act.Id.ToString()));
        return await chair.Read(answer.Headers.Location!.ToString());
    }

    private async Task<(SessionState, string)> Stands(string code)
    {
        await app.Settled();
        var session = await app.With<SessionsDb, LiveSession>(async db => (await db.Find(code))!);
        return (session.State, (await app.With<FeedbackDb, FeedbackSession?>(db => db.SessionOf(code, CancellationToken.None)))!.State.ToString());
    }

    private Task<SessionEvent> Last(string code) => app.With<SessionsDb, SessionEvent>(async db =>
    {
        var id = (await db.Find(code))!.Id;
        return await db.Events.Where(e => e.SessionId == id).OrderByDescending(e => e.Id).FirstAsync();
    });
}
