using System.Globalization;
using ClosedXML.Excel;
using Conference.Shared;

namespace Conference.Resolutions;

internal static partial class ActionProgramWorkbook
{
    private const int TextFormat = 49;
    private const double BodySize = 12, TitleSize = 13, MaxRowHeight = 409;

    public static XLWorkbook Write(ProgramSheet program, WorkbookLanguage language)
    {
        var workbook = new XLWorkbook();
        workbook.Style.Font.SetFontName("Times New Roman").Font.SetFontFamilyNumbering(XLFontFamilyNumberingValues.Roman).Font.SetFontSize(BodySize);
        var sheet = workbook.AddWorksheet(language == WorkbookLanguage.Vi ? "Chương trình hành động" : "Action program");
        workbook.Properties.Author = "Conference";
        workbook.Properties.Title = program.Titles.Count > 0 ? Wording.Clean(string.Join(' ', program.Titles)).Replace('\n', ' ') : sheet.Name;

        PrepareColumns(sheet);
        var row = 0;
        foreach (var title in program.Titles) WriteAcross(sheet, ++row, 1, title, TitleSize, XLAlignmentHorizontalValues.Center);
        var heading = ++row;
        WriteRow(sheet, heading, [.. Headings.Select(column => language == WorkbookLanguage.Vi ? column.Vi : column.En)]);
        sheet.Row(heading).Cells(1, Headings.Length).Style.Font.SetBold().Fill.SetBackgroundColor(XLColor.FromHtml("#E2E8F0"))
            .Alignment.SetHorizontal(XLAlignmentHorizontalValues.Center).Alignment.SetVertical(XLAlignmentVerticalValues.Center);

        var (groups, tasks) = (0, 0);
        foreach (var group in program.Groups)
        {
            if (group.Title.Length > 0 || group != program.Groups[0])
            {
                WriteAcross(sheet, ++row, 2, group.Title, BodySize, XLAlignmentHorizontalValues.Left);
                Set(sheet.Cell(row, 1), Roman.Of(++groups)).Style.Font.SetBold();
            }
            foreach (var task in group.Tasks)
                WriteRow(sheet, ++row, [
                    (++tasks).ToString(CultureInfo.InvariantCulture), task.What, AgencyNames.Join(task.Leads), AgencyNames.Join(task.Coordinators),
                    task.Product, task.Deadline.Text, task.Clause, task.Code]);
        }

        var table = sheet.Range(heading, 1, row, Headings.Length);
        table.Style.Border.SetInsideBorder(XLBorderStyleValues.Thin).Border.SetOutsideBorder(XLBorderStyleValues.Thin);
        table.SetAutoFilter();
        sheet.SheetView.FreezeRows(heading);
        PreparePrint(sheet, heading);
        return workbook;
    }

    /// <summary>Formatted as text to the last row, so that a typed 6/2025 stays what it is.</summary>
    private static void PrepareColumns(IXLWorksheet sheet)
    {
        for (var column = 1; column <= Headings.Length; column++)
        {
            sheet.Column(column).Width = Headings[column - 1].Width;
            sheet.Column(column).Style.NumberFormat.SetNumberFormatId(TextFormat)
                .Alignment.SetWrapText().Alignment.SetVertical(XLAlignmentVerticalValues.Top)
                .Alignment.SetHorizontal(column == 1 ? XLAlignmentHorizontalValues.Center : XLAlignmentHorizontalValues.Left);
        }
    }

    private static void WriteAcross(IXLWorksheet sheet, int row, int firstColumn, string text, double size, XLAlignmentHorizontalValues alignment)
    {
        Set(sheet.Cell(row, firstColumn), text).Style.Font.SetBold().Font.SetFontSize(size).Alignment.SetHorizontal(alignment);
        sheet.Range(row, firstColumn, row, Headings.Length).Merge(checkIntersect: false);
        sheet.Row(row).Height = Height(text, Headings.Skip(firstColumn - 1).Sum(column => column.Width), size);
    }

    /// <summary>No row of Excel is taller than 409 points: a longer text is set smaller rather than cut.</summary>
    private static void WriteRow(IXLWorksheet sheet, int row, string[] texts)
    {
        double HeightAt(double size) => texts.Select((text, column) => Height(text, Headings[column].Width, size)).Max();
        var size = BodySize;
        while (HeightAt(size) > MaxRowHeight && size > 6) size--;
        for (var column = 0; column < texts.Length; column++)
            if (Set(sheet.Cell(row, column + 1), texts[column]) is var cell && size < BodySize) cell.Style.Font.SetFontSize(size);
        sheet.Row(row).Height = Math.Min(HeightAt(size), MaxRowHeight);
    }

    private static IXLCell Set(IXLCell cell, string text) => text.Length == 0 ? cell : cell.SetValue(Wording.Clean(text));

    private static double Height(string text, double width, double size) => Lines(text, width * 7 - 2, size * 4 / 3) * size * 1.37 + 3;

    /// <summary>Lines a text wraps to, by the widths of Times New Roman letters, a little generously; a column unit is 7 pixels.</summary>
    private static int Lines(string text, double width, double pixels)
    {
        var lines = 0;
        foreach (var paragraph in text.Split('\n'))
        {
            var used = 0.0;
            lines++;
            foreach (var word in paragraph.Split(' '))
            {
                var length = word.Sum(letter => WidthOf(letter)) * pixels;
                if (used > 0 && used + length > width) (lines, used) = (lines + 1, 0);
                lines += (int)(length / width);
                used += length % width + 0.25 * pixels;
            }
        }
        return lines;
    }

    private static double WidthOf(char letter) => letter switch
    {
        'i' or 'l' or 'j' or 't' or 'f' or 'r' or 'I' or '.' or ',' or ';' or ':' or '(' or ')' or '-' or '/' => 0.32,
        'm' or 'w' or 'M' or 'W' => 0.82,
        _ => char.IsUpper(letter) ? 0.71 : 0.48,
    };

    private static void PreparePrint(IXLWorksheet sheet, int heading)
    {
        var page = sheet.PageSetup;
        page.PaperSize = XLPaperSize.A4Paper;
        page.PageOrientation = XLPageOrientation.Landscape;
        page.FitToPages(1, 0);
        // Not SetRowsToRepeatAtTop, which writes 1:1 without the $ LibreOffice needs.
        sheet.NamedRanges.Add("_xlnm.Print_Titles", $"'{sheet.Name}'!${heading}:${heading}");
        page.Margins.SetLeft(0.4).SetRight(0.4).SetTop(0.5).SetBottom(0.6).SetHeader(0.3).SetFooter(0.3);
        page.Footer.Center.AddText(XLHFPredefinedText.PageNumber);
        page.Footer.Center.AddText("/");
        page.Footer.Center.AddText(XLHFPredefinedText.NumberOfPages);
    }
}
