using System.Net;
using Conference.Sessions;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests.Sessions;

/// <summary>The secretariat words the lines of the minutes as its conference wants them.</summary>
public sealed class WordingTests(ConferenceApp app) : IClassFixture<ConferenceApp>
{
    private const string Page = "/sessions/wording", Own = "{speaker} có ý kiến[ về “{subject}”][, trong {time}].", OwnEn = "{speaker} took the floor[ on “{subject}”][ for {time}].";

    [Fact]
    public async Task What_is_worded_anew_holds_for_later_lines_and_can_be_as_usual_again()
    {
        using var yen = await app.SignedIn("BTK-04", "en-GB");
        await Log("S-21", SessionAct.FloorGiven, null);
        Assert.Contains("Statement: worded anew for the lines that are written from now on.", await After(yen, "", ("Key", "statement"), ("Vi", Own), ("En", OwnEn)), StringComparison.Ordinal);
        await Log("S-21", SessionAct.Spoke, 90);
        await Log("S-22", SessionAct.FloorGiven, null);
        await Log("S-22", SessionAct.Spoke, 90);
        // The speech that was under way ends in the words that hold then; nobody had touched its line.
        foreach (var code in new[] { "S-21", "S-22" })
            Assert.Equal(("A có ý kiến về “cảng”, trong 1 phút 30 giây.", "A took the floor on “cảng” for 1 min 30 s."), await Line(code));

        Assert.Contains("own wording", await yen.Read(Page), StringComparison.Ordinal);
        Assert.Contains("Statement: worded as usual again.", await After(yen, "?handler=Restore", ("Key", "statement")), StringComparison.Ordinal);
        await Log("S-23", SessionAct.FloorGiven, null);
        Assert.Equal(("A phát biểu về “cảng”.", "A spoke on “cảng”."), await Line("S-23"));
        Assert.False(await app.With<SessionsDb, bool>(db => db.MinutesSentences.AnyAsync(s => s.Key == "statement")));
    }

    [Theory]
    [InlineData("{speaker} nói {nonsense}.", "x", "This sentence has no place for {nonsense}. It can name: {speaker}, {for}, {subject}, {time}.")]
    [InlineData("{speaker} nói[ về {subject}.", "x", "A bracket is not closed, or stands within another of its kind")]
    [InlineData("{speaker} nói[ về [{subject}]].", "x", "A bracket is not closed, or stands within another of its kind")]
    [InlineData("{speaker nói.", "x", "A bracket is not closed, or stands within another of its kind")]
    [InlineData("{speaker} nói[ về {{subject}}].", "x", "A bracket is not closed, or stands within another of its kind")]
    [InlineData("  ", "x", "Write the sentence in both languages.")]
    [InlineData("x", "", "Write the sentence in both languages.")]
    public async Task A_sentence_that_cannot_be_read_is_refused_and_what_was_typed_stays(string vi, string en, string sentence)
    {
        using var yen = await app.SignedIn("BTK-04", "en-GB");
        foreach (var handler in new[] { "", "?handler=Preview" })
        {
            var page = await After(yen, handler, ("Key", "question"), ("Vi", vi), ("En", en));
            Assert.Contains(sentence, page, StringComparison.Ordinal);
            if (vi.Trim().Length > 1) Assert.Contains($">{vi}</textarea>", page, StringComparison.Ordinal);
        }
        Assert.Contains("at most 300 characters", await After(yen, "", ("Key", "question"), ("Vi", new string('a', 301)), ("En", "x")), StringComparison.Ordinal);
        Assert.Contains("This sentence has no place for {speaker}.", await After(yen, "", ("Key", "suspended"), ("Vi", "{speaker} nghỉ."), ("En", "x")), StringComparison.Ordinal);
        Assert.False(await app.With<SessionsDb, bool>(db => db.MinutesSentences.AnyAsync(s => s.Key == "question" || s.Key == "suspended")));
    }

    [Fact]
    public async Task A_preview_changes_nothing_and_of_two_who_word_at_once_the_second_is_told()
    {
        using var yen = await app.SignedIn("BTK-04", "en-GB");
        using var organiser = await app.SignedIn("BTK-01", "en-GB");
        Assert.Contains("Trần Văn Lâm, Ambassador (Mission in Japan) asks: Cooperation of localities?", await After(yen, "?handler=Preview", ("Key", "question"), ("Vi", "{speaker} hỏi."), ("En", "{speaker} asks: {subject}?")), StringComparison.Ordinal);
        Assert.False(await app.With<SessionsDb, bool>(db => db.MinutesSentences.AnyAsync(s => s.Key == "question")));
        await After(yen, "", ("Key", "reply"), ("Vi", "{speaker} đáp."), ("En", "{speaker} answers."));
        Assert.Contains("Someone else changed this at the same moment.", await After(organiser, "", ("Key", "reply"), ("Vi", "{speaker} khác."), ("En", "{speaker} otherwise.")), StringComparison.Ordinal);
        Assert.Contains("worded anew", await After(organiser, "", ("Key", "reply"), ("Vi", "{speaker} khác."), ("En", "{speaker} otherwise."), ("Version", "1")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await yen.Submit(Page, Page, ("Key", "nothing"), ("Vi", "x"), ("En", "x"))).StatusCode);
    }

    [Fact]
    public async Task Only_the_organiser_and_the_secretariat_word_the_minutes()
    {
        foreach (var badge in new[] { "BNG-01", "DNG-01", "BCT-03", "TTXVN-01" })
        {
            using var other = await app.SignedIn(badge);
            Assert.StartsWith("/denied", (await other.Get(Page)).Headers.Location?.PathAndQuery, StringComparison.Ordinal);
            foreach (var handler in new[] { "", "?handler=Preview", "?handler=Restore" })
                Assert.StartsWith("/denied", (await other.Submit("/sessions", Page + handler, ("Key", "closed"), ("Vi", "x"), ("En", "x"))).Headers.Location?.PathAndQuery, StringComparison.Ordinal);
        }
        Assert.False(await app.With<SessionsDb, bool>(db => db.MinutesSentences.AnyAsync(s => s.Key == "closed")));
    }

    private Task Log(string code, SessionAct act, int? seconds) => app.With<SessionsDb>(async db =>
    {
        db.Log((await db.Find(code))!.Id, act, "test", new() { Person = "A", Kind = "statement", Text = "cảng", Seconds = seconds });
        await db.SaveChangesAsync();
    });

    private Task<(string, string)> Line(string code) => app.With<SessionsDb, (string, string)>(async db =>
    {
        var line = await db.LinesOf((await db.Find(code))!.Id).SingleAsync();
        return (line.Head, line.HeadEn);
    });

    private static async Task<string> After(Visitor who, string handler, params (string, string)[] fields)
    {
        var answer = await who.Submit(Page, Page + handler, fields);
        return answer.Headers.Location is { } to ? await who.Read(to.ToString()) : WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }
}
