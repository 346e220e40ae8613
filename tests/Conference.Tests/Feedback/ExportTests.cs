using System.Net.Http.Json;
using System.Text.Json;
using ClosedXML.Excel;
using Conference.Feedback;
using Conference.Shared;
using Conference.Shared.Contracts;

namespace Conference.Tests.Feedback;

/// <summary>Everything that is known of comments leaves the system for the secretariat, and figures tell what was said by whom.</summary>
public sealed class ExportTests(ConferenceApp app) : IClassFixture<ConferenceApp>
{
    private static Dictionary<string, List<Dictionary<string, string>>> Sheets(byte[] file)
    {
        using var workbook = new XLWorkbook(new MemoryStream(file));
        return workbook.Worksheets.ToDictionary(s => s.Name, s =>
        {
            var head = s.Row(1).CellsUsed().Select(c => c.GetString()).ToList();
            return s.RowsUsed().Skip(1).Select(r => head.Select((h, i) => (h, r.Cell(i + 1).GetString())).ToDictionary()).ToList();
        });
    }

    private async Task<(TestSession Session, ShownComment Comment, ShownComment Merged, ShownComment Declined)> Worked()
    {
        var field = new CommentField("linh-vuc", "Lĩnh vực", "Field of work", false, []);
        var session = await app.ASession(settings: Given.Settings with { AllowsAnonymous = true, Publishing = Publishing.AfterApproval, Fields = [field] });
        await using var sender = await LiveClient.Connect(app, "DNG-01");
        var sent = await sender.Send(session.Topic, new { id = Guid.CreateVersion7(), kind = "question", text = "=1+1 là bao nhêu?", anonymous = true, answers = new Dictionary<string, string> { ["linh-vuc"] = "Kinh tế" } });
        var yen = await app.Person("BTK-04");
        var (id, merged, declined) = (Guid.Parse(sent.Text("id")), await app.AComment(session, "Gộp vào", "DLK-01"), await app.AComment(session, "Không nhận", "BCT-03"));
        await app.With<Moderation>(async desk =>
        {
            await desk.Correct(id, "=1+1 là bao nhiêu?", yen, default);
            await desk.Approve(id, yen, default);
            await desk.Merge(merged.Id, id, yen, default);
            await desk.Decline(declined.Id, "Ngoài nội dung", yen, default);
        });
        var reader = Reader.Of(yen);
        var comment = (await app.With<FeedbackDb, List<ShownComment>>(db => db.Comments.Where(c => c.Id == id).Shown(reader, db, default))).Single();
        await app.With<Endorsing>(async e => await e.Endorse(comment.Number, await app.Person("BNG-01"), default));
        await app.Publish(new ClauseSourced(Guid.NewGuid(), Guid.NewGuid(), "R-9 §3.1.a", comment.Code, true, DateTime.UtcNow));
        return (session, comment, merged, declined);
    }

