using System.Globalization;
using Conference.Shared;
using Conference.Shared.Documents;
using Conference.Tests.Resolutions;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Conference.Tests.Shared;

/// <summary>Runs where the check of the decree's layout is kept beside the repository and can run, and says so where not.</summary>
public sealed class DecreeFactAttribute : FactAttribute
{
    public DecreeFactAttribute() => Skip =
        WordFile.DecreeCheck is null ? "../shared/checks/decree30.py is not here." : WordFile.Python is null ? "python3 with the docx package is not installed." : null;
}

public sealed class WordDocumentTests
{
    private static readonly AdministrativeDocument Resolution = new()
    {
        ParentBody = "Bộ Ngoại giao", IssuingBody = "Hội nghị Ngoại giao lần thứ 32", Number = "05/NQ-HNNG32", Place = "Hà Nội", Date = new(2026, 2, 5),
        Kind = "Nghị quyết", Abstract = "Hội nghị Ngoại giao lần thứ 32", Authority = "Hội nghị Ngoại giao lần thứ 32",
        LegalBases = ["Căn cứ Luật Thỏa thuận quốc tế", "Căn cứ Chỉ thị số 15-CT/TW;", "Xét đề nghị của Ban Thư ký;"], Enacting = "Quyết nghị:",
        Content =
        [
            new Divided(Division.Heading, "I.", "Quan điểm"),
            new Divided(Division.Clause, "1.", "Lợi ích quốc gia", "Bảo đảm lợi ích quốc gia."),
            new Divided(Division.Point, "đ)", "", "Dòng một;\nDòng hai."),
            new Prose("Một ", new Phrase("đoạn", Bold: true), " văn", new Phrase(" nghiêng", Italic: true), "."),
        ],
        Signatures = [new("Bộ trưởng", "Nguyễn Văn A", SigningAuthority.OnBehalfOf, "Hội nghị")],
        Recipients = ["Các bộ, ngành", "Lưu: VT"], Foot = "SHA-256: 00ff",
        Annexes =
        [
            new("Chương trình hành động", [new DocumentTable([new("TT", 1, true), new("Nhiệm vụ", 6)], [new(["I", "Nhóm"], Group: true), new(["1", "Rà soát;\n=1+1"])])], Landscape: true),
            new("Chỉ tiêu", [new Prose("Không có.")]),
        ],
    };

    private static readonly AdministrativeDocument Minutes = new()
    {
        IssuingBody = "Ban Thư ký Hội nghị", Kind = "Biên bản", Abstract = "Phiên họp S-07", Content = [new Prose("Phiên họp kết thúc vào 11 giờ 30, ngày 05 tháng 01 năm 2026.")],
        Signatures = [new("Thư ký", "Trần B"), new("Chủ tọa", "Lê C")], Recipients = ["Như trên", "Lưu: VT, Hồ sơ"],
    };

    private static readonly AdministrativeDocument Rules = new()
    {
        IssuingBody = "Ban Tổ chức", Place = "Hà Nội", Mark = "Dự thảo", Kind = "Quy chế", Abstract = "Làm việc của Hội nghị",
        Content =
        [
            new Divided(Division.Chapter, "Chương I", "Quy định chung"), new Divided(Division.Section, "Mục 1", "Phạm vi"),
            new Divided(Division.Article, "Điều 1.", "Phạm vi điều chỉnh"), new Divided(Division.Clause, "1.", "", "Quy chế này quy định việc phát biểu."),
            new Divided(Division.Article, "Điều 2.", "", "Quy chế có hiệu lực từ ngày ký."),
        ],
    };

    public static TheoryData<string> Names => ["resolution", "minutes", "rules", "english"];

    private static AdministrativeDocument Named(string name) => name switch
    {
        "resolution" => Resolution,
        "minutes" => Minutes,
        "rules" => Rules,
        _ => Resolution with { Language = DocumentLanguage.English, Place = "Ha Noi", IssuingBody = "32nd Diplomatic Conference", Kind = "Resolution" },
    };

    [Theory, MemberData(nameof(Names))]
    public void A_document_keeps_the_schema_of_Word(string name)
    {
        using var file = new WordFile(WordDocument.Write(Named(name)));
        Assert.Empty(file.Errors);
    }

