using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Conference.Tests;
using static Microsoft.Playwright.Assertions;

namespace Conference.BrowserTests;

/// <summary>A draft is handed out and compared, adopted by silence, sealed, and corrected in a document of its own.</summary>
public sealed partial class AdoptionJourney(Browser browser, ConferenceApp app) : IClassFixture<Browser>, IClassFixture<ConferenceApp>
{
    [Fact]
    public async Task A_draft_becomes_the_adopted_text_and_a_misprint_in_it_is_corrected()
    {
        var secretary = await browser.SitsDown(app, People.Secretary);
        await ADraftIsHandedOut(secretary);
        await ItIsComparedWithTheOneBefore(secretary);
        await ASessionAdoptsItBySilence(secretary);
        await ItIsSealed(secretary);
        await AMisprintIsCorrected(secretary);
        await secretary.Context.CloseAsync();
        await EveryoneReadsIt();
    }

    private static async Task ADraftIsHandedOut(IPage page)
    {
        await page.GotoAsync("/resolutions/R-1");
        await page.Link("Drafts").ClickAsync();
        await Expect(page.Locator("#main")).ToContainTextAsync("R-1/L.1");
        await page.GetByLabel("Delegations and focal points may read it").CheckAsync();
        await page.GetByLabel("Note (optional)").FillAsync("For adoption in the closing session");
        await Look(page, "01-hand-out");
        await page.Button("Hand out the draft").ClickAsync();
        await Expect(page.GetByText("Draft 1/Rev.1 is handed out as R-1/L.1/Rev.1.")).ToBeVisibleAsync();
        await Look(page, "02-drafts");
    }

