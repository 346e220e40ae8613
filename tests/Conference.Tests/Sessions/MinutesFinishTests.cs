using System.Net;
using Conference.Sessions;
using Conference.Shared;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests.Sessions;

/// <summary>From a draft through the speakers' corrections to minutes that both have signed and nothing can change.</summary>
public sealed class MinutesFinishTests(ConferenceApp app) : IClassFixture<ConferenceApp>
{
    private const string Yen = "BTK-04", Chair = "BNG-01", Organiser = "BTK-01", DaNang = "DNG-01", DakLak = "DLK-01", Observer = "TTXVN-01";

    [Fact]
    public async Task A_speaker_proposes_until_the_deadline_and_sees_what_became_of_it()
    {
        var (yen, ha, chau) = (await app.SignedIn(Yen, "en-GB"), await app.SignedIn(DaNang, "en-GB"), await app.SignedIn(DakLak, "en-GB"));
        var line = await Speech("S-03", "Nguyễn Thu Hà", "Thành phố cần ba việc.");
        Assert.DoesNotContain("ba việc", await ha.Read("/sessions/S-03/minutes/mine"), StringComparison.Ordinal);
        Assert.Contains("The minutes of S-03 are not open for corrections.", await Refusal(ha, "S-03", line, "Bốn việc.", "sai"), StringComparison.Ordinal);

        await Open(yen, "S-03", DateTime.UtcNow.AddHours(30));
        Assert.Contains("Thành phố cần ba việc.", await ha.Read("/sessions/S-03/minutes/mine"), StringComparison.Ordinal);
        Assert.DoesNotContain("ba việc", await chau.Read("/sessions/S-03/minutes/mine"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await Propose(chau, "S-03", line, "Của tôi.", "không phải")).StatusCode);
        Assert.Contains("Say why", await Refusal(ha, "S-03", line, "Thành phố cần bốn việc.", ""), StringComparison.Ordinal);
        Assert.Contains("Thành phố cần bốn việc.", await Refusal(ha, "S-03", line, "Thành phố cần bốn việc.", ""), StringComparison.Ordinal);
        Assert.Contains("Your text is the same", await Refusal(ha, "S-03", line, "Thành phố cần ba việc.", "sai"), StringComparison.Ordinal);

        await Propose(ha, "S-03", line, "Thành phố cần bốn việc.", "Tôi nêu bốn việc");
        await Propose(ha, "S-03", line, "Thành phố cần bốn việc cụ thể.", "Tôi nêu bốn việc cụ thể");
        var correction = Assert.Single(await Corrections("S-03"));
        Assert.Equal(("Thành phố cần bốn việc cụ thể.", CorrectionState.Waiting), (correction.Text, correction.State));
        Assert.Contains("Tôi nêu bốn việc cụ thể", await yen.Read("/sessions/S-03/minutes/corrections"), StringComparison.Ordinal);

        Assert.Contains("Say why it is declined", await After(yen, "/sessions/S-03/minutes/corrections", "?handler=Decline", ("id", correction.Id.ToString()), ("answer", "")), StringComparison.Ordinal);
        await yen.Submit("/sessions/S-03/minutes/corrections", "/sessions/S-03/minutes/corrections?handler=Accept", ("id", correction.Id.ToString()), ("version", $"{line.Version}"), ("text", "Thành phố cần bốn việc."), ("answer", "Bỏ chữ cụ thể."));
        Assert.Equal(("Thành phố cần bốn việc.", CorrectionState.AcceptedWithChanges), ((await Lines("S-03")).Single(l => l.Id == line.Id).Text, Assert.Single(await Corrections("S-03")).State));
        var fate = await ha.Read("/sessions/S-03/minutes/mine");
        Assert.Contains("Accepted with changes", fate, StringComparison.Ordinal);
        Assert.Contains("Bỏ chữ cụ thể.", fate, StringComparison.Ordinal);
        Assert.Contains("Đoàn Hải Yến has answered this correction already.", await After(yen, "/sessions/S-03/minutes/corrections", "?handler=Decline", ("id", correction.Id.ToString()), ("answer", "Muộn")), StringComparison.Ordinal);

        await Propose(ha, "S-03", (await Lines("S-03")).Single(l => l.Id == line.Id), "Thêm nữa.", "thêm");
        var second = (await Corrections("S-03")).Single(c => c.State == CorrectionState.Waiting);
        Assert.Equal(HttpStatusCode.NotFound, (await chau.Submit("/sessions/S-03/minutes/mine", "/sessions/S-03/minutes/mine?handler=Withdraw", ("id", second.Id.ToString()))).StatusCode);
        await yen.Submit("/sessions/S-03/minutes/finish", "/sessions/S-03/minutes/finish?handler=End");
        Assert.Contains("Turn to the secretariat.", await Refusal(ha, "S-03", line, "Quá hạn.", "muộn"), StringComparison.Ordinal);
        Assert.Equal("Thêm nữa.", (await Corrections("S-03")).Single(c => c.State == CorrectionState.Waiting).Text);
        Assert.Contains("1 corrections wait for an answer.", await After(yen, "/sessions/S-03/minutes/finish", "?handler=Close"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_changed_is_looked_at_again_before_a_correction_is_accepted()
    {
        var (yen, ha) = (await app.SignedIn(Yen, "en-GB"), await app.SignedIn(DaNang, "en-GB"));
        var line = await Speech("S-04", "Nguyễn Thu Hà", "Một.");
        await Open(yen, "S-04", DateTime.UtcNow.AddHours(30));
        await Propose(ha, "S-04", line, "Hai.", "đúng ra là hai");
        await app.With<MinutesDesk>(async desk => await desk.Write(await Session("S-04"), line.Id, line.Version, line.Words with { Text = "Một rưỡi." }, "Phùng Đức Nhân", CancellationToken.None));
        var correction = Assert.Single(await Corrections("S-04"));
        Assert.Contains("The line was changed meanwhile.", await After(yen, "/sessions/S-04/minutes/corrections", "?handler=Accept", ("id", correction.Id.ToString()), ("version", $"{line.Version}"), ("text", "Hai.")), StringComparison.Ordinal);
        Assert.Equal(("Một rưỡi.", CorrectionState.Waiting), ((await Lines("S-04")).Single(l => l.Id == line.Id).Text, Assert.Single(await Corrections("S-04")).State));
    }

    [Fact]
    public async Task Minutes_are_closed_signed_by_two_and_then_nothing_changes_them()
    {
        var (yen, chair, organiser, observer) = (await app.SignedIn(Yen, "en-GB"), await app.SignedIn(Chair, "en-GB"), await app.SignedIn(Organiser, "en-GB"), await app.SignedIn(Observer, "en-GB"));
        const string finish = "/sessions/S-05/minutes/finish";
        Assert.Contains("S-13 is still on.", await After(yen, "/sessions/S-13/minutes/finish", "?handler=Close"), StringComparison.Ordinal);
        await yen.Submit(finish, $"{finish}?handler=Describe", ("Chair", "Thứ trưởng Đàm Quốc Trụ"), ("Secretary", "Đoàn Hải Yến"), ("Participants", "Các đoàn"));
        Assert.Contains("Minutes are signed once they are closed.", await After(chair, finish, "?handler=Sign", ("asChair", "true")), StringComparison.Ordinal);
        await yen.Submit(finish, $"{finish}?handler=Close");
        var book = await Book("S-05");
        Assert.Equal((MinutesState.Closed, MinutesBook.HashOf(book.Text!)), (book.State, book.Hash));
        Assert.StartsWith("BIÊN BẢN\nPhiên họp S-05: ", book.Text, StringComparison.Ordinal);
        Assert.Contains("\n—\n\nMINUTES\nSession S-05: ", book.Text, StringComparison.Ordinal);
        Assert.Contains("text is unchanged", await yen.Read(finish), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await observer.Get("/sessions/S-05/minutes/read")).StatusCode);

        Assert.Contains("with another text meanwhile", await After(chair, finish, "?handler=Sign", ("asChair", "true"), ("hash", "0")), StringComparison.Ordinal);
        Assert.Contains("each with their own account", await After(chair, finish, "?handler=Sign", ("asChair", "false"), ("hash", book.Hash!)), StringComparison.Ordinal);
        Assert.Contains("each with their own account", await After(organiser, finish, "?handler=Sign", ("asChair", "true"), ("hash", book.Hash!)), StringComparison.Ordinal);
        await yen.Submit(finish, $"{finish}?handler=Sign", ("asChair", "false"), ("hash", book.Hash!));
        Assert.Contains("Đoàn Hải Yến has signed here already.", await After(yen, finish, "?handler=Sign", ("asChair", "false"), ("hash", book.Hash!)), StringComparison.Ordinal);
        Assert.Equal(MinutesState.Closed, (await Book("S-05")).State);
        await chair.Submit(finish, $"{finish}?handler=Sign", ("asChair", "true"), ("hash", book.Hash!));
        book = await Book("S-05");
        Assert.Equal((MinutesState.Signed, "Đàm Quốc Trụ", "Đoàn Hải Yến"), (book.State, book.SignedByChair, book.SignedBySecretary));
        Assert.Contains("text is unchanged", await observer.Read("/sessions/S-05/minutes/read"), StringComparison.Ordinal);
        Assert.Contains("Both have signed", await After(yen, finish, "?handler=Reopen"), StringComparison.Ordinal);

        var line = (await Lines("S-05"))[0];
        foreach (var verb in new[] { "Strike", "Publish", "Insert" })
            Assert.Contains("The minutes of S-05 are closed", await After(yen, "/sessions/S-05/minutes", $"?handler={verb}", ("id", line.Id.ToString()), ("text", "thêm")), StringComparison.Ordinal);
        Assert.Contains("The minutes of S-05 are closed", await After(yen, "/sessions/S-05/minutes", $"/lines/{line.Id}", ("Version", $"{line.Version}"), ("Head", "khác")), StringComparison.Ordinal);
        foreach (var change in new Action<SessionsDb, MinutesLine, MinutesBook>[]
                 {
                     (_, l, _) => l.Write(l.Words with { Text = "lén" }, "ai đó", DateTime.UtcNow), (_, l, _) => l.Strike("ai đó", DateTime.UtcNow), (db, l, _) => db.Remove(l),
                     (db, l, _) => db.Add(MinutesLine.Written(Guid.CreateVersion7(), l.SessionId, DateTime.UtcNow, LineKind.Note, null, new("lén", "", "", ""), "ai đó", DateTime.UtcNow)), (_, _, b) => b.Describe("khác", "", "", ""), (db, _, b) => db.Remove(b),
                 })
        {
            var refusal = await Assert.ThrowsAsync<RuleBroken>(() => app.With<SessionsDb>(async db =>
            {
                change(db, await db.MinutesLines.SingleAsync(l => l.Id == line.Id), await db.MinutesBooks.SingleAsync(b => b.SessionId == line.SessionId));
                await db.SaveChangesAsync();
            }));
            Assert.Equal("The minutes of S-05 are closed and can no longer be changed.", refusal.Message);
        }
        // An act that is logged afterwards writes no line.
        await app.With<SessionsDb>(async db => { db.Log(line.SessionId, SessionAct.ListClosed, "test"); await db.SaveChangesAsync(); });
        Assert.Equal(book.Hash, MinutesBook.HashOf((await Book("S-05")).Text!));
        Assert.Contains("text is unchanged", await yen.Read(finish), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Minutes_that_were_reopened_need_both_signatures_again_and_tampering_is_seen()
    {
        var (yen, chair) = (await app.SignedIn(Yen, "en-GB"), await app.SignedIn(Chair, "en-GB"));
        const string finish = "/sessions/S-08/minutes/finish";
        await yen.Submit(finish, $"{finish}?handler=Close");
        var hash = (await Book("S-08")).Hash!;
        await yen.Submit(finish, $"{finish}?handler=Sign", ("asChair", "false"), ("hash", hash));
        await yen.Submit(finish, $"{finish}?handler=Reopen");
        var book = await Book("S-08");
        Assert.Equal((MinutesState.Draft, (string?)null, (string?)null), (book.State, book.SignedBySecretary, book.Hash));

        await yen.Submit(finish, $"{finish}?handler=Close");
        await app.With<SessionsDb>(async db => await db.MinutesLines.Where(l => l.SessionId == book.SessionId).ExecuteUpdateAsync(l => l.SetProperty(x => x.Head, "sửa thẳng trong cơ sở dữ liệu")));
        Assert.Contains("no longer read as they were closed", await yen.Read(finish), StringComparison.Ordinal);
        Assert.Contains("Reopen the minutes, look, and close them again.", await After(chair, finish, "?handler=Sign", ("asChair", "true"), ("hash", (await Book("S-08")).Hash!)), StringComparison.Ordinal);
    }

    private Task<LiveSession> Session(string code) => app.With<SessionsDb, LiveSession>(async db => (await db.Find(code))!);

    private Task<MinutesBook> Book(string code) => app.With<MinutesDesk, MinutesBook>(async desk => await desk.Book((await Session(code)).Id, CancellationToken.None));

    private Task<List<MinutesLine>> Lines(string code) => app.With<SessionsDb, List<MinutesLine>>(async db => await db.LinesOf((await db.Find(code))!.Id).ToListAsync());

    private Task<List<Correction>> Corrections(string code) => app.With<SessionsDb, List<Correction>>(async db =>
    {
        var id = (await db.Find(code))!.Id;
        return await db.Corrections.Where(c => c.SessionId == id).ToListAsync();
    });

    private async Task<MinutesLine> Speech(string code, string person, string said)
    {
        var session = await Session(code);
        await app.With<SessionsDb>(async db => { db.Log(session.Id, SessionAct.FloorGiven, "test", new() { Person = person, PersonId = (await db.People.SingleAsync(p => p.Name == person)).Id, Kind = "statement" }); await db.SaveChangesAsync(); });
        var line = (await Lines(code)).Last(l => l.Read().Person == person);
        return (await app.With<MinutesDesk, (MinutesLine Line, bool)?>(desk => desk.Write(session, line.Id, line.Version, line.Words with { Text = said }, "Đoàn Hải Yến", CancellationToken.None)))!.Value.Line;
    }

    private static Task<HttpResponseMessage> Open(Visitor yen, string code, DateTime until) =>
        yen.Submit($"/sessions/{code}/minutes/finish", $"/sessions/{code}/minutes/finish?handler=Open", ("Until", until.ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture)));

    private static Task<HttpResponseMessage> Propose(Visitor who, string code, MinutesLine line, string text, string reason) =>
        who.Submit($"/sessions/{code}/minutes/mine", $"/sessions/{code}/minutes/mine", ("Line", line.Id.ToString()), ("Text", text), ("TextEn", line.TextEn), ("Reason", reason));

    private static async Task<string> Refusal(Visitor who, string code, MinutesLine line, string text, string reason) => WebUtility.HtmlDecode(await (await Propose(who, code, line, text, reason)).Content.ReadAsStringAsync());

    /// <summary>What the page says after something was posted, be it shown again or reached by the redirect.</summary>
    private static async Task<string> After(Visitor who, string page, string action, params (string, string)[] fields)
    {
        var answer = await who.Submit(page, page + action, fields);
        return answer.Headers.Location is { } to ? await who.Read(to.ToString()) : WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }
}
