using Conference.Tests;

namespace Conference.BrowserTests;

/// <summary>How a journey reads: who sits down at a laptop, and what they do there.</summary>
internal static class People
{
    public const string Organiser = "BTK-01", Chair = "BNG-01", Secretary = "BTK-04", SecondSecretary = "BTK-05",
        DaNang = "DNG-01", DakLak = "DLK-01", FocalPoint = "BCT-03", Observer = "TTXVN-01";

    /// <summary>A person who has signed in with their badge, in English unless told otherwise, stands on the home page. The form is filled in where a journey is about it.</summary>
    public static async Task<IPage> SitsDown(this Browser browser, ConferenceApp app, string badge, string language = "en-GB", ViewportSize? screen = null)
    {
        using var visitor = await app.SignedIn(badge, language);
        var context = await browser.Person(language, screen, app.Address.ToString());
        await context.AddCookiesAsync(visitor.Cookies.GetAllCookies().Select(c => new Cookie { Name = c.Name, Value = c.Value, Url = app.Address.ToString(), HttpOnly = c.HttpOnly }));
        var page = await context.NewPageAsync();
        await page.GotoAsync("/");
        return page;
    }

    public static ILocator Button(this IPage page, string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public static ILocator Link(this IPage page, string name) => page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    /// <summary>Writes a comment in the room and sends it.</summary>
    public static async Task Says(this IPage room, string text, string kind = "Comment")
    {
        await room.Locator($".composer label.kind:has-text('{kind}')").ClickAsync();
        await room.GetByLabel("Your comment").FillAsync(text);
        await room.GetByLabel("Your comment").PressAsync("Control+Enter");
    }

    /// <summary>The texts of the comments on this screen, newest first, each with its code once it has one.</summary>
    public static async Task<string[]> Comments(this IPage room) =>
        [.. (await room.Locator("[data-list] > li").EvaluateAllAsync<string[]>(
            "items => items.map(i => i.querySelector('[data-slot=code]').textContent.trim() + ' ' + i.querySelector('[data-slot=text]').textContent.trim())"))];
}
