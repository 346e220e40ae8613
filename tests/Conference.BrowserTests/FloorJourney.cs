using Conference.Tests;
using static Microsoft.Playwright.Assertions;

namespace Conference.BrowserTests;

/// <summary>A session is led from the cockpit by keys alone, while delegates ask for the floor in the room.</summary>
[Collection(Browser.Collection)]
public sealed class FloorJourney(Browser browser, ConferenceApp app) : IClassFixture<ConferenceApp>
{
    private const string Room = "/sessions/S-15", Cockpit = Room + "/cockpit";

    [Fact]
    public async Task The_chair_leads_the_floor_by_keyboard_and_everyone_in_the_room_sees_it()
    {
        var (organiser, chair) = (await browser.SitsDown(app, People.Organiser), await browser.SitsDown(app, People.Chair));
        var (ha, chau, toan) = (await browser.SitsDown(app, People.DaNang), await browser.SitsDown(app, People.DakLak, screen: Browser.Phone), await browser.SitsDown(app, People.FocalPoint));
        IPage[] everyone = [organiser, chair, ha, chau, toan];
        var errors = new List<string>();
        foreach (var page in everyone) page.PageError += (_, error) => errors.Add(error);

        // The organiser sets a very short time, so that someone is soon over it.
        await organiser.GotoAsync(Room + "/speakers/times");
        await organiser.GetByLabel("Statement, Everyone", new() { Exact = true }).FillAsync("0:10");
        await organiser.GetByLabel("The clock warns before the end (seconds)").FillAsync("5");
        await organiser.Keyboard.PressAsync("Enter");
        await Expect(organiser.GetByText("The speaking times are set.")).ToBeVisibleAsync();
        await Browser.AssertAccessible(organiser);

        await chair.GotoAsync(Cockpit);
        foreach (var page in new[] { ha, chau, toan }) await page.GotoAsync(Room);
        await chair.Keyboard.PressAsync("o");
        await Expect(chair.Locator(".cockpit-head .live")).ToBeVisibleAsync();
        await Expect(ha.Locator(".strip-name")).ToHaveTextAsync("Nobody has the floor.");

        // Three ask for themselves, two are put on the list by name without diacritics.
        await Asks(ha, "Seaports");
        await Expect(ha.GetByText("You are next.")).ToBeVisibleAsync();
        await Asks(chau, "Coffee");
        await Asks(toan, "Trade agreements");
        await Expect(toan.GetByText("You are number 3 on the list.")).ToBeVisibleAsync();
        await organiser.GotoAsync(Room + "/speakers");
        foreach (var (typed, found) in new[] { ("ly thanh", "Lý Thanh Trúc"), ("han quoc dai su", "Bành Ngọc Ánh") })
        {
            await organiser.Keyboard.PressAsync("a");
            await organiser.Keyboard.TypeAsync(typed);
            await Expect(organiser.GetByRole(AriaRole.Option).First).ToContainTextAsync(found);
            await organiser.Keyboard.PressAsync("ArrowDown");
            await organiser.Keyboard.PressAsync("Enter");
            await organiser.Keyboard.PressAsync("Enter");
            await Expect(organiser.Locator(".queue-of-speakers > li").Last).ToContainTextAsync(found);
        }
        await Waits(chair, "Nguyễn Thu Hà", "Lê Minh Châu", "Ngô Khánh Toàn", "Lý Thanh Trúc", "Bành Ngọc Ánh");
        await Expect(chair.Locator("#speakers-h")).ToContainTextAsync("5");

        // A point of order is served first, and ruled upon.
        await toan.Button("Point of order").FocusAsync();
        await toan.Keyboard.PressAsync("Enter");
        await Expect(chair.Locator(".queue-of-speakers > li").First).ToContainTextAsync("Point of order");
        await Browser.Screenshot(chair, "cockpit-point-of-order");
        await chair.Keyboard.PressAsync("p");
        await Expect(toan.GetByText("You have the floor")).ToBeVisibleAsync();
        await chair.GetByLabel("Ruling on the point of order of Ngô Khánh Toàn").FocusAsync();
        await chair.Keyboard.TypeAsync("The order of the list stands.");
        // What is being typed survives what happens meanwhile.
        await Asks(chau, "Irrigation", "Question");
        await Expect(chair.Locator("#speakers-h")).ToContainTextAsync("6");
        await Expect(chair.GetByLabel("Ruling on the point of order of Ngô Khánh Toàn")).ToHaveValueAsync("The order of the list stands.");
        await chair.Keyboard.PressAsync("Tab");
        await chair.Keyboard.PressAsync("y");
        await Expect(chair.GetByText("Nobody has the floor.")).ToBeVisibleAsync();
        await Expect(organiser.GetByText("Upheld: The order of the list stands.")).ToBeVisibleAsync();

        // The list is closed: a sixth, whose page is older, is refused in words, and may still use a right of reply.
        var sixth = await WithoutScripts("HCM-02");
        await sixth.GotoAsync(Room);
        await chair.Keyboard.PressAsync("l");
        await Expect(chair.GetByText("Open the list")).ToBeVisibleAsync();
        await sixth.Locator(".asking > summary").ClickAsync();
        await sixth.GetByLabel("Subject").FillAsync("Nhà ở xã hội");
        await sixth.Button("Put me on the list").ClickAsync();
        await Expect(sixth.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The list of speakers is closed. A point of order and a right of reply are still possible.");
        await sixth.Locator(".asking > summary").ClickAsync();
        await sixth.Locator("label.kind:has-text('Right of reply')").ClickAsync();
        await sixth.Button("Put me on the list").ClickAsync();
        await Expect(sixth.GetByText("You are on the list: number 7.")).ToBeVisibleAsync();
        await Expect(ha.GetByText("list closed")).ToBeVisibleAsync();

        // The next speaks; the clock is stopped, goes on, warns, and counts what is over.
        await chair.Keyboard.PressAsync("n");
        await Expect(chair.Locator(".floor-name")).ToHaveTextAsync("Nguyễn Thu Hà");
        await Expect(ha.GetByText("You have the floor")).ToBeVisibleAsync();
        await Expect(chau.Locator(".strip-name")).ToHaveTextAsync("Nguyễn Thu Hà");
        await Expect(chau.GetByRole(AriaRole.Button, new() { Name = "On: Nguyễn Thu Hà" })).ToBeVisibleAsync();
        await chair.Keyboard.PressAsync("Space");
        await Expect(chau.GetByText("The clock stands")).ToBeVisibleAsync();
        await chair.Keyboard.PressAsync("Space");
        await Expect(chau.GetByText("of 0:10")).ToBeVisibleAsync();
        await Expect(chair.Locator(".big-clock")).ToHaveAttributeAsync("data-look", "near");
        await Expect(chair.Locator(".big-clock")).ToHaveAttributeAsync("data-look", "over", new() { Timeout = 15_000 });
        await Expect(chair.Locator(".big-clock")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex(@"^\+0:\d\d$"));
        await Expect(chau.Locator(".strip-clock")).ToHaveAttributeAsync("data-look", "over");
        await Browser.Screenshot(chair, "cockpit-over-time");
        await Browser.AssertAccessible(chair);

        await chair.Keyboard.PressAsync("+");
        await Expect(chair.Locator(".big-clock")).Not.ToHaveAttributeAsync("data-look", "over");
        await chair.Keyboard.PressAsync("e");
        await Expect(chair.GetByText("Nobody has the floor.")).ToBeVisibleAsync();
        await chair.Keyboard.PressAsync("u");
        await Expect(chair.Locator(".floor-name")).ToHaveTextAsync("Nguyễn Thu Hà");

        // The rest of the list, and the right of reply when it is exhausted.
        foreach (var name in new[] { "Lê Minh Châu", "Ngô Khánh Toàn", "Lý Thanh Trúc", "Bành Ngọc Ánh", "Lê Minh Châu", "Âu Dương Kiệt" })
        {
            await chair.Keyboard.PressAsync("n");
            await Expect(chair.Locator(".floor-name")).ToHaveTextAsync(name);
            await Expect(chair.Locator($"[data-key=next][title='{name}']")).ToHaveCountAsync(0);
        }
        await Browser.Screenshot(ha, "room-floor-laptop");
        Assert.Empty(errors);
        foreach (var page in (IPage[])[.. everyone, sixth]) await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_cockpit_is_accessible_and_fits_every_screen()
    {
        foreach (var (screen, width, height) in new[] { ("laptop", 1366, 768), ("tablet", 1024, 768), ("phone", 390, 844) })
        {
            foreach (var (language, dark) in new[] { ("vi-VN", false), ("en-GB", true) })
            {
                var page = await browser.SitsDown(app, People.Chair, language, new() { Width = width, Height = height });
                if (dark) await page.Context.AddCookiesAsync([new Cookie { Name = "theme", Value = "dark", Url = app.Address.ToString() }]);
                foreach (var url in new[] { "/sessions/S-13/cockpit", "/sessions/S-13", "/sessions/S-13/speakers" })
                {
                    await page.GotoAsync(url);
                    await Expect(page.Locator("[data-clock]").First).Not.ToBeEmptyAsync();
                    Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), $"{url} scrolls sideways on a {screen}");
                    await Browser.AssertAccessible(page);
                    await Browser.Screenshot(page, $"floor-{screen}{(dark ? "-dark" : "")}{url.Replace('/', '-')}", fullPage: screen != "laptop");
                }
                await page.Context.CloseAsync();
            }
        }
    }