    private static async Task ItIsComparedWithTheOneBefore(IPage page)
    {
        await page.Link("Compare with draft 1").ClickAsync();
        await Expect(page.Locator(".sheet ins").First).ToBeVisibleAsync();
        // Two of them are amendments that the conference accepted since the draft before.
        await Expect(page.Locator("aside .rows > li")).ToHaveCountAsync(5);
        await Look(page, "03-differences");
        await page.Locator("aside .rows > li a").First.ClickAsync();
        await Look(page, "04-at-a-change");
        foreach (var (view, name) in new[] { ("Changed text", "05-changed"), ("Original text", "06-original"), ("Clean text", "07-clean") })
        {
            await page.Link(view).ClickAsync();
            await Expect(page.Locator(".tabs [aria-current]")).ToHaveTextAsync(view);
            await Look(page, name);
        }
        await Expect(page.Locator(".sheet ins, .sheet del")).ToHaveCountAsync(0);
        var word = await page.APIRequest.GetAsync(await page.Link("Word with tracked changes").GetAttributeAsync("href") ?? "");
        Assert.Equal((200, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"), (word.Status, word.Headers["content-type"]));
    }

    private async Task ASessionAdoptsItBySilence(IPage clerk)
    {
        using var chair = await app.Api("chair");
        (await chair.PostAsync(new Uri("/api/v1/sessions/S-15/open", UriKind.Relative), null)).EnsureSuccessStatusCode();
        await clerk.GotoAsync("/sessions/S-15/decisions/new");
        await clerk.GetByLabel("What is decided, in Vietnamese").FillAsync("Thông qua Nghị quyết Hội nghị");
        await clerk.GetByLabel("In English", new() { Exact = true }).FillAsync("Adoption of the resolution of the conference");
        await clerk.GetByLabel("Code of the clause or resolution").FillAsync("R-1");
        await clerk.Button("Put it up").ClickAsync();
        await clerk.WaitForURLAsync(new Regex("/cockpit$"));
        var decision = Decision().Match(await clerk.Locator("#main").InnerTextAsync()).Value;
        var begun = await chair.PostAsJsonAsync($"/api/v1/sessions/S-15/decisions/{decision}/silence", new { deadline = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.AddSeconds(3).ToUnixTimeSeconds()) });
        begun.EnsureSuccessStatusCode();
        // The page shows the decision once its session has told of it.
        for (var until = DateTime.UtcNow.AddMinutes(1); DateTime.UtcNow < until && await clerk.Locator("[name=Decided]").CountAsync() == 0;) await clerk.GotoAsync("/resolutions/R-1/adopt");
        await Expect(clerk.Locator($"[name=Decided][value={decision}]")).ToBeCheckedAsync();
        await Expect(clerk.Locator("label.kind").First).ToBeHiddenAsync();
        await clerk.Locator("#number").FillAsync("01/NQ-HNNG32");
        await clerk.Locator("#confirm").FillAsync("R-1");
        await Look(clerk, "08-adoption");
    }

    private static async Task ItIsSealed(IPage page)
    {
        await page.Button("Adopt and seal").ClickAsync();
        var panel = page.Locator(".official-panel");
        foreach (var fact in new[] { "01/NQ-HNNG32", "S-15", "R-1/L.1/Rev.1", "has the same fingerprint" }) await Expect(panel).ToContainTextAsync(fact);
        await Look(page, "09-sealed");
        await page.Link("Drafts").ClickAsync();
        await page.Link("What has changed since draft 1/Rev.1").ClickAsync();
        await Expect(page.Locator("aside")).ToContainTextAsync("No clause is different.");
        await page.GotoAsync("/resolutions/R-1");
    }

    private static async Task AMisprintIsCorrected(IPage page)
    {
        await page.Link("Corrigendum…").ClickAsync();
        await page.GetByLabel("Clause to be corrected").SelectOptionAsync(new SelectOptionValue { Index = 3 });
        await page.Button("Correct this clause").ClickAsync();
        var text = page.Locator("textarea[lang=vi]").First;
        await text.FillAsync((await text.InputValueAsync()).TrimEnd() + " (đã sửa)");
        await page.GetByLabel("Reason in Vietnamese").FillAsync("Bản in thiếu chữ.");
        await page.GetByLabel("Reason in English").FillAsync("Words were missing in print.");
        await Look(page, "10-corrigendum-form");
        await page.Button("Issue the corrigendum").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Corrigendum 01/NQ-HNNG32/Corr.1" })).ToBeVisibleAsync();
        await Expect(page.Locator(".sheet ins")).ToContainTextAsync("(đã sửa)");
        await Look(page, "11-corrigendum");
        await page.Locator(".lead a").ClickAsync();
        await Expect(page.Link("corrected: Corr.1")).ToBeVisibleAsync();
        await Expect(page.Locator(".official-panel")).ToContainTextAsync("has the same fingerprint");
        await Look(page, "12-corrected");
    }

    private async Task EveryoneReadsIt()
    {
        foreach (var (screen, name) in new[] { (Browser.Phone, "phone"), (new ViewportSize { Width = 1366, Height = 768 }, "laptop") })
        {
            var page = await browser.SitsDown(app, People.DaNang, "vi-VN", screen);
            await page.Context.AddCookiesAsync([new Cookie { Name = "theme", Value = name == "phone" ? "light" : "dark", Url = app.Address.ToString() }]);
            foreach (var (url, part) in new[] { ("/resolutions/R-1", "resolution"), ("/resolutions/R-1/drafts", "drafts"), ("/resolutions/R-1/compare?from=1&to=1.1&only=true", "compare"), ("/resolutions/R-1/corrigenda/1", "corrigendum") })
            {
                await page.GotoAsync(url);
                await Look(page, $"13-{name}-{part}");
                Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), $"{url} scrolls sideways");
            }
            await page.Context.CloseAsync();
        }
    }

    private static async Task Look(IPage page, string name)
    {
        await Browser.AssertAccessible(page);
        await Browser.Screenshot(page, "adoption-" + name);
    }

    [GeneratedRegex(@"\bD-\d+\b")]
    private static partial Regex Decision();
}
