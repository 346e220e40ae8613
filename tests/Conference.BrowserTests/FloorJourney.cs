using Conference.Tests;
using static Microsoft.Playwright.Assertions;

namespace Conference.BrowserTests;

/// <summary>The cockpit on every screen, with what one does not need hidden; one clock for all.</summary>
public sealed class FloorJourney(Browser browser, ConferenceApp app) : IClassFixture<Browser>, IClassFixture<ConferenceApp>
{
    [Fact]
    public async Task The_cockpit_is_accessible_and_fits_every_screen_and_hides_what_one_does_not_need()
    {
        foreach (var (screen, width, height, language, dark) in new[] { ("laptop", 1366, 768, "vi-VN", false), ("tablet", 1024, 768, "en-GB", true), ("phone", 390, 844, "vi-VN", true), ("phone", 390, 844, "en-GB", false) })
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

        var chair = await browser.SitsDown(app, People.Chair);
        await chair.GotoAsync("/sessions/S-14/cockpit");
        await chair.Locator("[data-panels] > summary").FocusAsync();
        await chair.Keyboard.PressAsync("Enter");
        await chair.Locator("[data-panels]").GetByLabel("Programme", new() { Exact = true }).FocusAsync();
        await chair.Keyboard.PressAsync("Space");
        await Expect(chair.Locator(".part-programmepanel")).ToBeHiddenAsync();
        await chair.Button("Sound").FocusAsync();
        await chair.Keyboard.PressAsync("Enter");
        await chair.ReloadAsync();
        await Expect(chair.Locator(".part-programmepanel")).ToBeHiddenAsync();
        await Expect(chair.Button("Sound")).ToHaveAttributeAsync("aria-pressed", "true");
        // What is hidden stays so when something happens.
        await chair.Keyboard.PressAsync("Space");
        await Expect(chair.Locator("#floor-h")).ToContainTextAsync("the clock stands");
        await Expect(chair.Locator(".part-programmepanel")).ToBeHiddenAsync();
        await chair.Context.CloseAsync();
    }

    [Fact]
    public async Task What_is_typed_while_an_answer_is_under_way_or_the_list_changes_stays_where_it_is()
    {
        var organiser = await browser.SitsDown(app, People.Organiser, "en-GB");
        var chau = await browser.SitsDown(app, People.DakLak, "en-GB");
        await organiser.GotoAsync("/sessions/S-14/speakers");
        await chau.GotoAsync("/sessions/S-14");
        var (who, found) = (organiser.Locator("#add-who"), organiser.GetByRole(AriaRole.Option));
        var (sent, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        await organiser.RouteAsync("**/speakers?handler=Add", async route =>
        {
            sent.TrySetResult();
            await answer.Task;
            await route.ContinueAsync();
        });

        await organiser.Keyboard.PressAsync("a");
        await organiser.Keyboard.TypeAsync("ly thanh");
        await Expect(found.First).ToContainTextAsync("Lý Thanh Trúc");
        foreach (var key in new[] { "ArrowDown", "Enter", "Enter" }) await organiser.Keyboard.PressAsync(key);
        await sent.Task;
        // The first is being added: whoever keeps the list types on.
        await organiser.Keyboard.TypeAsync("han quoc dai su");
        answer.SetResult();
        await Expect(organiser.Locator(".queue-of-speakers > li").Last).ToContainTextAsync("Lý Thanh Trúc");
        await Expect(who).ToHaveValueAsync("han quoc dai su");
        await Expect(who).ToBeFocusedAsync();
        await Expect(found.First).ToContainTextAsync("Bành Ngọc Ánh");

        // Someone else asks while the list of what was found is open and a word is marked; then the list is closed.
        await organiser.EvaluateAsync("() => { const field = document.activeElement; field.setSelectionRange(4, 8); field.composing = true; }");
        await chau.Locator(".asking > summary").FocusAsync();
        await chau.Keyboard.PressAsync("Enter");
        await chau.Button("Put me on the list").FocusAsync();
        await chau.Keyboard.PressAsync("Enter");
        await Expect(organiser.Locator(".queue-of-speakers > li").Last).ToContainTextAsync("Lê Minh Châu");
        Assert.Equal("han quoc dai su 4 8 true", await organiser.EvaluateAsync<string>("() => { const f = document.activeElement; return `${f.value} ${f.selectionStart} ${f.selectionEnd} ${f.composing}`; }"));
        await Expect(found.First).ToContainTextAsync("Bành Ngọc Ánh");
        await Expect(who).ToHaveAttributeAsync("aria-expanded", "true");
        await organiser.Keyboard.PressAsync("ArrowDown");
        await organiser.Keyboard.PressAsync("Enter");
        await organiser.Keyboard.PressAsync("Enter");
        await Expect(organiser.Locator(".queue-of-speakers > li").Last).ToContainTextAsync("Bành Ngọc Ánh");
        await Expect(who).ToBeHiddenAsync();
        await organiser.Context.CloseAsync();
        await chau.Context.CloseAsync();
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
}
