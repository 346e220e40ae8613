using System.Text;
using System.Text.RegularExpressions;
using Conference.Resolutions;

namespace Conference.Tests.Resolutions;

/// <summary>A document becomes a tree, and every word of it is somewhere in the tree.</summary>
public sealed partial class DocumentReadingTests
{
    private static ReadDocument Read(byte[] file, string name) => DocumentReading.Read(DocumentLines.Of(file, name), Path.GetFileNameWithoutExtension(name));

    private static ReadDocument Read(string text, string name = "tep.txt") => Read(Encoding.UTF8.GetBytes(text), name);

    /// <summary>The tree with the numbers it would have.</summary>
    private static string[] Outline(ReadDocument document)
    {
        var (places, byId) = (new List<Place>(), new Dictionary<Guid, ReadClause>());
        void Add(IReadOnlyList<ReadClause> clauses, Guid? holder)
        {
            foreach (var (i, clause) in clauses.Index())
            {
                var id = Guid.CreateVersion7();
                byId[id] = clause;
                places.Add(new(id, holder, i, clause.Kind));
                Add(clause.Children, id);
            }
        }
        Add(document.Clauses, null);
        return [.. Numbering.Of("R-1", places, document.Layout).InOrder.Select(n => (n, w: byId[n.Id].Words)).Select(x => string.Join(" · ", new[] { x.n.Short, x.w.Heading + x.w.HeadingEn, (x.w.Text + x.w.TextEn).Replace('\n', '/') }.Where(t => t.Length > 0)))];
    }

    [Fact]
    public void A_resolution_without_articles_comes_in_with_its_preamble_signature_recipients_and_annexes()
    {
        var read = Read(GivenDocument.WithoutArticles);
        Assert.Equal(("Nghị quyết về một số nhiệm vụ ngoại giao kinh tế", DocumentLayout.Sections, false), (read.Title, read.Layout, read.English));
        Assert.Equal(
            [
                "§0.1 · Căn cứ Luật Tổ chức Chính phủ;", "§0.2 · Theo đề nghị của Bộ trưởng Bộ Ngoại giao.", "§0.3 · QUYẾT NGHỊ:",
                "§1 · QUAN ĐIỂM · Ngoại giao kinh tế là nhiệm vụ trung tâm.", "§2 · NHIỆM VỤ", "§2.1 · Bộ Ngoại giao chủ trì, phối hợp với các bộ, ngành:",
                "§2.1.a · Mở rộng thị trường;", "§2.1.b · Hỗ trợ địa phương:/- Tỉnh biên giới;/- Thành phố lớn.", "§2.1.c · Thông tin kịp thời;", "§2.1.d · Đào tạo cán bộ;", "§2.1.đ · Thực hiện Chỉ thị số 15-CT / TW;", "§2.1.e · Báo cáo hằng năm.",
                "§2.2 · Các địa phương tổ chức thực hiện.", "§2.2.¶1 · 2.1. Việc này có thời hạn riêng.", "KY1 · TM. HỘI NGHỊ", "KY2 · CHỦ TỌA", "KY3 · Nguyễn Văn Bình", "NN1 · Như trên;", "NN2 · Lưu: VT.",
                "PL1 · DANH MỤC CHỈ TIÊU", "PL1.1 · Số thỏa thuận được ký.", "PL2 · MẪU BÁO CÁO",
            ], Outline(read));
        var remark = Assert.Single(read.Remarks);
        Assert.Equal((19, "A number such as {0} has no level of its own here; the line stays text.", "2.1."), (remark.Line, remark.What, (string)remark.Arguments[0]));
    }

    [Fact]
    public void A_document_with_articles_in_Markdown_keeps_notes_and_tables_as_text()
    {
        var read = Read(GivenDocument.WithArticles, "quy-che.md");
        Assert.Equal(("Quy chế làm việc của Ban Thư ký", DocumentLayout.Articles), (read.Title, read.Layout));
        Assert.Equal(
            [
                "§0.1 · Ghi chú: bản dùng để thử.", "§0.2 · Căn cứ Quyết định số 30/2020/NĐ-CP;", "C1 · QUY ĐỊNH CHUNG", "Đ1 · Phạm vi [thử] · Quy chế này quy định việc soạn thảo.", "Đ2 · Nguyên tắc", "Đ2.1 · Làm việc tập thể.",
                "Đ2.2 · Người viết chịu trách nhiệm:", "Đ2.2.a · Về nội dung;", "Đ2.2.b · Về thời hạn quy định tại khoản 1 Điều này.", "Đ2.2.b.¶1 · Trường hợp khác do Chủ tọa quyết định.",
                "C2 · TỔ CHỨC THỰC HIỆN", "C2.M1 · TRÁCH NHIỆM", "Đ3 · Hiệu lực · Quy chế có hiệu lực từ ngày ký.", "Đ3.¶1 · | Việc | Hạn |".Replace("| Việc | Hạn |", "Việc | Hạn", StringComparison.Ordinal), "Đ3.¶2 · Báo cáo | 6/2027",
            ], Outline(read));
    }

