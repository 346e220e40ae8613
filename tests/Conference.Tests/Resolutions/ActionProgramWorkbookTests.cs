using Conference.Resolutions;
using System.Text;
using ClosedXML.Excel;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;

namespace Conference.Tests.Resolutions;

public sealed class ActionProgramWorkbookTests
{
    private static readonly string[] Header = ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Sản phẩm", "Thời hạn"];

    [Fact]
    public void Groups_and_tasks_are_read_with_where_they_stand()
    {
        var program = GivenWorkbook.Reading(
            ["CHƯƠNG TRÌNH HÀNH ĐỘNG"], ["", "Kèm theo Nghị quyết"], [],
            [.. Header, "Mã", "Điều khoản nguồn"],
            ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
            ["I.", "Nhóm một"],
            ["1.", "Việc một\r\n  tiếp  theo ", "Bộ Y tế, Bộ Công an", "", "Báo cáo", "6/2025", "T-12", "R-1 §2.3.đ"],
            [.. Header],
            ["II. Nhóm hai"],
            ["2", "Việc hai", "Bộ Y tế", "các bộ, ngành", "", "Thường xuyên"]);

        Assert.Equal(["CHƯƠNG TRÌNH HÀNH ĐỘNG", "Kèm theo Nghị quyết"], program.Titles);
        Assert.Equal([(6, "I.", "Nhóm một"), (9, "II.", "Nhóm hai")], program.Groups.Select(group => (group.Row, group.Number, group.Title)));
        var task = Assert.Single(program.Groups[0].Tasks);
        Assert.Equivalent(new ProgramTask(7, "1.", "Việc một\ntiếp theo", ["Bộ Y tế", "Bộ Công an"], [], "Báo cáo", Deadline.Parse("6/2025"), "R-1 §2.3.đ", "T-12"), task, strict: true);
        Assert.Empty(program.Findings);
    }

    [Theory]
    [InlineData("STT|Nội dung nhiệm vụ|Đơn vị chủ trì|Đơn vị phối hợp|Kết quả/Sản phẩm|Thời gian hoàn thành")]
    [InlineData("Thời gian thực hiện|Sản phẩm dự kiến|Phối hợp|Chủ trì|Nhiệm vụ, giải pháp|Số TT")]
    [InlineData("tt|ten nhiem vu|co quan chu tri|co quan phoi hop|ket qua|thoi han hoan thanh")]
    [InlineData("No.|Task|Lead agency|Coordinating agencies|Product|Deadline")]
    [InlineData("No|Tasks|Lead agencies|Co-operating agencies|Expected results|Time frame")]
    public void Columns_are_found_by_name_in_any_order(string headings)
    {
        string[] values = headings.StartsWith("Thời gian", StringComparison.Ordinal) ? ["2025", "Báo cáo", "Bộ Y tế", "Bộ Công an", "Việc", "1"] : ["1", "Việc", "Bộ Công an", "Bộ Y tế", "Báo cáo", "2025"];
        var task = Assert.Single(Assert.Single(GivenWorkbook.Reading([.. headings.Split('|').Select(h => h.Normalize(NormalizationForm.FormD))], values).Groups).Tasks);
        Assert.Equivalent(new ProgramTask(2, "1", "Việc", ["Bộ Công an"], ["Bộ Y tế"], "Báo cáo", Deadline.Parse("2025"), "", ""), task, strict: true);
    }

    [Fact]
    public void Headings_may_stand_in_two_rows_and_cells_be_merged()
    {
        using var workbook = new XLWorkbook();
        var sheet = workbook.AddWorksheet("S");
        sheet.Cell("A1").SetValue("Phụ lục");
        foreach (var (cell, text) in new[] { ("A2", "TT"), ("B2", "Nhiệm vụ"), ("C2", "Cơ quan thực hiện"), ("E2", "Thời hạn"), ("C3", "Chủ trì"), ("D3", "Phối hợp"), ("A4", "1"), ("B4", "Nhóm"), ("A5", "1.1"), ("B5", "Việc"), ("C5", "Bộ Y tế"), ("E5", "2025"), ("A6", "1.2"), ("B6", "Việc khác") })
            sheet.Cell(cell).SetValue(text);
        foreach (var merged in new[] { "A2:A3", "B2:B3", "C2:D2", "E2:E3", "B4:E4", "C5:C6", "E5:E6" }) sheet.Range(merged).Merge();

        var program = ActionProgramWorkbook.Read(GivenWorkbook.Saved(workbook), GivenWorkbook.Agencies);
        Assert.Equal(["Phụ lục"], program.Titles);
        var group = Assert.Single(program.Groups);
        Assert.Equal(("1", "Nhóm"), (group.Number, group.Title));
        Assert.Equal([("Việc", "Bộ Y tế", "2025"), ("Việc khác", "Bộ Y tế", "2025")], group.Tasks.Select(task => (task.What, task.Leads.Single(), task.Deadline.Text)));
    }

