using System.Net;
using System.Text;
using ClosedXML.Excel;
using Conference.Resolutions;

namespace Conference.Tests.Resolutions;

public sealed class ProgramImportTests(ConferenceApp app) : IClassFixture<ConferenceApp>
{
    [RealFileFact]
    public async Task The_real_program_comes_in_through_a_preview_and_goes_out_again_unchanged()
    {
        var file = await File.ReadAllBytesAsync(GivenWorkbook.RealFile!);
        var program = await app.NewProgram();
        var before = await app.State();

        var (preview, page) = await app.Upload(program, file);
        Assert.Equal(before, await app.State());
        Assert.Equal(new() { ["dòng"] = 140, ["mới"] = 140, ["thay đổi"] = 0, ["như cũ"] = 0, ["Chưa hiểu"] = 0, ["có lưu ý"] = ProgramTestSupport.Counts(page)["có lưu ý"] }, ProgramTestSupport.Counts(page));
        Assert.Equal(7, page.Split(">Nhóm mới<").Length - 1);
        Assert.Equal(1, page.Split("Không có thời hạn; hệ thống không tự đặt.").Length - 1);

        Assert.Equal(HttpStatusCode.Redirect, (await app.Confirm(preview!, page)).StatusCode);
        var tasks = await app.TasksOf(program);
        Assert.Equal(140, tasks.Count);
        Assert.Equal(7, tasks.Select(t => t.GroupId).Distinct().Count());
        var always = tasks.Where(t => t.DeadlineText == "Thường xuyên").ToList();
        Assert.Equal(12, always.Count);
        Assert.All(always, t => Assert.Equal((DeadlineKind.Recurring, false), (t.DeadlineKind, t.Deadline.IsOverdue(DateOnly.MaxValue))));
        Assert.All(tasks.Where(t => t.DeadlineText == "Quý II/2025"), t => Assert.Equal(new DateOnly(2025, 6, 30), t.DeadlineDue));
        Assert.Equal([new DateOnly(2025, 6, 30)], tasks.Where(t => t.DeadlineText is "6/2025" or "06/2025").Select(t => t.DeadlineDue!.Value).Distinct());
        Assert.Equal(13, tasks.Count(t => t.DeadlineText is "6/2025" or "06/2025"));
        Assert.Single(tasks, t => t.DeadlineKind == DeadlineKind.None);

        await NothingToStore(program, file, 140);
        await NothingToStore(program, await app.Export(program, "vi"), 140);
        await NothingToStore(program, await app.Export(program, "en"), 140);
    }

    [Fact]
    public async Task A_program_comes_in_through_a_preview_and_goes_out_again_unchanged()
    {
        var program = await app.NewProgram();
        var before = await app.State();
        var file = ProgramTestSupport.ASmallProgram();

        var (preview, page) = await app.Upload(program, file);
        Assert.Equal(before, await app.State());
        Assert.Equal(new() { ["dòng"] = 6, ["mới"] = 6, ["thay đổi"] = 0, ["như cũ"] = 0, ["Chưa hiểu"] = 0, ["có lưu ý"] = 1 }, ProgramTestSupport.Counts(page));
        Assert.Contains("Dòng 8, Thời hạn: Không có thời hạn; hệ thống không tự đặt.", page, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Redirect, (await app.Confirm(preview!, page)).StatusCode);
        var tasks = await app.TasksOf(program);
        DateOnly? endOfJune = new DateOnly(2025, 6, 30);
        Assert.Equal(
            [(DeadlineKind.Month, endOfJune), (DeadlineKind.Recurring, null), (DeadlineKind.Month, endOfJune), (DeadlineKind.Quarter, endOfJune), (DeadlineKind.None, null), (DeadlineKind.Year, new DateOnly(2025, 12, 31))],
            tasks.Select(t => (t.DeadlineKind, t.DeadlineDue)));
        Assert.Equal(["Bộ Ngoại giao", "Bộ Công an"], tasks[3].Leads.Select(a => a.Name));
        Assert.All(tasks[3].Leads, a => Assert.NotNull(a.OrganisationId));

        await NothingToStore(program, file, 6);
        await NothingToStore(program, await app.Export(program, "vi"), 6);
        await NothingToStore(program, await app.Export(program, "en"), 6);
    }

    [Theory]
    [InlineData("vi"), InlineData("en")]
    public async Task The_demonstration_program_goes_out_and_comes_back_unchanged(string language) =>
        await NothingToStore("P-1", await app.Export("P-1", language), 46);

