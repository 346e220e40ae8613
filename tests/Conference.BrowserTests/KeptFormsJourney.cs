using Conference.Tests;
using static Microsoft.Playwright.Assertions;

namespace Conference.BrowserTests;

/// <summary>What is typed into the forms of the secretariat outlives a reload, a lost connection and somebody else's save, until it has arrived.</summary>
public sealed class KeptFormsJourney(Browser browser, ConferenceApp app) : IClassFixture<Browser>, IClassFixture<ConferenceApp>
{
    [Fact]
    public async Task A_summary_an_adoption_and_a_corrigendum_are_kept_on_the_laptop_until_they_have_arrived()
    {
        var page = await browser.SitsDown(app, People.Secretary);
        await TheSummary(page);
        await TheAdoption(page);
        await TheCorrigendum(page);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_corrected_name_is_kept_on_the_laptop_while_the_line_is_cut()
    {
        var page = await browser.SitsDown(app, People.Secretary);
        await page.GotoAsync("/people/DNG-01");
        await page.Locator("[name='Input.TitleEn']").FillAsync("Director of External Affairs, Da Nang");
        await IsCutOff(page, () => page.Keyboard.PressAsync("Enter"));
        await page.GotoAsync("/people/DNG-01");
        await IsBack(page);
        await Expect(page.Locator("[name='Input.TitleEn']")).ToHaveValueAsync("Director of External Affairs, Da Nang");
        await Browser.AssertAccessible(page);
        await page.Locator("[name='Input.TitleEn']").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await HasArrived(page, "is saved");
        await page.GotoAsync("/people/DNG-01");
        await NothingIsKept(page);
        await Expect(page.Locator("[name='Input.TitleEn']")).ToHaveValueAsync("Director of External Affairs, Da Nang");
        await page.Context.CloseAsync();
    }

    private async Task TheSummary(IPage page)
    {
        const string Summary = "/sessions/S-14/comments/summary";
        await page.GotoAsync(Summary);
        await page.Locator("#Text").FillAsync("The delegations asked for one point of contact (C-292).");
        await page.GotoAsync(Summary + "?with=C-294");
        await IsBack(page);
        var text = await page.Locator("#Text").InputValueAsync();
        Assert.StartsWith("The delegations asked for one point of contact (C-292).\n– ", text, StringComparison.Ordinal);
        Assert.EndsWith("(C-294)", text, StringComparison.Ordinal);

        await IsCutOff(page, () => page.Button("Save the summary").ClickAsync());
        await page.GotoAsync(Summary);
        await Expect(page.Locator("#Text")).ToHaveValueAsync(text);

        // Somebody else is quicker: what the server compares both with stands in the form, and the next save brings them together.
        var other = await browser.SitsDown(app, People.SecondSecretary);
        await other.GotoAsync(Summary);
        await other.Locator("#Text").FillAsync("Written meanwhile.");
        await other.Button("Save the summary").ClickAsync();
        await other.Context.CloseAsync();
        await page.Button("Save the summary").ClickAsync();
        await Expect(page.Locator(".version.is-theirs")).ToContainTextAsync("Written meanwhile.");
        await Expect(page.Locator("#Text")).ToHaveValueAsync(text);
        await page.Button("Save the summary").ClickAsync();
        await HasArrived(page, "");
        await page.GotoAsync(Summary);
        await Expect(page.Locator("#Text")).ToHaveValueAsync(text);
        await NothingIsKept(page);
    }

    private static async Task TheAdoption(IPage page)
    {
        const string Adopt = "/resolutions/R-1/adopt";
        await page.GotoAsync(Adopt);
        await page.Locator("label.kind:has(input[value=Vote])").ClickAsync();
        await page.Locator("#for").FillAsync("187");
        await page.Locator("#against").FillAsync("2");
        await page.Locator("#abstentions").FillAsync("12");
        await page.Locator("#session").FillAsync("S-14");
        await page.Locator("#reservations").FillAsync("One delegation reserved its position on §3.2.");
        await page.Locator("#confirm").FillAsync("R-1");
        await page.ReloadAsync();
        await IsBack(page);
        await Expect(page.Locator("input[name=Basis][value=Vote]")).ToBeCheckedAsync();
        await Expect(page.Locator("#for")).ToHaveValueAsync("187");
        await Expect(page.Locator("#reservations")).ToHaveValueAsync("One delegation reserved its position on §3.2.");
        // A confirmation is given anew.
        await Expect(page.Locator("#confirm")).ToHaveValueAsync("");
        await page.Button("Discard it").ClickAsync();
        await Expect(page.Locator("#reservations")).ToHaveValueAsync("");
        await Expect(page.Locator("input[name=Basis][value=Consensus]")).ToBeCheckedAsync();
        await page.Locator("#reservations").FillAsync("None.");
        await page.Locator("#confirm").FillAsync("R-1");
        await page.Button("Adopt and seal").ClickAsync();
        await HasArrived(page, "is adopted as");
        await NothingIsKept(page);
    }

    private static async Task TheCorrigendum(IPage page)
    {
        const string New = "/resolutions/R-1/corrigenda/new";
        await page.GotoAsync(New);
        await page.Button("Correct this clause").ClickAsync();
        var first = await page.Locator("[name='Items[0].Id']").InputValueAsync();
        await page.Locator("[name='Items[0].Text']").FillAsync("Căn cứ đã được đọc lại;");
        await page.Button("Correct this clause").ClickAsync();
        await page.Locator("[name='Items[1].Text']").FillAsync("Điều khoản thứ hai, đọc lại.");
        await page.Locator("#reason").FillAsync("Lỗi đánh máy");

        // The page begins without any clause: what was typed brings its clauses back.
        await page.GotoAsync(New);
        await Expect(page.Locator("[name='Items[1].Text']")).ToHaveValueAsync("Điều khoản thứ hai, đọc lại.");
        await Expect(page.Locator("[name='Items[0].Text']")).ToHaveValueAsync("Căn cứ đã được đọc lại;");
        await Expect(page.Locator("[name='Items[0].Id']")).ToHaveValueAsync(first);
        await Expect(page.Locator("#reason")).ToHaveValueAsync("Lỗi đánh máy");
        await Browser.AssertAccessible(page);
        await Browser.Screenshot(page, "kept-corrigendum");
        await page.Button("Issue the corrigendum").ClickAsync();
        await HasArrived(page, "is issued");
        await page.GotoAsync(New);
        await Expect(page.Locator("[name='Items[0].Text']")).ToHaveCountAsync(0);
        await NothingIsKept(page);
    }

    /// <summary>What is sent does not leave the laptop: the line is back only after it was given up.</summary>
    private static async Task IsCutOff(IPage page, Func<Task> sends)
    {
        await page.Context.SetOfflineAsync(true);
        var given = new TaskCompletionSource();
        page.RequestFailed += (_, request) => { if (request.Method == "POST") given.TrySetResult(); };
        await sends();
        await given.Task.WaitAsync(TimeSpan.FromSeconds(20));
        await page.Context.SetOfflineAsync(false);
    }

    private static async Task IsBack(IPage page) => await Expect(page.GetByText("What you wrote here and had not saved is back.")).ToBeVisibleAsync();

    /// <summary>The page says so, and the laptop has heard it: whoever goes on before that is offered the text once more.</summary>
    private static async Task HasArrived(IPage page, string said)
    {
        await Expect(page.Locator(".page-notice .ok")).ToContainTextAsync(said);
        await page.WaitForFunctionAsync("() => !Object.keys(localStorage).some(key => key.startsWith('form '))");
    }

    private static async Task NothingIsKept(IPage page)
    {
        await Expect(page.GetByText("What you wrote here and had not saved is back.")).ToHaveCountAsync(0);
        Assert.Equal(0, await page.EvaluateAsync<int>("() => Object.keys(localStorage).filter(key => key.startsWith('form ')).length"));
    }
}
