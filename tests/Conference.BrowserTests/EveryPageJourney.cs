using Conference.Tests;

namespace Conference.BrowserTests;

/// <summary>Each role opens the pages it works with, in both languages, on a laptop and on a phone.</summary>
public sealed class EveryPageJourney(Browser browser, ConferenceApp app) : IClassFixture<Browser>, IClassFixture<ConferenceApp>
{
    [Theory]
    [InlineData(People.Organiser, "vi-VN", "laptop", "/screens", "/screens/3", "/", "/sessions/rules", "/sessions/S-14/delegations", "/sessions/S-14/attendance", "/sessions/S-14/decisions", "/agenda", "/agenda/edit", "/agenda/sessions/new", "/agenda/conference", "/sessions", "/sessions/S-14", "/sessions/S-14/comments", "/sessions/S-14/cockpit", "/sessions/S-14/runsheet", "/sessions/S-14/speakers", "/sessions/S-14/speakers/times", "/sessions/S-14/screen", "/resolutions", "/programs", "/messages", "/people?missing=true")]
    [InlineData(People.Organiser, "en-GB", "phone", "/screens", "/", "/agenda", "/agenda/edit", "/sessions", "/sessions/S-13", "/sessions/S-13/runsheet", "/sessions/S-13/speakers/times", "/sessions/S-14/comments", "/sessions/S-14/comments/figures", "/messages")]
    [InlineData(People.Chair, "vi-VN", "laptop", "/", "/sessions", "/sessions/S-13", "/comments/triage", "/comments/queue", "/comments/queue?session=S-14", "/sessions/S-14/comments/log")]
    [InlineData(People.Secretary, "vi-VN", "laptop", "/", "/people", "/people/DNG-01", "/people/organisations/DNG", "/comments/triage", "/comments/queue", "/comments/figures", "/sessions/S-14/comments/figures", "/sessions/S-14/comments/summary?with=C-292", "/sessions/S-14/comments/log", "/resolutions", "/resolutions/R-1", "/resolutions/R-1/adopt", "/resolutions/R-1/signature", "/resolutions/R-1/amendments", "/resolutions/R-1/amendments?on=1&on=6&show=all", "/amendments/A-1", "/amendments/A-9", "/amendments/A-12", "/programs", "/programs/P-1", "/programs/P-2/import", "/tasks/T-12", "/trace/R-1 §3.2.đ")]
    [InlineData(People.Secretary, "en-GB", "phone", "/people", "/people?q=da nang", "/people/DNG-01", "/people/organisations/DNG", "/sessions/S-14/door", "/sessions/S-14/attendance", "/sessions/S-14/decisions/new", "/comments/triage", "/comments/queue?session=S-14", "/comments/queue?show=published", "/comments/figures", "/sessions/S-14/comments/summary?with=C-292", "/sessions/S-14/comments/log", "/resolutions/R-1", "/resolutions/R-1/signature", "/resolutions/R-1/amendments", "/amendments/A-3", "/amendments/A-9", "/amendments/A-13", "/programs/P-1", "/tasks/T-12", "/trace/T-12")]
    [InlineData(People.Secretary, "vi-VN", "dark", "/people", "/people/DNG-01", "/resolutions/R-1/amendments", "/amendments/A-1", "/amendments/A-10")]
    [InlineData(People.DaNang, "en-GB", "dark", "/resolutions/R-1/amendments", "/resolutions/R-1/amend", "/amendments/A-4")]
    [InlineData(People.DaNang, "vi-VN", "phone", "/", "/agenda", "/sessions", "/sessions/decisions", "/sessions/S-11/decisions/D-4", "/sessions/S-13", "/comments/mine", "/resolutions/R-1/amendments", "/resolutions/R-1/amend", "/resolutions/R-1/amend?to=A-6", "/amendments/A-1", "/amendments/A-11", "/trace/C-17", "/trace/nothing")]
    [InlineData(People.DakLak, "en-GB", "laptop", "/", "/sessions/S-07", "/comments/mine", "/resolutions", "/resolutions/R-1/amendments", "/resolutions/R-1/amend", "/amendments/A-6", "/amendments/A-8", "/trace/A-8", "/trace/S-07")]
    [InlineData(People.FocalPoint, "vi-VN", "laptop", "/", "/programs", "/programs/P-1", "/tasks/T-12")]
    [InlineData(People.Observer, "vi-VN", "phone", "/", "/agenda", "/sessions/S-13", "/sessions/S-14/screen", "/sessions/S-14/comments/log", "/nowhere")]
    public async Task Every_page_of_a_role_is_accessible_and_fits_its_screen(string badge, string language, string screen, params string[] pages)
    {
        var page = await browser.SitsDown(app, badge, language, screen == "phone" ? Browser.Phone : Browser.Laptop);
        if (screen == "dark") await page.Context.AddCookiesAsync([new Cookie { Name = "theme", Value = "dark", Url = app.Address.ToString() }]);
        var errors = new List<string>();
        page.PageError += (_, error) => errors.Add(error);
        foreach (var url in pages)
        {
            await page.GotoAsync(url);
            await Browser.AssertAccessible(page);
            Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), $"{url} scrolls sideways on a {screen}");
            Assert.Equal(1, await page.Locator("h1").CountAsync());
            await Browser.Screenshot(page, $"{badge}-{screen}{url.Replace('/', '-').Replace(" ", "", StringComparison.Ordinal).Replace('?', '-').Replace('=', '-').Replace('&', '-')}");
        }
        Assert.Empty(errors);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_way_in_is_accessible_in_the_dark_too()
    {
        var context = await browser.Person(baseUrl: app.Address.ToString());
        await context.AddCookiesAsync([new Cookie { Name = "theme", Value = "dark", Url = app.Address.ToString() }]);
        var page = await context.NewPageAsync();
        foreach (var url in new[] { "/", "/sign-in", "/nowhere" })
        {
            await page.GotoAsync(url);
            await Browser.AssertAccessible(page);
            await Browser.Screenshot(page, "dark" + url.Replace('/', '-'));
        }
        await context.CloseAsync();
    }
}