    [Fact]
    public async Task Five_laptops_whose_own_clocks_are_wrong_show_the_same_time_within_a_fifth_of_a_second()
    {
        int[] wrongBy = [0, 3_600_000, -45_000, 86_400_000, -1_234_567];
        var pages = new List<IPage>();
        foreach (var (badge, wrong) in new[] { People.Chair, People.Organiser, People.DaNang, People.DakLak, People.Observer }.Zip(wrongBy))
        {
            var page = await browser.SitsDown(app, badge);
            await page.AddInitScriptAsync($$"""
                (() => {
                  const now = Date.now.bind(Date), origin = performance.timeOrigin;
                  window.trueNow = () => origin + performance.now();
                  Date.now = () => now() + {{wrong}};
                  Object.defineProperty(performance, "timeOrigin", { value: origin + {{wrong}} });
                })();
                """);
            await page.GotoAsync("/sessions/S-13");
            pages.Add(page);
        }
        await Task.WhenAll(pages.Select(p => p.WaitForFunctionAsync("() => document.querySelector('[data-comments]').dataset.live === 'live' && document.querySelector('.strip-clock')?.textContent")));
        // Each page asks the server for the time several times before it knows it well.
        await Task.WhenAll(pages.Select(p => p.EvaluateAsync("""
            async () => {
              const { serverNow } = await import("/_content/Conference.Shared/clock.js");
              const read = () => serverNow() - trueNow();
              for (let last = NaN, same = 0; same < 5; await new Promise(r => setTimeout(r, 100))) { same = Math.abs(read() - last) < 3 ? same + 1 : 0; last = read(); }
              window.changes = {};
              const clock = document.querySelector(".strip-clock");
              new MutationObserver(() => { window.changes[clock.textContent] ??= trueNow(); }).observe(clock, { childList: true, characterData: true, subtree: true });
            }
            """)));
        var offsets = await Task.WhenAll(pages.Select(p => p.EvaluateAsync<double>("async () => { const { serverNow } = await import('/_content/Conference.Shared/clock.js'); return serverNow() - trueNow(); }")));
        await Task.WhenAll(pages.Select(p => p.WaitForFunctionAsync("() => Object.keys(window.changes).length >= 6")));
        var shown = await Task.WhenAll(pages.Select(p => p.EvaluateAsync<Dictionary<string, double>>("() => window.changes")));
        // Of each text that all five have shown: between the first and the last of them.
        var spreads = shown.SelectMany(s => s).GroupBy(s => s.Key).Where(g => g.Count() == pages.Count).Select(g => g.Max(s => s.Value) - g.Min(s => s.Value)).ToList();
        var skew = offsets.Max() - offsets.Min();
        Console.WriteLine($"Clock skew of five pages: {skew:0.0} ms; the same second appears within {spreads.Max():0} ms (median {spreads.Order().ElementAt(spreads.Count / 2):0} ms) over {spreads.Count} seconds.");
        Assert.True(spreads.Count >= 4, "Too few seconds were shown by all.");
        Assert.InRange(skew, 0, 100);
        Assert.InRange(spreads.Max(), 0, 200);
        foreach (var page in pages) await page.Context.CloseAsync();
    }

