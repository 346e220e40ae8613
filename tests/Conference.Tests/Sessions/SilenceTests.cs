using Conference.Sessions;
using Conference.Shared;
using Conference.Shared.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests.Sessions;

public sealed class SilenceTests(ConferenceApp app) : IClassFixture<ConferenceApp>
{
    /// <summary>The deadline itself is too late.</summary>
    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    public async Task An_objection_one_second_before_the_deadline_breaks_the_silence_and_one_second_after_is_refused(int seconds, bool breaks)
    {
        await app.With<SessionsDb>(async db =>
        {
            var (session, delegation) = ((await db.Find("S-14"))!, await db.Organisations.FirstAsync(o => o.Code == "DNG"));
            var deadline = new DateTime(2030, 1, 1, 10, 0, 0, DateTimeKind.Utc);
            var now = deadline.AddHours(-1);
            var decision = Decision.Draw(999, session, new("Im lặng", "", "", "", ""), "Chair", now);
            decision.Propose(session, "Chair", now.AddYears(-10), db);
            decision.BeginSilence(deadline.AddMilliseconds(700), session, "Chair", now, db);
            Assert.Equal(deadline, decision.Deadline);
            if (breaks) decision.Object(delegation, "Chưa rõ nguồn lực.", "Nguyễn Thu Hà", session, deadline.AddSeconds(seconds), db);
            else Assert.Equal("The deadline is over: D-999 is adopted.", Assert.Throws<RuleBroken>(() => decision.Object(delegation, "Muộn.", "Nguyễn Thu Hà", session, deadline.AddSeconds(seconds), db)).Message);
            Assert.Equal((breaks ? DecisionState.Rejected : DecisionState.Open, !breaks), (decision.State, decision.IsSilenceOver(deadline)));
        });
    }

    [Fact]
    public async Task Silence_adopts_by_itself_at_its_deadline_and_everyone_in_the_room_hears_it()
    {
        var id = await app.Opens("S-15");
        using var chair = await app.Api("chair");
        var code = await chair.Proposes("S-15");
        await using var laptop = await LiveClient.Connect(app, "TTXVN-01");
        await laptop.Follow($"session/{id}/room");
        var deadline = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.AddSeconds(2).ToUnixTimeSeconds());
        await chair.Does($"S-15/decisions/{code}/silence", new { deadline });
        using var reader = await app.SignedIn("DNG-01", "en-GB");
        Assert.Contains("It is adopted at this time unless a delegation objects before.", await reader.Read("/sessions/S-15"), StringComparison.Ordinal);
        var news = await laptop.Hear($"session/{id}/room", n => n.Body.GetRawText().Contains("\"adopted\"", StringComparison.Ordinal));
        Assert.InRange(news.At, deadline.UtcDateTime, deadline.UtcDateTime.AddSeconds(5));
        var line = await app.With<SessionsDb, SessionEvent>(db => db.Events.AsNoTracking().SingleAsync(e => e.SessionId == id && e.Act == SessionAct.Adopted));
        var decision = await app.Decision(code);
        Assert.Equal((deadline.UtcDateTime, deadline.UtcDateTime, DecisionState.Adopted, DecisionMethod.Silence), (line.At, decision.DecidedAt!.Value, decision.State, decision.Method!.Value));
    }

    [Fact]
    public async Task An_objection_from_a_laptop_breaks_the_silence_for_good()
    {
        await app.Opens("S-16");
        using var chair = await app.Api("chair");
        using var page = await app.SignedIn("DNG-01", "en-GB");
        using var observer = await app.Api(badge: "TTXVN-01");
        var code = await chair.Proposes("S-16");
        await chair.Does($"S-16/decisions/{code}/silence", new { deadline = DateTimeOffset.UtcNow.AddHours(1) });
        Assert.Equal($"{code} is under silence procedure until its deadline.", await chair.IsRefused($"S-16/decisions/{code}/consensus"));
        Assert.Equal("Only delegates put a statement on record here.", await observer.IsRefused($"S-16/decisions/{code}/objection", new { text = "Không" }));
        var empty = await page.Submit("/sessions/S-16", $"/sessions/S-16/decisions/{code}/vote?handler=Object", ("text", "  "));
        Assert.Contains("Say what the objection is.", await page.Read(empty.Headers.Location!.ToString()), StringComparison.Ordinal);
        await page.Submit("/sessions/S-16", $"/sessions/S-16/decisions/{code}/vote?handler=Object", ("text", "Chưa rõ nguồn lực."));
        var decision = await app.Decision(code);
        Assert.Equal((DecisionState.Rejected, "Chưa rõ nguồn lực.", "Nguyễn Thu Hà"), (decision.State, decision.Objections.Single().Text, decision.DecidedBy));
        var line = await app.With<SessionsDb, SessionEvent>(db => db.Events.AsNoTracking().SingleAsync(e => e.SessionId == decision.SessionId && e.Act == SessionAct.SilenceBroken));
        Assert.Equal(("Thành phố Đà Nẵng", null), (line.Read().Organisation, line.Before));
    }

    [Theory]
    [InlineData(-10, "The deadline lies in the past.")]
    [InlineData(100 * 24 * 3600, "The deadline lies more than 90 days ahead.")]
    public async Task A_deadline_that_makes_no_sense_is_refused(int seconds, string sentence)
    {
        using var chair = await app.Api("chair");
        var code = await chair.Proposes("S-13");
        Assert.Equal(sentence, await chair.IsRefused($"S-13/decisions/{code}/silence", new { deadline = DateTimeOffset.UtcNow.AddSeconds(seconds) }));
        using var page = await app.SignedIn("BNG-01", "en-GB");
        var refused = await page.Submit("/sessions/S-13/cockpit", $"/sessions/S-13/decisions/{code}/decide?handler=Silence", ("deadline", "tomorrow"));
        Assert.Contains("Say until when silence is adoption: a day and a time.", await page.Read(refused.Headers.Location!.ToString()), StringComparison.Ordinal);
        await chair.Does($"S-13/decisions/{code}/drop");
    }
}
