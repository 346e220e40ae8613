using System.Text.RegularExpressions;
using Conference.Tests;
using Conference.Tests.Resolutions;
using Conference.Tests.Shared;
using static Microsoft.Playwright.Assertions;

namespace Conference.BrowserTests;

/// <summary>
/// One session from its opening to its minutes, by keyboard alone: an organiser, a chair and delegates read English, the
/// secretary and the big screen Vietnamese.
/// </summary>
public sealed partial class SessionJourney(Browser browser, ConferenceApp app) : IClassFixture<Browser>, IClassFixture<ConferenceApp>
{
    private const string Room = "/sessions/S-15", Cockpit = Room + "/cockpit";

    private static readonly (string Rule, bool Adopted, int Needed)[] Majorities =
    [
        ("Simple majority", true, 31), ("Absolute majority", false, 102), ("Two thirds of those voting", true, 72),
        ("Two thirds of all", false, 135), ("Half of those present", false, 96), ("Two thirds of those present", false, 127),
    ];

    [Fact]
    public async Task A_session_is_led_voted_and_minuted_by_keyboard_and_everyone_sees_it()
    {
        var (organiser, chair, secretary) = (await browser.SitsDown(app, People.Organiser), await browser.SitsDown(app, People.Chair), await browser.SitsDown(app, People.Secretary, "vi-VN"));
        var (ha, chau, toan) = (await browser.SitsDown(app, People.DaNang), await browser.SitsDown(app, People.DakLak, screen: Browser.Phone), await browser.SitsDown(app, People.FocalPoint));
        var screen = await browser.SitsDown(app, People.Observer, "vi-VN", new() { Width = 1920, Height = 1080 });
        IPage[] everyone = [organiser, chair, secretary, ha, chau, toan, screen];
        var errors = new List<string>();
        foreach (var page in everyone) page.PageError += (_, error) => errors.Add(error);

        // Each person has a vote, the quorum is presumed; and a very short time to speak, so that someone is soon over it.
        await organiser.GotoAsync("/sessions/rules");
        await Choose(organiser.Locator("#VotesOf"), 1);
        await organiser.Locator("[name=Presence][value=Presumed]").FocusAsync();
        await organiser.Keyboard.PressAsync("Space");
        await Press(organiser.Button("Save"));
        await Expect(organiser.GetByText("The rules of procedure are saved.")).ToBeVisibleAsync();
        await organiser.GotoAsync(Room + "/speakers/times");
        await organiser.GetByLabel("Statement, Everyone", new() { Exact = true }).FillAsync("0:10");
        await organiser.GetByLabel("The clock warns before the end (seconds)").FillAsync("5");
        await organiser.Keyboard.PressAsync("Enter");
        await Expect(organiser.GetByText("The speaking times are set.")).ToBeVisibleAsync();
        await Browser.AssertAccessible(organiser);

        await screen.GotoAsync(Room + "/screen");
        await chair.GotoAsync(Cockpit);
        foreach (var page in new[] { ha, chau, toan }) await page.GotoAsync(Room);
        await chair.Keyboard.PressAsync("o");
        await Expect(chair.Locator(".cockpit-head .live")).ToBeVisibleAsync();
        await Expect(ha.Locator(".strip-name")).ToHaveTextAsync("Nobody has the floor.");

        // Three ask for themselves, two are put on the list by name without diacritics.
        await Asks(ha, "Seaports");
        await Expect(ha.GetByText("You are next.")).ToBeVisibleAsync();
        await Asks(chau, "Coffee");
        await Asks(toan, "Trade agreements");
        await Expect(toan.GetByText("You are number 3 on the list.")).ToBeVisibleAsync();
        await organiser.GotoAsync(Room + "/speakers");
        foreach (var (typed, found) in new[] { ("ly thanh", "Lý Thanh Trúc"), ("han quoc dai su", "Bành Ngọc Ánh") })
        {
            await organiser.Keyboard.PressAsync("a");
            await organiser.Keyboard.TypeAsync(typed);
            await Expect(organiser.GetByRole(AriaRole.Option).First).ToContainTextAsync(found);
            await organiser.Keyboard.PressAsync("ArrowDown");
            await organiser.Keyboard.PressAsync("Enter");
            await organiser.Keyboard.PressAsync("Enter");
            await Expect(organiser.Locator(".queue-of-speakers > li").Last).ToContainTextAsync(found);
            await Expect(organiser.GetByText("Put on the list.").First).ToBeVisibleAsync();
        }
        await Waits(chair, "Nguyễn Thu Hà", "Lê Minh Châu", "Ngô Khánh Toàn", "Lý Thanh Trúc", "Bành Ngọc Ánh");
        await Expect(chair.Locator("#speakers-h")).ToContainTextAsync("5");

        // A point of order is served first, and ruled upon.
        await Press(toan.Button("Point of order"));
        await Expect(chair.Locator(".queue-of-speakers > li").First).ToContainTextAsync("Point of order");
        await Browser.Screenshot(chair, "cockpit-point-of-order");
        await chair.Keyboard.PressAsync("p");
        await Expect(toan.GetByText("You have the floor")).ToBeVisibleAsync();
        await Expect(screen.Locator(".slide-person .slide-name")).ToHaveTextAsync("Ngô Khánh Toàn");
        await chair.GetByLabel("Ruling on the point of order of Ngô Khánh Toàn").FocusAsync();
        await chair.Keyboard.TypeAsync("The order of the list stands.");
        // What is being typed survives what happens meanwhile.
        await Asks(chau, "Irrigation", "Question");
        await Expect(chair.Locator("#speakers-h")).ToContainTextAsync("6");
        await Expect(chair.GetByLabel("Ruling on the point of order of Ngô Khánh Toàn")).ToHaveValueAsync("The order of the list stands.");
        await chair.Keyboard.PressAsync("Tab");
        await chair.Keyboard.PressAsync("y");
        await Expect(chair.GetByText("Nobody has the floor.")).ToBeVisibleAsync();
        await Expect(organiser.GetByText("Upheld: The order of the list stands.")).ToBeVisibleAsync();

        // The list is closed: a sixth, whose page is older, is refused in words, and may still use a right of reply.
        var sixth = await WithoutScripts("HCM-02");
        await sixth.GotoAsync(Room);
        await chair.Keyboard.PressAsync("l");
        await Expect(chair.GetByText("Open the list")).ToBeVisibleAsync();
        await Press(sixth.Locator(".asking > summary"));
        await sixth.GetByLabel("Subject").FillAsync("Nhà ở xã hội");
        await sixth.Keyboard.PressAsync("Enter");
        await Expect(sixth.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The list of speakers is closed. A point of order and a right of reply are still possible.");
        await Press(sixth.Locator(".asking > summary"));
        await sixth.Locator("label.kind:has-text('Right of reply') input").FocusAsync();
        await sixth.Keyboard.PressAsync("Space");
        await Press(sixth.Button("Put me on the list"));
        await Expect(sixth.GetByText("You are on the list: number 7.")).ToBeVisibleAsync();
        await Expect(ha.GetByText("list closed")).ToBeVisibleAsync();

        // The next speaks; the clock is stopped, goes on, warns, and counts what is over.
        await chair.Keyboard.PressAsync("n");
        await Expect(chair.Locator(".floor-name")).ToHaveTextAsync("Nguyễn Thu Hà");
        await Expect(ha.GetByText("You have the floor")).ToBeVisibleAsync();
        await Expect(chau.Locator(".strip-name")).ToHaveTextAsync("Nguyễn Thu Hà");
        await Expect(chau.GetByRole(AriaRole.Button, new() { Name = "On: Nguyễn Thu Hà" })).ToBeVisibleAsync();
        await chair.Keyboard.PressAsync("Space");
        await Expect(chau.GetByText("The clock stands")).ToBeVisibleAsync();
        await chair.Keyboard.PressAsync("Space");
        await Expect(chau.GetByText("of 0:10")).ToBeVisibleAsync();
        await Expect(chair.Locator(".big-clock")).ToHaveAttributeAsync("data-look", "near");
        await Expect(chair.Locator(".big-clock")).ToHaveAttributeAsync("data-look", "over", new() { Timeout = 15_000 });
        await Expect(chair.Locator(".big-clock")).ToHaveTextAsync(Overtime());
        await Expect(screen.Locator(".slide-digits")).ToHaveTextAsync(Overtime());
        await Expect(chau.Locator(".strip-clock")).ToHaveAttributeAsync("data-look", "over");
        await Browser.Screenshot(chair, "cockpit-over-time");
        await Browser.AssertAccessible(chair);

        await chair.Keyboard.PressAsync("+");
        await Expect(chair.Locator(".big-clock")).Not.ToHaveAttributeAsync("data-look", "over");
        await chair.Keyboard.PressAsync("e");
        await Expect(chair.GetByText("Nobody has the floor.")).ToBeVisibleAsync();
        await Expect(chair.GetByText("Speech ended: Nguyễn Thu Hà")).ToBeVisibleAsync();
        await chair.Keyboard.PressAsync("u");
        await Expect(chair.Locator(".floor-name")).ToHaveTextAsync("Nguyễn Thu Hà");

        // The rest of the list, and the right of reply when it is exhausted.
        foreach (var name in new[] { "Lê Minh Châu", "Ngô Khánh Toàn", "Lý Thanh Trúc", "Bành Ngọc Ánh", "Lê Minh Châu", "Âu Dương Kiệt" })
        {
            await chair.Keyboard.PressAsync("n");
            await Expect(chair.Locator(".floor-name")).ToHaveTextAsync(name);
            await Expect(chair.Locator($"[data-key=next][title='{name}']")).ToHaveCountAsync(0);
        }
        await chair.Keyboard.PressAsync("i");
        await Expect(chair.Locator(".programme [aria-current]").First).ToContainTextAsync("Welcome of the Chairman of the National Assembly");
        await Expect(ha.GetByText("Item: Welcome of the Chairman of the National Assembly")).ToBeVisibleAsync();
        await chair.Keyboard.PressAsync("?");
        await Expect(chair.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Suspend");
        await chair.Keyboard.PressAsync("Escape");
        await chair.Keyboard.PressAsync("s");
        await Expect(ha.GetByText("The clock stands")).ToBeVisibleAsync();
        foreach (var page in new[] { organiser, chair, ha, chau, toan }) await Browser.AssertAccessible(page);
        await Browser.Screenshot(chau, "room-floor-phone", fullPage: true);
        await Browser.Screenshot(ha, "room-floor-laptop");
        await chair.Keyboard.PressAsync("o");
        await Expect(chair.Locator(".cockpit-head .live")).ToBeVisibleAsync();
        await Expect(chair.Locator("[data-shortcut=e]")).ToBeVisibleAsync();
        await chair.Keyboard.PressAsync("e");
        await Expect(chair.GetByText("Nobody has the floor.")).ToBeVisibleAsync();

        // Consensus in one action, with one reservation on record.
        await secretary.GotoAsync(Cockpit);
        var decision = await Proposes("Lời cảm ơn", "Words of thanks");
        await Press(secretary.Locator("details[data-key=statements] > summary"));
        await Choose(secretary.Locator("#said-by"), 1);
        var delegation = await secretary.Locator("#said-by").EvaluateAsync<string>("select => select.selectedOptions[0].text");
        await secretary.Locator("#said-text").FocusAsync();
        await secretary.Keyboard.TypeAsync("Bảo lưu về thời hạn.");
        await secretary.Keyboard.PressAsync("Tab");
        await secretary.Keyboard.PressAsync("Enter");
        await Expect(chair.Locator(".statements")).ToContainTextAsync("Bảo lưu về thời hạn.");
        await chair.Keyboard.PressAsync("c");
        await Expect(chair.Locator(".decided")).ToContainTextAsync("by consensus");
        await Expect(ha.Locator(".ballot")).ToContainTextAsync("by consensus");
        await Expect(secretary.Locator(".decided")).ToContainTextAsync(decision);

        // 78 for, 30 against, 68 abstentions: put to the vote under each majority rule, the first and its result on the screen.
        var codes = new List<string>();
        foreach (var (i, (rule, adopted, needed)) in Majorities.Index())
        {
            codes.Add(await Proposes($"Kết luận {i + 1}", rule));
            if (i == 0)
            {
                await chair.Keyboard.PressAsync("t");
                await chair.Keyboard.TypeAsync(codes[0]);
                await chair.Keyboard.PressAsync("Enter");
                await Expect(chair.Locator("[data-shortcut=w]")).ToContainTextAsync(codes[0]);
                await chair.Keyboard.PressAsync("w");
                await Expect(screen.Locator(".sd-title")).ToHaveTextAsync("Kết luận 1");
            }
            await chair.Keyboard.PressAsync("v");
            await Choose(chair.Locator("#vote-method"), 0);
            await Choose(chair.Locator("#vote-rule"), i);
            await chair.Keyboard.PressAsync("Tab");
            await chair.Keyboard.PressAsync("Enter");
            await Expect(chair.Locator(".decision-panel.is-now")).ToContainTextAsync("Show of hands");
            await secretary.Locator("#hands-for").FocusAsync();
            foreach (var figure in new[] { "78", "30", "68", "190" })
            {
                await secretary.Keyboard.TypeAsync(figure);
                await secretary.Keyboard.PressAsync(figure == "190" ? "Enter" : "Tab");
            }
            await Expect(chair.GetByText("Entered: 78 for, 30 against, 68 abstentions.")).ToBeVisibleAsync();
            await chair.Keyboard.PressAsync("k");
            foreach (var page in new[] { chair, secretary }) await Expect(page.Locator(".decided")).ToContainTextAsync(codes[i]);
            await Expect(chair.Locator(".decided")).ToContainTextAsync(adopted ? "Adopted" : "Not adopted");
            await Expect(chair.Locator(".decision-panel .tally dd")).ToHaveTextAsync(["78", "30", "68", $"{needed}"]);
            if (i > 0) continue;
            await Expect(screen.Locator(".sd-figures dd")).ToHaveTextAsync(["78", "30", "68", "26"]);
            await Browser.AssertAccessible(screen);
            await Browser.Screenshot(screen, "screen-vote-result");
        }
        await chair.Keyboard.PressAsync("x");
        await Expect(chair.Locator(".floor-nobody")).ToHaveTextAsync("The session is closed.");

        // The minutes have written themselves: every step once, in its order.
        await secretary.GotoAsync(Room + "/minutes");
        var heads = await secretary.Locator("article[data-line]:not(.is-struck) .words:not(.is-other) .head").AllInnerTextsAsync();
        string[] expected =
        [
            "khai mạc", "Ngô Khánh Toàn (Bộ Công Thương) nêu kiến nghị về thủ tục", "Chủ tọa chấp nhận kiến nghị về thủ tục của", "Chủ tọa đóng danh sách đăng ký phát biểu.",
            "Nguyễn Thu Hà", "Lê Minh Châu", "Ngô Khánh Toàn", "Lý Thanh Trúc", "Bành Ngọc Ánh", "Lê Minh Châu", "Âu Dương Kiệt", "Chào mừng Chủ tịch Quốc hội", "Phiên họp tạm nghỉ.", "Phiên họp tiếp tục.",
            $"xem xét, quyết định {decision}", $"Phiên họp thông qua {decision} “Lời cảm ơn” bằng đồng thuận.",
            .. Majorities.Zip(codes).SelectMany(v => new[]
            {
                $"xem xét, quyết định {v.Second}", $"Bắt đầu biểu quyết giơ tay về {v.Second}",
                $"Phiên họp {(v.First.Adopted ? "" : "không ")}thông qua {v.Second} “Kết luận {codes.IndexOf(v.Second) + 1}” bằng biểu quyết giơ tay: 78 phiếu thuận, 30 phiếu chống, 68 phiếu trắng, 26 không biểu quyết",
            }),
            "Phiên họp kết thúc.",
        ];
        Assert.True(heads.Count == expected.Length && heads.Zip(expected).All(l => l.First.Contains(l.Second, StringComparison.Ordinal)), string.Join('\n', heads));
        await Expect(secretary.Locator("article[data-line]", new() { HasText = "bằng đồng thuận" })).ToContainTextAsync("Bảo lưu về thời hạn");
        await Browser.AssertAccessible(secretary);
        await Browser.Screenshot(secretary, "minutes-of-the-session", fullPage: true);

        await secretary.GotoAsync(Room + "/minutes/finish");
        await secretary.Locator("#Chair").FocusAsync();
        await secretary.Keyboard.TypeAsync("Thứ trưởng Đàm Quốc Trụ");
        await secretary.Keyboard.PressAsync("Tab");
        await secretary.Keyboard.TypeAsync("Đoàn Hải Yến");
        await secretary.Keyboard.PressAsync("Enter");
        await Expect(secretary.Locator("#Chair")).ToHaveValueAsync("Thứ trưởng Đàm Quốc Trụ");
        await Press(secretary.Button("Khóa biên bản"));
        await Expect(secretary.Locator(".official-panel")).ToBeVisibleAsync();
        foreach (var language in new[] { "vi", "en" })
        {
            var word = await Download($"word?lang={language}");
            using var file = new WordFile(word);
            Assert.Empty(file.Errors);
            Assert.Equal(Majorities.Length, file.Lines.Count(l => l.Contains(language == "vi" ? "78 phiếu thuận" : "78 for", StringComparison.Ordinal)));
            if (language == "en" || WordFile.DecreeCheck is null || WordFile.Python is null) continue;
            var (exit, said) = WordFile.CheckDecree(word);
            Assert.True(exit == 0, said);
        }
        if (AkomaNtosoSchema.Path is not null) Assert.Empty(AkomaNtosoSchema.Errors(await Download("akn")));
        Assert.Empty(errors);
        foreach (var page in (IPage[])[.. everyone, sixth]) await page.Context.CloseAsync();

        async Task<string> Proposes(string title, string titleEn)
        {
            await secretary.Keyboard.PressAsync("d");
            await secretary.WaitForURLAsync("**/decisions/new");
            await secretary.Locator("#Title").FocusAsync();
            await secretary.Keyboard.TypeAsync(title);
            await secretary.Locator("#TitleEn").FocusAsync();
            await secretary.Keyboard.TypeAsync(titleEn);
            await secretary.Keyboard.PressAsync("Enter");
            await secretary.WaitForURLAsync("**/cockpit");
            await Expect(chair.Locator(".decision-title")).ToHaveTextAsync(titleEn);
            return await chair.Locator(".decision-panel .stack-s .code").First.InnerTextAsync();
        }

        async Task<byte[]> Download(string what)
        {
            var answer = await secretary.Context.APIRequest.GetAsync($"{Room}/minutes/{what}");
            Assert.True(answer.Ok, $"{what}: {answer.Status}");
            return await answer.BodyAsync();
        }
    }

    /// <summary>Asks for the floor in the room.</summary>
    private static async Task Asks(IPage page, string subject, string? kind = null)
    {
        await Press(page.Locator(".asking > summary"));
        if (kind is not null)
        {
            await page.Locator($".asking label.kind:has-text('{kind}') input").First.FocusAsync();
            await page.Keyboard.PressAsync("Space");
        }
        await page.GetByLabel("Subject").FocusAsync();
        await page.Keyboard.TypeAsync(subject);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".own-place").Last).ToBeVisibleAsync();
        await Expect(page.Locator(".asking")).Not.ToHaveAttributeAsync("open", "");
    }

