using System.Text.Json;
using System.Text.RegularExpressions;
using Conference.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests.Sessions;

/// <summary>What a hall of laptops reads of the floor: once for many, and each in its own language.</summary>
public sealed partial class HallTests(FloorApp app) : IClassFixture<FloorApp>
{
    [Fact]
    public async Task A_strip_is_made_once_for_a_hall_but_never_older_than_what_was_heard_nor_for_those_it_names()
    {
        const string strip = "/sessions/S-16/part/FloorStrip";
        var room = await app.Room("S-16").Opened();
        await room.Asks("DNG-01");
        var (ha, chau, toan, observer) = (await app.SignedIn("DNG-01", "en-GB"), await app.SignedIn("DLK-01", "en-GB"), await app.SignedIn("BCT-03", "en-GB"), await app.SignedIn(FloorRoom.Observer, "en-GB"));
        var made = await chau.Reread(strip, 0);
        var seen = long.Parse(Seen().Match(made).Groups[1].Value);
        Assert.Contains("Ask for the floor", made, StringComparison.Ordinal);

        // Changed behind the room's back: whoever is given what was made before does not see it yet.
        await app.With<SessionsDb>(db => db.Speakers.Where(s => s.PersonId == FloorRoom.Demo("DNG-01")).ExecuteUpdateAsync(s => s.SetProperty(x => x.Name, "Nguyễn Thu Hà Mới")));
        var shared = await toan.Reread(strip, seen);
        Assert.Equal(WithoutToken(made), WithoutToken(shared));
        Assert.NotEqual(Token().Match(made).Value, Token().Match(shared).Value);
        Assert.Equal("You are on the list: number 2.", await Said(toan, Token().Match(shared).Groups[1].Value));

        // One's own place, another standing, another language, and what happened since are made anew.
        Assert.Contains("You are next.", await ha.Reread(strip, seen), StringComparison.Ordinal);
        var looksOn = await observer.Reread(strip, seen);
        Assert.Contains("Nguyễn Thu Hà Mới", looksOn, StringComparison.Ordinal);
        Assert.DoesNotContain("/ask", looksOn, StringComparison.Ordinal);
        Assert.Contains("Đăng ký phát biểu", await (await app.SignedIn("QNH-01")).Reread(strip, seen), StringComparison.Ordinal);
        var since = await chau.Reread(strip, seen + 1);
        Assert.Contains("2 on the list", since, StringComparison.Ordinal);
        Assert.Contains("Nguyễn Thu Hà Mới", since, StringComparison.Ordinal);
        Assert.Contains("You are number 2 on the list.", await toan.Reread(strip, seen), StringComparison.Ordinal);

        async Task<string> Said(Visitor who, string token)
        {
            using var client = new HttpClient(new SocketsHttpHandler { CookieContainer = who.Cookies }) { BaseAddress = app.Address };
            using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("kind", "statement")]);
            return SaidOnce().Match(await (await client.PostAsync("/sessions/S-16/ask", form)).Content.ReadAsStringAsync()).Value;
        }
    }

    [Fact]
    public async Task Titles_and_organisations_are_read_in_the_readers_language_on_the_floor_the_screen_and_in_the_minutes()
    {
        var room = await app.Room("S-17").Opened();
        await room.Asks("SQKR-01");
        await room.Lead("next");
        var (vi, en) = (await app.SignedIn(FloorRoom.Organiser), await app.SignedIn(FloorRoom.Organiser, "en-GB"));
        foreach (var page in new[] { "/sessions/S-17/part/FloorStrip", "/sessions/S-17/part/FloorPanel", "/sessions/S-17/screen", "/sessions/S-17/minutes", "/sessions/S-17/attendance?q=Bành+Ngọc+Ánh" })
        {
            var (vietnamese, english) = (await vi.Read(page), await en.Read(page));
            Assert.Contains("Đại sứ", vietnamese, StringComparison.Ordinal);
            Assert.Contains("Ambassador", english, StringComparison.Ordinal);
            if (!page.EndsWith("minutes", StringComparison.Ordinal)) Assert.DoesNotContain("Ambassador", vietnamese, StringComparison.Ordinal);
            if (!page.EndsWith("minutes", StringComparison.Ordinal)) Assert.DoesNotContain("Đại sứ", english, StringComparison.Ordinal);
        }
        foreach (var (words, title) in new[] { ("bành+ngọc+ánh", "Ambassador"), ("banh+ambassador", "Ambassador") })
            Assert.Equal(title, JsonDocument.Parse(await en.Read($"/sessions/S-17/speakers?handler=People&q={words}")).RootElement[0].GetProperty("title").GetString());
        var speaking = (await room.Floor()).GetProperty("speaking");
        Assert.Equal(("Đại sứ", "Ambassador"), (speaking.GetProperty("title").GetString(), speaking.GetProperty("titleEn").GetString()));
        var line = (await app.With<SessionsDb, List<MinutesLine>>(async db => await db.LinesOf((await db.Find("S-17"))!.Id).ToListAsync())).Single(l => l.Act == SessionAct.FloorGiven);
        Assert.Matches("^Đại sứ Bành Ngọc Ánh \\(.+\\) phát biểu\\.$", line.Head);
        Assert.Matches("^Bành Ngọc Ánh, Ambassador \\(.+\\) spoke\\.$", line.HeadEn);
    }

    private static string WithoutToken(string html) => Token().Replace(html, "");

    [GeneratedRegex("data-seen=\"(\\d+)\"")]
    private static partial Regex Seen();

    [GeneratedRegex("""name="__RequestVerificationToken"[^>]*value="([^"]+)""")]
    private static partial Regex Token();

    [GeneratedRegex("You are on the list: number \\d+\\.")]
    private static partial Regex SaidOnce();
}