    [Fact]
    public async Task What_was_changed_in_Excel_is_shown_before_and_after_and_nothing_else_is_touched()
    {
        var program = await app.NewProgram();
        await app.Import(program, ProgramTestSupport.ASmallProgram());
        var before = await app.TasksOf(program);
        var file = ProgramTestSupport.Changed(await app.Export(program, "vi"), sheet =>
        {
            CellOf(sheet, before[3].Code, "Thời hạn").SetValue("Quý III/2025");
            CellOf(sheet, before[0].Code, "Cơ quan chủ trì").SetValue("Bộ Thông tin và Truyền thông; Bộ Ngoại giao");
            var row = CellOf(sheet, before[1].Code, "Mã").Address.RowNumber;
            sheet.Row(row).InsertRowsBelow(1);
            sheet.Cell(row + 1, 2).SetValue("Việc chèn vào giữa");
            sheet.Cell(row + 1, 3).SetValue("Bộ Tài chính");
            sheet.Cell(row + 1, 6).SetValue("12/2025");
            CellOf(sheet, before[5].Code, "Mã").WorksheetRow().Delete();
        });

        var (preview, page) = await app.Upload(program, file);
        Assert.Equal(new() { ["dòng"] = 6, ["mới"] = 1, ["thay đổi"] = 2, ["như cũ"] = 3, ["Chưa hiểu"] = 0, ["có lưu ý"] = 1 }, ProgramTestSupport.Counts(page));
        Assert.Contains("<del>Quý II/2025</del>", page, StringComparison.Ordinal);
        Assert.Contains("<ins>Quý III/2025</ins>", page, StringComparison.Ordinal);
        Assert.Contains("Có trong chương trình nhưng không có trong tệp: 1", page, StringComparison.Ordinal);

        await app.Confirm(preview!, page);
        var after = await app.TasksOf(program);
        Assert.Equal([before[0].Code, before[1].Code, after[2].Code, .. before.Skip(2).Select(t => t.Code)], after.Select(t => t.Code));
        Assert.Equal("Việc chèn vào giữa", after[2].What);
        Assert.Equal([1, 0, 0, 1, 0, 0], before.Select(b => after.Single(a => a.Id == b.Id).Version));
        Assert.Equal("Quý III/2025", after[4].DeadlineText);
    }

    [Fact]
    public async Task An_English_file_changes_English_texts_and_leaves_the_Vietnamese_ones()
    {
        var program = await app.NewProgram();
        await app.Import(program, ProgramTestSupport.ASmallProgram());
        var before = await app.TasksOf(program);
        var file = ProgramTestSupport.Changed(await app.Export(program, "en"), sheet =>
        {
            Assert.Equal("Ministry of Foreign Affairs; Ministry of Public Security", CellOf(sheet, before[3].Code, "Lead agency").GetString());
            Assert.Equal("Regularly", CellOf(sheet, before[1].Code, "Deadline").GetString());
            CellOf(sheet, before[3].Code, "Task").SetValue("Amend the rules on incoming and outgoing delegations");
            CellOf(sheet, before[3].Code, "Coordinating agencies").SetValue("Localities; Ministry of Justice");
        });

        var (preview, page) = await app.Upload(program, file);
        await app.Confirm(preview!, page);
        var after = (await app.TasksOf(program))[3];
        Assert.Equal((before[3].What, "Amend the rules on incoming and outgoing delegations"), (after.What, after.WhatEn));
        Assert.Equal(["các địa phương", "Bộ Tư pháp"], after.Coordinating.Select(a => a.Name));
        Assert.Equal(before[3].Leads, after.Leads);
        await NothingToStore(program, file, 6);
        await NothingToStore(program, await app.Export(program, "vi"), 6);
    }

    [Fact]
    public async Task A_row_without_its_code_is_known_by_its_text_and_a_reworded_one_by_its_number()
    {
        var program = await app.NewProgram();
        await app.Import(program, ProgramTestSupport.ASmallProgram());
        var before = await app.TasksOf(program);
        var (preview, page) = await app.Upload(program, ProgramTestSupport.Changed(ProgramTestSupport.ASmallProgram(), sheet =>
        {
            sheet.Cell(3, 2).SetValue("XÂY DỰNG CHƯƠNG TRÌNH TUYÊN TRUYỀN VỀ NGHỊ QUYẾT");
            sheet.Cell(8, 2).SetValue("Rà soát các thỏa thuận quốc tế cấp tỉnh đã ký");
        }));
        Assert.Equal((0, 2, 4), (ProgramTestSupport.Counts(page)["mới"], ProgramTestSupport.Counts(page)["thay đổi"], ProgramTestSupport.Counts(page)["như cũ"]));
        await app.Confirm(preview!, page);
        Assert.Equal(before.Select(t => t.Id), (await app.TasksOf(program)).Select(t => t.Id));
    }

