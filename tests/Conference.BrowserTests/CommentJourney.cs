using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Conference.Tests;
using static Microsoft.Playwright.Assertions;

namespace Conference.BrowserTests;

/// <summary>Live comments as a hall has them: moderated, with the network gone for some, several tabs, and laptops that change hands.</summary>
public sealed partial class CommentJourney(Browser browser, ConferenceApp app) : IClassFixture<Browser>, IClassFixture<ConferenceApp>
{
    private const string HaNoi = "HNI-01", HoChiMinh = "HCM-01", Hue = "HUE-01";
    private const string OnThisLaptop = "On this laptop, goes out by itself", Waits = "Received, waits for approval", Published = "Published, under review";

    [Fact]
    public async Task Five_delegates_a_moderator_and_the_big_screen_end_with_equal_screens_though_two_lost_the_network()
    {
        var moderator = await browser.SitsDown(app, People.Secretary);
        await moderator.GotoAsync("/sessions/S-14/comments");
        await moderator.GetByLabel("After approval: a moderator reads it first").CheckAsync();
        await moderator.GetByLabel("May stay anonymous to the room, never to the desk").CheckAsync();
        await moderator.Button("Save the settings").ClickAsync();
        await Expect(moderator.Locator(".page-notice")).ToBeVisibleAsync();

        var screen = await browser.SitsDown(app, People.Observer, "vi-VN");
        await screen.GotoAsync("/sessions/S-14/screen");
        var daNang = await TakesASeat(People.DaNang);
        var dakLak = await TakesASeat(People.DakLak, screen: Browser.Phone);
        var haNoi = await TakesASeat(HaNoi, "vi-VN");
        var hoChiMinh = await TakesASeat(HoChiMinh);
        var hue = await JoinsFromTheScreen(screen, Hue);
        IPage[] room = [daNang, dakLak, haNoi, hoChiMinh, hue];

        // What is sent waits, and only its author sees it.
        await daNang.Says("One contact point for the agreements of localities.", "Recommendation");
        await hoChiMinh.Says("Who answers when two ministries disagree?", "Question");
        await hue.GetByLabel("Hide my name from the room").CheckAsync();
        await hue.Says("Heritage cities need their own budget line.");
        foreach (var author in new[] { daNang, hoChiMinh, hue }) await Expect(Own(author).First).ToContainTextAsync(Waits);
        await Expect(dakLak.Locator("[data-list]")).Not.ToContainTextAsync("contact point");
        await moderator.GotoAsync("/comments/queue?session=S-14");
        await Look(moderator, "21-queue");
        foreach (var text in new[] { "One contact point", "Who answers when", "Heritage cities" }) await Approves(moderator, text);
        foreach (var reader in room) await Expect(reader.Locator("[data-list]")).ToContainTextAsync("Heritage cities need their own budget line.");
        await Expect(Own(daNang).First).ToContainTextAsync(Published);
        await Expect(Item(dakLak, "Heritage cities").Locator("[data-slot=author]")).ToHaveTextAsync("Anonymous");
        await Expect(Item(hue, "Heritage cities")).ToContainTextAsync("anonymous to the room");

        // Others stand behind it, and answer.
        foreach (var reader in new[] { dakLak, hoChiMinh }) await Item(reader, "One contact point").Locator("[data-slot=endorse]").ClickAsync();
        await BackUp(dakLak, hoChiMinh);
        await Expect(Item(hue, "One contact point").Locator("[data-slot=endorsements]")).ToHaveTextAsync("2");
        await Expect(Own(daNang).First).ToContainTextAsync("2 endorse it");
        await Item(haNoi, "Who answers when").Locator("[data-slot=answer]").ClickAsync();
        await Look(haNoi, "22-room-reply");
        await haNoi.GetByLabel("Ý kiến của bạn").FillAsync("Văn phòng Chính phủ quyết định.");
        await haNoi.GetByLabel("Ý kiến của bạn").PressAsync("Control+Enter");
        await Approves(moderator, "Văn phòng Chính phủ quyết định.");
        await Expect(Item(dakLak, "Văn phòng Chính phủ").Locator("[data-slot=reply]")).ToContainTextAsync("Who answers when two ministries disagree?");

        // The network goes for two. They write on, one even closes the tab; the session goes on without them.
        foreach (var lost in new[] { dakLak, hoChiMinh }) await lost.Context.SetOfflineAsync(true);
        await dakLak.Says("Written without a network, first.");
        await dakLak.Says("Written without a network, second.");
        await dakLak.GetByLabel("Your comment").FillAsync("Half a thought");
        await hoChiMinh.Says("Written before the lid was closed.");
        await Expect(dakLak.Locator("[data-unsent] li")).ToHaveTextAsync([LaptopThen("first."), LaptopThen("second.")]);
        await Expect(dakLak.Locator("[data-offline]")).ToBeVisibleAsync();
        await Look(dakLak, "23-room-offline-phone");
        var closed = hoChiMinh.Context;
        await hoChiMinh.CloseAsync();
        await daNang.Says("Said while two were away.");
        await hue.Says("This one has nothing to do with the session.");
        await Approves(moderator, "Said while two were away.");
        await Declines(moderator, "This one has nothing to do");
        await Expect(Own(hue).First).ToContainTextAsync("Declined, because: ");
        await moderator.GotoAsync("/comments/queue?session=S-14&show=published");
        await InQueue(moderator, "One contact point").Locator("[data-key=b] button").ClickAsync();
        await Expect(screen.Locator("blockquote")).ToHaveTextAsync("One contact point for the agreements of localities.");
        await moderator.GotoAsync("/comments/queue?session=S-14");

        // It comes back: everything goes out by itself, once, in the order it was written.
        await dakLak.Context.SetOfflineAsync(false);
        await closed.SetOfflineAsync(false);
        hoChiMinh = room[3] = await closed.NewPageAsync();
        await hoChiMinh.GotoAsync("/sessions/S-14");
        foreach (var back in new[] { dakLak, hoChiMinh }) await Expect(back.Locator("[data-unsent]")).ToBeHiddenAsync(new() { Timeout = 30_000 });
        await Expect(dakLak.Locator("[data-offline]")).ToBeHiddenAsync();
        await Expect(dakLak.GetByLabel("Your comment")).ToHaveValueAsync("Half a thought");
        foreach (var text in new[] { "Written without a network, second.", "Written without a network, first.", "Written before the lid was closed." }) await Approves(moderator, text);

        // Second thoughts: one is corrected, one withdrawn.
        await Item(dakLak, "network, second.").Locator("[data-slot=change]").ClickAsync();
        await Look(dakLak, "24-correct-phone");
        await dakLak.GetByLabel("The text as it should read").FillAsync("Written without a network, second and better.");
        await dakLak.Button("Save the correction").ClickAsync();
        await Expect(Item(dakLak, "second and better.")).ToContainTextAsync(Waits);
        await Expect(daNang.Locator("[data-list]")).Not.ToContainTextAsync("network, second.");
        await Approves(moderator, "second and better.");
        await Item(hoChiMinh, "before the lid").Locator("[data-slot=change]").ClickAsync();
        await hoChiMinh.Button("Withdraw the comment").ClickAsync();
        await Expect(Item(hoChiMinh, "before the lid")).ToContainTextAsync("Withdrawn");

        // Equal screens: in every room, for who comes only now, and on the moderator's list.
        var late = await TakesASeat("NAN-01");
        await moderator.GotoAsync("/comments/queue?session=S-14&show=published");
        var expected = await Standing(late);
        await BackUp(room);
        foreach (var reader in room)
        {
            await Expect(reader.Locator("#comments [data-total]")).ToHaveTextAsync(await late.Locator("#comments [data-total]").InnerTextAsync());
            await Expect(reader.Locator("[data-list]")).ToContainTextAsync("second and better.");
            await Expect(Item(reader, "before the lid").And(reader.Locator("[data-standing=published]"))).ToHaveCountAsync(0);
            Assert.Equal(expected, await Standing(reader));
        }
        Assert.Equal(expected.Select(line => line.Split(' ')[0]).Order(), (await moderator.Locator("[data-list] article").EvaluateAllAsync<string[]>("rows => rows.map(r => r.id)")).Order());
        Assert.Equal(["Written without a network, first.", "Written without a network, second and better."], expected.Reverse().Where(l => l.Contains("without a network", StringComparison.Ordinal)).Select(l => l[(l.IndexOf(' ', StringComparison.Ordinal) + 1)..]));
        await Expect(screen.Locator("blockquote")).ToHaveTextAsync("One contact point for the agreements of localities.");
        Assert.Equal(expected.Distinct(), expected);

        foreach (var (reader, name) in new[] { (daNang, "25-room"), (dakLak, "26-room-phone"), (haNoi, "27-room-vi") })
        {
            await reader.Locator("#comments").EvaluateAsync("heading => heading.scrollIntoView()");
            await Look(reader, name);
        }
        await Look(screen, "28-big-screen");
        await daNang.GotoAsync("/comments/mine");
        await Look(daNang, "29-mine");
        await dakLak.GotoAsync("/comments/mine");
        await dakLak.Locator("a", new() { HasTextRegex = EarlierTexts() }).First.ClickAsync();
        await Expect(dakLak.Locator(".history")).ToContainTextAsync("Written without a network, second.");
        await Look(dakLak, "30-comment-phone");
        foreach (var page in room.Append(moderator).Append(screen).Append(late)) await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Two_tabs_of_one_person_send_each_comment_once_and_in_the_order_it_was_written()
    {
        var one = await TakesASeat(People.DaNang, session: "S-13");
        var two = await one.Context.NewPageAsync();
        await two.GotoAsync("/sessions/S-13");
        await Expect(two.Locator("[data-comments]")).ToHaveAttributeAsync("data-live", "live");
        await one.Context.SetOfflineAsync(true);
        string[] said = ["tab one, 1", "tab two, 2", "tab one, 3", "tab two, 4"];
        for (var i = 0; i < said.Length; i++) await (i % 2 == 0 ? one : two).Says(said[i]);
        foreach (var tab in new[] { one, two }) await Expect(tab.Locator("[data-unsent] li")).ToHaveCountAsync(4);
        await one.Context.SetOfflineAsync(false);
        foreach (var tab in new[] { one, two })
        {
            await Expect(tab.Locator("[data-unsent]")).ToBeHiddenAsync(new() { Timeout = 30_000 });
            await Expect(tab.Locator("[data-list]")).ToContainTextAsync("tab two, 4");
            Assert.Equal(said, (await tab.Comments()).Reverse().Where(c => c.Contains("tab ", StringComparison.Ordinal)).Select(c => c[(c.IndexOf(' ', StringComparison.Ordinal) + 1)..]));
            await Expect(Own(tab)).ToHaveCountAsync(4);
        }
        await one.Context.CloseAsync();
    }

    [Fact]
    public async Task Who_signs_in_on_the_same_laptop_neither_sees_nor_sends_what_the_first_one_left_there()
    {
        const string left = "Left on the laptop by Da Nang.";
        var laptop = await TakesASeat(People.DaNang, session: "S-13");
        await laptop.Context.SetOfflineAsync(true);
        await laptop.Says(left);
        await laptop.GetByLabel("Your comment").FillAsync("A draft of Da Nang.");
        await Expect(laptop.Locator("[data-status]")).ToHaveTextAsync("Draft kept on this laptop");
        var context = laptop.Context;
        await laptop.CloseAsync();
        await context.ClearCookiesAsync(new() { Name = "conference" });
        await context.SetOfflineAsync(false);

        laptop = await context.NewPageAsync();
        await laptop.GotoAsync("/sessions/S-13");
        await SignsIn(laptop, People.DakLak);
        await Expect(laptop.Locator("[data-comments]")).ToHaveAttributeAsync("data-live", "live");
        await laptop.Says("Said by Dak Lak.");
        await Expect(Own(laptop)).ToHaveCountAsync(1);
        await Expect(laptop.GetByLabel("Your comment")).ToHaveValueAsync("");
        await Expect(laptop.Locator("main")).Not.ToContainTextAsync(left);

        // The first one's badge, while the second one's page is still open: that page becomes the first one's.
        await context.ClearCookiesAsync(new() { Name = "conference" });
        var other = await context.NewPageAsync();
        await other.GotoAsync("/sessions/S-13");
        await SignsIn(other, People.DaNang);
        await Expect(Item(other, left)).ToHaveCountAsync(1);
        await Expect(Item(other, left).Locator("[data-slot=author]")).ToHaveTextAsync("Nguyễn Thu Hà");
        await Expect(other.GetByLabel("Your comment")).ToHaveValueAsync("A draft of Da Nang.");
        Assert.Single((await other.Comments()), c => c.Contains(left, StringComparison.Ordinal));
        await context.CloseAsync();
    }

    [Fact]
    public async Task What_the_session_no_longer_takes_comes_back_into_the_form_with_the_reason()
    {
        var moderator = await browser.SitsDown(app, People.Organiser);
        var author = await TakesASeat(HaNoi, "en-GB", session: "S-13");
        await author.Context.SetOfflineAsync(true);
        await author.Says("Sent too late.");
        await Intake(moderator, "Paused: nothing is taken in for the moment");
        await author.Context.SetOfflineAsync(false);

        await Expect(author.Locator("[data-problem]")).ToContainTextAsync("takes no comments for the moment", new() { Timeout = 30_000 });
        await Expect(author.GetByLabel("Your comment")).ToHaveValueAsync("Sent too late.");
        await Expect(author.Locator("[data-notice]")).ToContainTextAsync("it can be sent when the intake goes on");
        await Expect(author.Button("Send comment")).ToBeDisabledAsync();
        await Look(author, "31-intake-paused");
        await Intake(moderator, "Open while the session is open");
        await Expect(author.Button("Send comment")).ToBeEnabledAsync();
        await author.Button("Send comment").ClickAsync();
        await Expect(Own(author).First).ToContainTextAsync(Published);
        await author.Context.CloseAsync();
        await moderator.Context.CloseAsync();
    }

    [Fact]
    public async Task A_long_session_is_read_without_jumping_found_by_words_and_entered_at_any_code()
    {
        using var speaker = await app.Api(badge: Hue);
        async Task<string> Said(string text)
        {
            var answer = await speaker.PostAsJsonAsync("/api/v1/comments", new { id = Guid.CreateVersion7(), session = "S-13", kind = "comment", text });
            return (await answer.Content.ReadFromJsonAsync<System.Text.Json.JsonElement>()).GetProperty("code").GetString()!;
        }
        var codes = new List<string>();
        for (var i = 1; i <= 400; i++) codes.Add(await Said($"Long session, comment {i}. Tôi đề nghị lập đầu mối {i}."));
        var reader = await TakesASeat(People.DakLak, session: "S-13");
        var items = reader.Locator("[data-list] > li");
        await Expect(items).ToHaveCountAsync(50);

        // Down to the very first one: the page never holds more than a part.
        await reader.EvaluateAsync("async last => { const most = []; while (!document.getElementById(last)) { scrollBy(0, 900); await new Promise(requestAnimationFrame); most.push(document.querySelectorAll('[data-list] > li').length); } window.most = Math.max(...most); }", codes[0]);
        Assert.InRange(await reader.EvaluateAsync<int>("() => window.most"), 100, 300);

        // What comes meanwhile is told, and nothing moves.
        await reader.Locator($"#{codes[0]}").ScrollIntoViewIfNeededAsync();
        var place = await reader.EvaluateAsync<float>("code => document.getElementById(code).getBoundingClientRect().top", codes[0]);
        for (var i = 1; i <= 3; i++) await Said($"News {i}");
        await Expect(reader.Locator("[data-news]")).ToContainTextAsync("3 new comments");
        Assert.InRange(await reader.EvaluateAsync<float>("code => document.getElementById(code).getBoundingClientRect().top", codes[0]), place - 1, place + 1);
        await Look(reader, "32-new-comments");
        await reader.Locator("[data-news] button").ClickAsync();
        await Expect(items.First).ToContainTextAsync("News 3");
        await Expect(reader.Locator("[data-news]")).ToBeHiddenAsync();

        // Words with or without diacritics, over the whole session; the address keeps what is looked for.
        await reader.Locator(".filters > summary").ClickAsync();
        await reader.GetByLabel("Search").FillAsync("dau moi 123");
        await Expect(items).ToHaveCountAsync(1);
        await Expect(items.First).ToContainTextAsync("comment 123.");
        await Expect(reader).ToHaveURLAsync(new Regex("q=dau"));
        await Look(reader, "33-found");
        await reader.ReloadAsync();
        await Expect(items).ToHaveCountAsync(1);

        // Any code, as someone passed it on.
        await reader.GotoAsync("about:blank");
        await reader.GotoAsync($"/sessions/S-13#{codes[99]}");
        await Expect(reader.Locator($"#{codes[99]}")).ToBeInViewportAsync();
        await Expect(reader.Locator($"#{codes[99]}")).ToContainTextAsync("comment 100.");
        await reader.EvaluateAsync("async newest => { while (!document.getElementById(newest)) { scrollBy(0, -900); await new Promise(requestAnimationFrame); } }", codes[399]);
        await reader.Context.CloseAsync();

        // The same without a script.
        var plain = await browser.Person("en-GB", baseUrl: app.Address.ToString(), javaScript: false);
        await plain.AddCookiesAsync([new Cookie { Name = "language", Value = Uri.EscapeDataString("c=en-GB|uic=en-GB"), Url = app.Address.ToString() }]);
        var page = await plain.NewPageAsync();
        await page.GotoAsync("/sessions/S-13");
        await SignsIn(page, People.DaNang);
        await Expect(page).ToHaveURLAsync(new Regex("/sessions/S-13$"));
        await page.Locator(".filters > summary").ClickAsync();
        await page.GetByLabel("Search").FillAsync("\"đầu mối 379\"");
        await page.Button("Filter").ClickAsync();
        await Expect(page.Locator("[data-list] > li")).ToHaveCountAsync(1);
        await page.RunAndWaitForResponseAsync(() => page.Locator("[data-slot=endorse]").First.ClickAsync(), answer => answer.Request.Method == "POST");
        await page.GotoAsync("/sessions/S-13?endorsed=true");
        await Expect(page.Locator("[data-list] > li")).ToHaveCountAsync(1);
        await Expect(page.Locator("[data-slot=endorse][aria-pressed=true]")).ToHaveCountAsync(1);
        await page.GotoAsync("/sessions/S-13");
        await page.Link("Older comments").ClickAsync();
        await Expect(page.Locator("[data-list] > li")).ToHaveCountAsync(50);
        await Expect(page.Link("Newer comments")).ToBeVisibleAsync();
        await plain.CloseAsync();
    }

    private async Task<IPage> TakesASeat(string badge, string language = "en-GB", ViewportSize? screen = null, string session = "S-14")
    {
        var page = await browser.SitsDown(app, badge, language, screen);
        await page.GotoAsync($"/sessions/{session}");
        await Expect(page.Locator("[data-comments]")).ToHaveAttributeAsync("data-live", "live");
        return page;
    }

    /// <summary>Scans the code of the big screen with a phone nobody is signed in on, types the badge's code, and is in the room.</summary>
    private async Task<IPage> JoinsFromTheScreen(IPage screen, string badge)
    {
        var context = await browser.Person("en-GB", Browser.Phone, app.Address.ToString());
        await context.AddCookiesAsync([new Cookie { Name = "language", Value = Uri.EscapeDataString("c=en-GB|uic=en-GB"), Url = app.Address.ToString() }]);
        var phone = await context.NewPageAsync();
        var address = (await screen.Locator(".screen-address").InnerTextAsync()).Trim();
        Assert.EndsWith("/sessions/S-14", address, StringComparison.Ordinal);
        await phone.GotoAsync("/sessions/S-14");
        await Look(phone, "20-joining-phone");
        await SignsIn(phone, badge);
        await Expect(phone).ToHaveURLAsync(new Regex("/sessions/S-14$"));
        await Expect(phone.Locator("[data-comments]")).ToHaveAttributeAsync("data-live", "live");
        return phone;
    }

    private static async Task SignsIn(IPage page, string badge)
    {
        await page.Locator("input[name=BadgeCode]").FillAsync(ConferenceApp.BadgeCode(badge));
        await page.Locator("form:has(input[name=BadgeCode]) button.btn-primary").ClickAsync();
    }

    private static async Task Approves(IPage moderator, string text)
    {
        await InQueue(moderator, text).Locator("form[data-key=a] button").ClickAsync();
        await Expect(InQueue(moderator, text)).ToHaveCountAsync(0);
    }

    private static async Task Declines(IPage moderator, string text)
    {
        var row = InQueue(moderator, text);
        await row.Locator("details[data-key=d] > summary").ClickAsync();
        await row.Locator("details[data-key=d] button").ClickAsync();
        await Expect(row).ToHaveCountAsync(0);
    }

    /// <summary>To the newest: who has scrolled down is only told of what comes.</summary>
    private static async Task BackUp(params IPage[] rooms)
    {
        foreach (var room in rooms) await room.EvaluateAsync("() => scrollTo(0, 0)");
    }

    private static async Task Intake(IPage moderator, string how)
    {
        await moderator.GotoAsync("/sessions/S-13/comments");
        await moderator.GetByLabel(how).CheckAsync();
        await moderator.Button("Save the settings").ClickAsync();
        await Expect(moderator.Locator(".page-notice")).ToBeVisibleAsync();
    }

    // By its own text: a row also shows those that say something like it.
    private static ILocator InQueue(IPage moderator, string text) => moderator.Locator("[data-list] article", new() { Has = moderator.Locator(".said", new() { HasText = text }) });

    private static ILocator Item(IPage room, string text) => room.Locator("[data-list] > li", new() { HasText = text });

    private static ILocator Own(IPage room) => room.Locator("[data-list] > li:has(.is-mine)");

    /// <summary>What everyone can read on this screen, newest first.</summary>
    private static async Task<string[]> Standing(IPage room) => [.. await room.Locator("[data-list] > li[data-standing=published]").EvaluateAllAsync<string[]>(
        "items => items.map(i => i.querySelector('[data-slot=code]').textContent.trim() + ' ' + i.querySelector('[data-slot=text]').textContent.trim())")];

    private static Regex LaptopThen(string end) => new($"{Regex.Escape(end)}[\\s\\S]*{OnThisLaptop}");

    private static async Task Look(IPage page, string name)
    {
        await Browser.AssertAccessible(page);
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), $"{page.Url} scrolls sideways");
        await Browser.Screenshot(page, name);
    }

    [GeneratedRegex("Earlier texts")]
    private static partial Regex EarlierTexts();
}
