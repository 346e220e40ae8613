using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Conference.Agenda;
using Conference.Sessions;
using Conference.Shared;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests.Agenda;

public sealed partial class AgendaTests(ConferenceApp app) : IClassFixture<ConferenceApp>
{
    private const string Draft = "/agenda/edit", New = "/agenda/sessions/new";

    [Fact]
    public async Task Everyone_signed_in_reads_the_released_agenda_of_23_sessions_9_of_them_thematic()
    {
        var page = await (await app.SignedIn("DNG-01")).Read("/agenda");
        foreach (var number in Enumerable.Range(1, 23)) Assert.Contains($"href=\"/sessions/S-{number:00}\"", page, StringComparison.Ordinal);
        Assert.Equal(9, page.Split("<span class=\"tag info\">Chuyên đề</span>").Length - 1);
        Assert.Contains("Ngoại giao kinh tế phục vụ phát triển bền vững địa phương", page, StringComparison.Ordinal);
        var english = await (await app.SignedIn("DNG-01", "en-GB")).Read("/agenda");
        Assert.Contains("Economic diplomacy for the sustainable development of localities", english, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_organiser_adds_changes_and_cancels_is_public_with_the_release_and_not_before()
    {
        var organiser = await app.SignedIn("BTK-01", "en-GB");
        var reader = await app.SignedIn("DNG-01", "en-GB");

        var code = await Add(organiser, "Bàn tròn báo chí", day: 3, "17:15", "18:00", "B");
        Assert.Contains("Bàn tròn báo chí", await organiser.Read(Draft), StringComparison.Ordinal);
        Assert.DoesNotContain("Bàn tròn báo chí", await reader.Read("/agenda"), StringComparison.Ordinal);
        await Release(organiser, "Thêm bàn tròn");
        Assert.Contains("Bàn tròn báo chí", await reader.Read("/agenda"), StringComparison.Ordinal);
        Assert.Contains("Thêm bàn tròn", await reader.Read("/agenda"), StringComparison.Ordinal);
        Assert.Equal(("Bàn tròn báo chí", "Hội trường B", false), await app.With<SessionsDb, (string, string, bool)>(async db =>
            await db.Find(code) is { } s ? (s.Title, s.Room, s.IsWithdrawn) : default));

        var id = await IdOf(code);
        await Save(organiser, id, await Form(organiser, id), ("Input.Title", "Bàn tròn với báo chí"), ("Input.End", "18:30"));
        var draft = await organiser.Read(Draft);
        Assert.Contains("<del>Bàn tròn báo chí</del>", draft, StringComparison.Ordinal);
        Assert.Contains("<ins>Bàn tròn với báo chí</ins>", draft, StringComparison.Ordinal);
        Assert.DoesNotContain("Bàn tròn với báo chí", await reader.Read("/agenda"), StringComparison.Ordinal);
        await Release(organiser);
        Assert.Contains("<del>Bàn tròn báo chí</del>", await reader.Read("/agenda"), StringComparison.Ordinal);
        Assert.Equal("Bàn tròn với báo chí", await app.With<SessionsDb, string?>(async db => (await db.Find(code))?.Title));

        await organiser.Submit($"/agenda/sessions/{id}", $"/agenda/sessions/{id}?handler=Cancel", await Form(organiser, id));
        Assert.Contains($"/sessions/{code}", await reader.Read("/agenda"), StringComparison.Ordinal);
        await Release(organiser);
        Assert.DoesNotContain($"/sessions/{code}", await reader.Read("/agenda"), StringComparison.Ordinal);
        Assert.Null(await app.With<SessionsDb, LiveSession?>(db => db.Find(code)));
    }

    [Fact]
    public async Task Of_two_organisers_who_change_one_session_the_second_sees_both_versions_and_overwrites_nothing()
    {
        var (first, second) = (await app.SignedIn("BTK-01", "en-GB"), await app.SignedIn("BTK-01", "en-GB"));
        var id = await IdOf(await Add(first, "Gặp gỡ các địa phương", day: 4, "17:30", "18:00", "A"));
        var (mine, yours) = (await Form(first, id), await Form(second, id));

        Assert.Equal(HttpStatusCode.Redirect, (await Save(first, id, mine, ("Input.End", "18:15"), ("Input.Title", "Gặp gỡ 63 địa phương"))).StatusCode);
        var answer = await Save(second, id, yours, ("Input.Chair", "Đàm Quốc Trụ"), ("Input.Title", "Đối thoại với địa phương"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Contains("Saved: Hoàng Diệu Linh", page, StringComparison.Ordinal);
        Assert.Contains("<ins>Gặp gỡ 63 địa phương</ins>", page, StringComparison.Ordinal);
        Assert.Contains("<ins>Đối thoại với địa phương</ins>", page, StringComparison.Ordinal);
        var merged = Fields(await answer.Content.ReadAsStringAsync());
        Assert.Equal(("Đối thoại với địa phương", "18:15", "Đàm Quốc Trụ"), (merged["Input.Title"], merged["Input.End"], merged["Input.Chair"]));
        Assert.Equal(("Gặp gỡ 63 địa phương", ""), await Stored(id));

        Assert.Equal(HttpStatusCode.Redirect, (await Save(second, id, merged)).StatusCode);
        Assert.Equal(("Đối thoại với địa phương", "Đàm Quốc Trụ"), await Stored(id));
    }

    [Theory]
    [InlineData("Input.Title", " ", "Phiên họp chưa có tên.")]
    [InlineData("Input.End", "08:00", "Giờ kết thúc phải sau giờ bắt đầu.")]
    [InlineData("Input.End", "", "Chưa có giờ kết thúc.")]
    [InlineData("Input.Day", "2001-01-01", "Phiên họp phải nằm trong các ngày họp.")]
    [InlineData("Input.RoomId", "11111111-1111-1111-1111-111111111111", "Chưa chọn phòng họp.")]
    public async Task What_breaks_a_rule_is_refused_with_a_sentence_and_what_was_typed_stays(string field, string value, string sentence)
    {
        var organiser = await app.SignedIn("BTK-01");
        var fields = await NewSession("Phiên bị từ chối", day: 4, "09:00", "10:00", "A");
        fields["Input.Description"] = "Đã gõ rất nhiều";
        fields[field] = value;
        var answer = await organiser.Submit(New, $"{New}?handler=Save", fields);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(sentence, page, StringComparison.Ordinal);
        Assert.Contains("Đã gõ rất nhiều", page, StringComparison.Ordinal);
        Assert.False(await app.With<AgendaDb, bool>(db => db.Sessions.AnyAsync(s => s.Title == "Phiên bị từ chối")));
    }

    [Fact]
    public async Task A_room_and_a_chair_taken_twice_are_warnings_before_the_release()
    {
        var organiser = await app.SignedIn("BTK-01", "en-GB");
        var code = await Add(organiser, "Trùng phòng, trùng chủ tọa", day: 5, "08:30", "09:00", "A", chair: "đàm quốc trụ");
        var page = await organiser.Read(Draft);
        Assert.Contains("Hall A has two sessions at the same time:", page, StringComparison.Ordinal);
        Assert.Contains("chairs two sessions at the same time:", page, StringComparison.Ordinal);
        var id = await IdOf(code);
        await organiser.Submit($"/agenda/sessions/{id}", $"/agenda/sessions/{id}?handler=Cancel", await Form(organiser, id));
        Assert.DoesNotContain("at the same time:", await organiser.Read(Draft), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_releases_a_draft_they_have_not_seen()
    {
        var organiser = await app.SignedIn("BTK-01", "en-GB");
        await Add(organiser, "Trước khi xem", day: 4, "18:00", "18:10", "C");
        var seen = Fields(await Raw(organiser, Draft))["seen"];
        await Add(organiser, "Sau khi xem", day: 4, "18:10", "18:20", "C");
        var releases = await app.With<AgendaDb, int>(db => db.Releases.CountAsync());
        await organiser.Submit(Draft, $"{Draft}?handler=Release", ("seen", seen));
        Assert.Contains("The draft has changed since you opened this page.", await organiser.Read(Draft), StringComparison.Ordinal);
        Assert.Equal(releases, await app.With<AgendaDb, int>(db => db.Releases.CountAsync()));
    }

    [Theory]
    [InlineData("BNG-01")]
    [InlineData("BTK-04")]
    [InlineData("DNG-01")]
    [InlineData("BCT-03")]
    [InlineData("TTXVN-01")]
    public async Task Only_organisers_see_and_change_the_draft(string badge)
    {
        var someone = await app.SignedIn(badge);
        foreach (var url in new[] { Draft, New, "/agenda/conference", "/agenda/rooms/new", $"/agenda/sessions/{Demo.Id("session", 7)}" })
            Assert.Contains("/denied", (await someone.Get(url)).Headers.Location?.ToString(), StringComparison.Ordinal);
        var title = (await Stored(Demo.Id("session", 7))).Title;
        foreach (var url in new[] { $"{Draft}?handler=Release", $"{New}?handler=Save", "/agenda/conference?handler=Save", $"/agenda/sessions/{Demo.Id("session", 7)}?handler=Cancel" })
            Assert.Contains("/denied", (await someone.Submit("/agenda", url, await NewSession("Lén lút", day: 4, "09:00", "10:00", "A"))).Headers.Location?.ToString(), StringComparison.Ordinal);
        Assert.Equal(title, (await Stored(Demo.Id("session", 7))).Title);
        Assert.False(await app.With<AgendaDb, bool>(db => db.Sessions.AnyAsync(s => s.Title == "Lén lút" || (s.Id == Demo.Id("session", 7) && s.IsCancelled))));
    }

    [Fact]
    public async Task The_api_gives_the_latest_release_and_nothing_of_the_draft()
    {
        var organiser = await app.SignedIn("BTK-01", "en-GB");
        await Add(organiser, "Chỉ trong dự thảo", day: 4, "19:00", "19:30", "C");
        using var api = await app.Api("observer");
        var agenda = await api.GetFromJsonAsync<JsonElement>("/api/v1/agenda");
        Assert.Equal("Hội nghị Ngoại giao lần thứ 32", agenda.GetProperty("name").GetString());
        var titles = agenda.GetProperty("sessions").EnumerateArray().Select(s => s.GetProperty("title").GetString()).ToList();
        Assert.Contains("Bế mạc", titles);
        Assert.DoesNotContain("Chỉ trong dự thảo", titles);
    }

    private Task<Guid> IdOf(string code) => app.With<AgendaDb, Guid>(db => db.Sessions.Where(s => s.Number == LiveSession.NumberOf(code)).Select(s => s.Id).SingleAsync());

    private Task<(string Title, string Chair)> Stored(Guid id) => app.With<AgendaDb, (string, string)>(async db =>
        await db.Sessions.AsNoTracking().SingleAsync(s => s.Id == id) is var s ? (s.Title, s.Chair) : default);

    private async Task<Dictionary<string, string>> NewSession(string title, int day, string start, string end, string room, string chair = "") =>
        await app.With<AgendaDb, Dictionary<string, string>>(async db => new()
        {
            ["Input.Title"] = title, ["Input.Day"] = (await db.Edition())!.FirstDay.AddDays(day - 1).ToString("yyyy-MM-dd"), ["Input.Start"] = start,
            ["Input.End"] = end, ["Input.RoomId"] = (await db.Rooms.SingleAsync(r => r.Code == room)).Id.ToString(), ["Input.Chair"] = chair,
        });

    private async Task<string> Add(Visitor organiser, string title, int day, string start, string end, string room, string chair = "")
    {
        var answer = await organiser.Submit(New, $"{New}?handler=Save", await NewSession(title, day, start, end, room, chair));
        Assert.Equal(Draft, answer.Headers.Location?.ToString());
        return await app.With<AgendaDb, string>(async db => (await db.Sessions.SingleAsync(s => s.Title == title)).Code);
    }

    private static async Task<Dictionary<string, string>> Form(Visitor organiser, Guid id) => Fields(await Raw(organiser, $"/agenda/sessions/{id}"));

    private static Task<HttpResponseMessage> Save(Visitor organiser, Guid id, Dictionary<string, string> form, params (string Name, string Value)[] changed)
    {
        foreach (var (name, value) in changed) form[name] = value;
        return organiser.Submit($"/agenda/sessions/{id}", $"/agenda/sessions/{id}?handler=Save", form);
    }

    private async Task Release(Visitor organiser, string note = "")
    {
        var answer = await organiser.Submit(Draft, $"{Draft}?handler=Release", ("seen", Fields(await Raw(organiser, Draft))["seen"]), ("note", note));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("is public.", await organiser.Read(Draft), StringComparison.Ordinal);
        await app.Settled();
    }

    private static async Task<string> Raw(Visitor visitor, string url) => await (await visitor.Get(url)).Content.ReadAsStringAsync();

    /// <summary>The fields of the page's form as a browser would send them.</summary>
    private static Dictionary<string, string> Fields(string html)
    {
        var fields = new Dictionary<string, string>();
        foreach (Match input in Input().Matches(html))
        {
            if (Name().Match(input.Value) is not { Success: true } name || name.Groups[1].Value.StartsWith('_')) continue;
            if (input.Value.Contains("checkbox", StringComparison.Ordinal) && !input.Value.Contains("checked", StringComparison.Ordinal)) continue;
            fields[name.Groups[1].Value] = WebUtility.HtmlDecode(Value().Match(input.Value).Groups[1].Value);
        }
        foreach (Match area in Area().Matches(html)) fields[area.Groups[1].Value] = WebUtility.HtmlDecode(area.Groups[2].Value).Trim();
        foreach (Match select in Select().Matches(html))
            if (Selected().Match(select.Groups[2].Value) is { Success: true } chosen) fields[select.Groups[1].Value] = chosen.Groups[1].Value;
        return fields;
    }

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex Input();

    [GeneratedRegex("\\bname=\"([^\"]*)\"")]
    private static partial Regex Name();

    [GeneratedRegex("\\bvalue=\"([^\"]*)\"")]
    private static partial Regex Value();

    [GeneratedRegex("<textarea[^>]*name=\"([^\"]*)\"[^>]*>([^<]*)</textarea>")]
    private static partial Regex Area();

    [GeneratedRegex("<select[^>]*name=\"([^\"]*)\"[^>]*>(.*?)</select>", RegexOptions.Singleline)]
    private static partial Regex Select();

    [GeneratedRegex("value=\"([^\"]*)\" selected")]
    private static partial Regex Selected();
}

public sealed class NewInstallationTests(EmptyConferenceApp app) : IClassFixture<EmptyConferenceApp>
{
    [Fact]
    public async Task The_first_organiser_sets_up_the_conference_its_rooms_and_its_first_session()
    {
        await app.With<Participants.AddUser>(add => add.Run("Trần Tổ Chức", "organiser", "mat-khau-rat-dai"));
        using var organiser = app.Visit();
        await organiser.Submit("/sign-in", "/sign-in?handler=Password", ("UserName", "Trần Tổ Chức"), ("Password", "mat-khau-rat-dai"));
        foreach (var url in new[] { "/agenda", "/agenda/edit", "/agenda/sessions/new" })
            Assert.Equal("/agenda/conference", (await organiser.Get(url)).Headers.Location?.ToString());
        Assert.Contains("Hội nghị chưa được thiết lập.", await organiser.Read("/"), StringComparison.Ordinal);

        await organiser.Submit("/agenda/conference", "/agenda/conference?handler=Save",
            ("Input.Number", "33"), ("Input.Name", "Hội nghị Ngoại giao lần thứ 33"), ("Input.FirstDay", "2030-08-19"), ("Input.LastDay", "2030-08-21"));
        Assert.Contains("Hội nghị Ngoại giao lần thứ 33", await organiser.Read("/"), StringComparison.Ordinal);
        await organiser.Submit("/agenda/rooms/new", "/agenda/rooms/new?handler=Save", ("Input.Code", "a"), ("Input.Name", "Hội trường lớn"), ("Input.Capacity", "500"));
        var room = await app.With<AgendaDb, Room>(db => db.Rooms.SingleAsync());
        Assert.Equal(("A", "Hội trường lớn", 500), (room.Code, room.Name, room.Capacity));

        await organiser.Submit("/agenda/sessions/new", "/agenda/sessions/new?handler=Save",
            ("Input.Title", "Khai mạc"), ("Input.Day", "2030-08-19"), ("Input.Start", "08:00"), ("Input.End", "09:00"), ("Input.RoomId", room.Id.ToString()));
        await organiser.Submit("/agenda/edit", "/agenda/edit?handler=Release", ("seen", "2"));
        await app.Settled();
        Assert.Contains("Khai mạc", await organiser.Read("/sessions/S-01"), StringComparison.Ordinal);
        Assert.Equal(new DateTime(2030, 8, 19, 1, 0, 0, DateTimeKind.Utc), await app.With<SessionsDb, DateTime>(async db => (await db.Find("S-01"))!.Starts));

        await organiser.Submit("/agenda/conference", "/agenda/conference?handler=Save", ("Version", "2"),
            ("Input.Number", "33"), ("Input.Name", "Hội nghị Ngoại giao lần thứ 33"), ("Input.FirstDay", "2030-08-20"), ("Input.LastDay", "2030-08-21"));
        Assert.Equal(new DateOnly(2030, 8, 19), await app.With<AgendaDb, DateOnly>(async db => (await db.Edition())!.FirstDay));
    }
}