    [Fact]
    public async Task A_row_with_a_code_of_no_task_here_is_left_out_and_says_what_to_do()
    {
        var program = await app.NewProgram();
        await app.Import(program, ProgramTestSupport.ASmallProgram());
        var file = ProgramTestSupport.Changed(await app.Export(program, "vi"), sheet =>
        {
            var row = sheet.LastRowUsed().RowNumber() + 1;
            sheet.Cell(row, 2).SetValue("Một việc của chương trình khác");
            sheet.Cell(row, 3).SetValue("Bộ Y tế");
            sheet.Cell(row, 8).SetValue("T-1");
        });
        var (_, page) = await app.Upload(program, file);
        Assert.Equal((0, 1), (ProgramTestSupport.Counts(page)["mới"], ProgramTestSupport.Counts(page)["Chưa hiểu"]));
        Assert.Contains("Chương trình này không có nhiệm vụ T-1. Xóa mã để thêm dòng này thành nhiệm vụ mới.", page, StringComparison.Ordinal);
        Assert.False(ProgramTestSupport.OffersToConfirm(page));
    }

    [Fact]
    public async Task A_preview_of_a_program_that_changed_since_is_not_stored_but_shown_anew()
    {
        var program = await app.NewProgram();
        var (preview, page) = await app.Upload(program, ProgramTestSupport.ASmallProgram());
        await app.Import(program, ProgramTestSupport.ASmallProgram(["7.", "Một việc khác", "Bộ Xây dựng", "", "", "2026"]));
        var before = await app.State();

        var answer = await app.Confirm(preview!, page);
        var text = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.Contains("Chương trình đã thay đổi sau lần xem trước này. Chưa ghi gì cả", text, StringComparison.Ordinal);
        Assert.Equal(6, ProgramTestSupport.Counts(text)["như cũ"]);
        Assert.Equal(before, await app.State());
    }

    [Fact]
    public async Task An_import_is_confirmed_once()
    {
        var program = await app.NewProgram();
        var (preview, page) = await app.Upload(program, ProgramTestSupport.ASmallProgram());
        await app.Confirm(preview!, page);
        var before = await app.State();
        var again = WebUtility.HtmlDecode(await (await app.Confirm(preview!, page)).Content.ReadAsStringAsync());
        Assert.Contains("Lần nhập này đã được xác nhận", again, StringComparison.Ordinal);
        Assert.Equal(before, await app.State());
    }

