using Conference.Tests;
using static Microsoft.Playwright.Assertions;

namespace Conference.BrowserTests;

/// <summary>A name is put right by the secretariat, and read in two languages by a hall that hears one frame.</summary>
public sealed class NamesJourney(Browser browser, ConferenceApp app) : IClassFixture<Browser>, IClassFixture<ConferenceApp>
{
    [Fact]
    public async Task A_corrected_title_signs_the_next_comment_which_each_reads_in_their_language_and_an_anonymous_one_names_nobody_in_either()
    {
        var secretary = await browser.SitsDown(app, People.Secretary);
        await secretary.Locator("header .menu summary").First.ClickAsync();
        await secretary.Link("List of participants").First.ClickAsync();
        await secretary.GetByLabel("Search").FillAsync("nguyen thu ha");
        await secretary.Button("Filter").ClickAsync();
        await secretary.Link("Nguyễn Thu Hà").ClickAsync();
        await secretary.GetByLabel("Position in English").FillAsync("Director of External Relations");
        await secretary.Button("Save").ClickAsync();
        await Expect(secretary.Locator(".page-notice")).ToContainTextAsync("Nguyễn Thu Hà is saved.");
        await Expect(secretary.Locator("#DNG-01")).ToContainTextAsync("Director of External Relations");
        await Expect(secretary.GetByLabel("Search")).ToHaveValueAsync("nguyen thu ha");

        var (author, inEnglish, inVietnamese) = (await TakesASeat(People.DaNang), await TakesASeat(People.DakLak), await TakesASeat("HNI-01", "vi-VN"));
        await author.Says("One contact point for the agreements of localities.");
        await Expect(Signed(inEnglish, "One contact point")).ToHaveTextAsync("Director of External Relations, Da Nang");
        await Expect(Signed(inVietnamese, "One contact point")).ToHaveTextAsync("Giám đốc Sở Ngoại vụ, Đà Nẵng");
        await inEnglish.ReloadAsync();
        await Expect(Signed(inEnglish, "One contact point")).ToHaveTextAsync("Director of External Relations, Da Nang");

        // The desk's own room hears the topic that names everybody.
        await secretary.GotoAsync("/sessions/S-13/comments");
        await secretary.GetByLabel("The desk alone; each author reads their own").CheckAsync();
        await secretary.GetByLabel("May stay anonymous to the room, never to the desk").CheckAsync();
        await secretary.Button("Save the settings").ClickAsync();
        await Expect(secretary.Locator(".page-notice")).ToBeVisibleAsync();
        var desk = await TakesASeat(People.SecondSecretary);
        await author.ReloadAsync();
        await author.GetByLabel("Hide my name from the room").CheckAsync();
        await author.Says("Nobody needs to know who said this.");
        await Expect(Item(desk, "Nobody needs to know").Locator("[data-slot=author]")).ToHaveTextAsync("Anonymous");
        await Expect(Signed(desk, "Nobody needs to know")).ToHaveCountAsync(0);
        await secretary.GotoAsync("/comments/queue?session=S-13&show=published");
        await Expect(secretary.Locator(".queue-line", new() { HasText = "Nobody needs to know" })).ToContainTextAsync("Nguyễn Thu Hà, Da Nang");
        foreach (var page in new[] { secretary, author, inEnglish, inVietnamese, desk }) await page.Context.CloseAsync();
    }

    private async Task<IPage> TakesASeat(string badge, string language = "en-GB")
    {
        var page = await browser.SitsDown(app, badge, language);
        await page.GotoAsync("/sessions/S-13");
        await Expect(page.Locator("[data-comments]")).ToHaveAttributeAsync("data-live", "live");
        return page;
    }

    private static ILocator Item(IPage room, string text) => room.Locator("[data-list] > li", new() { HasText = text });

    private static ILocator Signed(IPage room, string text) => Item(room, text).Locator("[data-slot=organisation]");
}
