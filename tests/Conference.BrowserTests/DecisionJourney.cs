using System.Text.RegularExpressions;
using Conference.Tests;
using static Microsoft.Playwright.Assertions;

namespace Conference.BrowserTests;

/// <summary>A chair, a clerk and three delegates decide: by consensus, from laptops, by roll-call, in secret.</summary>
public sealed class DecisionJourney(Browser browser, ConferenceApp app) : IClassFixture<Browser>, IClassFixture<ConferenceApp>
{
    private const string HaNoi = "HNI-01", Session = "/sessions/S-14", Cockpit = Session + "/cockpit";

    [Fact]
    public async Task A_session_decides_in_every_way_and_each_result_is_where_people_look_for_it()
    {
        var (chair, clerk, organiser) = (await browser.SitsDown(app, People.Chair), await browser.SitsDown(app, People.Secretary), await browser.SitsDown(app, People.Organiser));
        var daNang = await browser.SitsDown(app, People.DaNang);
        var dakLak = await browser.SitsDown(app, People.DakLak, "vi-VN", Browser.Phone);
        var haNoi = await browser.SitsDown(app, HaNoi);
        IPage[] hall = [daNang, dakLak, haNoi];
        await chair.GotoAsync(Cockpit);
        await clerk.GotoAsync(Cockpit);
        foreach (var laptop in hall)
        {
            await laptop.GotoAsync(Session);
            if (await laptop.Locator("form[action$='handler=Come']").CountAsync() > 0) await laptop.Locator("form[action$='handler=Come'] button").ClickAsync();
            await Expect(laptop.Locator(".presence.is-here")).ToBeVisibleAsync();
        }

        // Consensus in one action, with one reservation on record.
        await clerk.Locator("details[data-key=statements] > summary").ClickAsync();
        await clerk.GetByLabel("Delegation").SelectOptionAsync(new SelectOptionValue { Label = "Ha Noi" });
        await clerk.GetByLabel("In their words").FillAsync("The city reserves its position on the date.");
        await clerk.Button("Put on record").ClickAsync();
        await Expect(chair.Locator(".statements")).ToContainTextAsync("The city reserves its position on the date.");
        await Look(chair, "41-cockpit-decision");
        await Expect(daNang.Locator(".ballot h2")).ToHaveTextAsync("Publication of the unclassified part of the list of high-level agreements and commitments");
        await chair.Locator("body").PressAsync("c");
        await Expect(chair.Locator(".decided")).ToContainTextAsync("Adopted");
        foreach (var laptop in hall) await Expect(laptop.Locator(".ballot")).ToContainTextAsync(new Regex("by consensus|bằng đồng thuận"));
        await Look(daNang, "42-room-adopted");

        // A recorded vote from the laptops; one changes the ballot, one reloads, one has no network for a while.
        await Proposes("Biểu quyết từ máy", "A vote from the laptops", "D-6");
        await Opens("Recorded vote", "Simple majority: more for than against");
        foreach (var laptop in hall) await Expect(laptop.Locator("form[data-cast]")).ToBeVisibleAsync();
        await Look(dakLak, "43-ballot-phone");
        await daNang.Locator("[value=Against]").ClickAsync();
        await Expect(daNang.Locator("[data-recorded=Against]")).ToBeVisibleAsync();
        await daNang.Locator("[value=For]").FocusAsync();
        await daNang.Keyboard.PressAsync("Enter");
        await Expect(daNang.Locator("[data-recorded=For]")).ToHaveTextAsync(new Regex("Recorded for Da Nang: For"));
        await dakLak.Context.SetOfflineAsync(true);
        await dakLak.Locator("[value=For]").ClickAsync();
        await Expect(dakLak.Locator("[data-ballot-lost]")).ToContainTextAsync("Chưa ghi nhận");
        await Look(dakLak, "44-ballot-unsent-phone");
        await dakLak.Context.SetOfflineAsync(false);
        await Expect(dakLak.Locator("[data-recorded=For]")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await haNoi.Locator("[value=Abstain]").ClickAsync();
        await Expect(haNoi.Locator("[data-recorded=Abstain]")).ToBeVisibleAsync();
        await haNoi.ReloadAsync();
        await Expect(haNoi.Locator("[data-recorded=Abstain]")).ToBeVisibleAsync();
        await Expect(chair.Locator(".cast b")).ToHaveTextAsync("3");
        await Expect(Figures(chair)).ToHaveTextAsync(["2", "0", "1"]);
        await Look(chair, "45-cockpit-recorded");
        await chair.Locator("body").PressAsync("k");
        await Expect(chair.Locator(".decided")).ToContainTextAsync("Adopted");
        await Expect(Figures(chair)).ToHaveTextAsync(["2", "0", "1", "1"]);
        await daNang.GotoAsync(Session + "/decisions/D-6");
        await Expect(daNang.Locator(".who-voted")).ToContainTextAsync("Dak Lak");
        await Look(daNang, "46-decision");
        await daNang.GotoAsync(Session);

        // Three delegations alone: the roll is called by the clerk's keys, one answers from the laptop.
        await organiser.GotoAsync(Session + "/delegations");
        await organiser.GetByLabel("Only those that are ticked below").CheckAsync();
        await organiser.Locator("details:has-text('Localities') > summary").ClickAsync();
        foreach (var name in new[] { "Da Nang", "Dak Lak", "Ha Noi" }) await organiser.Locator($".delegation-choice label:has-text('{name}') input").First.CheckAsync();
        await Look(organiser, "49-delegations");
        await organiser.Button("Save").ClickAsync();
        await Expect(organiser.Locator(".page-notice")).ToContainTextAsync("3 delegations take part in S-14.");
        await Proposes("Gọi tên", "By roll-call", "D-7");
        await Opens("Roll-call vote", "Two thirds of all");
        var screen = await browser.SitsDown(app, People.Observer, "vi-VN");
        for (var i = 0; i < 3; i++)
        {
            var called = await chair.Locator(".called-name").InnerTextAsync();
            var laptop = called switch { "Da Nang" => daNang, "Dak Lak" => dakLak, _ => haNoi };
            await Expect(laptop.Locator("[data-roll=called]")).ToHaveTextAsync(new Regex("Your delegation is called|Đang gọi đoàn của bạn"));
            await screen.GotoAsync(Session + "/part/ScreenDecision");
            await Expect(screen.Locator(".sd-called")).ToHaveTextAsync(called switch { "Da Nang" => "Đà Nẵng", "Dak Lak" => "Đắk Lắk", _ => "Hà Nội" });
            if (i == 0) await Look(chair, "50-roll-call");
            if (i == 1) await laptop.Locator("form[data-cast] [value=For]").ClickAsync();
            else await clerk.Locator("body").PressAsync("1");
            if (i < 2) await Expect(chair.Locator(".called-name")).Not.ToHaveTextAsync(called);
        }
        await Expect(chair.GetByText("All have answered. Close the vote to announce the result.")).ToBeVisibleAsync();
        await chair.Locator("body").PressAsync("k");
        await Expect(Figures(chair)).ToHaveTextAsync(["3", "0", "0", "2"]);

        // In secret: each says only that it is recorded.
        await Proposes("Bỏ phiếu kín", "In secret", "D-8");
        await Opens("Secret ballot", "Absolute majority: more than half of all");
        foreach (var (laptop, choice) in hall.Zip(new[] { "Against", "For", "Against" }))
        {
            await laptop.Locator($"form[data-cast] [value={choice}]").CheckAsync();
            if (laptop == dakLak) await Look(laptop, "51-secret-phone");
            await laptop.Locator("form[data-cast] .btn-primary").ClickAsync();
            await Expect(laptop.Locator(".ballot-done")).ToHaveTextAsync(new Regex("Your secret ballot is recorded|Phiếu kín của bạn đã được ghi nhận"));
        }
        await Expect(chair.Locator(".cast b")).ToHaveTextAsync("3");
        await Look(chair, "52-cockpit-secret");
        await chair.Locator("body").PressAsync("k");
        await Expect(chair.Locator(".decided")).ToContainTextAsync("Not adopted");
        await Expect(Figures(chair)).ToHaveTextAsync(["1", "2", "0", "2"]);

        await clerk.GotoAsync(Session + "/decisions");
        foreach (var code in new[] { "D-5", "D-6", "D-7", "D-8" }) await Expect(clerk.Locator($"#{code}")).ToBeVisibleAsync();
        await Look(clerk, "53-decisions");
        foreach (var page in new[] { chair, clerk, organiser, daNang, dakLak, haNoi, screen }) await page.Context.CloseAsync();

        async Task Proposes(string title, string titleEn, string code)
        {
            await clerk.GotoAsync(Session + "/decisions/new");
            await clerk.GetByLabel("What is decided, in Vietnamese").FillAsync(title);
            await clerk.GetByLabel("In English", new() { Exact = true }).FillAsync(titleEn);
            await clerk.Button("Put it up").ClickAsync();
            await clerk.WaitForURLAsync(new Regex("/cockpit$"));
            await Expect(chair.Locator(".decision-panel")).ToContainTextAsync(code);
        }

        async Task Opens(string method, string majority)
        {
            await chair.Locator("body").PressAsync("v");
            await chair.GetByLabel("How", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = method });
            await chair.GetByLabel("Majority", new() { Exact = true }).SelectOptionAsync(new SelectOptionValue { Label = majority });
            await chair.Button("Open the vote").ClickAsync();
            await Expect(chair.Locator(".decision-panel.is-now")).ToContainTextAsync(method);
        }
    }

