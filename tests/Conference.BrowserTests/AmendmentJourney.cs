using System.Text.RegularExpressions;
using Conference.Resolutions;
using Conference.Tests;
using Microsoft.EntityFrameworkCore;
using static Microsoft.Playwright.Assertions;

namespace Conference.BrowserTests;

/// <summary>
/// Ten amendments by five delegations on one section: three collide, two are identical, one amends another and one arrives in the
/// middle. The secretariat merges them while the room follows, the conference adopts, and each amendment says what became of it.
/// </summary>
public sealed class AmendmentJourney(Browser browser, ConferenceApp app) : IClassFixture<Browser>, IClassFixture<ConferenceApp>
{
    private const string Draft = "/resolutions/R-1", Table = Draft + "/amendments", HaNoi = "HNI-01", SaiGon = "HCM-01", HaiPhong = "HPG-01";

    /// <summary>How many amendments the demonstration has, and how many of them wait for a decision.</summary>
    private const int Earlier = 14, Waiting = 7;

    [Fact]
    public async Task Ten_amendments_are_merged_before_the_room_and_traced_in_the_adopted_text()
    {
        var secretary = await browser.SitsDown(app, People.Secretary);
        await TheSecretariatSetsTheTime(secretary);
        await ADelegationWritesInTheText();
        await OthersPropose();
        var room = await browser.SitsDown(app, People.DakLak, screen: Browser.Phone);
        await room.GotoAsync(Table);
        await TheTableShowsWhatTheTextBecomes(secretary);
        await OneArrivesInTheMiddle(secretary);
        await TheSecretariatDecides(secretary, room);
        await TheConferenceAdoptsAndEachIsTraced(secretary, room);
        await room.Context.CloseAsync();
        await secretary.Context.CloseAsync();
    }

    private static async Task TheSecretariatSetsTheTime(IPage page)
    {
        await page.GotoAsync(Table);
        await page.Locator("summary", new() { HasText = "Time for amendments" }).ClickAsync();
        await page.Button("Set the time").ClickAsync();
        await Expect(page.Locator("#main")).ToContainTextAsync("Amendments until");
    }

    private async Task ADelegationWritesInTheText()
    {
        var page = await browser.SitsDown(app, People.DaNang);
        await page.GotoAsync("/resolutions");
        await page.Locator("a[href='/resolutions/R-1/amendments']").ClickAsync();
        await page.Link("Propose an amendment").ClickAsync();
        await Look(page, "01-draft-of-a-delegation");
        await page.Link("Amend R-1 §3.2.a").ClickAsync();
        await Expect(page.Locator("#reason")).ToBeVisibleAsync();
        var writing = page.Url;
        var text = await page.Locator("#text").InputValueAsync();
        await page.Locator("#text").FillAsync(text.Replace("Bộ Công Thương chủ trì", "Bộ Tài chính chủ trì", StringComparison.Ordinal));
        await page.Locator("#reason").FillAsync("Customs matters belong to the Ministry of Finance.");
        await NothingWrittenIsLost(page);
        await page.Button("See the difference").ClickAsync();
        await Expect(page.Locator("ins")).ToHaveTextAsync(["Tài chính"]);
        await Look(page, "02-difference");
        await page.Button("Send it to the secretariat").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Amendment A-15" })).ToBeVisibleAsync();
        await Look(page, "03-proposed");
        await page.GotoAsync(writing);
        await Expect(page.Locator("#reason")).ToHaveValueAsync("");
        await Expect(page.GetByText("What you wrote here and had not saved is back.")).ToHaveCountAsync(0);
        await Validate(1);
        await page.Context.CloseAsync();
    }

    private static async Task NothingWrittenIsLost(IPage page)
    {
        var (address, text) = (page.Url, await page.Locator("#text").InputValueAsync());
        await page.Context.SetOfflineAsync(true);
        await page.Button("Send it to the secretariat").ClickAsync();
        await Expect(page.Locator("#reason")).ToHaveCountAsync(0);
        await page.Context.SetOfflineAsync(false);
        await page.GotoAsync(address);
        await Expect(page.GetByText("What you wrote here and had not saved is back.")).ToBeVisibleAsync();
        await Expect(page.Locator("#text")).ToHaveValueAsync(text);
        await Expect(page.Locator("#reason")).ToHaveValueAsync("Customs matters belong to the Ministry of Finance.");
    }

