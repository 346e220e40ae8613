using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Conference.Resolutions;
using Conference.Shared;
using Microsoft.EntityFrameworkCore;
using static Conference.Tests.Resolutions.ProgramTestSupport;

namespace Conference.Tests.Resolutions;

public sealed partial class ProgramTests(ConferenceApp app) : IClassFixture<ConferenceApp>
{
    private static readonly string[] Everyone = [Secretariat, Organiser, Chair, FocalPoint, DelegateOfDaNang, Observer];

    [Fact]
    public async Task A_draft_is_for_those_who_prepare_it_and_only_the_secretariat_changes_it()
    {
        var (_, resolution, _) = await app.NewResolution();
        var program = await app.NewProgram((await CodeOf(resolution)));
        await app.Import(program, ASmallProgram());
        var task = (await app.TasksOf(program))[0].Code;
        foreach (var badge in Everyone)
        {
            using var visitor = await app.SignedIn(badge);
            var prepares = badge is not (DelegateOfDaNang or Observer);
            foreach (var url in new[] { $"/programs/{program}", $"/tasks/{task}", $"/programs/{program}/export?lang=vi", $"/programs/{program}/export?lang=en" })
                Assert.Equal((url, badge, prepares ? HttpStatusCode.OK : HttpStatusCode.NotFound), (url, badge, (await visitor.Get(url)).StatusCode));
            foreach (var url in new[] { "/programs/edit", $"/programs/edit/{program}", $"/programs/{program}/tasks/new", $"/programs/{program}/groups", $"/programs/{program}/import", $"/tasks/{task}/edit" })
            {
                var answer = await visitor.Get(url);
                if (badge == Secretariat) Assert.Equal((url, HttpStatusCode.OK), (url, answer.StatusCode));
                else Assert.Contains("/denied", answer.Headers.Location?.ToString() ?? $"{url} {answer.StatusCode}", StringComparison.Ordinal);
            }
            var list = await visitor.Read("/programs");
            Assert.Equal(prepares, list.Contains($"\"/programs/{program}\"", StringComparison.Ordinal));
            Assert.Equal(prepares, (await visitor.Get($"/trace/{task}")).StatusCode == HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task An_adopted_program_is_for_everyone_and_refuses_every_change()
    {
        var (code, resolution, clause) = await app.NewResolution();
        var program = await app.NewProgram(code);
        await app.Import(program, ASmallProgram());
        var (preview, page) = await app.Upload(program, ASmallProgram(["7.", "Việc đến muộn", "Bộ Y tế", "", "", "2026"]));
        var task = (await app.TasksOf(program))[0];
        using var secretariat = await app.SignedIn(Secretariat);
        var form = await Fields(secretariat, $"/tasks/{task.Code}/edit");
        await app.Adopt(resolution);
        var before = await app.State();

        foreach (var badge in Everyone)
        {
            using var visitor = await app.SignedIn(badge);
            Assert.Contains("Đã thông qua", await visitor.Read($"/programs/{program}"), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await visitor.Get($"/tasks/{task.Code}")).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await visitor.Get($"/programs/{program}/export")).StatusCode);
        }

        const string refused = "không thể sửa chương trình hành động kèm theo nữa";
        var group = task.GroupId;
        (string Url, (string, string)[] Fields)[] attempts =
        [
            ($"/tasks/{task.Code}/edit", form), ($"/tasks/{task.Code}/edit?handler=Remove", [("Form.Version", "0")]), ($"/tasks/{task.Code}/edit?handler=Move&by=1", []),
            ($"/programs/{program}/tasks/new", [("Form.What", "Việc mới"), ("Form.Leads", "Bộ Y tế"), ("Form.Group", group.ToString())]),
            ($"/programs/{program}/groups", [("Title", "Nhóm mới")]), ($"/programs/{program}/groups/{group}", [("Title", "Tên khác")]), ($"/programs/{program}/groups/{group}?handler=Move&by=1", []),
            ($"/programs/{program}/groups/{group}?handler=Remove", []), ($"/programs/edit/{program}", [("Title", "Tên khác")]),
        ];
        foreach (var (url, fields) in attempts)
        {
            var answer = await secretariat.Submit("/programs", url, fields);
            Assert.Contains(refused, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        }
        Assert.Contains(refused, WebUtility.HtmlDecode(await (await app.Confirm(preview!, page)).Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.Contains(refused, (await app.Upload(program, ASmallProgram())).Page, StringComparison.Ordinal);

        using var api = await app.Api("secretariat");
        Assert.Equal(HttpStatusCode.Conflict, (await api.PutAsJsonAsync($"/api/v1/tasks/{task.Code}", new { what = "Khác", lead = new[] { "Bộ Y tế" }, version = 0 })).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await api.PostAsJsonAsync($"/api/v1/programs/{program}/tasks", new { what = "Khác", lead = new[] { "Bộ Y tế" } })).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await api.PostAsync($"/api/v1/programs/{program}/import?preview=false", new ByteArrayContent(ASmallProgram()))).StatusCode);

        // Whatever a page forgot is refused where it is saved.
        await Assert.ThrowsAsync<RuleBroken>(() => app.With<ResolutionsDb>(async db =>
        {
            var found = await db.Tasks.Include(t => t.Agencies).SingleAsync(t => t.Id == task.Id);
            found.Change(found.Content with { What = "Qua cửa sau" }, found.Version);
            await db.SaveChangesAsync();
        }));
        Assert.Equal(before, await app.State());
        Assert.NotEqual(Guid.Empty, clause);
    }

    [Fact]
    public async Task A_task_made_from_a_clause_has_its_agencies_proposed_and_stands_in_its_story()
    {
        var (code, _, clause) = await app.NewResolution();
        var program = await app.NewProgram(code);
        using var visitor = await app.SignedIn(Secretariat);
        await visitor.Submit($"/programs/{program}/groups", $"/programs/{program}/groups", ("Title", "Nhóm một"));
        var fields = await Fields(visitor, $"/programs/{program}/tasks/new?clause={clause}");
        Assert.Equal(("Bộ Công Thương", "Bộ Ngoại giao\ncác địa phương\nBộ Văn hóa, Thể thao và Du lịch", "Tổ chức hội nghị xúc tiến", $"{code} §1.1"),
            (Of(fields, "Form.Leads"), Of(fields, "Form.Coordinating"), Of(fields, "Form.What"), Of(fields, "Form.Clause")));

        var answer = await visitor.Submit($"/programs/{program}", $"/programs/{program}/tasks/new", Set(fields, ("Form.Deadline", "Quý II/2030")));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var task = Assert.Single(await app.TasksOf(program));
        Assert.Equal((clause, new DateOnly(2030, 6, 30)), (task.ClauseId, task.DeadlineDue));

        var story = await visitor.Read($"/trace/{task.Code}");
        Assert.Contains($"{code} §1.1", story, StringComparison.Ordinal);
        Assert.Contains(program, story, StringComparison.Ordinal);
        Assert.Contains(task.Code, await visitor.Read($"/trace/{Uri.EscapeDataString($"{code} §1.1")}"), StringComparison.Ordinal);
        Assert.Contains($"/programs/{program}/tasks/new?clause={clause}", await visitor.Read($"/resolutions/{code}?clause={clause}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_needs_a_text_and_a_lead_agency_and_keeps_what_was_typed()
    {
        var program = await app.NewProgram();
        using var visitor = await app.SignedIn(Secretariat);
        await visitor.Submit($"/programs/{program}/groups", $"/programs/{program}/groups", ("Title", "Nhóm một"));
        var group = Of(await Fields(visitor, $"/programs/{program}/tasks/new"), "Form.Group");
        var before = await app.State();
        foreach (var (fields, sentence) in new ((string, string)[], string)[]
        {
            ([("Form.Group", group), ("Form.What", "Việc chưa ai làm"), ("Form.Leads", " \n ")], "Nhiệm vụ phải có ít nhất một cơ quan chủ trì."),
            ([("Form.Group", group), ("Form.What", "  "), ("Form.Leads", "Bộ Y tế"), ("Form.Product", "Việc chưa ai làm")], "Nhiệm vụ chưa có nội dung."),
            ([("Form.Group", Guid.Empty.ToString()), ("Form.What", "Việc chưa ai làm"), ("Form.Leads", "Bộ Y tế")], "Hãy chọn một nhóm, hoặc lập nhóm trước."),
            ([("Form.Group", group), ("Form.What", "Việc chưa ai làm" + new string('x', 6000)), ("Form.Leads", "Bộ Y tế")], "Nội dung này quá dài."),
        })
        {
            var page = WebUtility.HtmlDecode(await (await visitor.Submit($"/programs/{program}", $"/programs/{program}/tasks/new", fields)).Content.ReadAsStringAsync());
            Assert.Contains(sentence, page, StringComparison.Ordinal);
            Assert.Contains("Việc chưa ai làm", page, StringComparison.Ordinal);
        }
        Assert.Equal(before, await app.State());

        var understood = WebUtility.HtmlDecode(await (await visitor.Submit($"/programs/{program}", $"/programs/{program}/tasks/new?handler=Check",
            ("Form.Group", group), ("Form.What", "Việc"), ("Form.Leads", "Ministry of Foreign Affairs\nBan Chỉ đạo lạ"), ("Form.Deadline", "quý 2 năm 2030"))).Content.ReadAsStringAsync());
        Assert.Contains("Chậm nhất 30/06/2030", understood, StringComparison.Ordinal);
        Assert.Contains("<span class=\"tag gold\">Ministry of Foreign Affairs</span>", understood, StringComparison.Ordinal);
        Assert.Contains("<span class=\"tag \">Ban Chỉ đạo lạ</span>", understood, StringComparison.Ordinal);
        Assert.Equal(before, await app.State());
    }

    [Fact]
    public async Task Who_saves_second_sees_both_versions_and_overwrites_nothing_unread()
    {
        var program = await app.NewProgram();
        await app.Import(program, ASmallProgram());
        var task = (await app.TasksOf(program))[0].Code;
        using var first = await app.SignedIn(Secretariat);
        using var second = await app.SignedIn(OtherSecretariat);
        var (mine, theirs) = (await Fields(first, $"/tasks/{task}/edit"), await Fields(second, $"/tasks/{task}/edit"));

        Assert.Equal(HttpStatusCode.Redirect, (await first.Submit($"/tasks/{task}", $"/tasks/{task}/edit", Set(mine, ("Form.Product", "Báo cáo của người thứ nhất")))).StatusCode);
        var conflict = WebUtility.HtmlDecode(await (await second.Submit($"/tasks/{task}", $"/tasks/{task}/edit", Set(theirs, ("Form.Product", "Đề án của người thứ hai")))).Content.ReadAsStringAsync());
        Assert.Contains("Không bản nào bị ghi đè", conflict, StringComparison.Ordinal);
        Assert.Contains("Báo cáo của người thứ nhất", conflict, StringComparison.Ordinal);
        Assert.Contains("Đề án của người thứ hai", conflict, StringComparison.Ordinal);
        Assert.Equal("Báo cáo của người thứ nhất", (await app.TasksOf(program))[0].Product);

        var decided = Set(theirs, ("Form.Product", "Báo cáo và Đề án"), ("Form.Version", "1"));
        Assert.Equal(HttpStatusCode.Redirect, (await second.Submit($"/tasks/{task}", $"/tasks/{task}/edit", decided)).StatusCode);
        var history = await first.Read($"/tasks/{task}");
        Assert.Contains("<del>Báo cáo của người thứ nhất</del>", history, StringComparison.Ordinal);
        Assert.Contains("<ins>Báo cáo và Đề án</ins>", history, StringComparison.Ordinal);
        Assert.Contains("Phùng Đức Nhân", history, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_table_is_searched_without_diacritics_and_filtered_by_agency_and_by_gaps()
    {
        var program = await app.NewProgram();
        await app.Import(program, ASmallProgram(["7.", "Việc chưa giao ai", "", "", "", "khi có điều kiện"]));
        using var visitor = await app.SignedIn(Chair);
        Task<string> Page(string query) => visitor.Read($"/programs/{program}{query}");
        var counts = Counts(await Page(""));
        Assert.Equal((7, 1, 2), (counts["nhiệm vụ"], counts["Thường xuyên"], counts["còn thiếu"]));
        Assert.Contains("Hiện 1 trong 7 nhiệm vụ", await Page("?q=thoa+thuan+DA+ky"), StringComparison.Ordinal);
        Assert.Contains("Hiện 2 trong 7 nhiệm vụ", await Page("?agency=" + Uri.EscapeDataString("Bộ Ngoại giao")), StringComparison.Ordinal);
        Assert.Contains("Hiện 2 trong 7 nhiệm vụ", await Page("?show=gaps"), StringComparison.Ordinal);
        using var english = await app.SignedIn(Chair, "en-GB");
        var page = await english.Read($"/programs/{program}?q=Ministry+of+Justice");
        Assert.Contains("1 of 7 tasks shown", page, StringComparison.Ordinal);
        Assert.Contains("Ministry of Foreign Affairs", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_api_reads_imports_changes_and_exports_a_program()
    {
        var program = await app.NewProgram();
        using var api = await app.Api("secretariat");
        var before = await app.State();
        var preview = await Json(await api.PostAsync($"/api/v1/programs/{program}/import", new ByteArrayContent(ASmallProgram())));
        Assert.Equal((false, 6, 2), (preview.GetProperty("stored").GetBoolean(), preview.GetProperty("new").GetInt32(), preview.GetProperty("newGroups").GetInt32()));
        Assert.Equal(before, await app.State());

        using (var form = new MultipartFormDataContent { { new ByteArrayContent(ASmallProgram()), "file", "a.xlsx" } })
            Assert.True((await Json(await api.PostAsync($"/api/v1/programs/{program}/import?preview=false", form))).GetProperty("stored").GetBoolean());
        Assert.False((await Json(await api.PostAsync($"/api/v1/programs/{program}/import?preview=false", new ByteArrayContent(ASmallProgram())))).GetProperty("stored").GetBoolean());

        var groups = (await Json(await api.GetAsync($"/api/v1/programs/{program}"))).GetProperty("groups");
        Assert.Equal([3, 3], groups.EnumerateArray().Select(g => g.GetProperty("tasks").GetArrayLength()));
        var task = groups[1].GetProperty("tasks")[0];
        Assert.Equal(("2025-06-30", "quarter", "Ministry of Foreign Affairs", "BNG"), (task.GetProperty("deadline").GetProperty("due").GetString(), task.GetProperty("deadline").GetProperty("kind").GetString(),
            task.GetProperty("lead")[0].GetProperty("nameEn").GetString(), task.GetProperty("lead")[0].GetProperty("organisation").GetString()));

        var code = task.GetProperty("code").GetString();
        var change = new { what = "Sửa đổi quy chế", lead = new[] { "Bộ Ngoại giao" }, deadline = "12/2030", version = 0 };
        Assert.Equal(HttpStatusCode.OK, (await api.PutAsJsonAsync($"/api/v1/tasks/{code}", change)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await api.PutAsJsonAsync($"/api/v1/tasks/{code}", change)).StatusCode);
        var added = await api.PostAsJsonAsync($"/api/v1/programs/{program}/tasks", new { what = "Việc từ API", lead = new[] { "Bộ Y tế" }, deadline = "2030" });
        Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        Assert.Equal(7, (await app.TasksOf(program)).Count);

        var bad = await api.PostAsync($"/api/v1/programs/{program}/import", new ByteArrayContent([1, 2, 3]));
        Assert.Equal((HttpStatusCode.BadRequest, "This file is not an Excel workbook (.xlsx)."), (bad.StatusCode, (await bad.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("title").GetString()));
        var export = await api.GetAsync($"/api/v1/programs/{program}/export?lang=en");
        Assert.Equal($"action-program-{program}.xlsx", export.Content.Headers.ContentDisposition!.FileName);

        var description = await api.GetStringAsync("/openapi/v1.json");
        foreach (var path in new[] { "/api/v1/programs", "/api/v1/programs/{code}", "/api/v1/programs/{code}/import", "/api/v1/programs/{code}/export", "/api/v1/programs/{code}/tasks", "/api/v1/tasks/{code}" })
            Assert.Contains($"\"{path}\"", description, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("organiser", true), InlineData("chair", true), InlineData("focalpoint", true), InlineData("delegate", false), InlineData("observer", false)]
    public async Task The_api_shows_drafts_to_those_who_prepare_them_and_lets_none_of_them_change_one(string role, bool prepares)
    {
        using var api = await app.Api(role);
        Assert.Equal(prepares ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await api.GetAsync("/api/v1/programs/P-2")).StatusCode);
        Assert.Equal(prepares ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await api.GetAsync("/api/v1/programs/P-2/export")).StatusCode);
        Assert.Equal(prepares, (await api.GetStringAsync("/api/v1/programs")).Contains("\"P-2\"", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Forbidden, (await api.PostAsJsonAsync("/api/v1/programs/P-1/tasks", new { what = "x", lead = new[] { "y" } })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await api.PutAsJsonAsync("/api/v1/tasks/T-1", new { what = "x", lead = new[] { "y" }, version = 0 })).StatusCode);
        using var file = new ByteArrayContent(ASmallProgram());
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        Assert.Equal(HttpStatusCode.Forbidden, (await api.PostAsync("/api/v1/programs/P-1/import", file)).StatusCode);
    }

    private Task<string> CodeOf(Guid resolution) => app.With<ResolutionsDb, string>(async db => (await db.Resolutions.SingleAsync(r => r.Id == resolution)).Code);

    private static async Task<JsonElement> Json(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>The fields of a task's form as a browser would send them back.</summary>
    private static async Task<(string, string)[]> Fields(Visitor visitor, string url)
    {
        var page = await visitor.Read(url);
        return
        [
            .. Textarea().Matches(page).Select(m => (m.Groups[1].Value, m.Groups[2].Value.TrimStart('\r', '\n').ReplaceLineEndings("\n"))),
            .. Input().Matches(page).Where(m => Name().IsMatch(m.Value)).Select(m => (Name().Match(m.Value).Groups[1].Value, Value().Match(m.Value).Groups[1].Value)).DistinctBy(f => f.Item1),
            ("Form.Group", Selected().Match(page) is { Success: true } chosen ? chosen.Groups[1].Value : FirstOption().Match(page).Groups[1].Value),
        ];
    }

    private static string Of((string Name, string Value)[] fields, string name) => fields.First(f => f.Name == name).Value;

    private static (string, string)[] Set((string Name, string Value)[] fields, params (string Name, string Value)[] changes) =>
        [.. fields.Where(f => changes.All(c => c.Name != f.Name)), .. changes];

    [GeneratedRegex("""<textarea[^>]*name="(Form\.[^"]+)"[^>]*>([^<]*)</textarea>""")]
    private static partial Regex Textarea();

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex Input();

    [GeneratedRegex("""name="(Form\.[^"]+)""")]
    private static partial Regex Name();

    [GeneratedRegex("""value="([^"]*)""")]
    private static partial Regex Value();

    [GeneratedRegex("""<option value="([^"]+)" selected""")]
    private static partial Regex Selected();

    [GeneratedRegex("""<option value="([0-9a-f-]{36})""")]
    private static partial Regex FirstOption();
}
