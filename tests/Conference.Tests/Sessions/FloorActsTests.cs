using System.Net;
using System.Text.Json;
using Conference.Sessions;
using Conference.Shared.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests.Sessions;

/// <summary>Acts on the floor: taken back, stopped with the session, told to others; and the run sheet.</summary>
public sealed class FloorActsTests(FloorApp app) : IClassFixture<FloorApp>
{
    [Fact]
    public async Task Every_act_on_the_floor_can_be_taken_back()
    {
        var room = await app.Room("S-16").Opened();
        var chair = await app.SignedIn(FloorRoom.Chair, "en-GB");
        var first = await room.Asks("DNG-01");
        await room.Asks("DLK-01");
        var point = Guid.Empty;
        (string What, Func<Task> Act)[] acts =
        [
            ("Put on the list of speakers", () => room.Done(FloorRoom.Secretary, "floor/add", new { who = "le oanh vu", kind = SpeechKind.Statement })),
            ("List of speakers reordered", () => room.Done(FloorRoom.Secretary, $"floor/move/{first}?places=1")),
            ("Taken off the list of speakers", () => room.Done(FloorRoom.Secretary, $"floor/remove/{first}")),
            ("List of speakers closed", () => room.Lead("close")),
            ("Floor given", () => room.Lead("next")),
            ("", async () => { await room.Lead("next"); point = await room.Asks("QNH-01", SpeechKind.PointOfOrder); }),
            ("Speech interrupted", () => room.Lead("pause")),
            ("Speaking time extended", () => room.Lead("extend")),
            ("Floor given", () => room.Lead($"give/{point}")),
            ("Speech ended", () => room.Lead("end")),
            ("", () => room.Lead($"give/{point}")),
            ("Point of order ruled upon", () => room.Lead($"rule/{point}", new { ruling = Ruling.Upheld })),
            ("Speech ended", () => room.Lead("end")),
            ("Session suspended", () => room.Done(FloorRoom.Chair, "suspend")),
            ("Session closed", () => room.Done(FloorRoom.Chair, "close")),
        ];
        foreach (var (what, act) in acts)
        {
            var before = await room.Shape();
            await act();
            if (what == "") continue;
            Assert.NotEqual(before, await room.Shape());
            Assert.Contains($"Undone: {what}", await Undo(room, chair), StringComparison.Ordinal);
            Assert.Equal(before, await room.Shape());
        }
        // Ends that came with another act are taken back with it, so that no log counts them.
        Assert.DoesNotContain(await room.Log(), e => e.Act is SessionAct.Spoke && e.UndoneAt is null);
    }

