using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ClosedXML.Excel;
using Conference.Sessions;
using Conference.Shared;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests.Sessions;

public sealed class AttendanceTests(ConferenceApp app) : IClassFixture<ConferenceApp>
{
    [Fact]
    public async Task At_the_door_a_badge_or_its_address_lets_in_and_anything_else_is_a_sentence_that_changes_nothing()
    {
        await app.Opens("S-16");
        var door = await app.SignedIn("BTK-04", "en-GB");
        Assert.Contains("Nguyễn Thu Hà", await Scan(door, "S-16", ConferenceApp.BadgeCode("DNG-01")), StringComparison.Ordinal);
        Assert.Contains("Lê Minh Châu", await Scan(door, "S-16", $"https://hoinghi.example/sign-in?badge={ConferenceApp.BadgeCode("DLK-01").ToLowerInvariant()}"), StringComparison.Ordinal);
        Assert.Contains("Nguyễn Thu Hà is already in.", await Scan(door, "S-16", ConferenceApp.BadgeCode("DNG-01")), StringComparison.Ordinal);
        Assert.Contains("This badge is not known at this conference.", await Scan(door, "S-16", "ABCDE-FGHJK"), StringComparison.Ordinal);
        foreach (var nonsense in new[] { "", "   ", "https://other.example/sign-in?badge=", new string('A', 399), "DNG-01", "'; DROP TABLE" })
            Assert.Contains("This badge is not known at this conference.", await Scan(door, "S-16", nonsense), StringComparison.Ordinal);
        Assert.Contains("Hoàng Thị Bích Hà is an observer", await Scan(door, "S-16", ConferenceApp.BadgeCode("TTXVN-01")), StringComparison.Ordinal);
        Assert.Equal([("Lê Minh Châu", PresenceState.Present, 1, CameBy.Door), ("Nguyễn Thu Hà", PresenceState.Present, 1, CameBy.Door)], await Noted("S-16"));
        Assert.Contains("<b data-door-in>2</b>", await door.Read("/sessions/S-16/door"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_not_of_the_session_is_not_let_in_and_everyone_is_again_once_all_take_part()
    {
        await app.Opens("S-17");
        var (organiser, door) = (await app.SignedIn("BTK-01", "en-GB"), await app.SignedIn("BTK-04", "en-GB"));
        var daNang = Demo.Id("organisation", "DNG");
        await organiser.Submit("/sessions/S-17/delegations", "/sessions/S-17/delegations", ("Everyone", "false"), ("Delegations", daNang.ToString()), ("ToDecide", "TwoThirds"));
        Assert.Contains("Lê Minh Châu does not take part in S-17", await Scan(door, "S-17", ConferenceApp.BadgeCode("DLK-01")), StringComparison.Ordinal);
        Assert.Contains("Nguyễn Thu Hà", await Scan(door, "S-17", ConferenceApp.BadgeCode("DNG-01")), StringComparison.Ordinal);
        var delegateOfDakLak = await app.SignedIn("DLK-01", "en-GB");
        Assert.DoesNotContain("I am here", await delegateOfDakLak.Read("/sessions/S-17"), StringComparison.Ordinal);
        var refused = await delegateOfDakLak.Submit("/sessions/S-17", "/sessions/S-17/presence?handler=Come");
        Assert.Contains("does not take part in S-17", await delegateOfDakLak.Read(refused.Headers.Location!.ToString()), StringComparison.Ordinal);
        var (session, rules) = await app.With<SessionsDb, (LiveSession, Procedure)>(async db => ((await db.Find("S-17"))!, await db.ProcedureOf((await db.Find("S-17"))!.Id, CancellationToken.None)));
        Assert.Equal([daNang], session.Delegations);
        Assert.Equal(QuorumFraction.TwoThirds, rules.ToDecide);

        var set = await app.With<SessionsDb, SessionEvent>(db => db.Events.SingleAsync(e => e.SessionId == session.Id && e.Act == SessionAct.DelegationsSet));
        await organiser.Submit("/sessions/S-17/delegations", "/sessions/S-17/undo", ("act", set.Id.ToString()));
        Assert.Contains("Lê Minh Châu", await Scan(door, "S-17", ConferenceApp.BadgeCode("DLK-01")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_delegate_says_so_leaves_and_sends_a_deputy_and_all_times_are_kept()
    {
        await app.Opens("S-18");
        var (ha, bao) = (await app.SignedIn("DNG-01", "en-GB"), await app.SignedIn("DNG-02", "en-GB"));
        Assert.Contains("Are you in the room?", await ha.Read("/sessions/S-18"), StringComparison.Ordinal);
        await Says(ha, "S-18", "Come");
        Assert.Contains("You are present since", await ha.Read("/sessions/S-18/part/PresenceStrip"), StringComparison.Ordinal);
        Assert.Contains("is already in", await Says(ha, "S-18", "Come"), StringComparison.Ordinal);
        await Says(ha, "S-18", "Leave");
        await Says(ha, "S-18", "Come");
        var strangers = Demo.Id("person", "DLK-02");
        Assert.Contains("A deputy comes from the same organisation", await Says(ha, "S-18", "Deputy", ("deputy", strangers.ToString())), StringComparison.Ordinal);
        Assert.Contains("Nobody stands in for themselves.", await Says(ha, "S-18", "Deputy", ("deputy", Demo.Id("person", "DNG-01").ToString())), StringComparison.Ordinal);
        await Says(ha, "S-18", "Deputy", ("deputy", Demo.Id("person", "DNG-02").ToString()));
        Assert.Contains("Hứa Gia Bảo stands in for you.", await ha.Read("/sessions/S-18"), StringComparison.Ordinal);
        Assert.Contains("has sent a deputy", await Says(bao, "S-18", "Deputy", ("deputy", Demo.Id("person", "DNG-01").ToString())), StringComparison.Ordinal);
        await Says(bao, "S-18", "Come");

        var stays = await app.With<SessionsDb, List<Presence>>(db => db.Presences.AsNoTracking().Where(p => db.Sessions.Any(s => s.Id == p.SessionId && s.Number == 18)).ToListAsync());
        Assert.Equal([(PresenceState.Excused, 2, true), (PresenceState.Present, 1, false)], stays.OrderBy(p => p.State == PresenceState.Present).Select(p => (p.State, p.Stays.Count, p.Stays.All(s => s.To >= s.From))));
        var log = await app.With<SessionsDb, List<SessionEvent>>(db => db.Events.AsNoTracking().Where(e => db.Sessions.Any(s => s.Id == e.SessionId && s.Number == 18) && e.Act == SessionAct.SentDeputy).ToListAsync());
        var facts = Assert.Single(log).Read();
        Assert.Equal(("Hứa Gia Bảo", "Nguyễn Thu Hà"), (facts.Person, facts.OnBehalfOf));
    }

    [Fact]
    public async Task The_secretariat_marks_searches_takes_the_list_along_and_undoes_a_mark()
    {
        await app.Opens("S-19");
        var desk = await app.SignedIn("BTK-04", "en-GB");
        await Mark("come", "DNG-01");
        await Mark("excuse", "DLK-01");
        await Mark("absent", "BCT-01");
        Assert.Contains("is already excused", await Mark("excuse", "DLK-01"), StringComparison.Ordinal);
        Assert.Contains("Say whom to mark and how.", await Mark("fly", "DLK-01"), StringComparison.Ordinal);
        var list = await desk.Read("/sessions/S-19/attendance?q=da nang");
        Assert.Contains("Nguyễn Thu Hà", list, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>Lê Minh Châu</b>", list, StringComparison.Ordinal);
        Assert.Contains("1 of 63 delegations present", await desk.Read("/sessions/S-19/attendance"), StringComparison.Ordinal);
        Assert.DoesNotContain("<b>Nguyễn Thu Hà</b>", await desk.Read("/sessions/S-19/attendance?state=Excused"), StringComparison.Ordinal);

        var excel = await desk.Get("/sessions/S-19/attendance?handler=Excel&q=ngoai vu");
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", excel.Content.Headers.ContentType?.MediaType);
        using var book = new XLWorkbook(await (await desk.Get("/sessions/S-19/attendance?handler=Excel&q=nguyen thu ha dng")).Content.ReadAsStreamAsync());
        var row = book.Worksheet("Attendance").Row(2);
        Assert.Equal(("Localities", "DNG", "Nguyễn Thu Hà", "Present", "By the secretariat", "×"),
            (row.Cell(1).GetString(), row.Cell(2).GetString(), row.Cell(4).GetString(), row.Cell(6).GetString(), row.Cell(10).GetString(), row.Cell(13).GetString()));
        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$", row.Cell(7).GetString());
        Assert.True(book.Worksheet("Attendance").Row(3).IsEmpty());
        Assert.Equal("1", book.Worksheet("Figures").Cell(2, 3).GetString());

        var last = await app.With<SessionsDb, SessionEvent>(db => db.Events.AsNoTracking().Where(e => e.Act == SessionAct.MarkedAbsent).SingleAsync());
        await desk.Submit("/sessions/S-19/attendance", "/sessions/S-19/undo", ("act", last.Id.ToString()));
        Assert.Equal([("Lê Minh Châu", PresenceState.Excused, 0, null), ("Nguyễn Thu Hà", PresenceState.Present, 1, CameBy.Desk), ("Tạ Linh Nam", PresenceState.Expected, 0, null)], await Noted("S-19"));

        async Task<string> Mark(string how, string badge)
        {
            var answer = await desk.Submit("/sessions/S-19/attendance", "/sessions/S-19/attendance?handler=Mark", ("mark", $"{how}:{Demo.Id("person", badge)}"));
            return await desk.Read(answer.Headers.Location!.ToString());
        }
    }

    [Fact]
    public async Task Of_many_who_note_the_same_person_at_once_one_does_and_the_others_are_told()
    {
        await app.Opens("S-20");
        using var desk = await app.Api("secretariat");
        var person = Demo.Id("person", "HNI-01");
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => desk.Sends($"S-20/attendance/{person}", new { mark = "present" })));
        Assert.Single(answers, a => a.Status is HttpStatusCode.OK);
        Assert.Equal(11, answers.Count(a => a.Status is HttpStatusCode.Conflict));
        Assert.Single(await Noted("S-20"));
        Assert.Equal(1, await app.With<SessionsDb, int>(db => db.Events.CountAsync(e => e.Act == SessionAct.CameIn && db.Sessions.Any(s => s.Id == e.SessionId && s.Number == 20))));
    }

    [Fact]
    public async Task A_hall_that_comes_in_within_a_moment_is_counted_and_its_laptops_are_not_asked_to_read_again()
    {
        var id = await app.Opens("S-21");
        var delegates = await app.With<SessionsDb, List<KnownPerson>>(db => db.People.AsNoTracking().Where(SessionsDb.Votes).ToListAsync());
        await using var hall = await LiveClient.Connect(app, "DNG-01");
        await using var podium = await LiveClient.Connect(app, "BTK-04");
        await hall.Follow($"session/{id}/room");
        await podium.Follow($"session/{id}/podium");
        using var desk = await app.Api("secretariat");
        await Task.WhenAll(delegates.Select(d => desk.Does($"S-21/attendance/{d.Id}", new { mark = "present" })));
        using var api = await app.Api("chair");
        var attendance = await api.GetFromJsonAsync<JsonElement>("/api/v1/sessions/S-21/attendance");
        Assert.Equal((169, 169), (attendance.GetProperty("toDecide").GetProperty("present").GetInt32(), attendance.GetProperty("toDecide").GetProperty("entitled").GetInt32()));
        Assert.Equal(delegates.Count, attendance.GetProperty("people").EnumerateArray().Count(p => p.GetProperty("state").GetString() == "present"));
        await podium.Hear($"session/{id}/podium", news => news.Body.GetRawText().Contains("cameIn", StringComparison.Ordinal));
        Assert.DoesNotContain(hall.Heard($"session/{id}/room"), n => n.Body.GetRawText().Contains("cameIn", StringComparison.Ordinal));
    }

    [Fact]
    public async Task In_a_closed_session_nobody_comes_or_goes_and_absence_can_still_be_marked()
    {
        var (door, ha) = (await app.SignedIn("BTK-04", "en-GB"), await app.SignedIn("DNG-01", "en-GB"));
        Assert.Contains("S-02 is closed: nobody comes or goes any more.", await Scan(door, "S-02", ConferenceApp.BadgeCode("DNG-02")), StringComparison.Ordinal);
        Assert.Contains("S-02 is closed", await Says(ha, "S-02", "Come"), StringComparison.Ordinal);
        var later = await ha.Submit("/sessions/S-23", "/sessions/S-23/presence?handler=Come");
        Assert.Contains("S-23 begins later", await ha.Read(later.Headers.Location!.ToString()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DNG-01")]
    [InlineData("BCT-03")]
    [InlineData("TTXVN-01")]
    public async Task Only_the_podium_sees_attendance_and_only_organisers_set_delegations_and_rules(string badge)
    {
        var (other, secretary) = (await app.SignedIn(badge), await app.SignedIn("BTK-04"));
        foreach (var page in new[] { "/sessions/S-14/attendance", "/sessions/S-14/attendance?handler=List", "/sessions/S-14/attendance?handler=Excel", "/sessions/S-14/door", "/sessions/S-14/delegations", "/sessions/rules" })
            Assert.StartsWith("/denied", (await other.Get(page)).Headers.Location!.PathAndQuery, StringComparison.Ordinal);
        foreach (var (page, handler) in new[] { ("attendance", "Mark"), ("attendance", "Deputy"), ("attendance", "Quorum"), ("door", ""), ("delegations", "") })
            Assert.StartsWith("/denied", (await other.Submit("/sessions/S-14", $"/sessions/S-14/{page}?handler={handler}", ("mark", $"come:{Demo.Id("person", "DNG-01")}"))).Headers.Location!.PathAndQuery, StringComparison.Ordinal);
        foreach (var page in new[] { "/sessions/S-14/delegations", "/sessions/rules" })
        {
            Assert.StartsWith("/denied", (await secretary.Get(page)).Headers.Location!.PathAndQuery, StringComparison.Ordinal);
            Assert.StartsWith("/denied", (await secretary.Submit("/sessions/S-14", page, ("Everyone", "true"))).Headers.Location!.PathAndQuery, StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.NotFound, (await other.Get("/sessions/S-14/part/AttendancePanel")).StatusCode);
        using var api = await app.Api(badge: badge);
        Assert.Equal(HttpStatusCode.Forbidden, (await api.GetAsync("/api/v1/sessions/S-14/attendance")).StatusCode);
        foreach (var url in new[] { "S-14/attendance/badges", $"S-14/attendance/{Demo.Id("person", "DNG-01")}" }) Assert.Equal(HttpStatusCode.Forbidden, (await api.Sends(url, new { code = "x", mark = "present" })).Status);
    }

    [Fact]
    public async Task An_observer_and_the_podium_have_no_presence_of_their_own_to_state()
    {
        foreach (var badge in new[] { "TTXVN-01", "BTK-04" })
            Assert.DoesNotContain("I am here", await (await app.SignedIn(badge, "en-GB")).Read("/sessions/S-14"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_are_set_by_one_at_a_time_and_hold_for_all_sessions_without_their_own()
    {
        var (one, other) = (await app.SignedIn("BTK-01", "en-GB"), await app.SignedIn("BTK-02", "en-GB"));
        var version = await app.With<SessionsDb, int>(db => db.Rules.Where(r => r.SessionId == RulesOfProcedure.OfTheConference).Select(r => r.Version).SingleAsync());
        (string, string)[] rules = [("ToOpen", "TwoThirds"), ("ToDecide", "TwoThirds"), ("Presence", "Counted"), ("QuorumOf", "Persons"), ("VotesOf", "Delegations"), ("Majority", "TwoThirdsOfVoting"), ("Method", "RollCall"), ("RollOrder", "Protocol"), ("Version", $"{version}")];
        await one.Submit("/sessions/rules", "/sessions/rules", rules);
        var second = await other.Submit("/sessions/rules", "/sessions/rules", rules);
        Assert.Contains("Someone else changed the rules meanwhile.", await second.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var (here, there) = await app.With<SessionsDb, (Procedure, Procedure)>(async db => (await db.ProcedureOf((await db.Find("S-22"))!.Id, CancellationToken.None), await db.ProcedureOf((await db.Find("S-14"))!.Id, CancellationToken.None)));
        Assert.Equal(new Procedure(QuorumFraction.TwoThirds, QuorumFraction.TwoThirds, PresenceRule.Counted, CountedUnit.Persons, CountedUnit.Delegations, Conference.Shared.Contracts.MajorityRule.TwoThirdsOfVoting, Conference.Shared.Contracts.DecisionMethod.RollCall, RollOrder.Protocol), here);
        Assert.Equal(here with { ToDecide = QuorumFraction.OneThird }, there);
        await one.Submit("/sessions/rules", "/sessions/rules", [.. rules[..^1].Select(r => r.Item1 switch { "ToOpen" => (r.Item1, "OneThird"), "ToDecide" => (r.Item1, "Majority"), "QuorumOf" => (r.Item1, "Delegations"), "Majority" => (r.Item1, "SimpleMajority"), "Method" => (r.Item1, "Recorded"), "RollOrder" => (r.Item1, "Alphabet"), _ => r }), ("Version", $"{version + 1}")]);
    }

    private static async Task<string> Scan(Visitor door, string code, string badge) =>
        WebUtility.HtmlDecode(await (await door.Submit($"/sessions/{code}/door", $"/sessions/{code}/door", ("badge", badge))).Content.ReadAsStringAsync());

    private static async Task<string> Says(Visitor who, string code, string handler, params (string, string)[] fields)
    {
        var answer = await who.Submit($"/sessions/{code}", $"/sessions/{code}/presence?handler={handler}", fields);
        return await who.Read(answer.Headers.Location!.ToString());
    }

    private Task<List<(string Name, PresenceState State, int Stays, CameBy? By)>> Noted(string code) => app.With<SessionsDb, List<(string, PresenceState, int, CameBy?)>>(async db =>
    {
        var session = (await db.Find(code))!;
        var noted = await (from p in db.Presences.AsNoTracking() join who in db.People on p.PersonId equals who.Id where p.SessionId == session.Id select new { who.Name, p }).ToListAsync();
        return [.. noted.OrderBy(n => n.Name, StringComparer.Ordinal).Select(n => (n.Name, n.p.State, n.p.Stays.Count, n.p.Stays.Count > 0 ? n.p.Stays[0].By : (CameBy?)null))];
    });
}
