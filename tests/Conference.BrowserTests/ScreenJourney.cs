using System.Net.Http.Json;
using System.Text.Json;
using Conference.Sessions;
using Conference.Tests;
using Microsoft.EntityFrameworkCore;
using static Microsoft.Playwright.Assertions;

namespace Conference.BrowserTests;

/// <summary>Big screens as a house has them: a hall, a portrait display at the door, the foyer, led from the cockpit by keys alone.</summary>
public sealed class ScreenJourney(Browser browser, ConferenceApp app) : IClassFixture<Browser>, IClassFixture<ConferenceApp>
{
    private static readonly ViewportSize
        Hall = new() { Width = 1920, Height = 1080 }, Wall = new() { Width = 3840, Height = 2160 }, Projector = new() { Width = 1024, Height = 768 }, Portrait = new() { Width = 1080, Height = 1920 };

    [Fact]
    public async Task An_operator_leads_the_screens_by_keys_and_one_that_lost_the_network_ends_like_the_others()
    {
        var podium = await browser.SitsDown(app, People.Organiser);
        await podium.GotoAsync("/sessions/S-14/cockpit");
        var hall = await Display("/sessions/S-14/screen", Hall);
        var door = await Display("/screens/2", Portrait);
        var foyer = await Display("/screens/3", Hall);

        // By itself: who speaks, with one clock for all.
        foreach (var screen in new[] { hall, door }) await Expect(Slide(screen, "speaker")).ToBeVisibleAsync();
        var programme = await foyer.Locator(".slide-programme").InnerTextAsync();
        Assert.Equal(await hall.Locator(".slide-name").InnerTextAsync(), await door.Locator(".slide-name").InnerTextAsync());
        Assert.InRange(await Left(hall) - await Left(door), -1, 1);
        await Look(hall, "screen-speaker");
        await Look(door, "screen-speaker-portrait");
        await Look(foyer, "screen-programme");

        // Prepared first: the podium sees it as the room will, and the room does not.
        await Prepares(podium, "R-1 §2.3");
        await Expect(podium.Locator(".is-prepared [data-slide=text]")).ToContainTextAsync("R-1 §2.3");
        await Expect(Slide(hall, "speaker")).ToBeVisibleAsync();
        await Browser.AssertAccessible(podium);
        await Browser.Screenshot(podium, "screen-cockpit");
        await podium.Keyboard.PressAsync("w");
        foreach (var screen in new[] { hall, door }) await Expect(Slide(screen, "text")).ToContainTextAsync("R-1 §2.3");
        await Look(hall, "screen-clause");
        await Look(door, "screen-clause-portrait");

        await podium.Keyboard.PressAsync("b");
        foreach (var screen in new[] { hall, door }) await Expect(Slide(screen, "blank")).ToBeVisibleAsync();
        await Look(hall, "screen-blank");
        await Expect(podium.Locator("[data-shortcut=b]")).ToContainTextAsync("Light it again");
        await podium.Keyboard.PressAsync("b");
        foreach (var screen in new[] { hall, door }) await Expect(Slide(screen, "text")).ToBeVisibleAsync();
        await Expect(podium.Locator("[data-shortcut=b]")).ToContainTextAsync("Blank");
        await podium.Keyboard.PressAsync("0");
        await Expect(Slide(hall, "speaker")).ToBeVisibleAsync();
        await Expect(podium.Locator("[data-shortcut=h]")).ToBeVisibleAsync();
        await podium.Keyboard.PressAsync("h");
        await Expect(Slide(hall, "text")).ToBeVisibleAsync();
        await OffersToUndoTheLast(podium);
        await podium.Keyboard.PressAsync("u");
        await Expect(Slide(hall, "speaker")).ToBeVisibleAsync();

        // The door loses the network: it keeps what it knows, without a word to the hall, and comes back by itself.
        await door.Context.SetOfflineAsync(true);
        await Prepares(podium, "Ten minutes' break. Coffee is served in the garden.");
        await podium.Keyboard.PressAsync("w");
        await Expect(Slide(hall, "message")).ToContainTextAsync("Ten minutes' break.");
        await Look(hall, "screen-message");
        await Expect(door.Locator("main.screen")).ToHaveAttributeAsync("data-state", "Mất kết nối");
        await Expect(Slide(door, "speaker")).ToBeVisibleAsync();
        await Prepares(podium, "C-299");
        await podium.Keyboard.PressAsync("w");
        await Expect(hall.Locator("blockquote")).ToContainTextAsync("non-binding");
        await door.Context.SetOfflineAsync(false);
        await Expect(door.Locator("blockquote")).ToContainTextAsync("non-binding", new() { Timeout = 30_000 });
        Assert.Null(await door.Locator("main.screen").GetAttributeAsync("data-state"));
        Assert.Equal(await hall.Locator(".slide-quote").InnerTextAsync(), await door.Locator(".slide-quote").InnerTextAsync());
        await Look(hall, "screen-comment");
        await Look(door, "screen-comment-portrait");

        // A moderator takes the comment down: it is gone everywhere, and the session goes on.
        var moderator = await browser.SitsDown(app, People.Secretary);
        await moderator.GotoAsync("/comments/queue?session=S-14&show=published");
        await moderator.Locator("article#C-299").FocusAsync();
        foreach (var key in new[] { "t", "Tab", "Tab", "Enter" }) await moderator.Keyboard.PressAsync(key);
        foreach (var screen in new[] { hall, door })
        {
            await Expect(screen.Locator("blockquote")).ToHaveCountAsync(0);
            await Expect(Slide(screen, "speaker")).ToBeVisibleAsync();
        }
        Assert.Equal(programme, await foyer.Locator(".slide-programme").InnerTextAsync());
        foreach (var page in new[] { podium, hall, door, foyer, moderator }) await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Whatever_is_shown_fits_every_display_and_the_longest_comment_turns_its_pages()
    {
        using var author = await app.Api(badge: People.DaNang);
        var sentence = "Đề nghị Bộ Ngoại giao chủ trì, phối hợp với các bộ, ngành và địa phương rà soát những thỏa thuận đã ký kết, xác định đầu mối theo dõi và thời hạn báo cáo kết quả thực hiện. ";
        var longest = string.Concat(Enumerable.Repeat(sentence, 40))[..5000];
        var answer = await author.PostAsJsonAsync("/api/v1/comments", new { session = "S-13", kind = "recommendation", text = longest });
        var code = (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
        using var podium = await app.Api("organiser");
        var screen = await Display("/sessions/S-13/screen", Hall);

        foreach (var (what, slide) in new (object, string)[]
        {
            (new { what = code }, "comment"), (new { what = "R-1 §3.2" }, "text"), (new { kind = "list" }, "list"), (new { kind = "title" }, "title"), (new { kind = "join" }, "join"), (new { kind = "programme" }, "programme"),
            (new { kind = "clock" }, "clock"), (new { kind = "vote" }, ""), (new { what = string.Concat(Enumerable.Repeat("Mời các đại biểu trở lại phòng họp. ", 20))[..600] }, "message"), (new { kind = "blank" }, "blank"),
        })
        {
            (await podium.PostAsJsonAsync("/api/v1/sessions/S-13/screen/show", what)).EnsureSuccessStatusCode();
            if (slide.Length > 0) await Expect(Slide(screen, slide)).ToBeVisibleAsync();
            foreach (var display in new[] { Wall, Projector, Portrait, Hall })
            {
                await screen.SetViewportSizeAsync(display.Width, display.Height);
                await Fits(screen, $"{slide} on {display.Width}x{display.Height}");
                if (slide is not "comment") continue;
                await Expect(screen.Locator("[data-page]")).ToHaveAttributeAsync("data-page", new System.Text.RegularExpressions.Regex(@"^1 / \d$"));
                await Browser.Screenshot(screen, $"screen-longest-{display.Width}x{display.Height}");
            }
            foreach (var theme in new[] { "light", "dark" })
            {
                await screen.EvaluateAsync("theme => document.documentElement.dataset.theme = theme", theme);
                await Browser.AssertAccessible(screen);
            }
            if (slide is not "comment") continue;
            // All of the text is on its pages, and they turn as time goes.
            Assert.Equal(longest.Trim(), await screen.Locator("blockquote").InnerTextAsync());
            await screen.EvaluateAsync("() => { const slide = document.querySelector('.slide'); slide.dataset.since = Number(slide.dataset.since) - 60000; }");
            await Expect(screen.Locator("[data-page]")).ToHaveAttributeAsync("data-page", new System.Text.RegularExpressions.Regex(@"^[2-9] / \d$"));
            await Browser.Screenshot(screen, "screen-longest-second-page");
        }
        await screen.Context.CloseAsync();
    }

    private async Task<IPage> Display(string url, ViewportSize size)
    {
        var page = await browser.SitsDown(app, People.Observer, "vi-VN", size);
        await page.GotoAsync(url);
        return page;
    }

    /// <summary>The hall may see an act before the podium offers to take it back.</summary>
    private async Task OffersToUndoTheLast(IPage podium)
    {
        var last = await app.With<SessionsDb, Guid>(db => db.Events.OrderByDescending(e => e.Id).Select(e => e.Id).FirstAsync());
        await Expect(podium.Locator("[data-undo-until] input[name=act]")).ToHaveValueAsync(last.ToString());
    }

    private static ILocator Slide(IPage page, string kind) => page.Locator($".screen [data-slide={kind}]");

    /// <summary>Seconds left on the clock.</summary>
    private static async Task<int> Left(IPage page)
    {
        var shown = (await page.Locator(".slide-digits").InnerTextAsync()).TrimStart('+').Split(':');
        return int.Parse(shown[0], System.Globalization.CultureInfo.InvariantCulture) * 60 + int.Parse(shown[1], System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task Prepares(IPage podium, string typed)
    {
        await podium.Keyboard.PressAsync("t");
        await Expect(podium.Locator("#screen-typed")).ToBeFocusedAsync();
        await podium.Keyboard.TypeAsync(typed);
        await podium.Keyboard.PressAsync("Enter");
        await Expect(podium.Locator("[data-shortcut=w]")).ToContainTextAsync(typed[..4]);
        await Expect(podium.Locator("#screen-typed")).ToBeHiddenAsync();
    }

    private static async Task Look(IPage screen, string name)
    {
        await Fits(screen, name);
        await Browser.AssertAccessible(screen);
        await Browser.Screenshot(screen, name);
    }

    /// <summary>Nothing is cut off, nothing scrolls, and what is to be read is legible from the last row: 1/30 of a wide display's height.</summary>
    private static async Task Fits(IPage screen, string what)
    {
        var wrong = await screen.EvaluateAsync<string>(
            """
            async () => {
              await document.fonts.ready;
              await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 30))));
              const wrong = [], root = document.documentElement, unit = Math.min(innerWidth / 100, innerHeight / 56.25);
              if (root.scrollHeight > innerHeight || root.scrollWidth > innerWidth) wrong.push("the page scrolls");
              for (const box of document.querySelectorAll("[data-fit]")) {
                const text = box.querySelector("[data-fit-text]");
                if (!text.classList.contains("is-paged") && (text.scrollHeight > box.clientHeight + 1 || text.scrollWidth > text.clientWidth + 1)) wrong.push(`${box.className}: cut off`);
                if (parseFloat(getComputedStyle(box).fontSize) < 1.69 * unit) wrong.push(`${box.className}: too small`);
              }
              for (const part of document.querySelectorAll(".slide-head, .slide-main, .slide-foot, .slide-clock, .slide-qr")) {
                const at = part.getBoundingClientRect();
                if (at.width && (at.left < -1 || at.top < -1 || at.right > innerWidth + 1 || at.bottom > innerHeight + 1)) wrong.push(`${part.className}: outside`);
              }
              return wrong.join("; ");
            }
            """);
        Assert.True(wrong.Length == 0, $"{what}: {wrong}");
    }
}
