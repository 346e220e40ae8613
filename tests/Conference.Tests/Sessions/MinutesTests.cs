using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Conference.Sessions;
using Conference.Shared;
using Conference.Tests.Resolutions;
using Conference.Tests.Shared;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests.Sessions;

/// <summary>Minutes write themselves; several people complete them, and nobody's words are overwritten.</summary>
public sealed class MinutesTests(ConferenceApp app) : IClassFixture<ConferenceApp>
{
    private const string Yen = "BTK-04", Nhan = "BTK-05", Chair = "BNG-01", DaNang = "DNG-01", FocalPoint = "BCT-03", Observer = "TTXVN-01";

    [Fact]
    public async Task Every_step_of_a_session_writes_its_line_in_both_languages()
    {
        using var chair = await app.Api("chair");
        foreach (var verb in new[] { "open", "suspend", "open", "close" }) (await chair.PostAsync($"/api/v1/sessions/S-20/{verb}", null)).EnsureSuccessStatusCode();
        var session = await Session("S-20");
        Assert.Equal(
            [
                ($"Phiên họp “{session.Title}” khai mạc tại {session.Room}.", $"The session “{session.TitleEn}” opened in {session.RoomEn}."),
                ("Phiên họp tạm nghỉ.", "The session was suspended."), ("Phiên họp tiếp tục.", "The session resumed."), ("Phiên họp kết thúc.", "The session closed."),
            ],
            (await Lines("S-20")).Select(l => (l.Head, l.HeadEn)));
    }

    [Fact]
    public async Task A_speech_is_one_line_that_is_completed_and_goes_with_what_is_undone()
    {
        var session = await Session("S-18");
        var facts = new EventFacts { Person = "Nguyễn Thu Hà", PersonId = Demo.Id("person", DaNang), Title = "Giám đốc Sở Ngoại vụ", Organisation = "Đà Nẵng", Kind = "statement" };
        var given = await Act(session, SessionAct.FloorGiven, facts);
        var line = Assert.Single(await Lines("S-18"));
        Assert.Equal(("Giám đốc Sở Ngoại vụ Nguyễn Thu Hà (Đà Nẵng) phát biểu.", Demo.Id("person", DaNang)), (line.Head, line.PersonId));

        var spoke = await Act(session, SessionAct.Spoke, facts with { Seconds = 95 });
        Assert.Equal("Giám đốc Sở Ngoại vụ Nguyễn Thu Hà (Đà Nẵng) phát biểu (1 phút 35 giây).", Assert.Single(await Lines("S-18")).Head);

        await Undo(spoke);
        Assert.Equal("Giám đốc Sở Ngoại vụ Nguyễn Thu Hà (Đà Nẵng) phát biểu.", Assert.Single(await Lines("S-18")).Head);
        await Undo(given);
        Assert.True(Assert.Single(await Lines("S-18")).IsStruck);
    }