    [Fact]
    public void English_texts_have_dd_and_years_at_the_beginning_of_a_line_are_no_numbers()
    {
        var read = Read(GivenDocument.InEnglish + "\n2030. That year is far away.");
        Assert.True(read.English);
        Assert.Equal("Resolution on the work of the delegations", read.Title);
        Assert.Equal(["§0.1 · The Conference asks the delegations to do the following:", "§1 · The Secretariat shall lead and coordinate with the delegations to:", "§1.a · Prepare;", "§1.b · Meet;", "§1.c · Decide;", "§1.d · Report;",
            "§1.đ · Follow up on Resolution No. 22-NQ/TW;", "§1.e · Close.", "§2 · The delegations shall answer in 2027. They may ask for more time.", "§2.¶1 · 2030. That year is far away."], Outline(read));
        Assert.Equal("Follow up on Resolution No. 22-NQ/TW;", read.All.Single(c => c.Words.TextEn.StartsWith("Follow", StringComparison.Ordinal)).Words.TextEn);
    }

    [Fact]
    public void A_Word_document_comes_in_with_the_numbers_Word_counts_and_those_typed_its_table_its_insertions_and_notes()
    {
        var read = Read(GivenDocument.Word(), "ke-hoach.docx");
        Assert.Equal(
            [
                "§1 · MỤC TIÊU", "§1.1 · Đến năm 2030:", "§1.1.a · Một;", "§1.1.b · Hai;", "§1.1.c · Ba;", "§1.1.d · Bốn;", "§1.1.đ · Năm ở điểm đ;", "§1.2 · Khoản sau.", "§2 · GIẢI PHÁP", "§2.1 · Số được gõ tay.",
                "§2.1.¶1 · Phần giữ lại được thêm [2]", "§2.1.¶2 · Chỉ tiêu | Năm 2030", "§2.1.¶3 · Thỏa thuận | 120", "§2.1.¶4 · [2] Lời ghi ở cuối trang.",
            ], Outline(read));
        Assert.All(read.All, c => Assert.True(c.Words.Text.IsNormalized(NormalizationForm.FormC)));
    }

    [Fact]
    public void A_text_without_any_number_is_kept_paragraph_by_paragraph()
    {
        var read = Read("Kế hoạch hành động\nĐoạn một nói về mục tiêu.\n\nĐoạn hai nói về giải pháp.\n" + new string('a', 10) + " " + string.Join(' ', Enumerable.Repeat("chữ", 9000)) + ".");
        Assert.Equal("Kế hoạch hành động", read.Title);
        Assert.All(read.Clauses, c => Assert.Equal(ClauseKind.Paragraph, c.Kind));
        Assert.All(read.Clauses, c => Assert.True(c.Words.Text.Length <= ClauseText.LongestText));
        Assert.Equal(9000, read.Clauses.Sum(c => Regex.Count(c.Words.Text, "chữ")));
    }

    [Fact]
    public void More_points_than_there_are_letters_stay_text_and_wrong_numbers_are_named()
    {
        var letters = "abcdđeghiklmnopqrstuvxy".Select(l => l.ToString()).Append("z");
        var read = Read("Thử\n1. Nhiều điểm:\n" + string.Join('\n', letters.Select(l => $"{l}) Điểm {l};")) + "\n3. Thiếu khoản hai.");
        Assert.Equal(23, read.Count(ClauseKind.Point));
        Assert.Equal("k2 · Thiếu khoản hai.".Replace("k2", "§2", StringComparison.Ordinal), Outline(read)[^1]);
        Assert.Equal(["There are more than {0} points here; the line stays text.", "Number {0} is {1} at this place."], read.Remarks.Select(r => r.What));
    }

    [Theory]
    [InlineData("", "tep.txt", "This file is empty."), InlineData("  \n ", "tep.txt", "There is no text in this file."), InlineData("%PDF-1.7", "tep.pdf", "This is a PDF. Open it in Word, save it as .docx and import that.")]
    [InlineData("PK\u0003\u0004 hỏng", "tep.docx", "This is not a Word document (.docx), or it is damaged. Open it in Word, save it again and import that."), InlineData("a\0b", "tep.txt", "This is not a file of text. Import plain text (UTF-8), Markdown or Word (.docx).")]
    public void A_file_that_cannot_be_read_is_refused_with_a_sentence(string content, string name, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<DocumentUnreadable>(() => Read(content, name)).Message);

