using System.Text.RegularExpressions;
using Conference.Tests;
using static Microsoft.Playwright.Assertions;

namespace Conference.BrowserTests;

/// <summary>The whole chain, by the people who make it: a session is planned and opened, comments become clauses, clauses tasks, and all of it is adopted.</summary>
public sealed partial class ChainJourney(Browser browser, ConferenceApp app) : IClassFixture<Browser>, IClassFixture<ConferenceApp>
{
    private const string Wish = "Localities need one focal point that follows the agreements they have signed, with a report twice a year.";

    private const string TaskInEnglish = "Set up the focal point that follows the localities' agreements";

    [Fact]
    public async Task A_comment_from_the_floor_becomes_a_task_of_the_adopted_resolution()
    {
        await TheOrganiserPlansReleasesAndOpensASession();
        var code = await TwoDelegatesDiscussInOneOrder();
        var clause = await TheSecretariatLinksTheCommentToAClause(code);
        await TwoSecretariesNeverOverwriteEachOther(clause);
        var task = await AClauseBecomesATask(clause);
        await TheConferenceAdopts();
        await TheProgramGoesOutAndARealOneComesIn();
        await TheStoryIsTwoClicksLong(code, clause, task);
    }

    private async Task TheOrganiserPlansReleasesAndOpensASession()
    {
        var page = await browser.SitsDown(app, People.Organiser);
        await Look(page, "01-home-organiser");
        await page.GotoAsync("/agenda");
        await Expect(page.Locator(".slot .code")).ToHaveCountAsync(23);
        await Expect(page.Locator(".slot .tag.info")).ToHaveCountAsync(9);
        await Look(page, "02-agenda");

        await page.GotoAsync("/agenda/sessions/new");
        await page.Locator("#Input_Title").FillAsync("Gặp gỡ doanh nghiệp kiều bào");
        await page.Locator("#Input_TitleEn").FillAsync("Meeting overseas Vietnamese entrepreneurs");
        await page.Locator("#Input_Day").SelectOptionAsync(new SelectOptionValue { Index = 3 });
        await page.Locator("#Input_Start").FillAsync("13:30");
        await page.Locator("#Input_End").FillAsync("15:00");
        await page.Locator("#Input_RoomId").SelectOptionAsync(new SelectOptionValue { Index = 2 });
        await Look(page, "03-new-session");
        await page.Button("Add to the draft").ClickAsync();
        await Expect(page).ToHaveURLAsync(Ends("/agenda/edit"));
        await Expect(page.Locator("#main")).ToContainTextAsync("Meeting overseas Vietnamese entrepreneurs");
        await Look(page, "04-draft-of-the-agenda");
        await page.Button("Release the agenda").ClickAsync();
        await page.GotoAsync("/agenda");
        await Expect(page.Locator(".slot .code")).ToHaveCountAsync(24);

        await page.GotoAsync("/sessions");
        await page.Button("Open session S-15").Or(page.Button("Open session S-17")).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "On now" }).First).ToBeVisibleAsync();
        await Look(page, "05-sessions");
        await page.Context.CloseAsync();
    }

    private async Task<string> TwoDelegatesDiscussInOneOrder()
    {
        var daNang = await browser.SitsDown(app, People.DaNang);
        var dakLak = await browser.SitsDown(app, People.DakLak, screen: Browser.Phone);
        await daNang.GotoAsync("/sessions/S-13");
        await dakLak.GotoAsync("/sessions/S-13");
        await daNang.Says(Wish, "Recommendation");
        await dakLak.Says("Will the order of a locality be answered before the budget is made?", "Question");
        foreach (var room in new[] { daNang, dakLak })
        {
            await Expect(room.Locator("[data-list]")).ToContainTextAsync(Wish);
            await Expect(room.Locator("[data-list]")).ToContainTextAsync("before the budget is made?");
        }
        Assert.Equal(await daNang.Comments(), await dakLak.Comments());

        // The lid closes: what is said meanwhile arrives afterwards, once; what was written meanwhile goes out by itself.
        await dakLak.Context.SetOfflineAsync(true);
        await daNang.Says("While you were away: first.");
        await daNang.Says("While you were away: second.");
        await Expect(daNang.Locator("[data-list]")).ToContainTextAsync("second.");
        await dakLak.Says("Written without a network.");
        await Expect(dakLak.Locator("[data-unsent]")).ToContainTextAsync("Written without a network.");
        await Look(dakLak, "06-room-offline-phone");
        await dakLak.Context.SetOfflineAsync(false);
        await Expect(dakLak.Locator("[data-unsent]")).ToBeHiddenAsync(new() { Timeout = 30_000 });
        await Expect(daNang.Locator("[data-list]")).ToContainTextAsync("Written without a network.");
        await Expect(dakLak.Locator("[data-list]")).ToContainTextAsync("second.");
        var screen = await dakLak.Comments();
        Assert.Equal(await daNang.Comments(), screen);
        Assert.Equal(screen.Distinct(), screen);
        await Look(daNang, "07-room");
        await daNang.Context.CloseAsync();
        await dakLak.Context.CloseAsync();
        return Code().Match(screen.Single(c => c.EndsWith(Wish, StringComparison.Ordinal))).Value;
    }

    private async Task<string> TheSecretariatLinksTheCommentToAClause(string code)
    {
        var author = await browser.SitsDown(app, People.DaNang);
        await author.GotoAsync("/sessions/S-13");
        var page = await browser.SitsDown(app, People.Secretary);
        await page.GotoAsync("/comments/triage?q=" + Uri.EscapeDataString("FOCAL point that fóllows"));
        await Expect(page.Locator("li.pick")).ToHaveCountAsync(1);
        await page.GetByLabel("Select " + code).CheckAsync();
        await Look(page, "08-triage");
        await page.Locator("button.target", new() { HasText = "3.2.đ" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync($"{code} linked to R-1 §3.2.đ");
        // The author reads it on the page that is open, without reloading.
        await Expect(author.Locator($"#{code}")).ToContainTextAsync("R-1 §3.2.đ");
        await author.Context.CloseAsync();
        await page.Context.CloseAsync();
        return "R-1 §3.2.đ";
    }

    private async Task TwoSecretariesNeverOverwriteEachOther(string clause)
    {
        var first = await browser.SitsDown(app, People.Secretary);
        var second = await browser.SitsDown(app, People.SecondSecretary);
        foreach (var page in new[] { first, second })
        {
            await page.GotoAsync("/resolutions/R-1");
            await page.Locator($"a.no[aria-label$='Open {clause}']").ClickAsync();
            await Expect(page.Locator("#clause-text")).ToBeVisibleAsync();
        }
        await Look(first, "09-drafting");
        var text = await first.Locator("#clause-text").InputValueAsync();
        // The second is writing where there is no connection; otherwise the page would show what the first saves.
        await second.Context.SetOfflineAsync(true);
        await second.Locator("#clause-text").FillAsync("Hằng quý: " + text);
        await first.Locator("#clause-text").FillAsync(text + " Báo cáo gửi hai lần mỗi năm;");
        await first.Button($"Save {clause}").ClickAsync();
        await Expect(first.Locator(".sheet")).ToContainTextAsync("Báo cáo gửi hai lần mỗi năm;");
        await second.Context.SetOfflineAsync(false);
        await second.Button($"Save {clause}").ClickAsync();
        await Expect(second.GetByRole(AriaRole.Heading, new() { Name = "Another version was saved before yours" })).ToBeVisibleAsync();
        await Expect(second.Locator(".is-theirs")).ToContainTextAsync("Báo cáo gửi hai lần mỗi năm;");
        await Expect(second.Locator(".is-yours")).ToContainTextAsync("Hằng quý:");
        await Look(second, "10-two-versions");
        await second.Link("Keep this version").ClickAsync();
        await first.Locator(".clause.is-open").GetByRole(AriaRole.Link, new() { NameRegex = HistoryLink() }).ClickAsync();
        await Expect(first.Locator("#main")).ToContainTextAsync("Báo cáo gửi hai lần mỗi năm;");
        await Look(first, "11-history");
        await first.Context.CloseAsync();
        await second.Context.CloseAsync();
    }

    private async Task<string> AClauseBecomesATask(string clause)
    {
        var page = await browser.SitsDown(app, People.Secretary);
        await page.GotoAsync("/resolutions/R-1");
        await page.Locator($"a.no[aria-label$='Open {clause}']").ClickAsync();
        await page.Link("Make a task").ClickAsync();
        await page.GetByLabel("Task", new() { Exact = true }).FillAsync("Lập đầu mối theo dõi thỏa thuận quốc tế của địa phương");
        await page.GetByLabel("Task in English").FillAsync(TaskInEnglish);
        if ((await page.GetByLabel("Lead agencies").InputValueAsync()).Length == 0) await page.GetByLabel("Lead agencies").FillAsync("Bộ Ngoại giao");
        await page.GetByLabel("Deadline").First.FillAsync("Quý II/2027");
        await Look(page, "12-new-task");
        await page.Button("Add the task").ClickAsync();
        await Expect(page.Locator("#main")).ToContainTextAsync(TaskInEnglish);
        await page.GotoAsync("/programs/P-1?q=" + Uri.EscapeDataString("lap dau moi theo doi thoa thuan quoc te"));
        var row = page.Locator("table.data tr", new() { HasText = TaskInEnglish });
        await Expect(row).ToContainTextAsync("30/06/2027");
        await Look(page, "13-program");
        var task = TaskCode().Match(await row.InnerTextAsync()).Value;
        await page.Context.CloseAsync();
        return task;
    }

    private async Task TheConferenceAdopts()
    {
        var page = await browser.SitsDown(app, People.Secretary);
        await page.GotoAsync("/resolutions/R-1/adopt");
        await page.Locator("label.kind", new() { HasText = "Vote" }).Or(page.Locator("label.kind").Last).First.ClickAsync();
        await page.Locator("label.kind").First.ClickAsync();
        await page.Locator("#number").FillAsync("01/NQ-HNNG32");
        await page.Locator("#session").FillAsync("S-22");
        await page.Locator("#confirm").FillAsync("R-1");
        await Look(page, "14-adoption");
        await page.Button("Adopt and seal").ClickAsync();
        await Expect(page.Locator(".official-panel")).ToContainTextAsync("01/NQ-HNNG32");
        await Expect(page.Locator(".official-panel .hash")).ToHaveTextAsync(Hash());
        await Look(page, "15-adopted");

        var author = await browser.SitsDown(app, People.DaNang, "vi-VN");
        await author.GotoAsync("/comments/mine");
        await Expect(author.Locator("#main")).ToContainTextAsync("01/NQ-HNNG32");
        await Look(author, "16-my-comments");
        await author.Context.CloseAsync();
        await page.Context.CloseAsync();
    }

    private async Task TheProgramGoesOutAndARealOneComesIn()
    {
        var page = await browser.SitsDown(app, People.Secretary, "vi-VN");
        await page.GotoAsync("/programs/P-1");
        var download = await page.RunAndWaitForDownloadAsync(() => page.Link("Tải về Excel").ClickAsync());
        var exported = await File.ReadAllBytesAsync((await download.PathAsync())!);
        Assert.Equal("PK"u8.ToArray(), exported[..2]);

        // The rows of one program carry its codes: another program takes none of these tasks.
        await Upload(page, "chuong-trinh.xlsx", exported);
        await Expect(page.Locator(".counts a").Nth(4).Locator("b")).ToHaveTextAsync("47");

        if (SharedFile("data/action-program.xlsx") is { } real)
        {
            await Upload(page, "action-program.xlsx", await File.ReadAllBytesAsync(real));
            await Expect(page.Locator(".counts a").Nth(1).Locator("b")).ToHaveTextAsync("140");
            await Look(page, "17-import-preview");
            await page.Locator("form.confirm .btn-primary").ClickAsync();
            await page.GotoAsync("/programs/P-2");
            await Expect(page.Locator(".counts a").First.Locator("b")).ToHaveTextAsync("140");
            await Look(page, "18-imported-program");
        }
        await page.Context.CloseAsync();
    }

    private async Task TheStoryIsTwoClicksLong(string code, string clause, string task)
    {
        var page = await browser.SitsDown(app, People.DaNang);
        await page.GotoAsync("/sessions/S-13");
        await page.Locator($"#{code}").GetByRole(AriaRole.Link, new() { Name = code, Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = $"The story of {code}" })).ToBeVisibleAsync();
        await Expect(page.Locator("#main")).ToContainTextAsync(clause);
        await Look(page, "19-story-of-a-comment");
        await page.Link(task).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = $"The story of {task}" })).ToBeVisibleAsync();
        await Look(page, "20-story-of-a-task");
        await page.Link(code).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = $"The story of {code}" })).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    private static async Task Look(IPage page, string name)
    {
        await Browser.AssertAccessible(page);
        await Browser.Screenshot(page, "chain-" + name);
    }

    private static async Task Upload(IPage page, string name, byte[] workbook)
    {
        await page.GotoAsync("/programs/P-2/import");
        await page.Locator("#file").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Buffer = workbook });
        await page.Locator("form[enctype] .btn-primary").ClickAsync();
    }

    private static string? SharedFile(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "shared", path))) return Path.Combine(folder.FullName, "shared", path);
        return null;
    }

    private static Regex Ends(string path) => new(Regex.Escape(path) + "$");

    [GeneratedRegex(@"C-\d+")]
    private static partial Regex Code();

    [GeneratedRegex(@"T-\d+")]
    private static partial Regex TaskCode();

    [GeneratedRegex(@"^History")]
    private static partial Regex HistoryLink();

    [GeneratedRegex("sha256 ([0-9a-f]{4} ?){16}$")]
    private static partial Regex Hash();
}
