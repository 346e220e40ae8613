using Conference.Tests;
using static Microsoft.Playwright.Assertions;

namespace Conference.BrowserTests;

/// <summary>Two moderators work one queue by keys alone, and the big screen follows them.</summary>
public sealed class ModerationJourney(Browser browser, ConferenceApp app) : IClassFixture<Browser>, IClassFixture<ConferenceApp>
{
    private const string Queue = "/comments/queue?session=S-14";

    [Fact]
    public async Task A_queue_is_worked_by_keys_by_two_who_see_what_the_other_does()
    {
        var (yen, nhan, hall) = (await browser.SitsDown(app, People.Secretary), await browser.SitsDown(app, People.SecondSecretary), await browser.SitsDown(app, People.DakLak));
        await yen.GotoAsync(Queue);
        await nhan.GotoAsync(Queue);
        await hall.GotoAsync("/sessions/S-14/screen");
        await Waits(yen, "C-301", "C-302", "C-303", "C-305");
        await Waits(nhan, "C-301", "C-302", "C-303", "C-305");
        await Expect(Row(yen, "C-301")).ToBeFocusedAsync();

        // Nearly the same: the second goes into the first, whose code is suggested.
        await Press(yen, "j", "m", "Enter");
        await Waits(yen, "C-301", "C-303", "C-305");
        await Waits(nhan, "C-301", "C-303", "C-305");
        await Expect(Row(yen, "C-303")).ToBeFocusedAsync();

        // A colleague types a correction while the queue changes around it.
        await Press(nhan, "e", "Control+End");
        await nhan.Keyboard.TypeAsync(" Xin cảm ơn.");
        await Press(yen, "d", "Tab", "Tab", "Enter");
        await Waits(yen, "C-301", "C-305");
        await Waits(nhan, "C-301", "C-305");
        await Expect(Row(nhan, "C-301").Locator("textarea[name=text]")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("Xin cảm ơn\\.$"));
        await Press(nhan, "Tab", "Enter");
        await Expect(Row(yen, "C-301").Locator(".said")).ToContainTextAsync("Xin cảm ơn.");

        await Press(yen, "u");
        await Waits(yen, "C-301", "C-303", "C-305");
        await Press(nhan, "s");
        await Expect(Row(yen, "C-301").GetByText("Marked", new() { Exact = true })).ToBeVisibleAsync();
        await Press(nhan, "a");
        await Waits(yen, "C-303", "C-305");

        await yen.GotoAsync($"{Queue}&show=published");
        await Expect(Row(yen, "C-301")).ToBeFocusedAsync();
        await Press(yen, "b");
        await Expect(hall.Locator("blockquote")).ToContainTextAsync("Xin cảm ơn.");
        await Expect(hall.Locator(".slide-who")).ToContainTextAsync("Lê Minh Châu");
        await Browser.AssertAccessible(hall);
        await Browser.Screenshot(hall, "big-screen");
        await Press(yen, "t", "Tab", "Tab", "Enter");
        await Expect(hall.Locator("blockquote")).ToHaveCountAsync(0);

        await Press(yen, "?");
        await Expect(yen.GetByRole(AriaRole.Dialog, new() { Name = "Keys" })).ToBeVisibleAsync();
        await Browser.AssertAccessible(yen);
        await Browser.Screenshot(yen, "queue-keys");
        foreach (var page in new[] { yen, nhan, hall }) await page.Context.CloseAsync();
    }

    private static ILocator Row(IPage page, string code) => page.Locator($"[data-list] article#{code}");

    private static Task Waits(IPage page, params string[] codes) =>
        Expect(page.Locator("[data-list] article > .meta > .code")).ToHaveTextAsync(codes);

    private static async Task Press(IPage page, params string[] keys)
    {
        foreach (var key in keys) await page.Keyboard.PressAsync(key);
    }
}