    [Fact]
    public async Task The_door_lets_in_badge_after_badge_by_the_keyboard_alone()
    {
        var door = await browser.SitsDown(app, People.Secretary, "vi-VN");
        await door.GotoAsync("/sessions/S-13/door");
        var count = int.Parse(await door.Locator("[data-door-in]").InnerTextAsync());
        await Expect(door.Locator("#badge")).ToBeFocusedAsync();
        string[] badges = ["NAN-01", "HUE-01", "HCM-01"];
        foreach (var badge in badges)
        {
            await door.Keyboard.TypeAsync(ConferenceApp.BadgeCode(badge));
            await door.Keyboard.PressAsync("Enter");
        }
        await door.Keyboard.TypeAsync("KHONG-BIET");
        await door.Keyboard.PressAsync("Enter");
        await Expect(door.Locator(".door-answer.is-refused")).ToContainTextAsync("Thẻ này không có trong danh sách của Hội nghị.");
        await Look(door, "54-door-refused");
        await door.Keyboard.TypeAsync($"https://hoinghi.example/sign-in?badge={ConferenceApp.BadgeCode("HPG-01")}");
        await door.Keyboard.PressAsync("Enter");
        await Expect(door.Locator(".door-answer")).ToHaveClassAsync(new Regex("is-in|is-refused"));
        await Look(door, "55-door");
        Assert.True(int.Parse(await door.Locator("[data-door-in]").InnerTextAsync()) >= count);
        await door.GotoAsync("/sessions/S-13/attendance");
        await Look(door, "56-attendance");
        await door.SetViewportSizeAsync(Browser.Phone.Width, Browser.Phone.Height);
        await Look(door, "57-attendance-phone");
        await door.GotoAsync("/sessions/S-13/door");
        await Look(door, "58-door-phone");
        await door.Context.CloseAsync();
    }

    private static ILocator Figures(IPage cockpit) => cockpit.Locator(".decision-panel .tally dd");

    private static async Task Look(IPage page, string name)
    {
        await Browser.AssertAccessible(page);
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), $"{name} scrolls sideways");
        await Browser.Screenshot(page, name);
    }
}