    /// <summary>Asks for the floor in the room, by keyboard.</summary>
    private static async Task Asks(IPage page, string subject, string? kind = null)
    {
        await page.Locator(".asking > summary").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        if (kind is not null)
        {
            await page.Locator($".asking label.kind:has-text('{kind}') input").First.FocusAsync();
            await page.Keyboard.PressAsync("Space");
        }
        await page.GetByLabel("Subject").FocusAsync();
        await page.Keyboard.TypeAsync(subject);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".own-place").Last).ToBeVisibleAsync();
        await Expect(page.Locator(".asking")).Not.ToHaveAttributeAsync("open", "");
    }

    private static Task Waits(IPage page, params string[] names) => Expect(page.Locator(".queue-of-speakers .who b")).ToHaveTextAsync(names);

    private async Task<IPage> WithoutScripts(string badge)
    {
        var context = await browser.Person("en-GB", baseUrl: app.Address.ToString(), javaScript: false);
        await context.AddCookiesAsync([new Cookie { Name = "language", Value = Uri.EscapeDataString("c=en-GB|uic=en-GB"), Url = app.Address.ToString() }]);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.Locator("input[name=BadgeCode]").FillAsync(ConferenceApp.BadgeCode(badge));
        await page.Locator("form:has(input[name=BadgeCode]) button.btn-primary").ClickAsync();
        return page;
    }
}