    public static TheoryData<string, byte[], string> BadFiles => new()
    {
        { "ghi-chu.xlsx", Encoding.UTF8.GetBytes("Đây là văn bản thường, không phải Excel"), "Tệp này không phải là tệp Excel (.xlsx)." },
        { "cu.xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600]], "Đây là tệp Excel kiểu cũ (.xls); hãy lưu lại thành .xlsx." },
        { "cot-khac.xlsx", GivenWorkbook.AWorkbook(["Họ tên", "Đơn vị"], ["Nguyễn Văn A", "Bộ Y tế"]).ToArray(), "có tên các cột của chương trình hành động" },
        { "bom.xlsx", GivenWorkbook.AZip([.. Enumerable.Range(0, 12).Select(i => ($"xl/{i}.xml", new string('a', 5 << 20)))]).ToArray(), "Tệp này khi giải nén lớn hơn 50 MB." },
        { "lon.xlsx", new byte[(10 << 20) + 1], "Tệp này lớn hơn 10 MB." },
        { "rong.xlsx", [], "Hãy chọn một tệp Excel (.xlsx) trước." },
    };

    [Theory]
    [MemberData(nameof(BadFiles), DisableDiscoveryEnumeration = true)]
    public async Task A_file_that_cannot_be_read_gets_one_sentence_and_changes_nothing(string name, byte[] file, string sentence)
    {
        var program = await app.NewProgram();
        var before = await app.State();
        var (preview, page) = await app.Upload(program, file, name);
        Assert.Null(preview);
        Assert.Contains(sentence, page, StringComparison.Ordinal);
        Assert.Contains("<h1>Nhập từ Excel</h1>", page, StringComparison.Ordinal);
        Assert.Equal(before, await app.State());
    }

    [Fact]
    public async Task A_cell_with_an_error_is_named_and_a_formula_counts_by_the_value_it_gave()
    {
        var program = await app.NewProgram();
        var file = GivenWorkbook.ARawWorkbook("""
            <row r="2"><c r="A2" t="inlineStr"><is><t>1</t></is></c><c r="B2" t="inlineStr"><is><t>Việc hỏng</t></is></c><c r="C2" t="e"><v>#REF!</v></c><c r="D2" t="inlineStr"><is><t>2025</t></is></c></row>
            <row r="3"><c r="A3" t="inlineStr"><is><t>2</t></is></c><c r="B3" t="str"><f>"Việc "&amp;"tính"</f><v>Việc tính</v></c><c r="C3" t="inlineStr"><is><t>Bộ Y tế</t></is></c><c r="D3" t="inlineStr"><is><t>2025</t></is></c></row>
            """).ToArray();
        var (preview, page) = await app.Upload(program, file);
        Assert.Contains("Ô C2 có lỗi #REF!.", page, StringComparison.Ordinal);
        Assert.Equal((1, 1), (ProgramTestSupport.Counts(page)["mới"], ProgramTestSupport.Counts(page)["Chưa hiểu"]));
        await app.Confirm(preview!, page);
        Assert.Equal(["Việc tính"], (await app.TasksOf(program)).Select(t => t.What));
    }

    [Fact]
    public async Task A_text_that_begins_with_an_equals_sign_stays_a_text_in_the_export()
    {
        var program = await app.NewProgram();
        await app.Import(program, ProgramTestSupport.ASmallProgram());
        using var workbook = new XLWorkbook(new MemoryStream(await app.Export(program, "vi")));
        var cells = workbook.Worksheet(1).CellsUsed().ToList();
        Assert.DoesNotContain(cells, c => c.HasFormula);
        Assert.Contains(cells, c => c.DataType == XLDataType.Text && c.GetString().StartsWith("=HYPERLINK(", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_export_is_named_in_plain_letters_and_has_the_columns_of_a_ministry()
    {
        using var visitor = await app.SignedIn(ProgramTestSupport.FocalPoint);
        var answer = await visitor.Get("/programs/P-1/export?lang=vi");
        Assert.Equal("chuong-trinh-hanh-dong-P-1.xlsx", answer.Content.Headers.ContentDisposition!.FileName);
        using var workbook = new XLWorkbook(await answer.Content.ReadAsStreamAsync());
        var sheet = workbook.Worksheet(1);
        var heading = sheet.RowsUsed().First(r => r.Cell(1).GetString() == "TT");
        Assert.Equal(["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Sản phẩm", "Thời hạn", "Điều khoản nguồn", "Mã"], heading.Cells(1, 8).Select(c => c.GetString()));
        var first = sheet.RowsUsed().First(r => r.Cell(8).GetString() == "T-1");
        Assert.Equal(("1", "R-1 §3.1.a"), (first.Cell(1).GetString(), first.Cell(7).GetString()));
    }

    /// <summary>Importing it says that everything is unchanged, offers nothing to confirm, and leaves every record as it was.</summary>
    private async Task NothingToStore(string program, byte[] file, int tasks)
    {
        var before = await app.State();
        var (preview, page) = await app.Upload(program, file);
        Assert.NotNull(preview);
        var counts = ProgramTestSupport.Counts(page);
        Assert.Equal((tasks, tasks), (counts["như cũ"], counts["dòng"]));
        Assert.DoesNotContain(">Nhóm mới<", page, StringComparison.Ordinal);
        Assert.DoesNotContain(">Nhóm đổi tên<", page, StringComparison.Ordinal);
        Assert.Contains("Không có gì để ghi", page, StringComparison.Ordinal);
        Assert.False(ProgramTestSupport.OffersToConfirm(page));
        Assert.Equal(before, await app.State());
    }

    /// <summary>The cell of a task, found by its code, below a heading.</summary>
    private static IXLCell CellOf(IXLWorksheet sheet, string code, string heading)
    {
        var row = sheet.CellsUsed(c => c.GetString() == code).Single().WorksheetRow();
        var column = sheet.CellsUsed(c => c.GetString() == heading).First().WorksheetColumn();
        return sheet.Cell(row.RowNumber(), column.ColumnNumber());
    }
}