    [Fact]
    public async Task Who_asks_meanwhile_does_not_stand_in_the_way_of_undoing_nor_hides_the_offer()
    {
        var room = await app.Room("S-17").Opened();
        var chair = await app.SignedIn(FloorRoom.Chair, "en-GB");
        await room.Asks("DNG-01");
        await room.Lead("next");
        var other = await room.Asks("DLK-01");
        await room.Asks("QNH-01");
        await room.Done("DLK-01", $"floor/give-up/{other}");
        Assert.Contains("Floor given: Nguyễn Thu Hà", await chair.Read("/sessions/S-17/part/LastActs"), StringComparison.Ordinal);
        Assert.Contains("Undone: Floor given", await Undo(room, chair), StringComparison.Ordinal);
        Assert.Equal(["Nguyễn Thu Hà", "Phạm Tùng Lâm"], await room.Waiting());
        await room.Lead("next");
        await room.Lead("pause");
        var given = (await room.Log()).Last(e => e.Act is SessionAct.FloorGiven);
        var answer = await chair.Submit("/sessions/S-17/cockpit", "/sessions/S-17/undo", ("act", given.Id.ToString()));
        Assert.Contains("Something else was done since", await chair.Read(answer.Headers.Location!.ToString()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_delegate_asks_in_the_room_gives_up_and_takes_that_back_for_themselves()
    {
        var room = await app.Room("S-18").Opened();
        var ha = await app.SignedIn("DNG-01", "en-GB");
        Assert.Equal("/sessions/S-18", (await ha.Submit("/sessions/S-18", "/sessions/S-18/ask", ("kind", "statement"), ("subject", "Cảng  biển"), ("onBehalfOf", "Cụm miền Trung"))).Headers.Location!.ToString());
        Assert.Contains("You are on the list: number 1.", await ha.Read("/sessions/S-18"), StringComparison.Ordinal);
        Assert.Contains("You are next.", await ha.Read("/sessions/S-18/part/FloorStrip"), StringComparison.Ordinal);
        var one = (await room.Floor("DLK-01")).GetProperty("waiting")[0];
        Assert.Equal(("Cảng biển", "Cụm miền Trung"), (one.GetProperty("subject").GetString(), one.GetProperty("onBehalfOf").GetString()));
        var id = one.GetProperty("id").GetString()!;
        await room.Asks("DLK-01");
        await ha.Submit("/sessions/S-18", "/sessions/S-18/ask?handler=GiveUp", ("speaker", id));
        Assert.Equal(["Lê Minh Châu"], await room.Waiting());
        Assert.Contains("You gave up your place.", await ha.Read("/sessions/S-18/part/FloorStrip"), StringComparison.Ordinal);
        await ha.Submit("/sessions/S-18", "/sessions/S-18/ask?handler=ComeBack", ("speaker", id));
        Assert.Equal(["Nguyễn Thu Hà", "Lê Minh Châu"], await room.Waiting());
        // Nobody takes another's place off the list, nor brings it back.
        var chau = await app.SignedIn("DLK-01", "en-GB");
        foreach (var handler in new[] { "GiveUp", "ComeBack" }) await chau.Submit("/sessions/S-18", $"/sessions/S-18/ask?handler={handler}", ("speaker", id));
        Assert.Contains("There is no such entry on the list.", await chau.Read("/sessions/S-18"), StringComparison.Ordinal);
        Assert.Equal(["Nguyễn Thu Hà", "Lê Minh Châu"], await room.Waiting());
        await room.Lead("next");
        Assert.Contains("You have the floor", await ha.Read("/sessions/S-18/part/FloorStrip"), StringComparison.Ordinal);
        Assert.Contains("[\"Nguyễn Thu Hà, Thành phố Đà Nẵng\"]", (await (await app.SignedIn("DLK-01")).Read("/sessions/S-18/part/FloorStrip")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Suspending_stops_the_clock_closing_ends_the_speech_and_others_hear_of_it_with_its_figures()
    {
        var room = await app.Room("S-19").Opened();
        var id = await room.Asks("SQKR-01", subject: "Đầu tư");
        await room.Lead("next");
        await room.Done(FloorRoom.Chair, "suspend");
        var stands = (await room.Floor()).GetProperty("speaking");
        Assert.Equal(JsonValueKind.Null, stands.GetProperty("runningSince").ValueKind);
        Assert.Equal("The floor is given while S-19 is in session.", await room.Refused(FloorRoom.Chair, "floor/resume"));
        await room.Done(FloorRoom.Chair, "open");
        // The chair lets the speech go on; the session alone does not.
        Assert.Equal(JsonValueKind.Null, (await room.Floor()).GetProperty("speaking").GetProperty("runningSince").ValueKind);
        await room.Lead("resume");
        await room.Done(FloorRoom.Chair, "close");
        var spoken = Assert.Single((await room.Floor()).GetProperty("spoken").EnumerateArray());
        await app.Settled();
        var heard = Assert.Single(HeardSpeechHandler.Heard, s => s.SpeechId == id);
        var organisation = await app.With<SessionsDb, KnownOrganisation>(db => db.Organisations.SingleAsync(o => o.Code == "SQKR"));
        var session = await app.With<SessionsDb, Guid>(async db => (await db.Find("S-19"))!.Id);
        Assert.Equal(new SpeechGiven(id, session, "S-19", SpeechKind.Statement, FloorRoom.Demo("SQKR-01"), "Bành Ngọc Ánh", "Đại sứ", "Ambassador", organisation.Id, organisation.Name, organisation.NameEn, null, "Đầu tư",
            spoken.GetProperty("startedAt").GetDateTime(), spoken.GetProperty("endedAt").GetDateTime(), (int)Math.Round(spoken.GetProperty("spent").GetDouble())), heard);
        var acts = (await room.Log()).Select(e => e.Act).ToList();
        Assert.Equal([SessionAct.Spoke, SessionAct.Closed], acts[^2..]);
    }

    [Fact]
    public async Task Who_was_interrupted_and_does_not_speak_again_has_spoken()
    {
        var room = await app.Room("S-22").Opened();
        foreach (var badge in new[] { "DNG-01", "DLK-01" })
        {
            var id = await room.Asks(badge);
            await room.Lead("next");
            await room.Asks("QNH-01", SpeechKind.PointOfOrder);
            await room.Lead("next");
            await room.Lead("end");
            if (badge == "DNG-01") await room.Done(FloorRoom.Secretary, $"floor/remove/{id}");
        }
        await room.Done(FloorRoom.Chair, "close");
        Assert.Equal(["Phạm Tùng Lâm", "Nguyễn Thu Hà", "Phạm Tùng Lâm", "Lê Minh Châu"], (await room.Log()).Where(e => e.Act is SessionAct.Spoke).Select(e => e.Read().Person));
        Assert.Empty(await room.Waiting());
        await app.Settled();
        Assert.Equal(4, HeardSpeechHandler.Heard.Count(s => s.SessionCode == "S-22"));
        Assert.Equal("Here 300 characters are enough, and these are 301. Shorten the text.", await app.Room("S-23").Refused("DNG-01", "floor/ask", new { kind = SpeechKind.Statement, subject = new string('a', 301) }));
    }

    [Fact]
    public async Task People_are_found_without_diacritics_and_names_that_fit_several_are_refused_with_a_choice()
    {
        var secretary = await app.SignedIn(FloorRoom.Secretary, "en-GB");
        var found = JsonDocument.Parse(await secretary.Read("/sessions/S-20/speakers?handler=People&q=nguyen+da+nang")).RootElement;
        Assert.Equal(["Nguyễn Thu Hà · Da Nang"], found.EnumerateArray().Select(f => f.GetProperty("words").GetString()));
        Assert.Empty(JsonDocument.Parse(await secretary.Read("/sessions/S-20/speakers?handler=People&q=hoang+thi+bich+ha+thong+tan")).RootElement.EnumerateArray());
        var room = app.Room("S-20");
        Assert.Contains("Several people are found by “Dak Lak”: ", await room.Refused(FloorRoom.Secretary, "floor/add", new { who = "Dak Lak", kind = SpeechKind.Statement }), StringComparison.Ordinal);
        await room.Done(FloorRoom.Secretary, "floor/add", new { who = "Nguyễn Thu Hà · Da Nang", kind = SpeechKind.Statement });
        Assert.Equal(["Nguyễn Thu Hà"], await room.Waiting());
        Assert.Equal("Đoàn Hải Yến", Assert.Single(await room.Log()).Who);
    }

    [Fact]
    public async Task A_run_sheet_is_prepared_begun_item_by_item_and_its_stage_directions_stay_on_the_podium()
    {
        const string secret = "Mời nhạc sau khi ký";
        var organiser = await app.SignedIn(FloorRoom.Organiser, "en-GB");
        Task<HttpResponseMessage> Do(string handler, params (string, string)[] fields) => organiser.Submit("/sessions/S-21/runsheet", $"/sessions/S-21/runsheet?handler={handler}", fields);
        foreach (var (title, minutes) in new[] { ("Khai mạc", "10"), ("Thảo luận", "40"), ("Kết luận", "15") })
            Assert.Equal("/sessions/S-21/runsheet", (await Do("Add", ("Title", title), ("TitleEn", title + " EN"), ("Minutes", minutes), ("Directions", secret))).Headers.Location!.ToString());
        var refused = await Do("Add", ("Title", "Không có phút"), ("Minutes", "0"), ("Directions", "giữ lại"));
        var page = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync());
        Assert.Contains("An item takes between 1 and 600 minutes.", page, StringComparison.Ordinal);
        Assert.Contains("Không có phút", page, StringComparison.Ordinal);
        Assert.Contains("giữ lại", page, StringComparison.Ordinal);

        var items = await Items();
        await Do("Move", ("Item", items[2].Id.ToString()), ("places", "-1"));
        await Do("Edit", ("Item", items[0].Id.ToString()), ("Version", items[0].Version.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("Title", "Khai mạc phiên"), ("Minutes", "12"), ("Directions", secret));
        Assert.Contains("Someone else changed this item meanwhile; it reads now: Khai mạc phiên (12 min).",
            await (await Do("Edit", ("Item", items[0].Id.ToString()), ("Version", items[0].Version.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("Title", "Khác"), ("Minutes", "9"))).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal([("Khai mạc phiên", 12), ("Kết luận", 15), ("Thảo luận", 40)], (await Items()).Select(i => (i.Title, i.Minutes)));

        var room = app.Room("S-21");
        Assert.Equal("An item begins while S-21 is in session.", await room.Refused(FloorRoom.Chair, $"runsheet/begin/{items[0].Id}"));
        await room.Opened();
        await room.Done(FloorRoom.Chair, $"runsheet/begin/{items[0].Id}");
        await room.Done(FloorRoom.Chair, $"runsheet/begin/{items[2].Id}");
        Assert.Equal("This item has begun already.", await room.Refused(FloorRoom.Chair, $"runsheet/begin/{items[0].Id}"));
        var now = await Items();
        Assert.Equal((now[0].EndedAt, true, false), (now[1].BeganAt, now[1].IsOn, now[2].IsOn));
        Assert.Equal([("Khai mạc phiên", ""), ("Kết luận", "Kết luận EN")], (await room.Log()).Where(e => e.Act is SessionAct.ItemBegan).Select(e => (e.Read().Text, e.Read().TextEn ?? "")));
        var chair = await app.SignedIn(FloorRoom.Chair, "en-GB");
        Assert.Contains("Undone: Item of the agenda began", await Undo(room, chair), StringComparison.Ordinal);
        Assert.Equal((true, false), ((await Items())[0].IsOn, (await Items())[1].IsOn));
        await Do("Remove", ("Item", items[0].Id.ToString()));
        Assert.Equal(3, (await Items()).Count);
        await Do("Remove", ("Item", items[1].Id.ToString()));
        Assert.Equal(2, (await Items()).Count);

        // While the session rests, the item's clock does too, and goes on with it.
        await room.Done(FloorRoom.Chair, "suspend");
        Assert.Null((await Items())[0].RunningSince);
        await room.Done(FloorRoom.Chair, "open");
        Assert.NotNull((await Items())[0].RunningSince);

        Assert.Contains(secret, await chair.Read("/sessions/S-21/part/NotesPanel"), StringComparison.Ordinal);
        Assert.Contains(secret, await (await app.As(FloorRoom.Secretary)).GetStringAsync("/api/v1/sessions/S-21/runsheet"), StringComparison.Ordinal);
        foreach (var badge in new[] { "DNG-01", FloorRoom.Observer })
        {
            Assert.DoesNotContain(secret, await (await app.As(badge)).GetStringAsync("/api/v1/sessions/S-21/runsheet"), StringComparison.Ordinal);
            var person = await app.SignedIn(badge);
            Assert.DoesNotContain(secret, await person.Read("/sessions/S-21"), StringComparison.Ordinal);
            Assert.Contains("Khai mạc phiên", await person.Read("/sessions/S-21/part/FloorStrip"), StringComparison.Ordinal);
        }

        Task<List<RunSheetItem>> Items() => app.With<SessionsDb, List<RunSheetItem>>(async db => await db.ItemsOf((await db.Find("S-21"))!.Id, CancellationToken.None));
    }

    [Fact]
    public async Task Late_items_are_expected_late_and_knock_on_the_sessions_that_follow_in_the_room()
    {
        var chair = await app.SignedIn(FloorRoom.Chair, "en-GB");
        var page = await chair.Read("/sessions/S-13/part/ProgrammePanel");
        // The discussion of an hour began half an hour ago: what follows is half an hour away, and so is the room.
        var sheet = JsonDocument.Parse(await (await app.As("DNG-01")).GetStringAsync("/api/v1/sessions/S-13/runsheet")).RootElement;
        var now = DateTime.UtcNow;
        Assert.InRange((sheet[3].GetProperty("begins").GetDateTime() - now).TotalMinutes, 25, 30);
        Assert.Equal(10, Math.Round((sheet[4].GetProperty("begins").GetDateTime() - sheet[3].GetProperty("begins").GetDateTime()).TotalMinutes));
        Assert.Contains("Adoption of the conclusions", page, StringComparison.Ordinal);
        Assert.Contains("title=\"Expected to begin\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cockpit_shows_the_newest_comments_and_puts_one_on_the_screen()
    {
        var chair = await app.SignedIn(FloorRoom.Chair, "en-GB");
        var panel = await chair.Read("/comments/queue?handler=Panel&session=S-13");
        Assert.Contains("C-300", panel, StringComparison.Ordinal);
        Assert.Contains("data-topic=\"desk/comments\"", panel, StringComparison.Ordinal);
        Assert.Contains("part-commentspanel", await chair.Read("/sessions/S-13/cockpit"), StringComparison.Ordinal);
        var id = System.Text.RegularExpressions.Regex.Match(panel, "name=\"Comment\" value=\"(.*?)\"").Groups[1].Value;
        var answer = await chair.Submit("/sessions/S-13/cockpit", "/comments/queue?handler=Screen", ("Comment", id), ("ReturnUrl", "/sessions/S-13/cockpit"));
        Assert.Equal("/sessions/S-13/cockpit", answer.Headers.Location!.ToString());
        Assert.Contains("Take off the screen", await chair.Read("/comments/queue?handler=Panel&session=S-13"), StringComparison.Ordinal);
    }

    private static async Task<string> Undo(FloorRoom room, Visitor chair)
    {
        var last = (await room.Log()).Last(e => e.Before is not null && e.UndoneAt is null && e.Act is not (SessionAct.Asked or SessionAct.GaveUp) || e is { Before: not null, UndoneAt: null, Act: SessionAct.GaveUp } && e.Read().Person != e.Who);
        var answer = await chair.Submit($"/sessions/{room.Code}/cockpit", $"/sessions/{room.Code}/undo", ("act", last.Id.ToString()), ("returnUrl", $"/sessions/{room.Code}/cockpit"));
        return await chair.Read(answer.Headers.Location!.ToString());
    }
}
