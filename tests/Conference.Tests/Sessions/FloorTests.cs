using System.Net;
using System.Text.Json;
using Conference.Sessions;
using Conference.Shared.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests.Sessions;

public sealed class FloorTests(FloorApp app) : IClassFixture<FloorApp>
{
    private const string Ha = "Nguyễn Thu Hà", Chau = "Lê Minh Châu", Vu = "Lê Oanh Vũ", Anh = "Bành Ngọc Ánh", Truc = "Lý Thanh Trúc", Linh = "Phạm Tùng Lâm";

    [Fact]
    public async Task A_point_of_order_comes_first_a_reply_follows_its_question_and_a_right_of_reply_waits_until_the_list_is_exhausted()
    {
        var room = await app.Room("S-16").Opened();
        await room.Asks("DNG-01", subject: "Cứu trợ");
        var question = await room.Asks("DLK-01", SpeechKind.Question);
        await room.Asks("SQKR-01", SpeechKind.RightOfReply);
        await room.Asks("HCM-01", SpeechKind.Intervention, onBehalfOf: "Cụm đô thị");
        await room.Asks("BCT-02", SpeechKind.Reply, answers: question);
        await room.Asks("QNH-01", SpeechKind.PointOfOrder);
        Assert.Equal([Linh, Ha, Chau, Vu, Truc, Anh], await room.Waiting());

        List<string?> served = [];
        while ((await room.Waiting()).Length > 0)
        {
            await room.Lead("next");
            served.Add(await room.Speaking());
        }
        Assert.Equal([Linh, Ha, Chau, Vu, Truc, Anh], served);
        await room.Lead("end");

        // A question that was answered once can be answered again, at once.
        await room.Asks("DNG-01");
        await room.Asks("BNG-08", SpeechKind.Reply);
        Assert.Equal(["Lê Trúc Quân", Ha], await room.Waiting());
    }

    [Fact]
    public async Task A_point_of_order_interrupts_is_ruled_upon_and_what_it_interrupted_goes_on_with_its_time()
    {
        var room = await app.Room("S-17").Opened();
        await room.Asks("DNG-01");
        await room.Lead("next");
        await room.Asks("DLK-01");
        var point = await room.Asks("QNH-01", SpeechKind.PointOfOrder, "Thứ tự phát biểu");
        await room.Asks("HCM-01", SpeechKind.PointOfOrder);
        Assert.Equal("Hear Phạm Tùng Lâm first: give them the floor, then rule.", await room.Refused(FloorRoom.Chair, $"floor/rule/{point}", new { ruling = Ruling.Upheld }));
        await room.Lead("next");
        Assert.Equal((Linh, Truc, Ha, Chau), (await room.Speaking(), (await room.Waiting())[0], (await room.Waiting())[1], (await room.Waiting())[2]));
        var stands = (await room.Floor()).GetProperty("waiting")[1];
        Assert.Equal(("waiting", JsonValueKind.Null), (stands.GetProperty("state").GetString(), stands.GetProperty("runningSince").ValueKind));

        await room.Lead($"rule/{point}", new { ruling = Ruling.Rejected, words = "  Danh sách   giữ nguyên. " });
        Assert.Null(await room.Speaking());
        Assert.Equal("This point of order was ruled upon already.", await room.Refused(FloorRoom.Chair, $"floor/rule/{point}", new { ruling = Ruling.Upheld }));
        var ruled = (await room.Floor()).GetProperty("spoken")[0];
        Assert.Equal(("rejected", "Danh sách giữ nguyên."), (ruled.GetProperty("ruling").GetString(), ruled.GetProperty("rulingWords").GetString()));

        await room.Lead("next");
        await room.Lead("next");
        var goesOn = (await room.Floor()).GetProperty("speaking");
        Assert.Equal((Ha, stands.GetProperty("startedAt").GetDateTime()), (goesOn.GetProperty("name").GetString()!, goesOn.GetProperty("startedAt").GetDateTime()));
        Assert.True(goesOn.GetProperty("spent").GetDouble() >= stands.GetProperty("spent").GetDouble());
        await room.Lead("end");

        var log = await room.Log();
        Assert.Equal(
            [
                SessionAct.Opened, SessionAct.Asked, SessionAct.FloorGiven, SessionAct.Asked, SessionAct.Asked, SessionAct.Asked, SessionAct.FloorPaused, SessionAct.FloorGiven, SessionAct.Spoke,
                SessionAct.PointRuled, SessionAct.FloorGiven, SessionAct.Spoke, SessionAct.FloorResumed, SessionAct.Spoke,
            ], log.Select(e => e.Act));
        var facts = log.Single(e => e.Act is SessionAct.PointRuled).Read();
        Assert.Equal((Linh, "rejected", "Danh sách giữ nguyên."), (facts.Person, facts.Kind, facts.Text));
        Assert.Equal(("statement", 300), (log[^1].Read().Kind, log[^1].Read().Limit));
    }