    private static Task Waits(IPage page, params string[] names) => Expect(page.Locator(".queue-of-speakers .who b")).ToHaveTextAsync(names);

    private static async Task Press(ILocator button)
    {
        await button.FocusAsync();
        await button.Page.Keyboard.PressAsync("Enter");
    }

    /// <summary>The option at a place of a list, by the arrow keys.</summary>
    private static async Task Choose(ILocator list, int place)
    {
        await list.FocusAsync();
        await list.Page.Keyboard.PressAsync("Home");
        for (var i = 0; i < place; i++) await list.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(list).ToHaveJSPropertyAsync("selectedIndex", place);
    }

    private async Task<IPage> WithoutScripts(string badge)
    {
        var context = await browser.Person("en-GB", baseUrl: app.Address.ToString(), javaScript: false);
        await context.AddCookiesAsync([new Cookie { Name = "language", Value = Uri.EscapeDataString("c=en-GB|uic=en-GB"), Url = app.Address.ToString() }]);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.Locator("input[name=BadgeCode]").FillAsync(ConferenceApp.BadgeCode(badge));
        await page.Locator("form:has(input[name=BadgeCode]) button.btn-primary").ClickAsync();
        return page;
    }

    [GeneratedRegex(@"^\+0:\d\d$")]
    private static partial Regex Overtime();
}
