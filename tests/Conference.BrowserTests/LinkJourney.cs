using System.Text.RegularExpressions;
using Conference.Tests;
using static Microsoft.Playwright.Assertions;

namespace Conference.BrowserTests;

/// <summary>Comments find their clauses: dragged with the mouse beside the draft and on the list of comments, and by keyboard.</summary>
public sealed partial class LinkJourney(Browser browser, ConferenceApp app) : IClassFixture<Browser>, IClassFixture<ConferenceApp>
{
    private static readonly ViewportSize Small = new() { Width = 1366, Height = 768 };

    [Fact]
    public async Task A_comment_is_dragged_onto_its_clause_and_taken_back_and_the_keyboard_does_the_same()
    {
        var page = await browser.SitsDown(app, People.Secretary, screen: Small);
        await BesideTheDraft(page);
        await OnTheListOfComments(page);
        await page.Context.CloseAsync();
    }

    private static async Task BesideTheDraft(IPage page)
    {
        await page.GotoAsync("/resolutions/R-1");
        await Expect(page.Locator("[data-topic]")).ToHaveAttributeAsync("data-live", "live");
        var clause = page.Locator("li[data-citation='§1.1']");
        await clause.ScrollIntoViewIfNeededAsync();
        var before = await Sources(clause);
        var head = page.Locator("aside.sources .is-suggested [data-comment]").First;
        var code = await head.Locator(".code").InnerTextAsync();
        await Look(page, "01-beside");
        await Drag(page, head, clause, "02-over-a-clause");
        await Expect(page.Locator("[data-news]")).ToContainTextAsync($"{code} linked to R-1 §1.1.");
        await Expect(page.Locator($"aside.sources .is-suggested[aria-label='{code}']")).ToHaveCountAsync(0);

        await page.GotoAsync("/resolutions/R-1");
        Assert.Equal(before + 1, await Sources(clause));
        await page.GotoAsync($"/resolutions/R-1?clause={await clause.GetAttributeAsync("data-id")}");
        await Expect(page.Locator($"aside.sources .source[aria-label='{code}'] button")).ToHaveTextAsync("Unlink");
        await Look(page, "03-linked");
        await page.Button("Undo").ClickAsync();
        await Expect(page.Locator("[data-news]")).ToContainTextAsync("Undone: R-1 §1.1");
        await page.ReloadAsync();
        Assert.Equal(before, await Sources(clause));
        // With the keyboard: the comment that is looked for has a button while a clause is chosen.
        await page.Locator("#find").FillAsync(code);
        await page.Keyboard.PressAsync("Enter");
        // The page before has such a button too.
        await page.WaitForURLAsync(url => url.Contains("find=", StringComparison.Ordinal));
        await page.Button($"Link {code}").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator($"aside.sources .source[aria-label='{code}'] button")).ToHaveTextAsync("Unlink");
    }

    private static async Task OnTheListOfComments(IPage page)
    {
        await page.GotoAsync("/resolutions/R-1/comments");
        await Look(page, "04-comments");
        var homeless = await Homeless(page);
        var card = page.Locator("[data-comments] .source").Nth(1);
        var code = await card.GetAttributeAsync("aria-label") ?? "";
        var clause = page.Locator("[data-clause]").Filter(new() { HasTextRegex = SecondItem() }).First;
        var id = await clause.GetAttributeAsync("data-clause");
        await Drag(page, card.Locator("[data-comment]"), clause, "05-over-the-list");
        await Expect(page.Locator(".snack")).ToHaveTextAsync($"{code} linked to R-1 §1.2.");
        await Expect(page.Locator($"#{code}")).ToHaveCountAsync(0);
        Assert.Equal(homeless - 1, await Homeless(page));
        await page.ReloadAsync();
        await Expect(page.Locator($"#{code}")).ToHaveCountAsync(0);
        Assert.Equal(homeless - 1, await Homeless(page));
        await page.GotoAsync($"/resolutions/R-1?clause={id}");
        await Expect(page.Locator($"aside.sources .source[aria-label='{code}']")).ToBeVisibleAsync();

        await page.GotoAsync("/resolutions/R-1/comments");
        await page.Locator("[data-undo] button").First.ClickAsync();
        await Expect(page.Locator(".page-notice")).ToContainTextAsync("Undone: R-1 §1.2");
        await Expect(page.Locator($"#{code}")).ToBeVisibleAsync();
        // The page is a new one after that: its script has to be there before the keys.
        await page.WaitForLoadStateAsync();
        // With the keyboard: to any clause by its number, and a wrong one changes nothing.
        await page.Locator($"#place-{code}").FillAsync("§99.9");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".snack")).ToContainTextAsync("R-1 has no clause §99.9.");
        await page.Locator($"#place-{code}").FillAsync("1.2");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".snack")).ToHaveTextAsync($"{code} linked to R-1 §1.2.");
        await Expect(page.Locator("[data-comments] .source:focus")).ToHaveCountAsync(1);
        await page.SetViewportSizeAsync(Browser.Phone.Width, Browser.Phone.Height);
        await Look(page, "06-phone");
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"));
    }

    /// <summary>As a hand does it: taken by the head, carried over the clause, looked at, let go.</summary>
    private static async Task Drag(IPage page, ILocator head, ILocator clause, string picture)
    {
        await head.ScrollIntoViewIfNeededAsync();
        await clause.ScrollIntoViewIfNeededAsync();
        var (from, to) = ((await head.BoundingBoxAsync())!, (await clause.BoundingBoxAsync())!);
        await page.Mouse.MoveAsync(from.X + 8, from.Y + from.Height / 2);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(to.X + to.Width / 2, to.Y + to.Height / 2, new() { Steps = 12 });
        await page.Mouse.MoveAsync(to.X + to.Width / 2 + 2, to.Y + to.Height / 2);
        await Expect(clause).ToHaveAttributeAsync("data-drop", "link");
        await Browser.Screenshot(page, "link-" + picture);
        await page.Mouse.UpAsync();
        await Expect(page.Locator("[data-drop]")).ToHaveCountAsync(0);
    }

    private static async Task<int> Sources(ILocator clause) => int.Parse(await clause.Locator(":scope > .src").InnerTextAsync(), System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<int> Homeless(IPage page) => int.Parse(await page.Locator("[data-homeless]").GetAttributeAsync("data-homeless") ?? "", System.Globalization.CultureInfo.InvariantCulture);

    private static async Task Look(IPage page, string name)
    {
        await Browser.AssertAccessible(page);
        await Browser.Screenshot(page, "link-" + name);
    }

    [GeneratedRegex(@"^\s*§1\.2\b")]
    private static partial Regex SecondItem();
}
