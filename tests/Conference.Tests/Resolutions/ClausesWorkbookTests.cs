using System.Globalization;
using System.Net;
using ClosedXML.Excel;
using Conference.Resolutions;
using Conference.Shared;
using Conference.Shared.Contracts;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests.Resolutions;

/// <summary>The clauses with their sources leave the system as a workbook, for those who read drafts.</summary>
[Collection("Drafting")]
public sealed class ClausesWorkbookTests(DraftingApp app)
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

    private async Task<byte[]> Workbook(Resolution draft, string language = "en-GB")
    {
        using var secretary = await app.SignedIn(DraftingApp.Secretary, language);
        var answer = await secretary.Get($"/resolutions/{draft.Code}/clauses.xlsx");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    private async Task<(Resolution Draft, Source Named, Source Anonymous)> Worked()
    {
        var draft = await app.ADraft();
        var named = await app.AComment("=1+1 là một câu hỏi.");
        var anonymous = await AnAnonymousComment("Một ý không tên.");
        await app.Link(draft, draft.At("1.2.a").Id, named, anonymous);
        await app.Link(draft, draft.At("2.1").Id, named);
        await app.Change(draft, (r, pen) => r.Edit(r.At("1.2.a").Id, 1, new("", "", "Lời điểm a, đã sửa;", "Point a, mended;"), pen));
        await app.AProgram(draft, "Việc của khoản hai");
        await app.With<ResolutionsDb>(async db =>
        {
            var task = await db.Tasks.Include(t => t.Agencies).SingleAsync(t => t.What == "Việc của khoản hai" && db.TaskGroups.Any(g => g.Id == t.GroupId && db.Programs.Any(p => p.Id == g.ProgramId && p.ResolutionId == draft.Id)));
            var known = await KnownAgencies.Load(db, default);
            task.Change(task.Content with { Leads = known.Read("Bộ Ngoại giao"), Coordinating = known.Read("Bộ Tài chính"), ClauseId = draft.At("2.1").Id, Deadline = Deadline.Parse("Quý II/2030") }, task.Version);
            await db.SaveChangesAsync();
        });
        return (draft, named, anonymous);
    }

    private async Task<Source> AnAnonymousComment(string text)
    {
        var news = new CommentPublished(Guid.CreateVersion7(), $"C-{Random.Shared.Next(500_000, 900_000)}", Demo.Id("session", 7), "S-07", CommentKind.Question, text, "", "", DateTime.UtcNow);
        await app.With<ResolutionsDb>(async db =>
        {
            db.Publish(news);
            await db.SaveChangesAsync();
        });
        await app.Settled();
        return await app.With<ResolutionsDb, Source>(async db => (await db.Sources.FindAsync(news.CommentId))!);
    }

    [Fact]
    public async Task A_row_for_each_clause_says_what_it_is_who_does_it_and_on_what_it_was_built()
    {
        var (draft, named, anonymous) = await Worked();
        var sheets = Sheets(await Workbook(draft));
        Assert.Equal(["Clauses", "Sources", "Comments without a clause", "Document"], sheets.Keys);
        var stored = await app.Stored(draft);
        var rows = sheets["Clauses"];
        Assert.Equal(stored.Numbering.InOrder.Select(n => n.Citation), rows.Select(r => r["Cited as"]));
        var point = rows.Single(r => r["Cited as"] == $"{draft.Code} §1.2.a");
        Assert.Equal(("a)", "Point", "Lời điểm a, đã sửa;", "Point a, mended;", "Draft", "2", $"{named.Code}, {anonymous.Code}"),
            (point["Number"], point["Kind of clause"], point["Vietnamese"], point["English"], point["State"], point["Number of sources"], point["Sources"]));
        var item = rows.Single(r => r["Cited as"] == $"{draft.Code} §2.1");
        Assert.Equal(("Khoản một\nLời khoản một của mục hai.", "Draft; not translated", "Ministry of Foreign Affairs", "Ministry of Finance", "Q2 2030"),
            (item["Vietnamese"], item["State"], item["Lead agency"], item["Coordinating agencies"], item["Deadline"]));
        Assert.StartsWith("T-", item["Tasks"], StringComparison.Ordinal);
        Assert.Contains("no source", rows.Single(r => r["Cited as"] == $"{draft.Code} §1.1")["State"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sources_stand_in_full_as_text_and_an_anonymous_one_names_nobody()
    {
        var (draft, named, anonymous) = await Worked();
        var unplaced = await app.AComment("Chưa có chỗ.");
        var file = await Workbook(draft);
        var sheets = Sheets(file);
        var rows = sheets["Sources"];
        Assert.Equal([($"{draft.Code} §1.2.a", named.Code), ($"{draft.Code} §1.2.a", anonymous.Code), ($"{draft.Code} §2.1", named.Code)], rows.Select(r => (r["Clause"], r["Comment"])));
        Assert.Equal(("Recommendation", "Nguyễn Thu Hà", "Da Nang", "S-07", "=1+1 là một câu hỏi.", "test"), (rows[0]["Kind"], rows[0]["Author"], rows[0]["Organisation"], rows[0]["Session"], rows[0]["Text of the comment"], rows[0]["Linked by"]));
        Assert.Equal(("Question", "Anonymous", ""), (rows[1]["Kind"], rows[1]["Author"], rows[1]["Organisation"]));
        Assert.Equal("Chưa có chỗ.", sheets["Comments without a clause"].Single(r => r["Comment"] == unplaced.Code)["Text of the comment"]);
        Assert.DoesNotContain(sheets["Comments without a clause"], r => r["Comment"] == named.Code);
        using var workbook = new XLWorkbook(new MemoryStream(file));
        Assert.All(workbook.Worksheets.SelectMany(s => s.CellsUsed()), c => Assert.False(c.HasFormula));
    }

    [Fact]
    public async Task Each_sheet_can_be_filtered_keeps_its_head_in_sight_and_prints_across_A4_pages()
    {
        var (draft, _, _) = await Worked();
        var file = await Workbook(draft, "vi-VN");
        using var workbook = new XLWorkbook(new MemoryStream(file));
        Assert.Equal(["Điều khoản", "Nguồn", "Ý kiến chưa gắn điều khoản", "Văn bản"], workbook.Worksheets.Select(s => s.Name));
        foreach (var sheet in workbook.Worksheets)
        {
            Assert.True(sheet.AutoFilter.IsEnabled);
            Assert.Equal(1, sheet.SheetView.SplitRow);
            Assert.Equal((XLPaperSize.A4Paper, XLPageOrientation.Landscape, 1), (sheet.PageSetup.PaperSize, sheet.PageSetup.PageOrientation, sheet.PageSetup.PagesWide));
        }
        using var package = SpreadsheetDocument.Open(new MemoryStream(file), false);
        Assert.Empty(new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(package).Select(e => $"{e.Path?.XPath}: {e.Description}"));
        Assert.Equal(["'Điều khoản'!$1:$1", "'Nguồn'!$1:$1", "'Ý kiến chưa gắn điều khoản'!$1:$1", "'Văn bản'!$1:$1"],
            package.WorkbookPart!.Workbook.DefinedNames!.Elements<DocumentFormat.OpenXml.Spreadsheet.DefinedName>().Where(n => n.Name == "_xlnm.Print_Titles").Select(n => n.Text));
    }

    [Fact]
    public async Task The_workbook_of_an_adopted_text_says_its_number_and_hash_and_what_was_corrected()
    {
        var (draft, _, _) = await Worked();
        var number = $"{Random.Shared.Next(100, 9_000)}/NQ-BANG";
        using (var secretary = await app.SignedIn(DraftingApp.Secretary))
            await secretary.Submit($"/resolutions/{draft.Code}/adopt", $"/resolutions/{draft.Code}/adopt", ("Number", number), ("On", DateTime.UtcNow.AddHours(7).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("Basis", "Consensus"), ("SessionCode", "S-22"), ("Confirm", draft.Code));
        var adopted = (await app.Stored(draft)).Adoption!;
        var sheets = Sheets(await Workbook(draft));
        var facts = sheets["Document"].ToDictionary(r => r["Fact"], r => r["As recorded"]);
        Assert.Equal((draft.Code, "Dự thảo thử", "Trial draft", "Adopted", number, "S-22", adopted.Hash), (facts["Code"], facts["Title"], facts["Title in English"], facts["State"], facts["Number and symbol"], facts["Session"], facts["SHA-256"]));
        Assert.All(sheets["Clauses"], r => Assert.Equal("Adopted", r["State"]));
    }

    [Fact]
    public async Task Only_those_who_read_drafts_get_the_workbook()
    {
        var draft = await app.ADraft();
        var url = $"/resolutions/{draft.Code}/clauses.xlsx";
        foreach (var badge in new[] { DraftingApp.Organiser, DraftingApp.Chair })
        {
            using var reader = await app.SignedIn(badge);
            Assert.Equal(HttpStatusCode.OK, (await reader.Get(url)).StatusCode);
        }
        foreach (var badge in new[] { DraftingApp.Delegate, DraftingApp.FocalPoint, DraftingApp.Observer })
        {
            using var other = await app.SignedIn(badge);
            var answer = await other.Get(url);
            Assert.NotEqual("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", answer.Content.Headers.ContentType?.MediaType);
            using var token = await app.Api(badge: badge);
            Assert.Equal(HttpStatusCode.Forbidden, (await token.GetAsync("/api/v1" + url)).StatusCode);
        }
        using var secretary = await app.SignedIn(DraftingApp.Secretary);
        Assert.Equal(HttpStatusCode.NotFound, (await secretary.Get("/resolutions/R-99999/clauses.xlsx")).StatusCode);
    }
}