    [Fact]
    public async Task What_the_rules_do_not_allow_is_refused_with_a_sentence_and_changes_nothing()
    {
        var room = app.Room("S-18");
        Assert.Equal("A point of order is raised while S-18 is in session.", await room.Refused("DNG-01", "floor/ask", new { kind = SpeechKind.PointOfOrder }));
        var waits = await room.Asks("DNG-01");
        Assert.Equal("The floor is given while S-18 is in session.", await room.Refused(FloorRoom.Chair, "floor/next"));
        await room.Opened();
        Assert.Equal("You are on the list for this already.", await room.Refused("DNG-01", "floor/ask", new { kind = SpeechKind.Statement }));
        Assert.Equal("Nguyễn Thu Hà is on the list for this already.", await room.Refused(FloorRoom.Secretary, "floor/add", new { who = "nguyen thu ha", kind = SpeechKind.Statement }));
        Assert.Equal("There is no question to reply to.", await room.Refused("DLK-01", "floor/ask", new { kind = SpeechKind.Reply }));
        Assert.Equal("Say on whose behalf the intervention is made.", await room.Refused("DLK-01", "floor/ask", new { kind = SpeechKind.Intervention, onBehalfOf = "  " }));
        Assert.Equal("Nobody has the floor.", await room.Refused(FloorRoom.Chair, "floor/end"));
        Assert.Equal("There is no such entry on the list.", await room.Refused(FloorRoom.Chair, $"floor/give/{Guid.NewGuid()}"));
        Assert.Equal("Only a point of order is ruled upon.", await room.Refused(FloorRoom.Chair, $"floor/rule/{waits}", new { ruling = Ruling.Upheld }));
        Assert.Equal("There is no such entry on the list.", await room.Refused("DLK-01", $"floor/give-up/{waits}"));
        Assert.Equal("The list of speakers is open already.", await room.Refused(FloorRoom.Secretary, "floor/open"));
        await room.Lead("next");
        Assert.Equal("Nguyễn Thu Hà has the floor already.", await room.Refused(FloorRoom.Chair, $"floor/give/{waits}"));
        Assert.Equal("The clock of Nguyễn Thu Hà runs already.", await room.Refused(FloorRoom.Chair, "floor/resume"));
        Assert.Equal("A speech is extended by 1 second at least and 4 hours at most.", await room.Refused(FloorRoom.Chair, "floor/extend?seconds=0"));
        Assert.Equal("Nobody waits for the floor.", await room.Refused(FloorRoom.Chair, "floor/next"));

        await room.Lead("close");
        Assert.Equal("The list of speakers is closed. A point of order and a right of reply are still possible.", await room.Refused("DLK-01", "floor/ask", new { kind = SpeechKind.Statement }));
        Assert.Equal("The list of speakers is closed. A point of order and a right of reply are still possible.", await room.Refused("DLK-01", "floor/ask", new { kind = SpeechKind.Question }));
        await room.Asks("DLK-01", SpeechKind.PointOfOrder);
        await room.Asks("DLK-01", SpeechKind.RightOfReply);
        // Those who keep the list may still put someone on it.
        await room.Done(FloorRoom.Secretary, "floor/add", new { who = "Lý Thanh Trúc", kind = SpeechKind.Statement });
        Assert.Equal([Chau, Truc, Chau], await room.Waiting());

        await room.Done(FloorRoom.Chair, "close");
        Assert.Equal("S-18 is closed: the floor can no longer be asked for.", await room.Refused("QNH-01", "floor/ask", new { kind = SpeechKind.PointOfOrder }));
        Assert.Null(await room.Speaking());
    }

