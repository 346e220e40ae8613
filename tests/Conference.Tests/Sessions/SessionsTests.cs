using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Conference.Sessions;
using Conference.Shared.Contracts;
using Conference.Shared.Data;
using Conference.Shared.Live;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests.Sessions;

public sealed class SessionsTests(ConferenceApp app) : IClassFixture<ConferenceApp>
{
    [Fact]
    public async Task The_demonstration_stands_in_the_morning_of_the_third_day()
    {
        var states = await app.With<SessionsDb, List<SessionState>>(db => db.Sessions.OrderBy(s => s.Number).Take(23).Select(s => s.State).ToListAsync());
        Assert.All(states[..12], s => Assert.Equal(SessionState.Closed, s));
        Assert.Equal([SessionState.Open, SessionState.Open], states[12..14]);
    }

    [Fact]
    public async Task A_session_is_opened_suspended_resumed_and_closed_from_the_desk_and_its_log_says_by_whom()
    {
        var chair = await app.SignedIn("BNG-01");
        foreach (var (verb, expected) in new[] { ("Open", "Đã mở phiên S-17."), ("Suspend", "Phiên S-17 tạm nghỉ."), ("Resume", "Phiên S-17 họp tiếp."), ("Close", "Đã kết thúc phiên S-17.") })
        {
            var answer = await chair.Submit("/sessions", $"/sessions/S-17/run?handler={verb}&returnUrl=%2Fsessions");
            Assert.Equal("/sessions", answer.Headers.Location?.ToString());
            Assert.Contains(expected, await chair.Read("/sessions"), StringComparison.Ordinal);
        }
        var (session, log) = await Load("S-17");
        Assert.Equal(SessionState.Closed, session.State);
        Assert.True(session.OpenedAt <= session.ClosedAt);
        Assert.Equal([SessionAct.Opened, SessionAct.Suspended, SessionAct.Resumed, SessionAct.Closed], log.Select(e => e.Act));
        Assert.All(log, e => Assert.Equal("Đàm Quốc Trụ", e.Who));
    }

    [Theory]
    [InlineData("S-18", "suspend", "S-18 has not been opened yet.")]
    [InlineData("S-18", "close", "S-18 has not been opened yet.")]
    [InlineData("S-13", "open", "S-13 is already open.")]
    [InlineData("S-01", "open", "S-01 is closed and cannot be opened again.")]
    [InlineData("S-01", "suspend", "S-01 is already closed.")]
    [InlineData("S-01", "close", "S-01 is already closed.")]
    public async Task A_step_that_a_state_does_not_allow_is_refused_with_a_sentence(string code, string verb, string sentence)
    {
        using var api = await app.Api("organiser");
        var before = (await Load(code)).Session.Version;
        var answer = await api.PostAsync($"/api/v1/sessions/{code}/{verb}", null);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal(sentence, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("title").GetString());
        Assert.Equal(before, (await Load(code)).Session.Version);
    }

