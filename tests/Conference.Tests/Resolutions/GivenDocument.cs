using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Conference.Tests.Resolutions;

/// <summary>Documents as they come in: written for the tests, and the real ones where they are at hand.</summary>
internal static class GivenDocument
{
    public const string WithoutArticles = """
        NGHỊ QUYẾT
        Về một số nhiệm vụ ngoại giao kinh tế
        Căn cứ Luật Tổ chức Chính phủ;
        Theo đề nghị của Bộ trưởng Bộ Ngoại giao.
        QUYẾT NGHỊ:
        I. QUAN ĐIỂM
        Ngoại giao kinh tế là nhiệm vụ trung tâm.
        II- NHIỆM VỤ
        1. Bộ Ngoại giao chủ trì,  phối hợp với các bộ, ngành:
        a) Mở rộng thị trường;
        b) Hỗ trợ địa phương:
        - Tỉnh biên giới;
        - Thành phố lớn.
        c) Thông tin kịp thời;
        d) Đào tạo cán bộ;
        đ) Thực hiện Chỉ thị số 15-CT / TW;
        e) Báo cáo hằng năm.
        2. Các địa phương tổ chức thực hiện.
        2.1. Việc này có thời hạn riêng.
        TM. HỘI NGHỊ
        CHỦ TỌA
        Nguyễn Văn Bình
        Nơi nhận:
        - Như trên;
        - Lưu: VT.
        Phụ lục I
        DANH MỤC CHỈ TIÊU
        1. Số thỏa thuận được ký.
        Phụ lục II
        MẪU BÁO CÁO
        """;

    public const string WithArticles = """
        # Quy chế làm việc của Ban Thư ký

        > **Ghi chú**: bản dùng để thử.

        Căn cứ Quyết định số 30/2020/NĐ-CP;

        ## Chương I — QUY ĐỊNH CHUNG

        ### Điều 1. Phạm vi `[thử]`

        Quy chế này quy định việc soạn thảo.

        ### Điều 2. Nguyên tắc

        1. Làm việc tập thể.
        2. Người viết chịu trách nhiệm:

        a) Về nội dung;
        b) Về thời hạn quy định tại khoản 1 Điều này.

        Trường hợp khác do Chủ tọa quyết định.

        ---

        ## Chương II
        TỔ CHỨC THỰC HIỆN
        ### Mục 1. TRÁCH NHIỆM
        ### Điều 3. Hiệu lực
        Quy chế có hiệu lực từ ngày ký.
        | Việc | Hạn |
        |---|---|
        | Báo cáo | 6/2027 |
        """;

    public const string InEnglish = """
        Resolution on the work of the delegations

        The Conference asks the delegations to do the following:

        1. The Secretariat shall lead and coordinate with the delegations to:
        a) Prepare;
        b) Meet;
        c) Decide;
        d) Report;
        dd) Follow up on Resolution No. 22-NQ/TW;
        e) Close.
        2. The delegations shall answer in 2027. They may ask for more time.
        """;

    /// <summary>A Word document: Word's own numbers, typed numbers, a table, an insertion, a deletion and a note.</summary>
    public static byte[] Word()
    {
        using var file = new MemoryStream();
        using (var package = WordprocessingDocument.Create(file, WordprocessingDocumentType.Document))
        {
            var main = package.AddMainDocumentPart();
            main.AddNewPart<NumberingDefinitionsPart>().Numbering = new Numbering(
                new AbstractNum(
                    Level(0, NumberFormatValues.UpperRoman, "%1."), Level(1, NumberFormatValues.Decimal, "%2."), Level(2, NumberFormatValues.LowerLetter, "%3)")) { AbstractNumberId = 1 },
                new NumberingInstance(new AbstractNumId { Val = 1 }) { NumberID = 7 });
            var notes = main.AddNewPart<FootnotesPart>();
            notes.Footnotes = new Footnotes(new Footnote(new Paragraph(new Run(new Text("Lời ghi ở cuối trang.")))) { Id = 2 });
            main.Document = new Document(new Body(
                Listed(0, "MỤC TIÊU"), Listed(1, "Đến năm 2030:"), Listed(2, "Một;"), Listed(2, "Hai;"), Listed(2, "Ba;"), Listed(2, "Bốn;"),
                // Decomposed, as Word on a Mac stores it.
                Listed(2, "Năm ở điểm đ;".Normalize(NormalizationForm.FormD)), Listed(1, "Khoản sau."), Listed(0, "GIẢI PHÁP"), new Paragraph(new Run(new Text("1. Số được gõ tay.") { Space = SpaceProcessingModeValues.Preserve })),
                new Paragraph(
                    new Run(new Text("Phần giữ lại ") { Space = SpaceProcessingModeValues.Preserve }), new DeletedRun(new Run(new DeletedText("bị bỏ ") { Space = SpaceProcessingModeValues.Preserve })),
                    new InsertedRun(new Run(new Text("được thêm") { Space = SpaceProcessingModeValues.Preserve })), new Run(new FootnoteReference { Id = 2 })),
                new Table(new TableRow(Cell("Chỉ tiêu"), Cell("Năm 2030")), new TableRow(Cell("Thỏa thuận"), Cell("120")))));
        }
        return file.ToArray();

        static Level Level(int level, NumberFormatValues format, string text) =>
            new(new StartNumberingValue { Val = 1 }, new NumberingFormat { Val = format }, new LevelText { Val = text }) { LevelIndex = level };

        static Paragraph Listed(int level, string text) =>
            new(new ParagraphProperties(new NumberingProperties(new NumberingLevelReference { Val = level }, new NumberingId { Val = 7 })), new Run(new Text(text)));

        static TableCell Cell(string text) => new(new Paragraph(new Run(new Text(text))));
    }

    /// <summary>A package that unpacks to far more than it is.</summary>
    public static byte[] Bomb()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var part = zip.CreateEntry("word/document.xml", CompressionLevel.Fastest).Open();
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 220; i++) part.Write(zeros);
        }
        return file.ToArray();
    }

    /// <summary>A file of the folder beside the repository, or null.</summary>
    public static string? Shared(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "shared", path))) return Path.Combine(folder.FullName, "shared", path);
        return null;
    }
}

/// <summary>Runs where the real documents are at hand.</summary>
internal sealed class SharedDocumentTheoryAttribute : TheoryAttribute
{
    public SharedDocumentTheoryAttribute()
    {
        if (GivenDocument.Shared("data/decree-30/noi-dung.md") is null) Skip = "../shared is not here.";
    }
}