    private async Task OthersPropose()
    {
        await Propose(2, People.DakLak, "§3.2.a", "Bộ Công Thương chủ trì", "Bộ Nông nghiệp chủ trì");
        await Propose(3, HaNoi, "§3.2.a", "Bộ Công Thương chủ trì", "Các bộ chủ trì");
        await Propose(4, SaiGon, "§3.2.b", "chất lượng cao", "chất lượng cao, công nghệ xanh");
        await Propose(5, HaiPhong, "§3.2.b", "chất lượng cao", "chất lượng cao, công nghệ xanh");
        await Propose(6, People.DaNang, "§3.2.e", "", "", "Delete");
        await Propose(7, People.DakLak, "§3.2.g", "", "Các địa phương báo cáo kết quả hai lần mỗi năm.", "Insert");
        await Propose(8, HaNoi, "to=A-21", "hai lần", "một lần");
        await Propose(9, SaiGon, "§3.2.d", "cảnh báo sớm", "chủ động cảnh báo sớm");
    }

    private static async Task TheTableShowsWhatTheTextBecomes(IPage page)
    {
        await page.GotoAsync(Table);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "To be decided: 16" })).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Collisions: 6" })).ToBeVisibleAsync();
        await Expect(page.Locator(".order a").First).ToHaveTextAsync("A-20");
        await Expect(page.Locator("[id='A-18']")).ToContainTextAsync("with A-19");
        await page.Locator("[id='A-15'] input[name=on]").CheckAsync();
        await Expect(page.Locator(".merge", new() { Has = page.Locator("[id='A-15']") }).Locator("[data-result] ins")).ToContainTextAsync("Tài chính");
        await Look(page, "04-merge-table");
    }

    private async Task OneArrivesInTheMiddle(IPage page)
    {
        await Propose(10, HaiPhong, "§3.2.đ", "đầu mối duy nhất", "đầu mối chung");
        await Expect(page.Locator("[data-arrived]")).ToContainTextAsync("New: A-24");
        await Expect(page.Locator("[id='A-15'] input[name=on]")).ToBeCheckedAsync();
        await Look(page, "05-one-arrives");
    }

    private static async Task TheSecretariatDecides(IPage page, IPage room)
    {
        Task Press(string name) => page.Button(name).ClickAsync();
        async Task Left(int count)
        {
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = $"To be decided: {Waiting + count}", Exact = true })).ToBeVisibleAsync();
            await Expect(room.GetByRole(AriaRole.Heading, new() { Name = $"To be decided: {Waiting + count}", Exact = true })).ToBeVisibleAsync();
        }
        await page.EvaluateAsync("() => { document.body.dataset.since = 'the first decision'; }");
        await Press("Accept A-20");
        await Left(9);
        await Press("Accept A-22");
        await Left(8);
        await Press("Accept A-21");
        await Left(7);
        await Press("Accept A-18");
        await Left(5);
        await Press("Do not accept A-16");
        await Left(4);
        await page.Locator("[data-key=undo]").ClickAsync();
        await Left(5);
        await Press("Do not accept A-16");
        await Left(4);
        await Press("Record as withdrawn: A-17");
        await Left(3);
        await Press("Accept A-23");
        await Left(2);
        await Press("Accept A-24");
        await Left(1);
        // Nine decisions and one taken back, and the page was never left.
        await Expect(page.Locator("body")).ToHaveAttributeAsync("data-since", "the first decision");
        await Expect(room.Button("Accept A-15")).ToHaveCountAsync(0);
        await Look(room, "06-room-on-a-phone");
        await page.Link("With changes… A-15").ClickAsync();
        var text = page.Locator("#text");
        await text.FillAsync((await text.InputValueAsync()).Replace("Bộ Tài chính chủ trì", "Bộ Tài chính cùng Bộ Công Thương chủ trì", StringComparison.Ordinal));
        await Look(page, "07-with-changes");
        await Press("Accept it in these words");
        await Left(0);
        await page.GotoAsync(Table + "?show=all");
        await Look(page, "08-decided");
    }

    private async Task TheConferenceAdoptsAndEachIsTraced(IPage page, IPage room)
    {
        await page.GotoAsync(Draft + "/adopt");
        await page.Locator("#number").FillAsync("01/NQ-HNNG32");
        await page.Locator("#confirm").FillAsync("R-1");
        await page.Button("Adopt and seal").ClickAsync();
        await Expect(page.Locator(".official-panel")).ToContainTextAsync("01/NQ-HNNG32");
        var adopted = await Adopted();
        foreach (var words in new[] { "Bộ Tài chính cùng Bộ Công Thương chủ trì", "chất lượng cao, công nghệ xanh", "Các địa phương báo cáo kết quả một lần mỗi năm.", "chủ động cảnh báo sớm", "đầu mối chung" })
            Assert.Contains(words, adopted, StringComparison.Ordinal);
        Assert.DoesNotContain("ưu tiên địa phương chưa có đối tác nước ngoài", adopted, StringComparison.Ordinal);
        string[] fates = ["Amendment accepted with changes", "Not accepted", "Amendment withdrawn", "Amendment accepted", "Amendment accepted", "Amendment accepted", "Amendment accepted", "Amendment accepted", "Amendment accepted", "Amendment accepted"];
        for (var i = 1; i <= 10; i++)
        {
            await room.GotoAsync($"/amendments/A-{Earlier + i}");
            await Expect(room.GetByRole(AriaRole.Complementary)).ToContainTextAsync(fates[i - 1]);
        }
        await page.GotoAsync("/amendments/A-15");
        await Look(page, "09-what-became-of-it");
        await page.GetByRole(AriaRole.Complementary).Locator("a.code").First.ClickAsync();
        await Expect(page.Locator(".clause.is-open")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Complementary)).ToContainTextAsync("A-15");
    }

    /// <param name="where">The citation of a clause, or the amendment that is amended.</param>
    private async Task Propose(int number, string badge, string where, string old, string now, string kind = "Change")
    {
        using var delegates = await app.SignedIn(badge, "vi-VN");
        var url = where.StartsWith("to=", StringComparison.Ordinal) ? $"{Draft}/amend?{where}" : $"{Draft}/amend?clause={await Clause(where)}&kind={kind}";
        var page = await delegates.Read(url);
        string Field(string pattern) => Regex.Match(page, pattern, RegexOptions.Singleline).Groups[1].Value.Trim('\r', '\n');
        var (vi, en) = (Field("id=\"text\"[^>]*>(.*?)</textarea>"), Field("id=\"text-en\"[^>]*>(.*?)</textarea>"));
        var answer = await delegates.Submit(url, url, ("Version", Field("name=\"Version\" value=\"(\\d+)\"")), ("Text", kind == "Insert" ? now : old.Length == 0 ? vi : vi.Replace(old, now, StringComparison.Ordinal)), ("TextEn", en), ("Seen", Field("name=\"Seen\" value=\"([^\"]+)\"")), ("Reason", "Để rõ trách nhiệm hơn."));
        Assert.Equal($"/amendments/A-{Earlier + number}", answer.Headers.Location?.ToString());
        await Validate(number);
    }

    private Task<Guid> Clause(string place) =>
        app.With<ResolutionsDb, Guid>(async db => (await db.Whole.AsNoTracking().SingleAsync(r => r.Number == 1)).Numbering.Cited($"R-1 {place}")!.Id);

    private Task<string> Adopted() => app.With<ResolutionsDb, string>(db => db.Adoptions.Select(a => a.Text).SingleAsync());

    private async Task Validate(int number)
    {
        using var secretary = await app.SignedIn(People.SecondSecretary);
        await secretary.Submit($"/amendments/A-{Earlier + number}", $"/amendments/A-{Earlier + number}?handler=Receive");
    }

    private static async Task Look(IPage page, string name)
    {
        await Browser.AssertAccessible(page);
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), $"{name} scrolls sideways");
        await Browser.Screenshot(page, "amendments-" + name);
    }
}