    [Fact]
    public async Task Of_several_who_open_a_session_at_once_one_does_and_the_others_read_a_sentence()
    {
        var desks = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => app.SignedIn("BTK-01")));
        var answers = await Task.WhenAll(desks.Select(d => d.Submit("/sessions", "/sessions/S-20/run?handler=Open")));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Redirect, a.StatusCode));
        var pages = await Task.WhenAll(desks.Select(d => d.Read("/sessions")));
        Assert.Single(pages, p => p.Contains("Đã mở phiên S-20.", StringComparison.Ordinal));
        Assert.Equal(5, pages.Count(p => p.Contains("S-20 đang họp rồi.", StringComparison.Ordinal) || p.Contains("Có người vừa thao tác với S-20 cùng lúc.", StringComparison.Ordinal)));
        Assert.Single((await Load("S-20")).Log);
    }

    [Theory]
    [InlineData("BTK-04")]
    [InlineData("DNG-01")]
    [InlineData("BCT-03")]
    [InlineData("TTXVN-01")]
    public async Task Only_organisers_and_chairs_run_sessions(string badge)
    {
        var someone = await app.SignedIn(badge);
        Assert.DoesNotContain("/run?handler=", await someone.Read("/sessions"), StringComparison.Ordinal);
        Assert.DoesNotContain("/run?handler=", await someone.Read("/sessions/S-13"), StringComparison.Ordinal);
        foreach (var verb in new[] { "Open", "Suspend", "Resume", "Close" })
            Assert.Contains("/denied", (await someone.Submit("/sessions", $"/sessions/S-14/run?handler={verb}")).Headers.Location?.ToString(), StringComparison.Ordinal);
        using var api = await app.Api(badge: badge);
        foreach (var verb in new[] { "open", "suspend", "close" })
            Assert.Equal(HttpStatusCode.Forbidden, (await api.PostAsync($"/api/v1/sessions/S-14/{verb}", null)).StatusCode);
        Assert.Equal(SessionState.Open, (await Load("S-14")).Session.State);
    }

    [Fact]
    public async Task Every_step_is_announced_to_all_who_follow_the_conference()
    {
        var delegateOfDaNang = await app.SignedIn("DNG-01");
        var seen = await app.With<SharedDb, long>(db => LiveFrame.Last(db, LiveSession.Topic, CancellationToken.None));
        await using var screen = await Screen.Follow(app.Address, delegateOfDaNang.Cookies, LiveSession.Topic, seen);
        using var api = await app.Api("chair");
        foreach (var verb in new[] { "open", "suspend", "open", "close" }) (await api.PostAsync($"/api/v1/sessions/S-19/{verb}", null)).EnsureSuccessStatusCode();
        List<string> states = [];
        while (states.Count < 4)
        {
            var (kind, body) = await screen.Next();
            if (kind == "session" && body.GetProperty("code").GetString() == "S-19") states.Add(body.GetProperty("state").GetString()!);
        }
        Assert.Equal(["open", "suspended", "open", "closed"], states);
        Assert.Contains("S-19: Đã kết thúc", await delegateOfDaNang.Read("/sessions/S-19?handler=Head"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_room_answers_to_its_code_however_typed_and_to_nothing_else()
    {
        var reader = await app.SignedIn("TTXVN-01", "en-GB");
        Assert.Contains("Economic diplomacy", await reader.Read("/sessions/S-07"), StringComparison.Ordinal);
        Assert.Equal("/sessions/S-07", (await reader.Get("/sessions/s-7")).Headers.Location?.ToString());
        foreach (var code in new[] { "S-99", "S-", "S-7x", "C-1", "S-99999999999" })
            Assert.Equal(HttpStatusCode.NotFound, (await reader.Get($"/sessions/{code}")).StatusCode);
        Assert.Contains("Economic diplomacy", await reader.Read("/trace/s7"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_home_page_shows_anyone_what_is_on_and_what_is_next()
    {
        var page = await app.Visit("en-GB").Read("/");
        Assert.Contains("On now", page, StringComparison.Ordinal);
        Assert.Contains("Technology diplomacy, digital and green transition", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/sessions/S-13\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/run?handler=", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_api_lists_sessions_and_gives_one_by_its_code()
    {
        using var api = await app.Api("observer");
        var all = await api.GetFromJsonAsync<JsonElement>("/api/v1/sessions");
        Assert.Equal(23, all.GetArrayLength());
        var one = await api.GetFromJsonAsync<JsonElement>("/api/v1/sessions/S-07");
        Assert.Equal(("S-07", "closed", true), (one.GetProperty("code").GetString(), one.GetProperty("state").GetString(), one.GetProperty("thematic").GetBoolean()));
        Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync("/api/v1/sessions/S-99")).StatusCode);
        using var unknown = new HttpClient { BaseAddress = app.Address };
        Assert.Equal(HttpStatusCode.Unauthorized, (await unknown.GetAsync("/api/v1/sessions")).StatusCode);
    }

    private Task<(LiveSession Session, List<SessionEvent> Log)> Load(string code) => app.With<SessionsDb, (LiveSession, List<SessionEvent>)>(async db =>
    {
        var session = (await db.Find(code))!;
        return (session, await db.Events.Where(e => e.SessionId == session.Id).OrderBy(e => e.At).ToListAsync());
    });
}

public sealed class ReleasedAgendaTests(EmptyConferenceApp app) : IClassFixture<EmptyConferenceApp>
{
    private static readonly DateTime Noon = new(2030, 1, 1, 5, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Sessions_follow_newer_releases_and_never_an_older_one()
    {
        var (kept, dropped, opened) = (Session(31, "Giữ"), Session(32, "Bỏ"), Session(33, "Đã mở"));
        await Handle(1, kept, dropped, opened);
        await app.With<SessionsDb>(async db =>
        {
            (await db.Find("S-33"))!.Open("Bàn thư ký", Noon, db);
            await db.SaveChangesAsync();
        });
        await Handle(3, kept with { Title = "Giữ, tên mới" });
        await Handle(2, kept with { Title = "Tên cũ hơn" }, dropped);
        await Handle(3, kept with { Title = "Lần nữa" });

        var programme = await app.With<SessionsDb, List<(string, SessionState)>>(async db =>
            [.. (await db.Programme.ToListAsync()).OrderBy(s => s.Number).Select(s => (s.Title, s.State))]);
        Assert.Equal([("Giữ, tên mới", SessionState.Planned), ("Đã mở", SessionState.Open)], programme);

        await Handle(4, kept, dropped with { Title = "Trở lại" });
        Assert.Equal("Trở lại", await app.With<SessionsDb, string?>(async db => (await db.Find("S-32"))?.Title));
    }

    private Task Handle(int release, params ReleasedSession[] sessions) =>
        app.With<SessionsDb>(db => AgendaReleasedHandler.Handle(new(Guid.Empty, release, Noon, sessions), db, CancellationToken.None));

    private static ReleasedSession Session(int number, string title) => new(Guid.CreateVersion7(), number, title, "", false, "A", "A", Noon.AddHours(number), Noon.AddHours(number + 1));
}
