using Conference.Resolutions;

namespace Conference.Tests.Resolutions;

/// <summary>What word processors put on the clipboard as HTML comes in with its structure.</summary>
public sealed class PastedWordTests
{
    // As Word for Windows writes it: styles and what only Office reads in the head, numbers of lists in a condition, o:p at every end.
    private const string Word = """
        <html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word" xmlns:m="http://schemas.microsoft.com/office/2004/12/omml" xmlns="http://www.w3.org/TR/REC-html40">
        <head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=ProgId content=Word.Document><meta name=Generator content="Microsoft Word 15">
        <link rel=File-List href="file:///C:/Users/a/AppData/Local/Temp/msohtmlclip1/01/clip_filelist.xml">
        <!--[if gte mso 9]><xml><o:OfficeDocumentSettings><o:AllowPNG/></o:OfficeDocumentSettings></xml><![endif]-->
        <!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View><w:TrackMoves/></w:WordDocument></xml><![endif]-->
        <style><!-- /* Font Definitions */ @font-face {font-family:"Cambria Math"; panose-1:2 4 5 3 5 4 6 3 2 4;} p.MsoNormal, li.MsoNormal {mso-style-parent:""; margin:0cm;}
        @list l0:level1 {mso-level-number-format:roman-upper; mso-level-text:"%1\."; > } --></style>
        <!--[if gte mso 10]><style> table.MsoNormalTable {mso-style-name:"Table Normal";}</style><![endif]--></head>
        <body lang=VI style='tab-interval:36.0pt;word-wrap:break-word'><!--StartFragment-->
        <p class=MsoListParagraphCxSpFirst style='margin-left:54.0pt;mso-add-space:auto;text-indent:-36.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><b><span
        lang=VI style='font-size:14.0pt;mso-fareast-font-family:"Times New Roman"'><span style='mso-list:Ignore'>I.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span></b><![endif]><b><span
        lang=VI>MỤC TIÊU<o:p></o:p></span></b></p>
        <p class=MsoListParagraphCxSpMiddle style='text-indent:-18.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-bidi-font-weight:bold'><span style='mso-list:Ignore'>1.<span
        style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]><span lang=VI>Nâng cao hiệu quả &lt;phối hợp&gt; giữa các cơ quan &amp; địa phương,
        <span class=SpellE>bao&nbsp;gồm</span>:<o:p></o:p></span></p>
        <p class=MsoListParagraphCxSpMiddle style='text-indent:-18.0pt;mso-list:l0 level3 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>a)<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>Ngoại giao <del
        cite="mailto:A" datetime="2026-01-02T03:04">kinh doanh</del><ins cite="mailto:A" datetime="2026-01-02T03:04">kinh tế</ins>;<span class=MsoCommentReference><span style='font-size:8.0pt'><a class=msocomanchor id="_anchor_1"
        onmouseover="msoCommentShow('_anchor_1','_com_1')" href="#_msocom_1" language=JavaScript name="_msoanchor_1">[A1]</a></span></span><o:p></o:p></p>
        <p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level3 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>b)<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>Ngoại giao số.<o:p></o:p></p>
        <p class=MsoNormal><o:p>&nbsp;</o:p></p>
        <p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span style='font-family:Symbol;mso-fareast-font-family:Symbol'><span style='mso-list:Ignore'>·<span
        style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>Mở rộng thị trường;<o:p></o:p></p>
        <p class=MsoListParagraph style='mso-list:l1 level2 lfo2'><![if !supportLists]><span style='font-family:"Courier New"'><span style='mso-list:Ignore'>o<span
        style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>Xúc tiến đầu tư;<o:p></o:p></p>
        <p class=MsoNormal>2.<span style='mso-tab-count:1'>     </span>Số tay:<span style='mso-tab-count:2'>          </span>gõ bằng phím tab<br>và xuống dòng.<o:p></o:p></p>
        <table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0 style='border-collapse:collapse;mso-yfti-tbllook:1184'>
         <tr style='mso-yfti-irow:0;mso-yfti-firstrow:yes'><td width=200 valign=top style='width:150.0pt'><p class=MsoNormal>Nhiệm vụ<o:p></o:p></p></td><td width=100><p class=MsoNormal>Thời hạn<o:p></o:p></p></td></tr>
         <tr style='mso-yfti-irow:1;mso-yfti-lastrow:yes'><td><p class=MsoNormal>Rà soát</p></td><td><p class=MsoNormal>Quý&nbsp;II</p></td></tr>
        </table>
        <p class=MsoNormal>Điều ước<![if !supportFootnotes]><a style='mso-footnote-id:ftn1' href="#_ftn1"><span class=MsoFootnoteReference>[1]</span></a><![endif]> là văn bản.<o:p></o:p></p>
        <!--EndFragment--><div style='mso-element:comment-list'><div style='mso-element:comment'><p class=MsoCommentText>Đọc lại</p></div></div></body></html>
        """;

