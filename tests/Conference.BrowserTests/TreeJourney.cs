using System.Text.RegularExpressions;
using Conference.Tests;
using static Microsoft.Playwright.Assertions;

namespace Conference.BrowserTests;

/// <summary>A real document comes in and is written on by two people, with the keyboard alone.</summary>
public sealed partial class TreeJourney(Browser browser, ConferenceApp app) : IClassFixture<Browser>, IClassFixture<ConferenceApp>
{
    private const string Document = """
        NGHỊ QUYẾT
        Về công tác ngoại giao phục vụ phát triển
        Căn cứ Chỉ thị số 15-CT/TW;
        I. QUAN ĐIỂM
        Lấy người dân và doanh nghiệp làm trung tâm.
        II. NHIỆM VỤ
        1. Bộ Ngoại giao chủ trì, phối hợp với các bộ, ngành, địa phương:
        a) Mở rộng thị trường;
        b) Hỗ trợ địa phương;
        c) Thông tin kịp thời.
        2. Các địa phương tổ chức thực hiện.
        Nơi nhận:
        - Như trên;
        """;

    [Fact]
    public async Task A_document_is_imported_and_two_secretaries_write_in_it_by_keyboard()
    {
        var first = await browser.SitsDown(app, People.Secretary);
        var draft = await ADocumentComesIn(first);
        await TheFirstWritesByKeyboard(first);
        await TheSecondIsSeenAndNobodyIsOverwritten(first, draft);
        await WithoutAScriptEverythingIsAButton(draft);
        await ItFitsBothLanguagesAndAPhone(draft);
        await first.Context.CloseAsync();
    }