    [Fact]
    public async Task Who_does_not_take_part_cannot_ask_and_who_only_keeps_the_list_cannot_give_the_floor()
    {
        var room = await app.Room("S-19").Opened();
        await app.With<SessionsDb>(async db =>
        {
            var session = (await db.Find("S-19"))!;
            db.Entry(session).Property(s => s.Delegations).CurrentValue = [(await db.People.SingleAsync(p => p.Id == FloorRoom.Demo("DNG-01"))).OrganisationId];
            await db.SaveChangesAsync();
        });
        Assert.Equal("You do not take part in S-19, so you cannot ask for the floor.", await room.Refused("DLK-01", "floor/ask", new { kind = SpeechKind.Statement }));
        Assert.Equal("You do not take part in S-19, so you cannot ask for the floor.", await room.Refused(FloorRoom.Observer, "floor/ask", new { kind = SpeechKind.PointOfOrder }));
        Assert.Equal("Nobody who takes part in S-19 is found by “Lê Minh Châu”. Type a name, or words of the organisation.", await room.Refused(FloorRoom.Organiser, "floor/add", new { who = "Lê Minh Châu", kind = SpeechKind.Statement }));
        Assert.DoesNotContain("/ask", await (await app.SignedIn("DLK-01")).Read("/sessions/S-19/part/FloorStrip"), StringComparison.Ordinal);
        Assert.Contains("/ask", await (await app.SignedIn("DNG-01")).Read("/sessions/S-19/part/FloorStrip"), StringComparison.Ordinal);
        var waits = await room.Asks("DNG-01");

        foreach (var badge in new[] { "DNG-01", "DLK-01", "BCT-03", FloorRoom.Observer, FloorRoom.Secretary })
        {
            string[] lead = ["next", $"give/{waits}", "pause", "resume", "extend", "end", $"rule/{waits}"], keep = ["open", "close", "add", $"remove/{waits}", $"move/{waits}?places=1"];
            string[] forbidden = badge == FloorRoom.Secretary ? lead : [.. lead, .. keep];
            foreach (var verb in forbidden) Assert.Equal(HttpStatusCode.Forbidden, (await room.Try(badge, $"floor/{verb}", new { ruling = "upheld", who = "x", kind = "statement" })).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await room.Try(badge, $"runsheet/begin/{waits}")).Status);

            var person = await app.SignedIn(badge);
            List<string> pages = [.. new[] { "Give", "Pause", "Resume", "AddTime", "End", "Rule", "BeginItem" }.Select(h => $"/sessions/S-19/floor?handler={h}"), "/sessions/S-19/runsheet?handler=Add", "/sessions/S-19/runsheet?handler=Edit", "/sessions/S-19/runsheet?handler=Remove", "/sessions/S-19/runsheet?handler=Move"];
            if (badge != FloorRoom.Secretary) pages.AddRange([.. new[] { "Open", "Close", "Add", "Remove", "Move" }.Select(h => $"/sessions/S-19/speakers?handler={h}"), "/sessions/S-19/speakers/times"]);
            foreach (var page in pages) Assert.StartsWith("/denied", (await person.Submit("/sessions/S-19", page, ("speaker", waits.ToString()))).Headers.Location!.PathAndQuery, StringComparison.Ordinal);
            Assert.StartsWith("/denied", (await person.Get("/sessions/S-19/runsheet")).Headers.Location!.PathAndQuery, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.NotFound, (await person.Get("/sessions/S-19/part/RunSheetList")).StatusCode);
            if (badge == FloorRoom.Secretary) continue;
            foreach (var page in new[] { "/sessions/S-19/speakers", "/sessions/S-19/speakers?handler=People&q=le", "/sessions/S-19/speakers/times", "/comments/queue?handler=Panel&session=S-19" })
                Assert.StartsWith("/denied", (await person.Get(page)).Headers.Location!.PathAndQuery, StringComparison.Ordinal);
            foreach (var part in new[] { "FloorPanel", "SpeakersPanel", "SpeakingTotals", "NotesPanel" })
                Assert.Equal(HttpStatusCode.NotFound, (await person.Get($"/sessions/S-19/part/{part}")).StatusCode);
        }
        Assert.Equal(["Nguyễn Thu Hà"], await room.Waiting());
        Assert.Null(await room.Speaking());
    }

    [Fact]
    public async Task Of_two_operators_at_the_same_moment_one_gives_the_floor_and_the_others_read_a_sentence()
    {
        var room = await app.Room("S-20").Opened();
        var ids = new List<Guid>();
        foreach (var badge in new[] { "DNG-01", "DLK-01", "HCM-01", "QNH-01" }) ids.Add(await room.Asks(badge));
        await room.Lead("next");
        var desks = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => app.SignedIn(i % 2 == 0 ? "BNG-01" : "BTK-01", "en-GB")));
        var current = ids[0].ToString();
        var answers = await Task.WhenAll(desks.Select((d, i) => d.Submit("/sessions/S-20/cockpit", "/sessions/S-20/floor?handler=Give", ("current", current), ("speaker", ids[1 + i % 3].ToString()))));
        Assert.All(answers, a => Assert.Equal("/sessions/S-20/cockpit", a.Headers.Location!.ToString()));
        var pages = await Task.WhenAll(desks.Select(d => d.Read("/sessions/S-20/cockpit")));
        Assert.Single(pages, p => p.Contains("has the floor.</div>", StringComparison.Ordinal));
        Assert.Equal(5, pages.Count(p => p.Contains("Someone else acted on S-20 at the same moment.", StringComparison.Ordinal) || p.Contains("Someone else was quicker:", StringComparison.Ordinal)));
        Assert.Equal([SessionAct.FloorGiven, SessionAct.Spoke, SessionAct.FloorGiven], (await room.Log()).Where(e => e.Act is not (SessionAct.Opened or SessionAct.Asked)).Select(e => e.Act));
    }

    [Fact]
    public async Task Many_may_ask_in_the_same_instant_nobody_stands_on_the_list_twice_and_the_chair_is_not_in_their_way()
    {
        var room = await app.Room("S-21").Opened();
        await room.Asks("DNG-01");
        string[] badges = ["DLK-01", "HCM-01", "QNH-01", "SQKR-01", "BCT-02", "BNG-08", "LSN-01", "HGG-01", "CTO-01", "SQFR-01"];
        foreach (var badge in badges) await app.As(badge);
        var asking = badges.SelectMany(b => Enumerable.Range(0, 3).Select(_ => room.Try(b, "floor/ask", new { kind = SpeechKind.Statement })));
        var leading = room.Try(FloorRoom.Chair, "floor/next");
        var answers = await Task.WhenAll(asking);
        Assert.Equal(HttpStatusCode.OK, (await leading).Status);
        Assert.Equal((10, 20), (answers.Count(a => a.Status is HttpStatusCode.OK), answers.Count(a => a.Status is HttpStatusCode.Conflict)));
        var waiting = await room.Waiting();
        Assert.Equal((10, 10), (waiting.Length, waiting.Distinct().Count()));
    }

    [Fact]
    public async Task The_list_is_reordered_but_points_of_order_keep_their_order()
    {
        var room = await app.Room("S-22").Opened();
        var ids = new Dictionary<string, Guid>();
        foreach (var badge in new[] { "DNG-01", "DLK-01", "HCM-01", "BCT-02" }) ids[badge] = await room.Asks(badge);
        await room.Done(FloorRoom.Secretary, $"floor/move/{ids["BCT-02"]}?places=-1000");
        Assert.Equal([Vu, Ha, Chau, Truc], await room.Waiting());
        await room.Done(FloorRoom.Secretary, $"floor/move/{ids["DNG-01"]}?places=2");
        Assert.Equal([Vu, Chau, Truc, Ha], await room.Waiting());
        await room.Done(FloorRoom.Secretary, $"floor/move/{ids["HCM-01"]}?places=-1");
        Assert.Equal([Vu, Truc, Chau, Ha], await room.Waiting());
        Assert.Equal("Lê Oanh Vũ stands there already.", await room.Refused(FloorRoom.Secretary, $"floor/move/{ids["BCT-02"]}?places=-1"));
        var point = await room.Asks("QNH-01", SpeechKind.PointOfOrder);
        await room.Asks("SQKR-01", SpeechKind.PointOfOrder);
        Assert.Equal("Points of order are heard in the order in which they were raised.", await room.Refused(FloorRoom.Secretary, $"floor/move/{point}?places=1"));

        // Anyone on the list may be given the floor.
        await room.Lead($"give/{ids["DLK-01"]}");
        Assert.Equal((Chau, 5), (await room.Speaking(), (await room.Waiting()).Length));
    }

    [Fact]
    public async Task Speaking_times_follow_the_kind_of_speech_and_of_organisation_and_a_budget_is_counted()
    {
        var room = await app.Room("S-23").Opened();
        var secretary = await app.SignedIn(FloorRoom.Secretary, "en-GB");
        var page = await secretary.Read("/sessions/S-23/speakers/times");
        var was = System.Text.RegularExpressions.Regex.Match(page, "name=\"Was\" value=\"(.*)\">").Groups[1].Value;
        Dictionary<string, string> fields = new()
        {
            ["Was"] = was, ["Limit[statement]"] = "5", ["Limit[statement.Mission]"] = "3:30", ["Limit[question]"] = "2", ["Limit[reply]"] = "3", ["Limit[pointOfOrder]"] = "1", ["Limit[rightOfReply]"] = "10",
            ["Limit[intervention]"] = "3", ["Rights"] = "2", ["Second"] = "5", ["Warning"] = "45", ["Budget"] = "15", ["BudgetOf[0]"] = "đà nẵng", ["BudgetIs[0]"] = "8",
        };
        var wrong = await secretary.Submit("/sessions/S-23/speakers/times", "/sessions/S-23/speakers/times", fields.ToDictionary(f => f.Key, f => f.Key == "Limit[question]" ? "hai phút" : f.Value));
        var again = WebUtility.HtmlDecode(await wrong.Content.ReadAsStringAsync());
        Assert.Contains("“hai phút” is not a time.", again, StringComparison.Ordinal);
        Assert.Contains("value=\"hai phút\"", again, StringComparison.Ordinal);
        Assert.Contains("value=\"đà nẵng\"", again, StringComparison.Ordinal);
        Assert.Equal("/sessions/S-23/speakers", (await secretary.Submit("/sessions/S-23/speakers/times", "/sessions/S-23/speakers/times", fields)).Headers.Location!.ToString());
        var late = await secretary.Submit("/sessions/S-23/speakers/times", "/sessions/S-23/speakers/times", fields);
        Assert.Contains("Someone else set the speaking times meanwhile.", await late.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        await room.Asks("SQKR-01");
        await room.Asks("DNG-01");
        Assert.Equal(210, await NextLimit(room));
        Assert.Equal(300, await NextLimit(room));
        await room.Lead("extend");
        Assert.Equal(360, (await room.Floor()).GetProperty("speaking").GetProperty("limit").GetInt32());
        var totals = (await room.Floor()).GetProperty("byOrganisation").EnumerateArray().ToDictionary(t => t.GetProperty("name").GetString()!, t => t.GetProperty("budgetSeconds").GetInt32());
        Assert.Equal(new Dictionary<string, int> { ["Đại sứ quán Việt Nam tại Hàn Quốc"] = 900, ["Thành phố Đà Nẵng"] = 480 }, totals.OrderByDescending(t => t.Value).ToDictionary());
        Assert.Contains("left of the time budget", await With(room, "DNG-01", secretary), StringComparison.Ordinal);

        // Two rights of reply of a delegation for an item, the second shorter; whoever of the delegation asks.
        await room.Asks("DNG-01", SpeechKind.RightOfReply);
        Assert.Equal(600, await NextLimit(room, skip: 1));
        await room.Asks("DNG-02", SpeechKind.RightOfReply);
        Assert.Equal(300, await NextLimit(room));
        await room.Lead("end");
        Assert.Equal("Each delegation has 2 rights of reply for an item, and these are used.", await room.Refused("DNG-01", "floor/ask", new { kind = SpeechKind.RightOfReply }));
    }

    private static async Task<string> With(FloorRoom room, string badge, Visitor reader)
    {
        await room.Asks(badge, SpeechKind.Question);
        return await reader.Read($"/sessions/{room.Code}/part/SpeakersPanel");
    }

    private static async Task<int> NextLimit(FloorRoom room, int skip = 0)
    {
        for (var i = 0; i <= skip; i++) await room.Lead("next");
        return (await room.Floor()).GetProperty("speaking").GetProperty("limit").GetInt32();
    }
}
