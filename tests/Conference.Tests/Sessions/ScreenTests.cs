using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Conference.Feedback;
using Conference.Resolutions;
using Conference.Sessions;
using Conference.Shared.Contracts;
using Conference.Tests.Feedback;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests.Sessions;

/// <summary>What big screens show, who decides it, and what nobody else gets to know.</summary>
public sealed class ScreenTests(ConferenceApp app) : IClassFixture<ConferenceApp>
{
    private const string Operator = "BTK-01", Secretary = "BTK-04", Chair = "BNG-01", Observer = "TTXVN-01", Delegate = "DNG-01";

    [Fact]
    public async Task What_is_prepared_the_podium_sees_and_the_room_only_once_it_is_shown()
    {
        var session = await app.ASession();
        using var podium = await app.SignedIn(Operator, "en-GB");
        using var hall = await app.SignedIn(Observer, "en-GB");
        await using var room = await LiveClient.Connect(app.Address, hall.Cookies);
        var seen = (await room.Follow(Room(session))).Count;

        Assert.Equal("Prepared; the room does not see it yet.", await Run(podium, session, "Prepare", ("typed", "Lunch is served in the garden.")));
        Assert.Contains("Lunch is served in the garden.", await podium.Read(Panel(session)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await hall.Get(Panel(session))).StatusCode);
        Assert.DoesNotContain("Lunch is served", await hall.Read(Screen(session)), StringComparison.Ordinal);
        Assert.DoesNotContain("Lunch is served", (await Api(session)).GetRawText(), StringComparison.Ordinal);
        Assert.Equal(seen, room.Heard(Room(session)).Count);

        Assert.Equal("It is on the big screen.", await Run(podium, session, "Show"));
        Assert.Equal("shown", (await room.Hear(Room(session), seen + 1))[^1].Body.GetProperty("act").GetString());
        Assert.Contains("Lunch is served in the garden.", await hall.Read(Screen(session)), StringComparison.Ordinal);
        Assert.DoesNotContain("the room does not see it yet", await podium.Read(Panel(session)), StringComparison.Ordinal);
        Assert.Equal("Nothing is prepared.", await Run(podium, session, "Show"));
    }

    [Fact]
    public async Task One_goes_back_through_what_was_shown_and_a_blank_screen_is_lit_again()
    {
        var session = await app.ASession();
        using var podium = await app.SignedIn(Operator, "en-GB");
        foreach (var kind in new[] { "Programme", "Join", "Blank" }) await Run(podium, session, "Show", ("kind", kind));
        Assert.Equal("blank < join < programme < automatic", await Shows(session));
        await Run(podium, session, "Back");
        Assert.Equal("join < programme < automatic", await Shows(session));
        await Run(podium, session, "Back");
        Assert.Equal("programme < automatic", await Shows(session));
        await Run(podium, session, "Show", ("kind", "Clock"));
        await Run(podium, session, "Again", ("place", "1"));
        Assert.Equal("automatic < clock < programme", await Shows(session));
        foreach (var _ in new[] { 1, 2 }) await Run(podium, session, "Back");
        await Run(podium, session, "Back");
        Assert.Equal("Nothing else was shown before.", await Run(podium, session, "Back"));

        var log = await Log(session);
        Assert.Equal(["Shown programme", "Shown join", "Blanked blank", "Shown join", "Shown programme", "Shown clock", "Shown automatic", "Shown clock", "Shown programme", "Shown automatic"],
            log.Where(e => e.Act is SessionAct.Shown or SessionAct.Blanked).Select(e => $"{e.Act} {e.Read().Kind}"));
        Assert.All(log.Where(e => e.Act is SessionAct.Shown or SessionAct.Blanked), e => Assert.Equal("Hoàng Diệu Linh", e.Who));
    }