    [Fact]
    public async Task The_workbook_holds_everything_and_reads_what_people_wrote_as_text()
    {
        var (session, comment, merged, declined) = await Worked();
        using var secretary = await app.SignedIn("BTK-04", "en-GB");
        var published = Sheets(await (await secretary.Get($"/comments/export.xlsx?session={session.Code}&state=all")).Content.ReadAsByteArrayAsync());
        var everything = Sheets(await (await secretary.Get("/comments/export.xlsx?standing=all")).Content.ReadAsByteArrayAsync());

        var row = Assert.Single(published["Comments"]);
        string Of(string column) => row[column];
        Assert.Equal((comment.Code, session.Code, "Question", "=1+1 là bao nhiêu?", "Published", "Taken up", "R-9 §3.1.a"), (Of("Code"), Of("Session"), Of("Kind"), Of("Text"), Of("Standing"), Of("Outcome"), Of("Clauses")));
        Assert.Equal(("Nguyễn Thu Hà", "Director, Department of Foreign Affairs", "Da Nang", "×", "Field of work: Kinh tế", "1", "Đoàn Hải Yến"), (Of("Author"), Of("Position"), Of("Organisation"), Of("anonymous to the room"), Of("Answers to fields"), Of("Endorsements"), Of("Moderated by")));
        Assert.StartsWith($"{merged.Code} Lê Minh Châu", Of("Also by"), StringComparison.Ordinal);
        Assert.Equal([("=1+1 là bao nhêu?", "Đoàn Hải Yến", "×")], published["Earlier texts"].Select(r => (r["Text"], r["Replaced by"], r["as a moderator"])));
        Assert.Equal([(comment.Code, (await app.Person("BNG-01")).Name)], published["Endorsements"].Select(r => (r["Comment"], r["Who"])));
        Assert.Equal(["typing was corrected", "was approved"], published["Moderation log"].Select(r => r["What"]));
        var turned = Assert.Single(everything["Comments"], r => r["Code"] == declined.Code);
        Assert.Equal(("Not published", "Ngoài nội dung", ""), (turned["Standing"], turned["Why it stands so"], turned["Outcome"]));
        Assert.Equal(comment.Code, everything["Comments"].Single(r => r["Code"] == merged.Code)["Merged into"]);
        Assert.Equal(everything["Comments"].Select(r => r["Code"]).Distinct().Count(), everything["Comments"].Count);
    }

    [Fact]
    public async Task The_json_holds_the_same()
    {
        var (session, comment, _, _) = await Worked();
        using var secretariat = await app.Api(badge: "BTK-04");
        var export = await secretariat.GetFromJsonAsync<JsonElement>($"/api/v1/comments/export.json?session={session.Code}&state=all");
        var one = Assert.Single(export.GetProperty("comments").EnumerateArray());
        Assert.Equal((comment.Code, "Nguyễn Thu Hà", "=1+1 là bao nhêu?"), (one.GetProperty("comment").GetProperty("code").GetString(), one.GetProperty("comment").GetProperty("author").GetString(),
            one.GetProperty("comment").GetProperty("desk").GetProperty("revisions")[0].GetProperty("text").GetString()));
        Assert.Equal(["correct", "approve"], export.GetProperty("moderation").EnumerateArray().Select(a => a.GetProperty("action").GetString()));
        using var organiser = await app.Api(badge: "BTK-01");
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, (await organiser.GetAsync("/api/v1/comments/export.json")).StatusCode);
    }

    [Fact]
    public async Task Figures_count_what_was_said_and_name_who_was_not_heard()
    {
        var session = await app.ASession();
        await app.AComment(session, "Một", kind: CommentKind.Question);
        await app.AComment(session, "Hai", kind: CommentKind.Question);
        await app.AComment(session, "Ba", "DLK-01");
        var withdrawn = await app.AComment(session, "Bốn", "BCT-03");
        await app.With<AuthorChanges>(async own => await own.Withdraw(withdrawn.Id, await app.Person("BCT-03"), default));

        var figures = await app.With<FeedbackDb, CommentFigures>(async db => await CommentFigures.Of(await db.SessionOf(session.Code, default), db, default));

        Assert.Equal((4, 3, 1, 2), (figures.Total, figures.Standings[Standing.Published], figures.Standings[Standing.Withdrawn], figures.Authors));
        Assert.Equal([(CommentKind.Question, 2), (CommentKind.Recommendation, 1)], figures.Kinds);
        Assert.Equal([(new InBoth("Đà Nẵng", "Da Nang"), 2), (new InBoth("Đắk Lắk", "Dak Lak"), 1)], figures.Organisations);
        Assert.Equal(3, figures.Minutes.Sum(m => m.Count));
        var silent = figures.NotHeard.Select(o => o.ShortName).ToList();
        Assert.Contains("Bộ Công Thương", silent);
        Assert.DoesNotContain("Đà Nẵng", silent);
        Assert.DoesNotContain((await app.Person("TTXVN-01")).Organisation, silent);
        using var organiser = await app.SignedIn("BTK-01", "en-GB");
        Assert.Contains(">Dak Lak</th>", await organiser.Read($"/sessions/{session.Code}/comments/figures"), StringComparison.Ordinal);
    }
}