    private static async Task<string> ADocumentComesIn(IPage page)
    {
        await page.GotoAsync("/resolutions");
        await page.Link("Import a document").ClickAsync();
        await page.Locator("#pasted").FillAsync(Document);
        await Look(page, "01-import");
        await page.Button("Read the document and preview").ClickAsync();
        await Expect(page.Locator(".sheet")).ToContainTextAsync("Hỗ trợ địa phương;");
        await Expect(page.Locator(".counts")).ToContainTextAsync("points");
        await Look(page, "02-preview");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = MakeADraft() }).ClickAsync();
        await Expect(page.Locator("[data-topic]")).ToHaveAttributeAsync("data-live", "live");
        await Look(page, "03-draft");
        return new Uri(page.Url).AbsolutePath;
    }

    private static async Task TheFirstWritesByKeyboard(IPage page)
    {
        // Into a clause from its number; what is typed is saved by itself and said in words.
        await Clause(page, "§2.1.c").Locator(".no").FocusAsync();
        await page.Keyboard.PressAsync("F2");
        await Expect(Text(page, "§2.1.c")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("End");
        await page.Keyboard.TypeAsync(" Báo cáo hai lần mỗi năm");
        await Expect(State(page)).ToHaveTextAsync("On this laptop, not saved yet");
        await Expect(State(page)).ToHaveTextAsync(Saved());
        await Look(page, "04-written");

        // Enter begins the next point; its letter is there as soon as it says something.
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("Đào tạo cán bộ");
        await Expect(Clause(page, "§2.1.d").Locator("textarea[name=Text]")).ToHaveValueAsync("Đào tạo cán bộ");
        await Expect(Clause(page, "§2.1.d").Locator(".no")).ToHaveTextAsync("d)");

        // A level up and down again, up in the order, and all of it undone and done again.
        await page.Keyboard.PressAsync("Shift+Tab");
        await Expect(Clause(page, "§2.2")).ToContainTextAsync("Đào tạo cán bộ");
        await Expect(Clause(page, "§2.3")).ToContainTextAsync("Các địa phương tổ chức thực hiện.");
        await page.Keyboard.PressAsync("Tab");
        await Expect(Clause(page, "§2.1.d")).ToContainTextAsync("Đào tạo cán bộ");
        await page.Keyboard.PressAsync("Alt+ArrowUp");
        await Expect(Clause(page, "§2.1.c")).ToContainTextAsync("Đào tạo cán bộ");
        await page.Keyboard.PressAsync("Control+z");
        await Expect(Clause(page, "§2.1.d")).ToContainTextAsync("Đào tạo cán bộ");
        await page.Keyboard.PressAsync("Control+y");
        await Expect(Clause(page, "§2.1.c")).ToContainTextAsync("Đào tạo cán bộ");

        // Enter within a text makes two clauses of it, Backspace at the beginning one again.
        await page.Keyboard.PressAsync("Home");
        for (var i = 0; i < "Đào tạo".Length; i++) await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("Enter");
        await Expect(Clause(page, "§2.1.d").Locator("textarea[name=Text]")).ToHaveValueAsync("cán bộ");
        await Expect(Clause(page, "§2.1.đ")).ToContainTextAsync("Thông tin kịp thời. Báo cáo hai lần mỗi năm");
        await page.Keyboard.PressAsync("Home");
        await page.Keyboard.PressAsync("Backspace");
        await Expect(Clause(page, "§2.1.c")).ToContainTextAsync("Đào tạo cán bộ");
        await Look(page, "05-structure");
        await page.Keyboard.PressAsync("Escape");
        await Expect(Clause(page, "§2.1.c").Locator(".no")).ToBeFocusedAsync();
        // From a number the keys undo too, and one goes on writing where that leads; the page itself stays where it is.
        foreach (var (key, letter, says) in new[] { ("Control+z", "§2.1.d", "cán bộ"), ("Control+y", "§2.1.c", "Đào tạo cán bộ"), ("Control+z", "§2.1.d", "cán bộ"), ("Control+y", "§2.1.c", "Đào tạo cán bộ") })
        {
            await page.Keyboard.PressAsync(key);
            await Expect(Clause(page, letter)).ToContainTextAsync(says);
            await Expect(page.Locator("li.is-editing textarea:focus")).ToHaveCountAsync(1);
            await Expect(page.Locator("li.is-editing > .words")).ToBeHiddenAsync();
            await Expect(page.Locator("li:not(.is-editing) > .in-place")).ToHaveCountAsync(0);
        }
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollHeight <= innerHeight"), "Beside the text the page scrolls as well.");
        // Where nothing has the focus any more, the keys still undo.
        await page.EvaluateAsync("() => document.activeElement.blur()");
        await page.Keyboard.PressAsync("Control+z");
        await Expect(Clause(page, "§2.1.d")).ToContainTextAsync("cán bộ");
        await page.EvaluateAsync("() => document.activeElement.blur()");
        await page.Keyboard.PressAsync("Control+y");
        await Expect(Clause(page, "§2.1.c")).ToContainTextAsync("Đào tạo cán bộ");
    }

    private async Task TheSecondIsSeenAndNobodyIsOverwritten(IPage first, string draft)
    {
        var second = await browser.SitsDown(app, People.SecondSecretary);
        await second.GotoAsync(draft);
        await Expect(second.Locator("[data-topic]")).ToHaveAttributeAsync("data-live", "live");
        await Clause(second, "§2.1.a").Locator(".words").ClickAsync();
        await Expect(first.Locator("[data-others]")).ToContainTextAsync("§2.1.a");
        await Expect(Clause(first, "§2.1.a").Locator(".someone")).ToBeVisibleAsync();

        await Clause(first, "§2.1.a").Locator(".words").ClickAsync();
        await second.Context.SetOfflineAsync(true);
        await Text(second, "§2.1.a").FillAsync("Mở rộng mạnh mẽ thị trường;");
        await Text(first, "§2.1.a").FillAsync("Mở rộng thị trường trong khu vực;");
        await Text(first, "§2.1.a").PressAsync("Escape");
        await Expect(State(first)).ToHaveTextAsync(Saved());
        // What was written without a connection is saved by itself once there is one again.
        await second.Context.SetOfflineAsync(false);
        await Expect(State(second)).ToContainTextAsync("Someone else changed this clause.", new() { Timeout = 15_000 });
        await Look(second, "06-conflict");
        await second.Button("See both versions").ClickAsync();
        await Expect(second.GetByRole(AriaRole.Heading, new() { Name = "Another version was saved before yours" })).ToBeVisibleAsync();
        await Expect(second.Locator("#clause-text")).ToHaveValueAsync("Mở rộng mạnh mẽ thị trường trong khu vực;");
        await Look(second, "07-both-versions");
        await second.Button("Save this text").ClickAsync();
        await Expect(Clause(first, "§2.1.a")).ToContainTextAsync("Mở rộng mạnh mẽ thị trường trong khu vực;");
        // Whoever stands at a clause's number stays there, though the clause was read anew.
        await Expect(Clause(first, "§2.1.a").Locator(".no")).ToBeFocusedAsync();
        await second.Context.CloseAsync();
    }

    private async Task WithoutAScriptEverythingIsAButton(string draft)
    {
        var context = await browser.Person("en-GB", baseUrl: app.Address.ToString(), javaScript: false);
        await context.AddCookiesAsync([new Cookie { Name = "language", Value = Uri.EscapeDataString("c=en-GB|uic=en-GB"), Url = app.Address.ToString() }]);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.Locator("input[name=BadgeCode]").FillAsync(ConferenceApp.BadgeCode(People.Secretary));
        await page.Locator("form:has(input[name=BadgeCode]) button.btn-primary").ClickAsync();
        await page.GotoAsync(draft);
        await page.Locator("a.no[aria-label*='§2.1.b']").ClickAsync();
        await page.Locator("#clause-text").FillAsync("Hỗ trợ địa phương, theo [[2.2]];");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = SaveClause() }).ClickAsync();
        await Expect(page.Locator("li[data-citation='§2.1.b'] .words")).ToContainTextAsync("theo khoản 2 mục II;");
        await page.GetByRole(AriaRole.Button, new() { Name = "↑ Up" }).ClickAsync();
        await Expect(page.Locator("li[data-citation='§2.1.a'] .words")).ToContainTextAsync("Hỗ trợ địa phương, theo khoản 2 mục II;");
        await page.Button("Undo").ClickAsync();
        await Expect(page.Locator("li[data-citation='§2.1.b'] .words")).ToContainTextAsync("Hỗ trợ địa phương");
        await context.CloseAsync();
    }

    private async Task ItFitsBothLanguagesAndAPhone(string draft)
    {
        foreach (var (language, screen, name) in new[] { ("vi-VN", Browser.Laptop, "08-vi"), ("vi-VN", Browser.Phone, "09-phone") })
        {
            var page = await browser.SitsDown(app, People.SecondSecretary, language, screen);
            foreach (var (url, suffix) in new[] { (draft, ""), (draft + "?both=true", "-both"), (draft + "/references", "-references"), ("/resolutions/R-1/comments", "-comments"), ("/resolutions/import", "-import") })
            {
                await page.GotoAsync(url);
                await Look(page, name + suffix);
                Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), $"{url} scrolls sideways");
            }
            await page.Context.CloseAsync();
        }
    }

    private static ILocator Clause(IPage page, string citation) => page.Locator($"li[data-citation='{citation}']");

    private static ILocator Text(IPage page, string citation) => Clause(page, citation).Locator("textarea[name=Text]");

    private static ILocator State(IPage page) => page.Locator("[data-state]");

    private static async Task Look(IPage page, string name)
    {
        await Browser.AssertAccessible(page);
        await Browser.Screenshot(page, "tree-" + name);
    }

    [GeneratedRegex(@"^Make a draft of \d+ clauses$")]
    private static partial Regex MakeADraft();

    [GeneratedRegex(@"^Saved \d")]
    private static partial Regex Saved();

    [GeneratedRegex("^Save R-")]
    private static partial Regex SaveClause();
}