    [Fact]
    public void Other_encodings_than_Unicode_old_Word_and_packages_that_explode_are_refused()
    {
        Assert.Equal("Nghị quyết", Read([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("Nghị quyết\nMột.")], "utf16.txt").Title);
        Assert.Contains("UTF-8", Assert.Throws<DocumentUnreadable>(() => Read(Encoding.Latin1.GetBytes("Hội nghị é"), "tcvn.txt")).Message, StringComparison.Ordinal);
        Assert.Contains("old Word document", Assert.Throws<DocumentUnreadable>(() => Read([0xD0, 0xCF, 0x11, 0xE0, 0xA1], "cu.doc")).Message, StringComparison.Ordinal);
        Assert.Equal("This document unpacks to more than 200 MB.", Assert.Throws<DocumentUnreadable>(() => Read(GivenDocument.Bomb(), "bom.docx")).Message);
    }

    [Theory]
    [InlineData("một\nhai", ClauseKind.Item, "Item một|Item hai")]
    [InlineData("1. một\na) hai\nb) ba\n2. bốn", ClauseKind.Item, "Item một(Point hai,Point ba)|Item bốn")]
    [InlineData("1. một\na) hai", ClauseKind.Point, "Point một(Paragraph a) hai)")]
    [InlineData("a) một\nb) hai", ClauseKind.Item, "Item một|Item hai")]
    [InlineData("I. MỘT\n1. hai", ClauseKind.Section, "Section (Item hai)")]
    public void What_is_pasted_keeps_its_structure_and_fits_where_it_goes(string pasted, ClauseKind beside, string expected)
    {
        static string Show(ReadClause c) => $"{c.Kind} {c.Words.Text.Replace('\n', '/')}{(c.Children.Count > 0 ? $"({string.Join(',', c.Children.Select(Show))})" : "")}";
        Assert.Equal(expected, string.Join('|', DocumentReading.Paste(pasted, null, DocumentLayout.Sections, beside, english: false).Select(Show)));
    }

    /// <summary>The real documents: how many clauses of each kind, and how many of the source's words stand in the tree.</summary>
    [SharedDocumentTheory]
    [InlineData("seeds/000_1f0ca1643a36b9ae.txt", DocumentLayout.Sections, 0, 7, 0, 99.0)]
    [InlineData("seeds/002_0092e438174fb30e.txt", DocumentLayout.Sections, 0, 4, 7, 98.0)]
    [InlineData("seeds/003_ecc80b757327bdf3.txt", DocumentLayout.Sections, 0, 0, 0, 98.0)]
    [InlineData("data/decree-30/noi-dung.md", DocumentLayout.Articles, 38, 116, 94, 98.0)]
    public void The_real_documents_come_in_whole(string path, DocumentLayout layout, int articles, int items, int points, double atLeast)
    {
        var file = GivenDocument.Shared(path)!;
        var read = Read(File.ReadAllBytes(file), Path.GetFileName(file));
        Assert.Equal((layout, articles, items, points), (read.Layout, read.Count(ClauseKind.Article), read.Count(ClauseKind.Item), read.Count(ClauseKind.Point)));
        // Counted apart from what the reading says of itself: words of the file against words of the leaves and headings.
        var source = Words(File.ReadAllText(file));
        var kept = Words(string.Join('\n', read.All.SelectMany(c => new[] { c.Words.Heading, c.Words.HeadingEn, c.Words.Text, c.Words.TextEn }).Append(read.Title)));
        var found = source.Sum(w => Math.Min(w.Value, kept.GetValueOrDefault(w.Key)));
        var (all, percent) = (source.Values.Sum(), 100.0 * found / source.Values.Sum());
        Assert.True(percent >= atLeast, $"{path}: {found} of {all} words, {percent:0.00} %; missing: {string.Join(' ', source.Where(w => kept.GetValueOrDefault(w.Key) < w.Value).Select(w => $"{w.Key}×{w.Value - kept.GetValueOrDefault(w.Key)}").Take(60))}");
        Assert.Empty(read.Lost);
    }

    /// <summary>Words as a reader counts them: the labels of articles, items and points are numbers, not words.</summary>
    private static Dictionary<string, int> Words(string text) =>
        Word().Matches(Label().Replace(text.Normalize(), "")).GroupBy(m => m.Value).ToDictionary(g => g.Key, g => g.Count());

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Word();

    [GeneratedRegex(@"^[#>\s]*(?:(?:Chương|Điều|Mục) [IVX\d]+|\d+\.|(?:dd|[a-zđ])\))", RegexOptions.Multiline)]
    private static partial Regex Label();
}