    [DecreeFact]
    public void An_independent_reader_finds_the_decrees_layout()
    {
        foreach (var document in new[] { Resolution, Minutes, Rules })
        {
            var (code, output) = WordFile.CheckDecree(WordDocument.Write(document));
            Assert.True(code == 0, output);
        }
    }

    [Fact]
    public void A_resolution_says_everything_in_the_decrees_order_words_and_punctuation()
    {
        using var file = new WordFile(WordDocument.Write(Resolution));
        Assert.Equal(
        [
            ("ParentBody", "BỘ NGOẠI GIAO"), ("IssuingBody", "HỘI NGHỊ NGOẠI GIAO LẦN THỨ 32"),
            ("Country", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("Motto", "Độc lập - Tự do - Hạnh phúc"),
            ("DocumentNumber", "Số: 05/NQ-HNNG32"), ("PlaceAndDate", "Hà Nội, ngày 05 tháng 02 năm 2026"),
            ("Title", "NGHỊ QUYẾT"), ("Subtitle", "Hội nghị Ngoại giao lần thứ 32"), ("Authority", "HỘI NGHỊ NGOẠI GIAO LẦN THỨ 32"),
            ("LegalBasis", "Căn cứ Luật Thỏa thuận quốc tế;"), ("LegalBasis", "Căn cứ Chỉ thị số 15-CT/TW;"), ("LegalBasis", "Xét đề nghị của Ban Thư ký."),
            ("Enacting", "QUYẾT NGHỊ:"),
            ("Heading", "I. QUAN ĐIỂM"), ("Clause", "1. Lợi ích quốc gia"), ("BodyText", "Bảo đảm lợi ích quốc gia."),
            ("BodyText", "đ) Dòng một;"), ("BodyText", "Dòng hai."), ("BodyText", "Một đoạn văn nghiêng./."),
            ("RecipientsHead", "Nơi nhận:"), ("Recipient", "- Các bộ, ngành;"), ("Recipient", "- Lưu: VT."),
            ("SigningCapacity", "TM. HỘI NGHỊ"), ("SigningCapacity", "BỘ TRƯỞNG"), ("Signer", "Nguyễn Văn A"),
            ("AnnexNumber", "Phụ lục I"), ("AnnexTitle", "CHƯƠNG TRÌNH HÀNH ĐỘNG"), ("AnnexReference", "(Kèm theo Nghị quyết số 05/NQ-HNNG32 ngày 05 tháng 02 năm 2026 của Hội nghị Ngoại giao lần thứ 32)"),
            ("TableHead", "TT"), ("TableHead", "Nhiệm vụ"), ("TableGroup", "I"), ("TableGroup", "Nhóm"), ("TableTextCentred", "1"), ("TableText", "Rà soát;"), ("TableText", "=1+1"), ("BodyText", "./."),
            ("AnnexNumber", "Phụ lục II"), ("AnnexTitle", "CHỈ TIÊU"), ("AnnexReference", "(Kèm theo Nghị quyết số 05/NQ-HNNG32 ngày 05 tháng 02 năm 2026 của Hội nghị Ngoại giao lần thứ 32)"),
            ("BodyText", "Không có./."),
        ], file.Styled);
        Assert.Equal(("Nghị quyết Hội nghị Ngoại giao lần thứ 32", "Hội nghị Ngoại giao lần thứ 32", "vi-VN"), file.Facts);
    }

    [Theory]
    [InlineData(2020, 1, 5, "Hà Nội, ngày 05 tháng 01 năm 2020")]
    [InlineData(2019, 6, 29, "Hà Nội, ngày 29 tháng 6 năm 2019")]
    [InlineData(2026, 2, 10, "Hà Nội, ngày 10 tháng 02 năm 2026")]
    [InlineData(2026, 12, 9, "Hà Nội, ngày 09 tháng 12 năm 2026")]
    public void Days_below_ten_and_the_months_one_and_two_get_a_leading_zero(int year, int month, int day, string written)
    {
        using var file = new WordFile(WordDocument.Write(Resolution with { Date = new(year, month, day) }));
        Assert.Contains(("PlaceAndDate", written), file.Styled);
    }

    [Fact]
    public void Pages_are_A4_with_the_decrees_margins_and_each_annex_counts_its_own()
    {
        using var file = new WordFile(WordDocument.Write(Resolution));
        Assert.Equal(3, file.Sections.Count);
        Assert.Equal([false, true, false], file.Sections.Select(s => s.GetFirstChild<PageSize>()!.Orient?.Value == PageOrientationValues.Landscape));
        foreach (var section in file.Sections)
        {
            var (size, margin) = (section.GetFirstChild<PageSize>()!, section.GetFirstChild<PageMargin>()!);
            Assert.Equal([210, 297], new[] { Millimetres(size.Width!), Millimetres(size.Height!) }.Order());
            Assert.Equal((20, 20, 30, 15), (Millimetres((uint)margin.Top!.Value), Millimetres((uint)margin.Bottom!.Value), Millimetres(margin.Left!), Millimetres(margin.Right!)));
            Assert.Equal(1, section.GetFirstChild<PageNumberType>()!.Start!.Value);
            Assert.NotNull(section.GetFirstChild<TitlePage>());
            string? Header(HeaderFooterValues type) => Instruction(file.Main, section.Elements<HeaderReference>().Single(r => r.Type! == type).Id!);
            Assert.Equal(("PAGE", null), (Header(HeaderFooterValues.Default), Header(HeaderFooterValues.First)));
        }
        Assert.All(file.Main.FooterParts, f => Assert.Equal("SHA-256: 00ff", f.Footer.InnerText));

        static string? Instruction(MainDocumentPart main, string id) => ((HeaderPart)main.GetPartById(id)).Header.Descendants<SimpleField>().SingleOrDefault()?.Instruction?.Value;
    }

    [Fact]
    public void Lines_are_numbered_from_one_on_each_page_where_that_is_asked_for_and_what_stands_around_the_text_is_not_counted()
    {
        using var plain = new WordFile(WordDocument.Write(Resolution));
        using var file = new WordFile(WordDocument.Write(Resolution with { LineNumbers = true }));
        Assert.Empty(file.Errors);
        Assert.All(plain.Sections, s => Assert.Null(s.GetFirstChild<LineNumberType>()));
        Assert.All(file.Sections, s => Assert.Equal((1, LineNumberRestartValues.NewPage), ((int)s.GetFirstChild<LineNumberType>()!.CountBy!.Value, s.GetFirstChild<LineNumberType>()!.Restart!.Value)));
        foreach (var style in new[] { "Title", "Subtitle", "Rule", "Authority", "EndOfPart" }) Assert.NotNull(file.Style(style).StyleParagraphProperties!.SuppressLineNumbers);
        foreach (var style in new[] { "BodyText", "Clause", "Heading", "LegalBasis" }) Assert.Null(file.Style(style).StyleParagraphProperties!.SuppressLineNumbers);
    }

    [Fact]
    public void Phrases_that_a_proposal_puts_in_or_takes_out_are_marked_in_text_and_tables()
    {
        using var file = new WordFile(WordDocument.Write(Resolution with
        {
            Landscape = true,
            Content = [new DocumentTable([new("Nội dung", 1)], [new([new Prose(["Giữ ", new Phrase("bỏ", Change: WordChange.Deleted), new Phrase("thêm\ndòng sau", Change: WordChange.Inserted)])])])],
        }));
        Assert.Empty(file.Errors);
        Assert.Equal([["Nội dung"], ["Giữ bỏthêm|dòng sau"]], file.Table(1));
        Assert.Equal(["bỏ"], file.Body.Descendants<Run>().Where(r => r.RunProperties?.Strike is not null).Select(r => r.InnerText));
        Assert.Equal(["thêm", "dòng sau"], file.Body.Descendants<Run>().Where(r => r.RunProperties?.Underline is not null).Select(r => r.InnerText));
    }

    [Fact]
    public void A_whole_annex_that_comes_or_goes_leaves_nothing_behind()
    {
        var (without, with) = (Resolution with { Annexes = [] }, Resolution with { Annexes = [Resolution.Annexes[0]] });
        var more = Resolution with { Annexes = [Resolution.Annexes[0], Resolution.Annexes[0] with { Title = "Chương trình thứ hai" }] };
        foreach (var (before, after) in new[] { (without, with), (with, more), (with, without), (more, with), (without, Resolution) })
        {
            var changes = WordDocument.WriteChanges(before, after, _ => new("Ban Thư ký", new(2026, 1, 2)));
            using var file = new WordFile(changes);
            Assert.Empty(file.Errors);
            Assert.Equal(RawWord.Read(WordDocument.Write(before), true), RawWord.Read(changes, false));
            Assert.Equal(RawWord.Read(WordDocument.Write(after), true), RawWord.Read(changes, true));
            // No paragraph is joined with a table: one that comes right before it would stay there, empty, when it is rejected.
            Assert.DoesNotContain(file.Body.Elements<Table>(), t => t.PreviousSibling<Paragraph>()?.ParagraphProperties?.ParagraphMarkRunProperties?.GetFirstChild<Inserted>() is not null && t.PreviousSibling() is Paragraph);
        }
    }

    [Fact]
    public void Sizes_weights_and_distances_stand_in_the_styles_as_the_decree_gives_them()
    {
        using var file = new WordFile(WordDocument.Write(Resolution));
        var defaults = file.Main.StyleDefinitionsPart!.Styles!.DocDefaults!.RunPropertiesDefault!.RunPropertiesBaseStyle!;
        Assert.Equal(("Times New Roman", "Times New Roman", "28", "vi-VN"), (defaults.RunFonts!.Ascii!.Value, defaults.RunFonts.HighAnsi!.Value, defaults.FontSize!.Val!.Value, defaults.Languages!.Val!.Value));
        (double Size, bool Bold, bool Italic) Letters(string style)
        {
            var run = file.Style(style).StyleRunProperties!;
            return (double.Parse(run.FontSize!.Val!.Value!, CultureInfo.InvariantCulture) / 2, run.Bold is not null, run.Italic is not null);
        }
        Assert.Equal(
        [
            (12, true, false), (13, true, false), (12, false, false), (12, true, false), (13, false, false), (13, false, true), (14, true, false), (14, true, false),
            (14, false, true), (14, false, false), (14, true, false), (14, true, false), (12, true, true), (11, false, false), (14, true, false), (14, false, true), (13, false, false),
        ], new[] { "Country", "Motto", "ParentBody", "IssuingBody", "DocumentNumber", "PlaceAndDate", "Title", "Subtitle", "LegalBasis", "BodyText", "SigningCapacity", "Signer", "RecipientsHead", "Recipient", "AnnexNumber", "AnnexReference", "Header" }.Select(Letters));
        var body = file.Style("BodyText").StyleParagraphProperties!;
        Assert.Equal(("720", "120", "264", JustificationValues.Both), (body.Indentation!.FirstLine!.Value, body.SpacingBetweenLines!.After!.Value, body.SpacingBetweenLines.Line!.Value, body.Justification!.Val!.Value));
        // The closing strokes, the rules' lengths and bold or italic phrases are all that is formatted by hand.
        Assert.Equal(["đoạn", " nghiêng"], file.Body.Descendants<DocumentFormat.OpenXml.Wordprocessing.Run>().Where(r => r.RunProperties is not null).Select(r => r.InnerText));
    }

    [Fact]
    public void Words_navigation_pane_shows_the_divisions_from_the_first_rank_on()
    {
        using var file = new WordFile(WordDocument.Write(Rules));
        var outline = from line in file.Styled
                      let style = file.Style(line.Style)
                      let level = style.BasedOn?.Val?.Value is { } based && based.StartsWith("Heading", StringComparison.Ordinal) ? file.Style(based).StyleParagraphProperties!.OutlineLevel!.Val!.Value + 1 : 0
                      where level > 0
                      select (level, line.Text);
        Assert.Equal([(1, "Chương I\nQUY ĐỊNH CHUNG"), (2, "Mục 1\nPHẠM VI"), (3, "Điều 1. Phạm vi điều chỉnh")], outline);
        Assert.Contains(("BodyText", "Điều 2. Quy chế có hiệu lực từ ngày ký./."), file.Styled);
        Assert.Equal(("DocumentMark", "DỰ THẢO"), file.Styled.Single(l => l.Style == "DocumentMark"));
        Assert.Contains(("PlaceAndDate", "Hà Nội, ngày …… tháng …… năm ……"), file.Styled);
    }

    [Fact]
    public void Two_signers_stand_side_by_side_above_the_recipients()
    {
        using var file = new WordFile(WordDocument.Write(Minutes));
        var rows = file.Body.Elements<Table>().Last().Elements<TableRow>().Select(r => r.Elements<TableCell>().Select(c => string.Join('|', c.Elements<Paragraph>().Select(p => p.InnerText).Where(t => t.Length > 0))));
        Assert.Equal([["THƯ KÝ|Trần B", "CHỦ TỌA|Lê C"], ["Nơi nhận:|- Như trên;|- Lưu: VT, Hồ sơ.", ""]], rows);
        Assert.DoesNotContain(file.Styled, l => l.Style is "PlaceAndDate" or "DocumentNumber");
    }

    [Fact]
    public void An_English_document_has_the_same_layout_in_English_words()
    {
        using var file = new WordFile(WordDocument.Write(Named("english")));
        Assert.Equal(
            ["32ND DIPLOMATIC CONFERENCE", "SOCIALIST REPUBLIC OF VIET NAM", "Independence - Freedom - Happiness", "No. 05/NQ-HNNG32", "Ha Noi, 5 February 2026", "RESOLUTION"],
            file.Styled.Where(l => l.Style is "IssuingBody" or "Country" or "Motto" or "DocumentNumber" or "PlaceAndDate" or "Title").Select(l => l.Text));
        Assert.Contains(("SigningCapacity", "ON BEHALF OF HỘI NGHỊ"), file.Styled);
        Assert.Contains(("AnnexReference", "(Attached to Resolution No. 05/NQ-HNNG32 of 5 February 2026 of the 32nd Diplomatic Conference)"), file.Styled);
        Assert.Equal("en-GB", file.Facts.Language);
    }

    [Fact]
    public void A_tables_head_is_repeated_and_a_groups_title_spans_the_rest_of_the_row()
    {
        using var file = new WordFile(WordDocument.Write(Resolution));
        var rows = file.Body.Elements<Table>().Single(t => t.Descendants<TableHeader>().Any()).Elements<TableRow>().ToList();
        Assert.Equal([true, false, false], rows.Select(r => r.TableRowProperties!.GetFirstChild<TableHeader>() is not null));
        Assert.Equal([2, 2, 2], rows.Select(r => r.Elements<TableCell>().Count()));
        using var wide = new WordFile(WordDocument.Write(Resolution with { Annexes = [new("A", [new DocumentTable([new("TT", 1), new("B", 1), new("C", 1)], [new(["I", "Nhóm"], Group: true)])])] }));
        Assert.Equal(2, wide.Body.Descendants<GridSpan>().Single().Val!.Value);
    }

    [Fact]
    public void Whatever_someone_typed_becomes_valid_text_in_NFC_with_its_line_breaks()
    {
        using var file = new WordFile(WordDocument.Write(Minutes with { Content = [new Prose("Co\u0302\u0323ng \u0000\u0008ho\u0300a\r\n<b>&\uFFFE\uD800 dòng hai\n\n\tba")] }));
        Assert.Empty(file.Errors);
        Assert.Equal(["Cộng hòa", "<b>&\uFFFD dòng hai", " ba./."], file.Styled.Where(l => l.Style == "BodyText").Select(l => l.Text));
    }

    [Theory]
    [InlineData("Hết", "Hết./.")]
    [InlineData("Hết./.", "Hết./.")]
    [InlineData("Hết;", "Hết./.")]
    [InlineData("", "./.")]
    public void The_text_is_closed_once_however_it_ends(string typed, string closed)
    {
        using var file = new WordFile(WordDocument.Write(Minutes with { Content = [new Prose(typed)] }));
        Assert.Equal([closed], file.Styled.Where(l => l.Style == "BodyText").Select(l => l.Text));
    }

    private static int Millimetres(uint twips) => (int)Math.Round(twips / 1440.0 * 25.4);
}