    [Fact]
    public async Task What_was_shown_is_taken_back_and_what_is_prepared_meanwhile_does_not_stand_in_the_way()
    {
        var session = await app.ASession();
        using var podium = await app.SignedIn(Operator, "en-GB");
        await Run(podium, session, "Show", ("kind", "Programme"));
        await Run(podium, session, "Show", ("typed", "Wrong message"));
        await Run(podium, session, "Prepare", ("typed", "Right message"));
        var act = (await Log(session))[^1];
        await podium.Submit(Screen(session), $"/sessions/{session.Code}/undo", ("act", act.Id.ToString()));
        Assert.Equal("programme < automatic", await Shows(session));
        Assert.Equal("Hoàng Diệu Linh", (await Log(session))[^1].UndoneBy);
        Assert.Contains("Right message", await podium.Read(Panel(session)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_podium_shows_blanks_and_sets_screens()
    {
        var session = await app.ASession();
        foreach (var badge in new[] { Delegate, "BCT-03", Observer })
        {
            using var other = await app.SignedIn(badge);
            foreach (var act in new[] { "Prepare", "Show", "Blank", "Back", "Again", "Drop" })
                Assert.StartsWith("/denied", (await other.Submit("/agenda", $"/sessions/{session.Code}/screen/run?handler={act}", ("kind", "Programme"))).Headers.Location!.PathAndQuery, StringComparison.Ordinal);
            Assert.StartsWith("/denied", (await other.Get("/screens")).Headers.Location!.PathAndQuery, StringComparison.Ordinal);
            using var api = await app.Api(badge: badge);
            foreach (var act in new[] { "show", "blank", "back" })
                Assert.Equal(HttpStatusCode.Forbidden, (await api.PostAsJsonAsync($"/api/v1/sessions/{session.Code}/screen/{act}", new { kind = "programme" })).StatusCode);
        }
        foreach (var badge in new[] { Secretary, Chair })
        {
            using var podium = await app.SignedIn(badge);
            Assert.StartsWith("/denied", (await podium.Submit("/agenda", "/screens?handler=Set", ("name", "X"), ("on", "Clock"))).Headers.Location!.PathAndQuery, StringComparison.Ordinal);
        }
        Assert.Equal("automatic", await Shows(session));
        Assert.DoesNotContain(await Log(session), e => e.Act is SessionAct.Shown or SessionAct.Blanked);
    }

    [Theory]
    [InlineData("C-999999", "There is no comment C-999999.")]
    [InlineData("R-77 §1.1", "There is no clause R-77 §1.1.")]
    [InlineData("R-1", "Name one clause of R-1 for the big screen, such as R-1 §2.3.")]
    [InlineData("D-9999", "There is no decision D-9999 in this session.")]
    [InlineData("X-12", "Nothing with the code X-12 can be shown here. Type a code such as C-147, R-1 §2.3 or D-3.")]
    [InlineData("  ", "Type a code such as C-147, R-1 §2.3 or D-3, or the message that the screen shall show.")]
    public async Task A_code_that_names_nothing_is_refused_with_a_sentence_and_changes_nothing(string typed, string sentence)
    {
        var session = await app.ASession();
        using var podium = await app.SignedIn(Operator, "en-GB");
        Assert.Equal(sentence, await Run(podium, session, "Prepare", ("typed", typed)));
        using var api = await app.Api("secretariat");
        var answer = await api.PostAsJsonAsync($"/api/v1/sessions/{session.Code}/screen/show", new { what = typed });
        Assert.Equal((HttpStatusCode.Conflict, sentence), (answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("title").GetString()));
        Assert.Equal("automatic", await Shows(session));
    }

    [Fact]
    public async Task A_message_has_a_limit_and_a_comment_its_session_and_its_approval()
    {
        var (session, other) = (await app.ASession(settings: Given.Settings with { Publishing = Publishing.AfterApproval }), await app.ASession());
        var (waiting, elsewhere) = (await app.AComment(session), await app.AComment(other));
        using var podium = await app.SignedIn(Operator, "en-GB");
        Assert.Equal("A message on the big screen has at most 600 characters; this one has 601.", await Run(podium, session, "Show", ("typed", new string('a', 601))));
        Assert.Equal($"Only a published comment comes to the big screen. Approve {waiting.Code} first.", await Run(podium, session, "Show", ("typed", waiting.Code)));
        Assert.Equal($"{elsewhere.Code} belongs to another session.", await Run(podium, session, "Show", ("typed", elsewhere.Code)));
        Assert.Equal("automatic", await Shows(session));
    }

    [Fact]
    public async Task A_comment_that_is_taken_down_leaves_every_screen_and_what_one_can_go_back_to()
    {
        var session = await app.ASession();
        var (first, second) = (await app.AComment(session, "Ý kiến thứ nhất"), await app.AComment(session, "Ý kiến thứ hai"));
        using var podium = await app.SignedIn(Operator, "en-GB");
        using var hall = await app.SignedIn(Observer, "en-GB");
        var number = await Hang("Hall of one test", session);
        await Run(podium, session, "Show", ("typed", first.Code));
        await Run(podium, session, "Show", ("typed", second.Code));
        foreach (var url in new[] { Screen(session), $"/screens/{number}" }) Assert.Contains("Ý kiến thứ hai", await hall.Read(url), StringComparison.Ordinal);
        await app.Settled();
        Assert.Equal(second.Id, await OnScreen(session));

        await using var room = await LiveClient.Connect(app.Address, hall.Cookies);
        var seen = (await room.Follow(Room(session))).Count;
        await app.With<Moderation>(async m => await m.TakeDown(second.Id, "Nhầm phiên", await app.Person(Secretary), default));
        // Not even while the message is on its way.
        foreach (var url in new[] { Screen(session), $"/screens/{number}" }) Assert.DoesNotContain("Ý kiến thứ hai", await hall.Read(url), StringComparison.Ordinal);
        await app.Settled();
        Assert.Equal("shown", (await room.Hear(Room(session), seen + 1))[^1].Body.GetProperty("act").GetString());
        Assert.Equal("automatic < comment", await Shows(session));
        Assert.Null(await OnScreen(session));

        await app.With<Moderation>(async m => await m.TakeDown(first.Id, "Nhầm phiên", await app.Person(Secretary), default));
        await app.Settled();
        Assert.Equal("automatic", await Shows(session));
    }

    [Fact]
    public async Task What_moderators_put_up_and_what_the_podium_puts_over_it_both_sides_agree_on()
    {
        var session = await app.ASession();
        var comment = await app.AComment(session);
        var secretary = await app.Person(Secretary);
        using var podium = await app.SignedIn(Operator, "en-GB");
        await Run(podium, session, "Show", ("kind", "Programme"));
        var shown = await app.With<Moderation, ModerationEntry>(m => m.Show(comment.Id, secretary, default));
        await app.Settled();
        Assert.Equal("comment < programme < automatic", await Shows(session));
        Assert.Equal("Đoàn Hải Yến", (await Log(session))[^1].Who);

        // Undoing it in the queue brings back what was there before, not an empty screen.
        await app.With<Moderation>(m => m.Undo(shown.Id, secretary, default));
        await app.Settled();
        Assert.Equal("programme < automatic", await Shows(session));

        await app.With<Moderation>(m => m.Show(comment.Id, secretary, default));
        await app.Settled();
        await Run(podium, session, "Blank");
        await app.Settled();
        Assert.Null(await OnScreen(session));
        await Run(podium, session, "Back");
        await app.Settled();
        Assert.Equal(comment.Id, await OnScreen(session));
        await app.With<Moderation>(m => m.ClearScreen(session.Id, secretary, default));
        await app.Settled();
        Assert.StartsWith("automatic < ", await Shows(session), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_comes_late_or_twice_does_not_undo_what_was_done_since()
    {
        var session = await app.ASession();
        var comment = await app.AComment(session);
        var asked = new CommentPutOnScreen(session.Id, comment.Id, comment.Code, "Đoàn Hải Yến", DateTime.UtcNow);
        await app.Publish(asked, asked);
        Assert.Equal("comment < automatic", await Shows(session));
        using var podium = await app.SignedIn(Operator, "en-GB");
        await Run(podium, session, "Blank");
        await app.Publish(asked, new CommentTakenOffScreen(session.Id, comment.Id, comment.Code, "Đoàn Hải Yến", asked.At, false));
        Assert.Equal("blank < comment < automatic", await Shows(session));
    }

    [Fact]
    public async Task A_corrected_comment_and_a_smaller_audience_are_news_for_the_screens_that_show_it()
    {
        var session = await app.ASession();
        var comment = await app.AComment(session, "Nguyên văn có lổi");
        using var podium = await app.SignedIn(Operator, "en-GB");
        using var hall = await app.SignedIn(Observer, "en-GB");
        await Run(podium, session, "Show", ("typed", comment.Code));
        await app.Settled();
        await using var room = await LiveClient.Connect(app.Address, hall.Cookies);
        var seen = (await room.Follow(Room(session))).Count;

        await app.With<Moderation>(async m => await m.Correct(comment.Id, "Nguyên văn có lỗi", await app.Person(Secretary), default));
        await room.Hear(Room(session), seen + 1);
        Assert.Contains("Nguyên văn có lỗi", await hall.Read(Screen(session)), StringComparison.Ordinal);
        await app.With<SessionRules>(r => r.Set(session.Id, Given.Settings with { Audience = Audience.Delegations }, null, default));
        await room.Hear(Room(session), seen + 2);
        Assert.DoesNotContain("Nguyên văn", await hall.Read(Screen(session)), StringComparison.Ordinal);
        using var delegation = await app.SignedIn(Delegate, "en-GB");
        Assert.Contains("Nguyên văn có lỗi", await delegation.Read(Screen(session)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_clause_of_the_draft_is_shown_with_its_changes_to_whoever_looks_and_the_draft_to_nobody_more()
    {
        var session = await app.ASession();
        using var podium = await app.SignedIn(Operator, "en-GB");
        using var hall = await app.SignedIn(Observer);
        var (id, words, version) = await app.With<ResolutionsDb, (Guid, ClauseText, int)>(async db =>
        {
            var draft = await db.Whole.SingleAsync(r => r.Number == 1);
            var clause = draft.Clauses.Single(c => c.Id == draft.Numbering.Cited("R-1 §2.3")!.Id);
            return (clause.Id, clause.Words, clause.Version);
        });
        Assert.Equal("It is on the big screen.", await Run(podium, session, "Show", ("typed", "r-1 2.3")));
        var before = await hall.Read(Screen(session));
        Assert.Contains(words.Heading, before, StringComparison.Ordinal);
        await using var room = await LiveClient.Connect(app.Address, hall.Cookies);
        var seen = (await room.Follow(Room(session))).Count;

        await app.With<Drafting>(d => d.ChangeClause(id, Resolutions.DraftingApp.Someone, (r, pen) => r.Edit(id, version, words with { Text = words.Text + " Thêm một câu." }, pen), default));
        await room.Hear(Room(session), seen + 1);
        Assert.Contains("<ins>", await hall.Read(Screen(session)), StringComparison.Ordinal);
        Assert.Contains("Thêm một câu.", await hall.Read(Screen(session)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await hall.Get("/resolutions/R-1")).StatusCode);
        Assert.Equal(("text", "R-1 §2.3"), await app.With<SessionsDb, (string, string?)>(async db => (await db.SessionScreens.SingleAsync(s => s.SessionId == session.Id)).Now is var now ? (now.Name, now.Code) : default));
    }

    [Fact]
    public async Task Screens_are_led_by_a_session_or_a_room_or_fixed_and_an_organiser_sets_them()
    {
        using var organiser = await app.SignedIn(Operator, "en-GB");
        using var hall = await app.SignedIn(Observer, "en-GB");
        var session = await app.ASession();
        async Task<string> Set(params (string, string)[] fields)
        {
            var answer = await organiser.Submit("/screens", "/screens?handler=Set", fields);
            return answer.StatusCode == HttpStatusCode.Redirect ? await organiser.Read(answer.Headers.Location!.ToString()) : WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        }

        Assert.Contains("Trial display is set.", await Set(("name", "Trial display"), ("lead", session.Id.ToString())), StringComparison.Ordinal);
        var screen = await app.With<SessionsDb, Conference.Sessions.Screen>(db => db.Screens.SingleAsync(s => s.Name == "Trial display"));
        await Run(organiser, session, "Show", ("typed", "Welcome to the trial."));
        Assert.Contains("Welcome to the trial.", await hall.Read(screen.Url), StringComparison.Ordinal);

        await using var display = await LiveClient.Connect(app.Address, hall.Cookies);
        var seen = (await display.Follow(Conference.Sessions.Screen.Topic)).Count;
        Assert.Contains("is set.", await Set(("id", screen.Id.ToString()), ("version", screen.Version.ToString()), ("name", "Trial display"), ("lead", ""), ("on", "Message"), ("message", "Only for the foyer.")), StringComparison.Ordinal);
        Assert.Equal(screen.Number, (await display.Hear(Conference.Sessions.Screen.Topic, seen + 1))[^1].Body.GetProperty("number").GetInt32());
        Assert.Contains("Only for the foyer.", await hall.Read(screen.Url), StringComparison.Ordinal);
        await Run(organiser, session, "Show", ("typed", "Not for the foyer."));
        Assert.DoesNotContain("Not for the foyer.", await hall.Read(screen.Url), StringComparison.Ordinal);

        foreach (var (refusal, fields) in new (string, (string, string)[])[]
        {
            ("Choose the session or the room that leads this screen", [("name", "Nobody's"), ("lead", ""), ("on", "")]),
            ("Choose the session or the room whose speakers", [("name", "Nobody's"), ("lead", ""), ("on", "List")]),
            ("Give the screen a name", [("name", " "), ("on", "Clock")]),
            ("No session is planned in this room.", [("name", "Nobody's"), ("lead", "room:Nhà kho")]),
            ("There is no such session.", [("name", "Nobody's"), ("lead", Guid.NewGuid().ToString())]),
            ("Someone else set the screens at the same moment.", [("id", screen.Id.ToString()), ("version", screen.Version.ToString()), ("name", "Old"), ("on", "Clock")]),
        })
            Assert.Contains(refusal, await Set(fields), StringComparison.Ordinal);
        Assert.Equal(0, await app.With<SessionsDb, int>(db => db.Screens.CountAsync(s => s.Name == "Nobody's" || s.Name == "Old")));

        await organiser.Submit("/screens", "/screens?handler=Remove", ("id", screen.Id.ToString()));
        Assert.Equal(HttpStatusCode.NotFound, (await hall.Get(screen.Url)).StatusCode);
    }

    [Fact]
    public async Task A_screen_of_a_room_goes_on_with_whatever_is_on_there()
    {
        var (morning, afternoon) = (await app.ASession(), await app.ASession(open: false));
        await app.With<SessionsDb>(async db =>
        {
            await db.Sessions.Where(s => s.Id == morning.Id || s.Id == afternoon.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.Room, $"Phòng {morning.Code}"));
            await db.Sessions.Where(s => s.Id == afternoon.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.Starts, DateTime.UtcNow.AddHours(3)).SetProperty(s => s.Ends, DateTime.UtcNow.AddHours(5)));
            db.Add(Conference.Sessions.Screen.Hang(1 + await db.Screens.MaxAsync(s => s.Number), $"Cửa {morning.Code}", null, $"Phòng {morning.Code}", null, db));
            await db.SaveChangesAsync();
        });
        var number = await app.With<SessionsDb, int>(db => db.Screens.Where(s => s.Name == $"Cửa {morning.Code}").Select(s => s.Number).SingleAsync());
        using var api = await app.Api("observer");
        async Task<string?> Leads() => (await api.GetFromJsonAsync<JsonElement>($"/api/v1/screens/{number}")).GetProperty("session").GetString();
        Assert.Equal(morning.Code, await Leads());
        await app.With<SessionsDb>(async db => { (await db.Sessions.SingleAsync(s => s.Id == morning.Id)).Close("Bàn", db.Now, db); await db.SaveChangesAsync(); });
        Assert.Equal(afternoon.Code, await Leads());
        await app.With<SessionsDb>(async db => { (await db.Sessions.SingleAsync(s => s.Id == afternoon.Id)).Open("Bàn", db.Now, db); await db.SaveChangesAsync(); });
        Assert.Equal(afternoon.Code, await Leads());
        using var hall = await app.SignedIn(Observer);
        Assert.Contains($"{Room(afternoon)}", await hall.Read($"/screens/{number}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_several_who_show_something_at_once_each_is_done_or_told_so_and_all_screens_agree()
    {
        var session = await app.ASession();
        var desks = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => app.SignedIn(Operator, "en-GB")));
        var said = await Task.WhenAll(desks.Select((d, i) => Run(d, session, "Show", ("typed", $"Message of desk {i}"))));
        Assert.All(said, s => Assert.True(s is "It is on the big screen." || s.StartsWith("Someone else acted on", StringComparison.Ordinal), s));
        var done = said.Count(s => s is "It is on the big screen.");
        Assert.True(done >= 1);
        Assert.Equal(done, (await Log(session)).Count(e => e.Act is SessionAct.Shown));
        Assert.Equal(done, (await Shows(session)).Split(" < ").Length - 1);
    }

    [Fact]
    public async Task Every_screen_is_shown_again_after_a_restart_of_the_host()
    {
        var session = await app.ASession();
        using var podium = await app.SignedIn(Operator, "en-GB");
        await Run(podium, session, "Show", ("kind", "Programme"));
        await Run(podium, session, "Show", ("typed", "Still here after the restart."));
        await Run(podium, session, "Prepare", ("kind", "Join"));
        await using var again = new ConferenceApp { Database = app.Database };
        await again.Begin();
        using var hall = await again.SignedIn(Observer, "en-GB");
        Assert.Contains("Still here after the restart.", await hall.Read(Screen(session)), StringComparison.Ordinal);
        using var back = await again.SignedIn(Operator, "en-GB");
        Assert.Contains("the room does not see it yet", await back.Read(Panel(session)), StringComparison.Ordinal);
        Assert.Equal("The big screen shows what it showed before.", await Run(back, session, "Back"));
        Assert.Equal("programme < automatic", await Shows(session));
    }

    [Fact]
    public async Task The_api_tells_technicians_what_every_screen_shows_and_lets_the_podium_act()
    {
        var session = await app.ASession();
        using var podium = await app.Api("chair");
        async Task<JsonElement> Post(string act, object? body = null) => await (await podium.PostAsJsonAsync($"/api/v1/sessions/{session.Code}/screen/{act}", body ?? new { })).EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("programme", (await Post("show", new { kind = "programme" })).GetProperty("shows").GetProperty("kind").GetString());
        Assert.Equal("Ten minutes' break", (await Post("show", new { what = "Ten minutes' break" })).GetProperty("shows").GetProperty("text").GetString());
        Assert.Equal("blank", (await Post("blank")).GetProperty("shows").GetProperty("kind").GetString());
        Assert.Equal("message", (await Post("back")).GetProperty("shows").GetProperty("kind").GetString());
        var now = await Api(session);
        Assert.Equal((session.Code, "message", 2), (now.GetProperty("session").GetString(), now.GetProperty("shows").GetProperty("kind").GetString(), now.GetProperty("before").GetArrayLength()));
        Assert.True(now.GetProperty("since").GetDateTime() <= DateTime.UtcNow);
        Assert.Equal(HttpStatusCode.NotFound, (await podium.GetAsync("/api/v1/sessions/S-99999/screen")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await podium.GetAsync("/api/v1/screens/99999")).StatusCode);
        var all = await podium.GetFromJsonAsync<JsonElement>("/api/v1/screens");
        Assert.Contains(all.EnumerateArray(), s => s.GetProperty("fixed").GetBoolean() && s.GetProperty("shows").GetProperty("kind").GetString() == "programme");
        using var unknown = new HttpClient { BaseAddress = app.Address };
        Assert.Equal(HttpStatusCode.Unauthorized, (await unknown.GetAsync("/api/v1/screens")).StatusCode);
    }

    private static string Room(TestSession session) => $"session/{session.Id}/room";
    private static string Screen(TestSession session) => $"/sessions/{session.Code}/screen";
    private static string Panel(TestSession session) => $"/sessions/{session.Code}/part/ScreenPanel";

    /// <summary>What the operator reads as the answer to an act, done or refused.</summary>
    private static async Task<string> Run(Visitor podium, TestSession session, string act, params (string, string)[] fields)
    {
        var answer = await podium.Submit($"/sessions/{session.Code}/cockpit", $"/sessions/{session.Code}/screen/run?handler={act}", [.. fields, ("ReturnUrl", "/agenda")]);
        var page = await podium.Read(answer.Headers.Location!.ToString());
        var match = System.Text.RegularExpressions.Regex.Match(page, """<div class="notice (?:ok|error)" role="(?:status|alert)">(.*?)</div>""");
        return match.Groups[1].Value;
    }

    /// <summary>What is shown, and what was shown before it: "blank &lt; join &lt; automatic".</summary>
    private async Task<string> Shows(TestSession session)
    {
        var screen = await Api(session);
        return string.Join(" < ", screen.GetProperty("before").EnumerateArray().Prepend(screen.GetProperty("shows")).Select(s => s.GetProperty("kind").GetString()));
    }

    private async Task<JsonElement> Api(TestSession session)
    {
        using var api = await app.Api("observer");
        return await api.GetFromJsonAsync<JsonElement>($"/api/v1/sessions/{session.Code}/screen");
    }

    private Task<Guid?> OnScreen(TestSession session) => app.With<FeedbackDb, Guid?>(db => db.Sessions.Where(s => s.Id == session.Id).Select(s => s.OnScreenId).SingleAsync());

    private Task<List<SessionEvent>> Log(TestSession session) => app.With<SessionsDb, List<SessionEvent>>(db => db.Events.AsNoTracking().Where(e => e.SessionId == session.Id).OrderBy(e => e.At).ThenBy(e => e.Id).ToListAsync());

    private Task<int> Hang(string name, TestSession session) => app.With<SessionsDb, int>(async db =>
    {
        var screen = Conference.Sessions.Screen.Hang(1 + (await db.Screens.MaxAsync(s => (int?)s.Number) ?? 0), name, session.Id, null, null, db);
        db.Add(screen);
        await db.SaveChangesAsync();
        return screen.Number;
    });
}