    [Fact]
    public void Lists_tables_tabs_and_corrections_of_Word_come_in_as_they_are_read()
    {
        var lines = PastedLines.Of(Word);
        Assert.Equal(
        [
            "I. MỤC TIÊU", "1. Nâng cao hiệu quả <phối hợp> giữa các cơ quan & địa phương, bao gồm:", "a) Ngoại giao kinh tế;", "b) Ngoại giao số.",
            "- Mở rộng thị trường;", "- Xúc tiến đầu tư;", "2. Số tay: gõ bằng phím tab", "và xuống dòng.", "Nhiệm vụ | Thời hạn", "Rà soát | Quý II", "Điều ước[1] là văn bản.",
        ], lines.Select(l => l.Text));
        Assert.Equal(["Nhiệm vụ | Thời hạn", "Rà soát | Quý II"], lines.Where(l => l.Aside).Select(l => l.Text));
        Assert.Equal(["I.", "1.", "a)", "b)", "-", "-"], lines.Where(l => l.Counted).Select(l => l.Text.Split(' ')[0]));
    }

    [Fact]
    public void The_tree_that_is_pasted_has_sections_items_and_points_and_every_word()
    {
        var read = DocumentReading.Paste("I. MỤC TIÊU\n1. …", Word, DocumentLayout.Sections, ClauseKind.Section, english: false);
        var section = Assert.Single(read);
        Assert.Equal((ClauseKind.Section, "MỤC TIÊU"), (section.Kind, section.Words.Heading));
        Assert.Equal([ClauseKind.Item, ClauseKind.Item], section.Children.Where(c => c.Kind.IsLevel).Select(c => c.Kind));
        var first = section.Children[0];
        Assert.Equal(["Ngoại giao kinh tế;", "Ngoại giao số.\n- Mở rộng thị trường;\n- Xúc tiến đầu tư;"], first.Children.Where(c => c.Kind == ClauseKind.Point).Select(c => c.Words.Text));
        var all = string.Join('\n', section.All.Select(c => c.Words.Text));
        foreach (var words in new[] { "Số tay: gõ bằng phím tab", "và xuống dòng.", "Nhiệm vụ | Thời hạn", "Rà soát | Quý II", "Điều ước[1] là văn bản." }) Assert.Contains(words, all, StringComparison.Ordinal);
        Assert.DoesNotContain("kinh doanh", all, StringComparison.Ordinal);
        Assert.DoesNotContain("Đọc lại", all, StringComparison.Ordinal);
    }

    [Theory]
    // Google Docs and LibreOffice leave the counting to the list.
    [InlineData("<ol><li><p>Một</p></li><li><p>Hai</p><ol style=\"list-style-type:lower-alpha\"><li>đầu</li><li>sau</li></ol></li></ol>", "1. Một|2. Hai|a) đầu|b) sau")]
    [InlineData("<ol start=\"3\" type=\"I\"><li>Ba</li></ol><ul><li>Gạch</li></ul><p>Thường</p>", "III. Ba|- Gạch|Thường")]
    [InlineData("<h1>CHƯƠNG I<br>QUY ĐỊNH</h1><p>Điều 1. Phạm&nbsp;vi</p>", "CHƯƠNG I|QUY ĐỊNH|Điều 1. Phạm vi")]
    [InlineData("<table><tr><td><p>CỘNG HÒA</p><p>Độc lập</p></td><td>Số: 1</td></tr></table>", "CỘNG HÒA|Độc lập|Số: 1")]
    [InlineData("<table><tr><td>Ngoài</td><td><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>", "Ngoài | a | b")]
    // A chapter as Word copies it from its outline, and tags that somebody broke off.
    [InlineData("<p class=MsoTitle>NGHỊ QUYẾT</p><p style='mso-outline-level:2'>I. MỞ", "NGHỊ QUYẾT|I. MỞ")]
    [InlineData("<p title=\"a > b\">Một</p><!-- <p>ẩn</p> --><p>Hai<", "Một|Hai")]
    [InlineData("<![if !supportLists]><span>1.</span>Không đóng<p>Sau", "1.Không đóng|Sau")]
    public void Other_word_processors_and_broken_HTML_lose_nothing(string html, string expected) =>
        Assert.Equal(expected, string.Join('|', PastedLines.Of(html).Select(l => l.Text)));

    [Fact]
    public void HTML_that_hides_most_of_the_words_is_not_believed()
    {
        var read = DocumentReading.Paste("1. một hai ba bốn\n2. năm sáu", "<style>1. một</style><p>1. một</p>", DocumentLayout.Sections, ClauseKind.Item, english: false);
        Assert.Equal(["một hai ba bốn", "năm sáu"], read.Select(c => c.Words.Text));
    }
}