    [Fact]
    public void Every_doubt_is_a_finding_of_its_row_and_column()
    {
        var program = GivenWorkbook.Reading(
            [.. Header, "Mã"],
            ["I", "Nhóm", "", "", "", "năm tiếp theo"],
            ["1", "Không thời hạn", "Bộ Y tế"],
            ["2", "Khó hiểu", "Bộ Y tế", "", "", "Quý V/2025"],
            ["3", "", "Bộ Y tế", "", "", "2025"],
            ["4", "Không ai chủ trì", "", "", "Báo cáo", "2025"],
            ["5", "không  thời hạn", "Bộ Y tế, Bộ", "", "", "2025", "T-1"],
            ["6", "Việc", "Bộ Y tế", "", "", "2025", "T-1"],
            ["7"],
            ["II", "Nhóm rỗng"]);

        Assert.Equal(
            [
                (2, "Task", FindingSeverity.Warning, "This is a group, not a task; “{0}” beside it was left out.", "năm tiếp theo"),
                (3, "Deadline", FindingSeverity.Warning, "There is no deadline; none was invented.", ""),
                (4, "Deadline", FindingSeverity.Warning, "The deadline “{0}” is not understood; it is kept as written.", "Quý V/2025"),
                (5, "Task", FindingSeverity.Error, "This row has no task.", ""),
                (6, "Lead agency", FindingSeverity.Warning, "No lead agency is named.", ""),
                (7, "Lead agency", FindingSeverity.Warning, "“{0}” is not the full name of an agency.", "Bộ"),
                (7, "Task", FindingSeverity.Warning, "This task repeats row {0}.", "3"),
                (8, "Code", FindingSeverity.Error, "Code {0} already stands in row {1}.", "T-1, 7"),
                (10, "Task", FindingSeverity.Info, "This group has no tasks.", ""),
            ],
            program.Findings.Select(finding => (finding.Row, finding.Column, finding.Severity, finding.Message, string.Join(", ", finding.Arguments))));
        Assert.Equal([5, 0], program.Groups.Select(group => group.Tasks.Count));
    }

    [Theory]
    [InlineData("<c s=\"1\"><v>45823</v></c>", DeadlineKind.Date, "15/6/2025")]
    [InlineData("<c s=\"2\"><v>45809</v></c>", DeadlineKind.Month, "6/2025")]
    [InlineData("<c s=\"3\"><v>45809</v></c>", DeadlineKind.Month, "6/2025")]
    [InlineData("<c><v>2025</v></c>", DeadlineKind.Year, "2025")]
    [InlineData("<c><v>6.2024999999999997</v></c>", DeadlineKind.Month, "6.2025")]
    [InlineData("<c s=\"4\"><v>45823</v></c>", DeadlineKind.Unclear, "45823")]
    [InlineData("<c t=\"d\"><v>2025-06-15T00:00:00</v></c>", DeadlineKind.Date, "15/6/2025")]
    [InlineData("<c s=\"1\"><f>DATE(2024,1,1)</f><v>45823</v></c>", DeadlineKind.Date, "15/6/2025")]
    [InlineData("<c t=\"str\"><f>\"20\"&amp;\"99\"</f><v>Quý II/2025</v></c>", DeadlineKind.Quarter, "Quý II/2025")]
    [InlineData("<c><f>1+2024</f></c>", DeadlineKind.None, "")]
    [InlineData("<c t=\"inlineStr\"><is><r><t>6/</t></r><r><t>2025</t></r></is></c>", DeadlineKind.Month, "6/2025")]
    public void Numbers_dates_and_formulas_are_read_as_they_were_saved(string cell, DeadlineKind kind, string text)
    {
        var program = ActionProgramWorkbook.Read(GivenWorkbook.ARawWorkbook($"<row><c><v>1</v></c><c t=\"inlineStr\"><is><t>Việc</t></is></c><c t=\"inlineStr\"><is><t>Bộ Y tế</t></is></c>{cell}</row>"), []);
        var deadline = Assert.Single(Assert.Single(program.Groups).Tasks).Deadline;
        Assert.Equal((kind, text), (deadline.Kind, deadline.Text));
    }

