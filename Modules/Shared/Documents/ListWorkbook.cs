using ClosedXML.Excel;

namespace Conference.Shared.Documents;

/// <summary>A column of a list: its heading, and its width in letters.</summary>
public sealed record ListColumn(string Heading, double Width);

/// <summary>
/// An Excel workbook of lists to be filtered and printed: on each sheet a head that stays in sight and is repeated on every page,
/// and rows of text, which no program reads as formulas or dates. Pages are A4 across, as many as it takes and numbered.
/// </summary>
public sealed class ListWorkbook : IDisposable
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const int LongestCell = 32_767, TextFormat = 49;
    private const double Size = 11, Smallest = 6, TallestRow = 409;

    private static readonly XLColor Line = XLColor.FromHtml("#CBD5E1");

    private readonly XLWorkbook workbook = new();
    private readonly string foot;

    /// <param name="foot">What every page says at its foot, such as the SHA-256 of an adopted text.</param>
    public ListWorkbook(string title = "", string foot = "")
    {
        this.foot = foot;
        workbook.Style.Font.SetFontName("Times New Roman").Font.SetFontSize(Size);
        (workbook.Properties.Author, workbook.Properties.Title) = ("Conference", Clean.Line(title));
    }

    /// <param name="name">Of the sheet: at most 31 characters, none of []:*?/\.</param>
    /// <param name="isHead">Rows that head those below them.</param>
    public void Add(string name, IReadOnlyList<ListColumn> columns, IEnumerable<string?[]> rows, Func<int, bool>? isHead = null)
    {
        var sheet = workbook.AddWorksheet(name);
        for (var column = 1; column <= columns.Count; column++)
        {
            sheet.Column(column).Width = columns[column - 1].Width;
            var style = sheet.Column(column).Style.NumberFormat.SetNumberFormatId(TextFormat).Alignment.SetWrapText().Alignment.SetVertical(XLAlignmentVerticalValues.Top);
            // Lines of the grid are not printed.
            style.Border.SetBottomBorder(XLBorderStyleValues.Thin).Border.SetBottomBorderColor(Line).Border.SetRightBorder(XLBorderStyleValues.Thin).Border.SetRightBorderColor(Line);
            sheet.Cell(1, column).SetDataType(XLDataType.Text).SetValue(columns[column - 1].Heading);
        }
        sheet.Row(1).Cells(1, columns.Count).Style.Font.SetBold().Fill.SetBackgroundColor(XLColor.FromHtml("#E2E8F0"));
        Fit(sheet.Row(1), [.. columns.Select(c => (c.Heading, 0.9 * c.Width))]);
        var row = 1;
        foreach (var cells in rows)
        {
            row++;
            for (var column = 0; column < cells.Length; column++)
                if (Clean.Text(cells[column]) is { Length: > 0 } text) sheet.Cell(row, column + 1).SetDataType(XLDataType.Text).SetValue(text.Length > LongestCell ? text[..LongestCell] : text);
            Fit(sheet.Row(row), [.. cells.Select((text, i) => (Clean.Text(text), columns[i].Width))]);
            if (isHead?.Invoke(row - 2) == true) sheet.Row(row).Cells(1, columns.Count).Style.Font.SetBold();
        }
        sheet.Range(1, 1, row, columns.Count).SetAutoFilter();
        sheet.SheetView.FreezeRows(1);
        Print(sheet);
    }

    public byte[] Write()
    {
        using var file = new MemoryStream();
        workbook.SaveAs(file);
        return file.ToArray();
    }

    public void Dispose() => workbook.Dispose();

    /// <summary>Not every program makes rows as tall as their text; none is taller than 409 points, so a longer text is set smaller rather than cut.</summary>
    private static void Fit(IXLRow row, IReadOnlyList<(string Text, double Width)> cells)
    {
        double HeightAt(double size) => cells.Max(c => Height(c.Text, c.Width, size));
        var size = Size;
        while (HeightAt(size) > TallestRow && size > Smallest) size--;
        if (size < Size) row.Style.Font.SetFontSize(size);
        row.Height = Math.Min(HeightAt(size), TallestRow);
    }

    /// <summary>A letter's width in Excel is 7 pixels, 5.25 points; lines end at words, a little before the edge.</summary>
    private static double Height(string text, double width, double size) =>
        text.Split('\n').Sum(line => Math.Max(1, Math.Ceiling(1.12 * TypeWidth.Of(line, size) / (5.25 * width - 4)))) * size * 1.3 + 3;

    private void Print(IXLWorksheet sheet)
    {
        var page = sheet.PageSetup;
        page.PaperSize = XLPaperSize.A4Paper;
        page.PageOrientation = XLPageOrientation.Landscape;
        page.FitToPages(1, 0);
        // Not SetRowsToRepeatAtTop, which writes 1:1 without the $ LibreOffice needs.
        sheet.NamedRanges.Add("_xlnm.Print_Titles", $"'{sheet.Name.Replace("'", "''", StringComparison.Ordinal)}'!$1:$1");
        page.Margins.SetLeft(0.4).SetRight(0.4).SetTop(0.5).SetBottom(0.6).SetHeader(0.3).SetFooter(0.3);
        if (foot.Length > 0) page.Footer.Left.AddText(foot);
        page.Footer.Center.AddText(XLHFPredefinedText.PageNumber);
        page.Footer.Center.AddText("/");
        page.Footer.Center.AddText(XLHFPredefinedText.NumberOfPages);
    }
}
