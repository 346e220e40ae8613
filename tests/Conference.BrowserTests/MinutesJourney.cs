using System.Net.Http.Json;
using Conference.Tests;
using static Microsoft.Playwright.Assertions;

namespace Conference.BrowserTests;

/// <summary>
/// Two secretaries keep the minutes of a running session, an observer follows the coverage, a speaker corrects what the draft
/// says, chair and secretary sign, everyone downloads.
/// </summary>
public sealed class MinutesJourney(Browser browser, ConferenceApp app) : IClassFixture<Browser>, IClassFixture<ConferenceApp>
{
    [Fact]
    public async Task Minutes_are_kept_by_two_published_corrected_closed_and_signed()
    {
        var (yen, nhan, chair) = (await browser.SitsDown(app, People.Secretary), await browser.SitsDown(app, People.SecondSecretary), await browser.SitsDown(app, People.Chair));
        var (observer, ha) = (await browser.SitsDown(app, People.Observer, screen: Browser.Phone), await browser.SitsDown(app, People.DaNang));
        var errors = new List<string>();
        foreach (var page in new[] { yen, nhan, observer, ha, chair }) page.PageError += (_, error) => errors.Add(error);

        await observer.GotoAsync("/sessions/S-17/coverage");
        await Expect(observer.GetByText("Nothing is published yet")).ToBeVisibleAsync();
        await yen.GotoAsync("/sessions/S-17/minutes");
        await nhan.GotoAsync("/sessions/S-17/minutes");
        await chair.GotoAsync("/sessions/S-17/cockpit");
        await chair.Locator("[data-key='Open S-17']").ClickAsync();

        // The opening writes itself, on both desks.
        foreach (var desk in new[] { yen, nhan }) await Expect(Lines(desk)).ToHaveCountAsync(1);
        await Expect(Lines(yen).First).ToContainTextAsync("opened in");

        // A note by keys alone; the other desk has it without reloading.
        await yen.Keyboard.PressAsync("n");
        await yen.Keyboard.TypeAsync("The delegations were welcomed.");
        await yen.Keyboard.PressAsync("Control+Enter");
        await Expect(Lines(nhan)).ToHaveCountAsync(2);

        // Who writes where is seen; different fields do not disturb each other.
        await yen.GotoAsync("/sessions/S-17/minutes");
        await Press(yen, "j", "j", "e");
        await Expect(Lines(yen).Last.Locator("textarea[name=Text]")).ToBeVisibleAsync();
        var (mine, theirs) = (Lines(yen).Last, Lines(nhan).Last);
        await Expect(theirs.GetByText("Đoàn Hải Yến is writing here")).ToBeVisibleAsync();
        await Press(nhan, "j", "j", "Enter");
        await theirs.Locator("textarea[name=Text]").FillAsync("Các đoàn được chào mừng.");
        await Expect(theirs.Locator("[data-state]")).ToContainTextAsync("Saved");
        await Expect(mine.Locator("textarea[name=Text]")).ToHaveValueAsync("Các đoàn được chào mừng.");

        // The same words at once: both versions stand side by side, and a person decides.
        await yen.Context.SetOfflineAsync(true);
        await mine.Locator("textarea[name=TextEn]").FillAsync("All delegations were warmly welcomed.");
        await Expect(mine.Locator("[data-state]")).ToContainTextAsync("No connection");
        await theirs.Locator("textarea[name=TextEn]").FillAsync("The delegations were greeted.");
        await Expect(theirs.Locator("[data-state]")).ToContainTextAsync("Saved");
        await yen.Context.SetOfflineAsync(false);
        await Expect(mine.GetByText("Yours, not saved")).ToBeVisibleAsync();
        await Expect(mine.Locator(".is-theirs")).ToContainTextAsync("greeted");
        await Browser.AssertAccessible(yen);
        await Browser.Screenshot(yen, "minutes-two-versions");
        await mine.GetByRole(AriaRole.Button, new() { Name = "Take my version" }).ClickAsync();
        await Expect(mine.Locator("[data-state]")).ToContainTextAsync("Saved");
        await Expect(theirs.Locator("textarea[name=TextEn]")).ToHaveValueAsync("All delegations were warmly welcomed.");

        // A draft that the network did not take is there again after a reload.
        await yen.Context.SetOfflineAsync(true);
        await mine.Locator("textarea[name=TextEn]").FillAsync("All delegations were warmly welcomed by the host.");
        await Expect(mine.Locator("[data-state]")).ToContainTextAsync("No connection");
        await yen.Context.SetOfflineAsync(false);
        await yen.ReloadAsync();
        await Expect(Lines(yen).Last.Locator("textarea[name=TextEn]")).ToHaveValueAsync("All delegations were warmly welcomed by the host.");
        await Expect(yen.GetByText("kept on this laptop and not saved yet")).ToBeVisibleAsync();
        await Lines(yen).Last.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await nhan.Keyboard.PressAsync("Escape");

        // Published, the observer has it; what is corrected says so.
        await Expect(Lines(yen).Last).ToBeFocusedAsync();
        await yen.Keyboard.PressAsync("p");
        await Expect(observer.GetByText("All delegations were warmly welcomed by the host.")).ToBeVisibleAsync();
        await Browser.AssertAccessible(observer);
        await Browser.Screenshot(observer, "coverage-phone");
        await Press(yen, "j", "j", "e");
        await Lines(yen).Last.Locator("textarea[name=TextEn]").FillAsync("All delegations were welcomed.");
        await yen.Keyboard.PressAsync("Control+Enter");
        await Expect(Lines(yen).Last.GetByText("Published, changed since")).ToBeVisibleAsync();
        await Expect(observer.GetByText("All delegations were welcomed.", new() { Exact = true })).ToHaveCountAsync(0);
        await yen.Keyboard.PressAsync("p");
        await Expect(observer.GetByText("All delegations were welcomed.", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(observer.GetByText("Corrected")).ToBeVisibleAsync();

        // What a delegate says is one line, and theirs to correct.
        using (var speaker = await app.Api(badge: People.DaNang)) (await speaker.PostAsJsonAsync("/api/v1/sessions/S-17/floor/ask", new { kind = "statement" })).EnsureSuccessStatusCode();
        await Expect(chair.Locator("[data-key=next]")).ToBeVisibleAsync();
        await Press(chair, "n");
        await Expect(chair.Locator(".floor-name")).ToHaveTextAsync("Nguyễn Thu Hà");
        await Press(chair, "e");
        await Expect(chair.Locator(".floor-nobody")).ToHaveTextAsync("Nobody has the floor.");
        await Expect(Lines(yen)).ToHaveCountAsync(3);
        await Press(chair, "x");
        await Expect(chair.Locator(".floor-nobody")).ToHaveTextAsync("The session is closed.");
        await yen.GotoAsync("/sessions/S-17/minutes/finish");
        await Browser.AssertAccessible(yen);
        await yen.GetByLabel("Chair", new() { Exact = true }).FillAsync("Thứ trưởng Đàm Quốc Trụ");
        await yen.GetByLabel("Secretary", new() { Exact = true }).FillAsync("Đoàn Hải Yến");
        await yen.Button("Save the head").ClickAsync();
        await yen.Button("Open for corrections").ClickAsync();
        await Expect(yen.GetByText("Speakers can now propose corrections")).ToBeVisibleAsync();

        await ha.GotoAsync("/sessions/S-17/minutes/mine");
        await ha.GetByText("Propose a correction").ClickAsync();
        await ha.GetByLabel("How it should read").FillAsync("Đề nghị hai việc cụ thể.");
        await ha.GetByLabel("Why", new() { Exact = true }).FillAsync("I named two things.");
        await ha.Button("Send to the secretary").ClickAsync();
        await Expect(ha.GetByText("Waits for the secretary")).ToBeVisibleAsync();
        await Browser.AssertAccessible(ha);
        await Browser.Screenshot(ha, "minutes-correction", fullPage: true);

        await yen.GotoAsync("/sessions/S-17/minutes/corrections");
        await Browser.AssertAccessible(yen);
        await Browser.Screenshot(yen, "minutes-corrections", fullPage: true);
        await yen.Button("Accept this text").ClickAsync();
        await Expect(ha.GetByText("Accepted", new() { Exact = true })).ToBeVisibleAsync();

        await yen.GotoAsync("/sessions/S-17/minutes/finish");
        await yen.Button("End it now").ClickAsync();
        await yen.Button("Close the minutes").ClickAsync();
        await yen.Button("Sign as secretary").ClickAsync();
        await Expect(yen.GetByText("You have signed the minutes of S-17.")).ToBeVisibleAsync();
        await chair.GotoAsync("/sessions/S-17/minutes/finish");
        await Browser.AssertAccessible(chair);
        await chair.Button("Sign as chair").ClickAsync();
        await Expect(chair.GetByText("Both have signed. The minutes of S-17 stand for good.")).ToBeVisibleAsync();
        await Browser.Screenshot(chair, "minutes-signed", fullPage: true);

        await observer.GotoAsync("/sessions/S-17/minutes/read");
        await Expect(observer.GetByText("Đề nghị hai việc cụ thể.")).ToBeVisibleAsync();
        await Browser.AssertAccessible(observer);
        await Browser.Screenshot(observer, "minutes-read-phone", fullPage: true);
        var download = await observer.RunAndWaitForDownloadAsync(() => observer.Link("Word, in Vietnamese").ClickAsync());
        Assert.Equal("minutes-S-17.docx", download.SuggestedFilename);
        Assert.Empty(errors);
        foreach (var page in new[] { yen, nhan, chair, observer, ha }) await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(People.Secretary, "vi-VN", "laptop", "/sessions/S-13/minutes", "/sessions/S-13/cockpit", "/sessions/S-01/minutes/finish", "/sessions/S-02/minutes/finish", "/sessions/S-01/minutes/read", "/sessions/S-13/papers", "/sessions/S-13/minutes/corrections", "/sessions/wording")]
    [InlineData(People.Secretary, "en-GB", "phone", "/sessions/S-13/minutes", "/sessions/S-02/minutes/finish", "/sessions/S-13/papers", "/sessions/S-13/coverage", "/sessions/S-13/minutes/corrections", "/sessions/wording")]
    [InlineData(People.Chair, "vi-VN", "laptop", "/sessions/S-02/minutes/finish", "/sessions/S-02/minutes/read")]
    [InlineData(People.DaNang, "vi-VN", "phone", "/sessions/S-13", "/sessions/S-13/coverage", "/sessions/S-13/minutes/mine", "/sessions/S-13/papers", "/sessions/S-01/minutes/read")]
    [InlineData(People.Observer, "en-GB", "laptop", "/sessions/S-13/coverage", "/sessions/S-13/papers")]
    public async Task Every_page_of_the_minutes_is_accessible_and_fits_its_screen(string badge, string language, string screen, params string[] pages)
    {
        var page = await browser.SitsDown(app, badge, language, screen == "phone" ? Browser.Phone : Browser.Laptop);
        foreach (var scheme in badge == People.Secretary ? new[] { ColorScheme.Light, ColorScheme.Dark } : [ColorScheme.Dark])
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            foreach (var url in pages)
            {
                await page.GotoAsync(url);
                if (url == "/sessions/wording") await page.Locator("#statement > summary").ClickAsync();
                await Browser.AssertAccessible(page);
                Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), $"{url} scrolls sideways on a {screen}");
                Assert.Equal(1, await page.Locator("h1").CountAsync());
                if (scheme == ColorScheme.Light) await Browser.Screenshot(page, $"{badge}-{screen}{url.Replace('/', '-')}");
            }
        }
        await page.Context.CloseAsync();
    }

    private static ILocator Lines(IPage page) => page.Locator("[data-list] article[data-line]");

    private static async Task Press(IPage page, params string[] keys)
    {
        foreach (var key in keys) await page.Keyboard.PressAsync(key);
    }
}
