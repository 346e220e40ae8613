using Conference.Resolutions;
using System.IO.Compression;
using System.Security;
using System.Text;
using System.Text.Json;
using ClosedXML.Excel;

namespace Conference.Tests.Resolutions;

/// <summary>Runs where the real action program is kept beside the repository, and says so where it is not.</summary>
public sealed class RealFileFactAttribute : FactAttribute
{
    public RealFileFactAttribute()
    {
        if (GivenWorkbook.RealFile is null) Skip = "../shared/data/action-program.xlsx is not here.";
    }
}

internal static class GivenWorkbook
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

    public static readonly string? RealFile = Ancestors(AppContext.BaseDirectory)
        .Select(directory => Path.Combine(directory, "..", "shared", "data", "action-program.xlsx")).FirstOrDefault(File.Exists);

    public static readonly string[] Agencies =
    [
        "Bộ Quốc phòng", "Bộ Công an", "Bộ Ngoại giao", "Bộ Nội vụ", "Bộ Tư pháp", "Bộ Kế hoạch và Đầu tư", "Bộ Tài chính", "Bộ Công Thương",
        "Bộ Nông nghiệp và Phát triển nông thôn", "Bộ Giao thông vận tải", "Bộ Xây dựng", "Bộ Tài nguyên và Môi trường", "Bộ Thông tin và Truyền thông",
        "Bộ Lao động - Thương binh và Xã hội", "Bộ Văn hóa, Thể thao và Du lịch", "Bộ Khoa học và Công nghệ", "Bộ Giáo dục và Đào tạo", "Bộ Y tế",
        "Ủy ban nhân dân các tỉnh, thành phố trực thuộc trung ương", "Văn phòng Chính phủ", "Thanh tra Chính phủ", "Ngân hàng Nhà nước Việt Nam",
    ];

    public static ProgramSheet TheRealProgram()
    {
        using var file = File.OpenRead(RealFile!);
        return ActionProgramWorkbook.Read(file, Agencies);
    }

    /// <summary>A sheet of texts; row 1 is first.</summary>
    public static ProgramSheet Reading(params string[][] rows) => ActionProgramWorkbook.Read(AWorkbook(rows), Agencies);

    public static MemoryStream AWorkbook(params string[][] rows)
    {
        using var workbook = new XLWorkbook();
        var sheet = workbook.AddWorksheet("Phụ lục");
        for (var row = 0; row < rows.Length; row++)
            for (var column = 0; column < rows[row].Length; column++)
                if (rows[row][column].Length > 0) sheet.Cell(row + 1, column + 1).SetValue(rows[row][column]);
        return Saved(workbook);
    }

    public static MemoryStream Saved(XLWorkbook workbook)
    {
        var stream = new MemoryStream();
        workbook.SaveAs(stream);
        stream.Position = 0;
        return stream;
    }

    /// <summary>A workbook as raw XML; the styles are 0 general, 1 a day, 2 mmm-yy, 3 mm/yyyy, 4 a duration.</summary>
    public static MemoryStream ARawWorkbook(string sheetXml, string headings = "TT|Nhiệm vụ|Cơ quan chủ trì|Thời hạn")
    {
        var header = string.Concat(headings.Split('|').Select(text => $"<c t=\"inlineStr\"><is><t>{SecurityElement.Escape(text)}</t></is></c>"));
        return AZip(
            ("[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>"""),
            ("_rels/.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"""),
            ("xl/workbook.xml", """<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"""),
            ("xl/_rels/workbook.xml.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"""),
            ("xl/styles.xml", """<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="2"><numFmt numFmtId="164" formatCode="mm/yyyy"/><numFmt numFmtId="165" formatCode="[h]:mm"/></numFmts><cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="17"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>"""),
            ("xl/worksheets/sheet1.xml", $"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">{header}</row>{sheetXml}</sheetData></worksheet>"""));
    }

    public static MemoryStream AZip(params (string Name, string Content)[] entries)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in entries)
                using (var entry = zip.CreateEntry(name).Open()) entry.Write(Encoding.UTF8.GetBytes(content));
        stream.Position = 0;
        return stream;
    }

    /// <summary>Everything a program says, without the sheet rows and numbers it stood at.</summary>
    public static string Said(ProgramSheet program) => JsonSerializer.Serialize(new
    {
        program.Titles,
        Groups = program.Groups.Select(group => new
        {
            group.Title,
            Tasks = group.Tasks.Select(task => new { task.What, task.Leads, task.Coordinators, task.Product, task.Deadline, task.Clause, task.Code }),
        }),
    }, Readable);

    private static IEnumerable<string> Ancestors(string? directory)
    {
        for (; directory is not null; directory = Path.GetDirectoryName(directory)) yield return directory;
    }
}