    [Theory]
    [InlineData("<c r=\"C2\" t=\"e\"><v>#REF!</v></c>", "C2, #REF!", "Lead agency")]
    [InlineData("<c r=\"D2\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>", "D2, #DIV/0!", "Deadline")]
    public void An_error_cell_is_named_and_has_no_text(string cell, string arguments, string column)
    {
        var program = ActionProgramWorkbook.Read(GivenWorkbook.ARawWorkbook($"<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\" t=\"inlineStr\"><is><t>Việc</t></is></c>{cell}</row>"), []);
        var finding = Assert.Single(program.Findings, finding => finding.Severity == FindingSeverity.Error);
        Assert.Equal((2, column, "Cell {0} holds the error {1}.", arguments), (finding.Row, finding.Column, finding.Message, string.Join(", ", finding.Arguments)));
        Assert.Empty(Assert.Single(Assert.Single(program.Groups).Tasks).Leads);
    }

    public static TheoryData<string, byte[]> Unreadable() => new()
    {
        { "This file is not an Excel workbook (.xlsx).", [] },
        { "This file is not an Excel workbook (.xlsx).", "TT,Nhiệm vụ"u8.ToArray() },
        { "This file is not an Excel workbook (.xlsx).", GivenWorkbook.AZip(("word/document.xml", "<x/>")).ToArray() },
        { "This file is not an Excel workbook (.xlsx).", GivenWorkbook.AWorkbook(Header).ToArray()[..2000] },
        { "This is an old Excel workbook (.xls); save it as .xlsx.", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0] },
        { "This workbook is protected by a password; save it without one.", [0xD0, 0xCF, 0x11, 0xE0, .. Encoding.Unicode.GetBytes("EncryptedPackage")] },
        { "This file is larger than {0} MB.", new byte[(10 << 20) + 1] },
        { "This workbook unpacks to more than {0} MB.", GivenWorkbook.AZip(("xl/worksheets/sheet1.xml", new string(' ', 51 << 20))).ToArray() },
        { "This workbook has more than {0} rows.", GivenWorkbook.ARawWorkbook(string.Concat(Enumerable.Repeat("<row><c><v>1</v></c></row>", 20_001))).ToArray() },
        { "No row of sheet {0} has the column headings of an action program; expected: {1}.", GivenWorkbook.AWorkbook(["TT", "Chỉ tiêu", "Đơn vị", "Kết quả", "Cơ quan chủ trì theo dõi, đánh giá"]).ToArray() },
        { "No row of sheet {0} has the column headings of an action program; expected: {1}.", GivenWorkbook.AWorkbook([]).ToArray() },
    };

    [Theory]
    [MemberData(nameof(Unreadable), DisableDiscoveryEnumeration = true)]
    public void A_file_that_is_no_action_program_is_refused_in_one_sentence(string key, byte[] file)
    {
        var refusal = Assert.Throws<WorkbookUnreadable>(() => ActionProgramWorkbook.Read(new MemoryStream(file), []));
        Assert.Equal(key, refusal.Key);
        Assert.DoesNotContain("{", refusal.Message);
    }

    [Fact]
    public void A_refusal_says_what_was_expected() => Assert.Equal(
        "No row of sheet Phụ lục has the column headings of an action program; expected: Nhiệm vụ (Task), Cơ quan chủ trì (Lead agency), Thời hạn (Deadline).",
        Assert.Throws<WorkbookUnreadable>(() => GivenWorkbook.Reading(["Tên", "Tuổi"])).Message);

    [Fact]
    public void Twenty_thousand_rows_are_read_whole()
    {
        var rows = string.Concat(Enumerable.Range(1, 19_999).Select(i => $"<row><c><v>{i}</v></c><c t=\"inlineStr\"><is><t>Việc {i}</t></is></c><c t=\"inlineStr\"><is><t>Bộ Y tế, Bộ Công an</t></is></c><c><v>2025</v></c></row>"));
        Assert.Equal(19_999, ActionProgramWorkbook.Read(GivenWorkbook.ARawWorkbook(rows), GivenWorkbook.Agencies).Groups.Single().Tasks.Count);
    }

    [Fact]
    public void What_is_written_is_read_again_equal()
    {
        var random = new Random(3);
        for (var i = 0; i < 60; i++)
        {
            var program = SomeProgram(random);
            var read = ActionProgramWorkbook.Read(GivenWorkbook.Saved(ActionProgramWorkbook.Write(program, (WorkbookLanguage)(i % 2))), GivenWorkbook.Agencies);
            Assert.Equal(GivenWorkbook.Said(program), GivenWorkbook.Said(read));
            Assert.DoesNotContain(read.Findings, finding => finding.Severity == FindingSeverity.Error);
        }
    }

    [Theory]
    [InlineData(WorkbookLanguage.Vi, "TT|Nhiệm vụ|Cơ quan chủ trì|Cơ quan phối hợp|Sản phẩm|Thời hạn|Điều khoản nguồn|Mã")]
    [InlineData(WorkbookLanguage.En, "No.|Task|Lead agency|Coordinating agencies|Product|Deadline|Source clause|Code")]
    internal void Headings_and_numbers_are_written(WorkbookLanguage language, string headings)
    {
        var sheet = ActionProgramWorkbook.Write(new(["Chương trình"], [new(0, "", "Một", [ATask("a"), ATask("b")]), new(0, "", "Hai", [ATask("c")])], []), language).Worksheet(1);
        Assert.Equal(headings.Split('|'), sheet.Row(2).Cells(1, 8).Select(cell => cell.Value.ToString()));
        Assert.Equal(["I", "1", "2", "II", "3"], sheet.Range("A3:A7").Cells().Select(cell => cell.Value.ToString()));
        Assert.True(sheet.Range("B3:H3").IsMerged());
        Assert.True(sheet.Cell("A3").Style.Font.Bold);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(29, 23)]
    internal void The_written_file_is_valid_and_holds_texts_only(int seed, int more)
    {
        var program = SomeProgram(new Random(seed));
        program = program with { Groups = [.. program.Groups, new(0, "", "=1+1", [ATask("=cmd|' /C calc'!A0"), ATask("+1"), ATask("-1"), ATask("@x"), ATask("'quoted"), ATask("2025"), ATask("_x0041_"), ATask(new string('ô', 9000)), .. Enumerable.Range(0, more).Select(i => ATask($"{i}"))])] };
        using var file = GivenWorkbook.Saved(ActionProgramWorkbook.Write(program, WorkbookLanguage.Vi));
        Assert.Equal(GivenWorkbook.Said(program), GivenWorkbook.Said(ActionProgramWorkbook.Read(file, GivenWorkbook.Agencies)));

        file.Position = 0;
        using var document = SpreadsheetDocument.Open(file, false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document).Select(error => error.Description));
        var cells = document.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<Cell>().Where(cell => cell.CellValue is not null || cell.CellFormula is not null || cell.InlineString is not null).ToList();
        Assert.NotEmpty(cells);
        Assert.All(cells, cell => Assert.True(cell.CellFormula is null && cell.DataType?.Value == CellValues.SharedString, cell.OuterXml));
        Assert.All(document.WorkbookPart.WorksheetParts.Single().Worksheet.Descendants<Row>(), row => Assert.InRange(row.Height!.Value, 15, 409));
    }

    [RealFileFact]
    public void The_real_program_has_7_groups_and_140_tasks()
    {
        var program = GivenWorkbook.TheRealProgram();
        Assert.Equal(["I.", "II.", "III.", "IV.", "V.", "VI.", "VII."], program.Groups.Select(group => group.Number));
        Assert.Equal([13, 29, 34, 12, 28, 15, 9], program.Groups.Select(group => group.Tasks.Count));
        var tasks = program.Groups.SelectMany(group => group.Tasks).ToList();
        Assert.Equal(Enumerable.Range(1, 140).Select(number => $"{number}."), tasks.Select(task => task.Number));
        Assert.Equal(33, tasks.Count(task => task.Coordinators.Count == 0));
        Assert.Equal(9, tasks.Count(task => task.Product.Length == 0));
    }

    [RealFileFact]
    public void The_deadlines_of_the_real_program_are_understood()
    {
        var deadlines = GivenWorkbook.TheRealProgram().Groups.SelectMany(group => group.Tasks).Select(task => task.Deadline).ToList();
        Assert.Equal(12, deadlines.Count(deadline => deadline.Text == "Thường xuyên"));
        Assert.All(deadlines.Where(deadline => deadline.Text == "Thường xuyên"), deadline => Assert.False(deadline.IsOverdue(DateOnly.MaxValue)));
        Assert.Equal(new DateOnly(2025, 6, 30), deadlines.Single(deadline => deadline.Text == "Quý II/2025").Due);
        Assert.Equal(13, deadlines.Count(Deadline.Parse("6/2025").SameAs));
        Assert.Equal(
            [(DeadlineKind.None, 1), (DeadlineKind.Month, 48), (DeadlineKind.Quarter, 1), (DeadlineKind.Year, 69), (DeadlineKind.Range, 2), (DeadlineKind.Recurring, 16), (DeadlineKind.OpenEnded, 3)],
            deadlines.GroupBy(deadline => deadline.Kind).OrderBy(group => group.Key).Select(group => (group.Key, group.Count())));
    }

    [RealFileFact]
    public void The_doubts_about_the_real_program_are_three() => Assert.Equal(
        [(5, "“{0}” is not the full name of an agency."), (45, "There is no deadline; none was invented."), (81, "This is a group, not a task; “{0}” beside it was left out.")],
        GivenWorkbook.TheRealProgram().Findings.Select(finding => (finding.Row, finding.Message)));

    /// <summary>46 lead cells hold a comma or a semicolon, but 28 of them name one ministry or one collective;
    /// one more names two ministries with nothing between them.</summary>
    [RealFileFact]
    public void Several_agencies_lead_19_of_the_real_tasks()
    {
        var leads = GivenWorkbook.TheRealProgram().Groups.SelectMany(group => group.Tasks).Select(task => task.Leads).ToList();
        Assert.Equal(46, leads.Count(names => AgencyNames.Join(names).IndexOfAny([',', ';']) >= 0) - 1);
        Assert.Equal(19, leads.Count(names => names.Count > 1));
        Assert.Equal(28, leads.Count(names => names.Count == 1 && names[0].Contains(',')));
        Assert.DoesNotContain(leads, names => names.Count == 0);
    }

    [RealFileFact]
    public void The_real_program_is_exported_and_read_again_equal()
    {
        var program = GivenWorkbook.TheRealProgram();
        foreach (var language in Enum.GetValues<WorkbookLanguage>())
        {
            using var file = GivenWorkbook.Saved(ActionProgramWorkbook.Write(program, language));
            if (Environment.GetEnvironmentVariable("KEEP_WORKBOOKS") is { } folder) File.WriteAllBytes(Path.Combine(folder, $"action-program-{language}.xlsx"), file.ToArray());
            Assert.Equal(GivenWorkbook.Said(program), GivenWorkbook.Said(ActionProgramWorkbook.Read(file, GivenWorkbook.Agencies)));
        }
    }

    private static ProgramTask ATask(string what) => new(0, "", what, ["Bộ Y tế"], [], "Báo cáo", Deadline.Parse("2025"), "", "");

    private static ProgramSheet SomeProgram(Random random)
    {
        string[] texts = ["Việc", "=SUM(A1)", "+84", "-5%", "@all", "'x", "I. Mở đầu", "1", "2025", "TRUE", "dòng một\ndòng hai", "<b>&amp;\"</b>", "#REF!", "Nhiệm vụ", "_x000D_", "ưỡng 🙂", new string('đ', 700), string.Join(' ', Enumerable.Repeat("nghiên cứu", 300))];
        string[] deadlines = ["", "2025", "6/2025", "Quý II/2025", "Thường xuyên", "2025 và những năm tiếp theo", "Khi cần", "-"];
        string[] agencies = [.. GivenWorkbook.Agencies, "Các bộ, ngành, địa phương", "Văn phòng Quốc hội"];
        T One<T>(T[] values) => values[random.Next(values.Length)];
        string Maybe(string text) => random.Next(2) == 0 ? "" : text;
        string[] Some(int least) => [.. Enumerable.Range(0, random.Next(least, 4)).Select(_ => One(agencies)).Distinct()];
        var code = 0;
        ProgramTask Task() => new(0, "", One(texts), Some(0), Some(0), Maybe(One(texts)), Deadline.Parse(One(deadlines)), Maybe("R-1 §2.3.đ"), Maybe($"T-{++code}"));
        ProgramTask[] Tasks(int least) => [.. Enumerable.Range(0, random.Next(least, 5)).Select(_ => Task())];
        List<ProgramGroup> groups = [.. Enumerable.Range(0, random.Next(5)).Select(_ => new ProgramGroup(0, "", One(texts), Tasks(0)))];
        if (random.Next(3) == 0) groups.Insert(0, new(0, "", "", Tasks(1)));
        return new([.. Enumerable.Range(0, random.Next(3)).Select(i => $"Chương trình {i}")], groups, []);
    }
}