    [Fact]
    public async Task Two_of_one_name_are_not_mixed_and_who_was_renamed_still_reads_their_own_words()
    {
        var session = await Session("S-09");
        var (ha, chau) = (Demo.Id("person", DaNang), Demo.Id("person", "DLK-01"));
        EventFacts Of(Guid? id, int? seconds = null) => new() { Person = "Nguyễn Thu Hà", PersonId = id, Kind = "statement", Seconds = seconds };
        foreach (var id in new Guid?[] { ha, chau, null }) await Act(session, SessionAct.FloorGiven, Of(id));
        foreach (var (id, seconds) in new (Guid?, int)[] { (ha, 60), (null, 180), (chau, 120) }) await Act(session, SessionAct.Spoke, Of(id, seconds));
        Assert.Equal([(ha, "Nguyễn Thu Hà phát biểu (1 phút)."), (chau, "Nguyễn Thu Hà phát biểu (2 phút)."), ((Guid?)null, "Nguyễn Thu Hà phát biểu (3 phút).")],
            (await Lines("S-09")).Where(l => l.Read().Person == "Nguyễn Thu Hà").Select(l => (l.PersonId, l.Head)));

        await app.With<SessionsDb>(async db =>
        {
            (await db.People.FindAsync(ha))!.Become(new(ha, "Nguyễn Thu Hà My", "", "", Demo.Id("organisation", "DNG"), ["delegate"]));
            await db.SaveChangesAsync();
        });
        using var yen = await app.SignedIn(Yen);
        await yen.Submit("/sessions/S-09/minutes/finish", "/sessions/S-09/minutes/finish?handler=Open", ("Until", DateTime.UtcNow.AddHours(30).ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture)));
        using var speaker = await app.SignedIn(DaNang);
        var mine = await speaker.Read("/sessions/S-09/minutes/mine");
        Assert.Contains("(1 phút)", mine, StringComparison.Ordinal);
        Assert.DoesNotContain("(2 phút)", mine, StringComparison.Ordinal);
        Assert.DoesNotContain("(3 phút)", mine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_someone_edited_stays_when_its_act_is_undone_and_a_person_decides()
    {
        var session = await Session("S-19");
        var closed = await Act(session, SessionAct.ListClosed, new());
        var line = Assert.Single(await Lines("S-19"));
        using var yen = await app.SignedIn(Yen, "en-GB");
        await Write(yen, "S-19", line, "Chủ tọa đóng danh sách sau ba lần nhắc.");
        await Undo(closed);
        line = Assert.Single(await Lines("S-19"));
        Assert.Equal((true, false), (line.WaitsForDecision, line.IsStruck));
        Assert.Contains("Undone by test", await yen.Read("/sessions/S-19/minutes"), StringComparison.Ordinal);
        await yen.Submit("/sessions/S-19/minutes", "/sessions/S-19/minutes?handler=Publish", ("id", line.Id.ToString()));
        Assert.False(Assert.Single(await Lines("S-19")).IsPublished);

        await yen.Submit("/sessions/S-19/minutes", "/sessions/S-19/minutes?handler=Restore", ("id", line.Id.ToString()));
        line = Assert.Single(await Lines("S-19"));
        Assert.Equal((false, false), (line.WaitsForDecision, line.IsStruck));
    }

    [Fact]
    public async Task A_vote_and_what_it_decided_are_one_line()
    {
        var session = await Session("S-22");
        var facts = new EventFacts { Code = "D-9", Kind = "recorded", Text = "Kết luận", Figures = new Dictionary<string, int> { ["for"] = 3, ["against"] = 1, ["abstain"] = 0 } };
        await Act(session, SessionAct.VoteClosed, facts);
        await Act(session, SessionAct.Adopted, facts with { Statements = [new("Huế", "Bảo lưu.")] });
        var line = Assert.Single(await Lines("S-22"));
        Assert.Equal(("Phiên họp thông qua D-9 “Kết luận” bằng biểu quyết ghi danh: 3 phiếu thuận, 1 phiếu chống, 0 phiếu trắng.", "Ý kiến bảo lưu, phản đối được ghi vào biên bản:\n– Huế: Bảo lưu."), (line.Head, line.Text));
    }

    [Fact]
    public async Task Who_writes_Vietnamese_and_who_writes_English_do_not_disturb_each_other_and_in_the_same_words_both_versions_are_shown()
    {
        var (yen, nhan) = (await app.SignedIn(Yen, "en-GB"), await app.SignedIn(Nhan, "en-GB"));
        var line = await Insert("S-14", "Câu đầu");
        var seen = line.Version;
        await Post(yen, line, seen, line.Words with { Text = "Lời tiếng Việt" });
        await Post(nhan, line, seen, line.Words with { TextEn = "English words" });
        Assert.Equal(new LineWords("", "", "Lời tiếng Việt", "English words"), (await Line(line.Id)).Words);

        var now = await Line(line.Id);
        await Post(yen, now, now.Version, now.Words with { Text = "Bản của Yến" });
        var answer = await Post(nhan, now, now.Version, now.Words with { Text = "Bản của Nhân" });
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("Another version was saved before yours", page, StringComparison.Ordinal);
        foreach (var words in new[] { "Saved: Đoàn Hải Yến", "Yến", "Nhân", "Take my version" }) Assert.Contains(words, page, StringComparison.Ordinal);
        Assert.Equal("Bản của Yến", (await Line(line.Id)).Text);

        var theirs = await Line(line.Id);
        Assert.Equal(HttpStatusCode.Redirect, (await Post(nhan, theirs, theirs.Version, theirs.Words with { Text = "Cả hai" })).StatusCode);
        var history = await app.With<SessionsDb, List<string>>(db => db.LineVersions.Where(v => v.LineId == line.Id).OrderBy(v => v.No).Select(v => v.Who + ": " + v.Text + "|" + v.TextEn).ToListAsync());
        Assert.Equal(["Đoàn Hải Yến: Câu đầu|", "Đoàn Hải Yến: Lời tiếng Việt|", "Phùng Đức Nhân: Lời tiếng Việt|English words", "Đoàn Hải Yến: Bản của Yến|English words", "Phùng Đức Nhân: Cả hai|English words"], history);
        var read = await yen.Read($"/sessions/S-14/minutes/lines/{line.Id}");
        foreach (var text in new[] { "Câu đầu", "Lời tiếng Việt" }) Assert.Contains(text, read, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_who_save_at_once_lose_nothing()
    {
        var line = await Insert("S-14", "Đua");
        var secretaries = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => app.SignedIn(i % 2 == 0 ? Yen : Nhan, "en-GB")));
        var answers = await Task.WhenAll(secretaries.Select((s, i) => Post(s, line, line.Version, line.Words with { Text = $"Bản {i}" })));
        Assert.Equal(1, answers.Count(a => a.StatusCode == HttpStatusCode.Redirect));
        Assert.Equal(5, answers.Count(a => a.StatusCode == HttpStatusCode.Conflict));
        Assert.Equal(line.Version + 1, (await Line(line.Id)).Version);
    }

    [Fact]
    public async Task A_line_inserted_twice_by_a_retry_is_there_once_and_a_time_is_moved_without_losing_the_order()
    {
        using var yen = await app.SignedIn(Yen, "en-GB");
        var id = Guid.CreateVersion7();
        for (var i = 0; i < 2; i++) await yen.Submit("/sessions/S-13/minutes", "/sessions/S-13/minutes?handler=Insert", ("id", id.ToString()), ("kind", "Note"), ("time", "10:05"), ("text", "Ghi hai lần"));
        await yen.Submit("/sessions/S-13/minutes", "/sessions/S-13/minutes?handler=Insert", ("id", id.ToString()), ("kind", "Note"), ("time", "10:06"), ("text", "Ghi một dòng khác"));
        var notes = (await Lines("S-13")).Where(l => l.Text.StartsWith("Ghi ", StringComparison.Ordinal)).ToList();
        Assert.Equal(["Ghi hai lần", "Ghi một dòng khác"], notes.Select(l => l.Text));

        await yen.Submit("/sessions/S-13/minutes", $"/sessions/S-13/minutes/lines/{id}", ("Version", "1"), ("Text", "Ghi hai lần"), ("At", "10:07"));
        Assert.Equal(["Ghi một dòng khác", "Ghi hai lần"], (await Lines("S-13")).Where(l => l.Text.StartsWith("Ghi ", StringComparison.Ordinal)).Select(l => l.Text));
        var moved = await Line(id);
        await yen.Submit("/sessions/S-13/minutes", $"/sessions/S-13/minutes/lines/{id}", ("Version", $"{moved.Version}"), ("Text", "Ghi hai lần"), ("At", "10:07"));
        Assert.Equal(moved.Version, (await Line(id)).Version);
    }

    [Fact]
    public async Task Those_who_follow_the_coverage_read_what_is_published_as_it_was_published_and_are_told_of_a_correction()
    {
        var (yen, observer) = (await app.SignedIn(Yen, "en-GB"), await app.SignedIn(Observer));
        var line = await Insert("S-07", "Đại biểu đề nghị rút ngắn thủ tục.");
        Assert.DoesNotContain(line.Text, await observer.Read("/sessions/S-07/coverage"), StringComparison.Ordinal);
        await Verb(yen, "S-07", "Publish", line);
        Assert.Contains(line.Text, await observer.Read("/sessions/S-07/coverage"), StringComparison.Ordinal);
        Assert.Contains(line.Text, await observer.Read("/sessions/S-07"), StringComparison.Ordinal);

        await Post(yen, line, 2, line.Words with { Text = "Đại biểu đề nghị bỏ thủ tục." });
        Assert.DoesNotContain("bỏ thủ tục", await observer.Read("/sessions/S-07/coverage"), StringComparison.Ordinal);
        Assert.Contains("Published, changed since", await yen.Read("/sessions/S-07/minutes"), StringComparison.Ordinal);
        await Verb(yen, "S-07", "Publish", line);
        var read = await observer.Read("/sessions/S-07/coverage");
        Assert.Contains("bỏ thủ tục", read, StringComparison.Ordinal);
        Assert.Contains("Đính chính", read, StringComparison.Ordinal);

        using var api = await app.Api(badge: Observer);
        var published = await api.GetFromJsonAsync<JsonElement>("/api/v1/sessions/S-07/minutes");
        Assert.Equal(["Đại biểu đề nghị bỏ thủ tục."], published.GetProperty("lines").EnumerateArray().Select(l => l.GetProperty("text").GetString()));
        await Verb(yen, "S-07", "Unpublish", line);
        Assert.DoesNotContain("thủ tục.", await observer.Read("/sessions/S-07/coverage"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Acts_that_are_published_at_once_reach_the_room_and_a_speech_that_ends_is_no_correction()
    {
        var session = await Session("S-06");
        using var yen = await app.SignedIn(Yen);
        await yen.Submit("/sessions/S-06/minutes", "/sessions/S-06/minutes?handler=FollowActs", ("yes", "true"));
        await Act(session, SessionAct.FloorGiven, new() { Person = "Người Nói", Kind = "statement" });
        await Act(session, SessionAct.Spoke, new() { Person = "Người Nói", Kind = "statement", Seconds = 60 });
        var line = (await Lines("S-06")).Single(l => l.Head.StartsWith("Người Nói", StringComparison.Ordinal));
        Assert.Equal(("Người Nói phát biểu (1 phút).", null), (line.Published!.Head, line.CorrectedAt));
        using var observer = await app.SignedIn(Observer);
        Assert.Contains("Người Nói phát biểu (1 phút).", await observer.Read("/sessions/S-06/coverage"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Others_hear_of_a_line_and_of_who_writes_in_it_and_nobody_else_does()
    {
        var topic = $"session/{(await Session("S-14")).Id}/minutes";
        await using var nhan = await LiveClient.Connect(app, Nhan);
        await nhan.Follow(topic);
        var line = await Insert("S-14", "Nghe thấy");
        await nhan.Hear(topic, n => n.Kind == "line" && n.Body.GetProperty("id").GetGuid() == line.Id);
        await using var yen = await LiveClient.Connect(app, Yen);
        Assert.True((await yen.Send(topic, new { line = line.Id })).Accepted);
        Assert.Equal("Đoàn Hải Yến", (await nhan.Hear(topic, n => n.Kind == "editing")).Body.GetProperty("who").GetString());

        await using var chair = await LiveClient.Connect(app, Chair);
        await chair.Follow(topic);
        Assert.False((await chair.Send(topic, new { line = line.Id })).Accepted);
        foreach (var badge in new[] { DaNang, FocalPoint, Observer })
        {
            await using var laptop = await LiveClient.Connect(app, badge);
            await Assert.ThrowsAsync<InvalidOperationException>(() => laptop.Follow(topic));
            Assert.False((await laptop.Send(topic, new { line = line.Id })).Accepted);
        }
    }

    [Fact]
    public async Task Only_those_who_keep_the_minutes_see_and_change_the_draft()
    {
        var line = await Insert("S-11", "Chưa ai được đọc");
        var id = ("id", line.Id.ToString());
        foreach (var badge in new[] { DaNang, FocalPoint, Observer, Chair })
        {
            using var other = await app.SignedIn(badge);
            foreach (var url in new[] { "", $"/lines/{line.Id}", "/corrections", "?handler=Head", $"?handler=Line&id={line.Id}" })
                Assert.StartsWith("/denied", (await other.Get($"/sessions/S-11/minutes{url}")).Headers.Location?.PathAndQuery, StringComparison.Ordinal);
            foreach (var verb in new[] { "Insert", "Strike", "Restore", "Publish", "Unpublish", "PublishAll", "FollowActs" })
                Assert.StartsWith("/denied", (await other.Submit("/sessions/S-11", $"/sessions/S-11/minutes?handler={verb}", id, ("text", "x"))).Headers.Location?.PathAndQuery, StringComparison.Ordinal);
            Assert.StartsWith("/denied", (await other.Submit("/sessions/S-11", $"/sessions/S-11/minutes/lines/{line.Id}", ("Version", "1"), ("Text", "x"))).Headers.Location?.PathAndQuery, StringComparison.Ordinal);
            foreach (var verb in new[] { "Accept", "Decline" })
                Assert.StartsWith("/denied", (await other.Submit("/sessions/S-11", $"/sessions/S-11/minutes/corrections?handler={verb}", id)).Headers.Location?.PathAndQuery, StringComparison.Ordinal);
            foreach (var verb in new[] { "Describe", "Open", "End", "Close", "Reopen" })
                Assert.StartsWith("/denied", (await other.Submit("/sessions/S-11", $"/sessions/S-11/minutes/finish?handler={verb}")).Headers.Location?.PathAndQuery, StringComparison.Ordinal);
            using var api = await app.Api(badge: badge);
            Assert.Equal(HttpStatusCode.Forbidden, (await api.PostAsJsonAsync("/api/v1/sessions/S-11/minutes", new { text = "x" })).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await api.PutAsJsonAsync($"/api/v1/sessions/S-11/minutes/{line.Id}", new { version = 1, text = "x" })).StatusCode);
            foreach (var verb in new[] { "publish", "unpublish", "strike" })
                Assert.Equal(HttpStatusCode.Forbidden, (await api.PostAsync($"/api/v1/sessions/S-11/minutes/{line.Id}/{verb}", null)).StatusCode);
        }
        foreach (var badge in new[] { DaNang, FocalPoint, Observer })
        {
            using var other = await app.SignedIn(badge);
            foreach (var url in new[] { "read", "word", "text", "akn" }) Assert.Equal(HttpStatusCode.NotFound, (await other.Get($"/sessions/S-11/minutes/{url}")).StatusCode);
            Assert.StartsWith("/denied", (await other.Get("/sessions/S-11/minutes/finish")).Headers.Location?.PathAndQuery, StringComparison.Ordinal);
            Assert.StartsWith("/denied", (await other.Submit("/sessions/S-11", "/sessions/S-11/minutes/note", ("text", "x"))).Headers.Location?.PathAndQuery, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.NotFound, (await other.Get("/sessions/S-11/part/MinutesPanel")).StatusCode);
            Assert.DoesNotContain("Chưa ai được đọc", await other.Read("/sessions/S-11/coverage"), StringComparison.Ordinal);
            Assert.DoesNotContain("Chưa ai được đọc", await other.Read("/sessions/S-11/minutes/mine"), StringComparison.Ordinal);
            using var api = await app.Api(badge: badge);
            Assert.DoesNotContain("Chưa ai được đọc", await api.GetStringAsync("/api/v1/sessions/S-11/minutes"), StringComparison.Ordinal);
            foreach (var url in new[] { "word", "text", "akn" }) Assert.Equal(HttpStatusCode.NotFound, (await api.GetAsync($"/api/v1/sessions/S-11/minutes/{url}")).StatusCode);
        }
        Assert.Equal("Chưa ai được đọc", (await Line(line.Id)).Text);
    }

    [Fact]
    public async Task The_chair_notes_and_publishes_from_the_cockpit()
    {
        using var chair = await app.SignedIn(Chair);
        Assert.Contains("/minutes/note", await chair.Read("/sessions/S-13/cockpit"), StringComparison.Ordinal);
        await chair.Submit("/sessions/S-13/cockpit", "/sessions/S-13/minutes/note", ("id", Guid.CreateVersion7().ToString()), ("text", "Ghi nhanh của chủ tọa."), ("publish", "true"));
        using var observer = await app.SignedIn(Observer);
        Assert.Contains("Ghi nhanh của chủ tọa.", await observer.Read("/sessions/S-13/coverage"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "A line needs some words.")]
    [InlineData("   ", "A line needs some words.")]
    public async Task A_line_without_words_is_refused_with_a_sentence(string text, string sentence)
    {
        using var yen = await app.SignedIn(Yen, "en-GB");
        var answer = await yen.Submit("/sessions/S-14/minutes", "/sessions/S-14/minutes?handler=Insert", ("text", text));
        Assert.Contains(sentence, await yen.Read(answer.Headers.Location!.ToString()), StringComparison.Ordinal);
    }

    [AkomaNtosoFact]
    public async Task The_debate_of_every_session_validates_in_both_languages()
    {
        using var api = await app.Api("secretariat");
        foreach (var language in new[] { "vi", "en" })
        {
            api.DefaultRequestHeaders.AcceptLanguage.Clear();
            api.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
            foreach (var code in new[] { "S-01", "S-02", "S-13", "S-14", "S-23" })
                Assert.Empty(AkomaNtosoSchema.Errors(await api.GetByteArrayAsync($"/api/v1/sessions/{code}/minutes/akn")));
        }
    }

    [DecreeFact]
    public async Task The_Word_file_is_laid_out_as_the_decree_asks()
    {
        using var api = await app.Api("secretariat");
        foreach (var code in new[] { "S-01", "S-13" })
        {
            var (exit, said) = WordFile.CheckDecree(await api.GetByteArrayAsync($"/api/v1/sessions/{code}/minutes/word?lang=vi"));
            Assert.True(exit == 0, said);
        }
    }

    [Fact]
    public async Task The_Word_file_follows_model_1_9_in_the_language_asked_for()
    {
        using var api = await app.Api("secretariat");
        using var vi = new WordFile(await api.GetByteArrayAsync("/api/v1/sessions/S-01/minutes/word?lang=vi"));
        Assert.Empty(vi.Errors);
        var session = await Session("S-01");
        var lines = vi.Lines.Where(l => l.Length > 0).ToList();
        foreach (var part in new[] { "BIÊN BẢN", "THƯ KÝ", "CHỦ TỌA", "Đoàn Hải Yến", "Đàm Quốc Trụ", "Nội dung (theo diễn biến phiên họp): " }) Assert.Contains(part, lines);
        foreach (var start in new[] { "Thời gian bắt đầu: ", "Địa điểm: Hội trường A", "Thành phần tham dự: ", "Chủ trì (chủ tọa): Thứ trưởng Đàm Quốc Trụ", "Thư ký (người ghi biên bản): " }) Assert.Contains(lines, l => l.StartsWith(start, StringComparison.Ordinal));
        Assert.Matches("^Phiên họp kết thúc vào \\d+ giờ \\d\\d, ngày \\d\\d tháng \\d+ năm \\d{4}\\./\\.$", Assert.Single(lines, l => l.StartsWith("Phiên họp kết thúc vào", StringComparison.Ordinal)));
        Assert.Contains(lines, l => l.Contains($"khai mạc tại {session.Room}.", StringComparison.Ordinal));
        Assert.DoesNotContain("DỰ THẢO", lines);
        using var en = new WordFile(await api.GetByteArrayAsync("/api/v1/sessions/S-13/minutes/word?lang=en"));
        foreach (var part in new[] { "MINUTES", "SECRETARY", "CHAIR", "DRAFT" }) Assert.Contains(part, en.Lines);
    }

    private Task<LiveSession> Session(string code) => app.With<SessionsDb, LiveSession>(async db => (await db.Find(code))!);

    private Task<List<MinutesLine>> Lines(string code) => app.With<SessionsDb, List<MinutesLine>>(async db => await db.LinesOf((await db.Find(code))!.Id).ToListAsync());

    private Task<MinutesLine> Line(Guid id) => app.With<SessionsDb, MinutesLine>(db => db.MinutesLines.SingleAsync(l => l.Id == id));

    private Task<MinutesLine> Insert(string code, string text) => app.With<MinutesDesk, MinutesLine>(async desk =>
        await desk.Insert(await Session(code), Guid.CreateVersion7(), DateTime.UtcNow, LineKind.Note, null, new("", "", text, ""), "Đoàn Hải Yến", CancellationToken.None));

    private Task<SessionEvent> Act(LiveSession session, SessionAct act, EventFacts facts) => app.With<SessionsDb, SessionEvent>(async db =>
    {
        // Something that can be given back, so that the act can be undone as it is in life.
        var stored = await db.Sessions.SingleAsync(s => s.Id == session.Id);
        db.Entry(stored).Property(s => s.Thematic).CurrentValue = !stored.Thematic;
        var logged = db.Log(session.Id, act, "test", facts);
        await db.SaveChangesAsync();
        return logged;
    });

    private Task Undo(SessionEvent act) => app.With<SessionsDb>(async db =>
    {
        await Memento.TakeBack(await db.Events.SingleAsync(e => e.Id == act.Id), "test", db, CancellationToken.None);
        await db.SaveChangesAsync();
    });

    private static Task<HttpResponseMessage> Verb(Visitor who, string code, string verb, MinutesLine line) => who.Submit($"/sessions/{code}/minutes", $"/sessions/{code}/minutes?handler={verb}", ("id", line.Id.ToString()));

    private static Task<HttpResponseMessage> Write(Visitor who, string code, MinutesLine line, string head) =>
        who.Submit($"/sessions/{code}/minutes", $"/sessions/{code}/minutes/lines/{line.Id}", ("Version", $"{line.Version}"), ("Head", head), ("HeadEn", line.HeadEn));

    private async Task<HttpResponseMessage> Post(Visitor who, MinutesLine line, int seen, LineWords words)
    {
        var code = await app.With<SessionsDb, string>(async db => (await db.Sessions.SingleAsync(s => s.Id == line.SessionId)).Code);
        return await who.Submit($"/sessions/{code}/minutes", $"/sessions/{code}/minutes/lines/{line.Id}", ("Version", $"{seen}"), ("Head", words.Head), ("HeadEn", words.HeadEn), ("Text", words.Text), ("TextEn", words.TextEn));
    }
}
