using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Conference.Resolutions;

/// <summary>A sheet as texts. Read straight from the file: ClosedXML 0.95.4 would evaluate formulas, lose error cells
/// and refuse ISO dates. A cell merged over several rows counts for each of them.</summary>
internal sealed record SheetTexts(string Name, IReadOnlyList<SheetRow> Rows);

internal sealed record SheetRow(int Number, Dictionary<int, string> Texts)
{
    /// <summary>Columns with an error, such as #REF!, which have no text.</summary>
    public Dictionary<int, string> Errors { get; } = [];

    /// <summary>Last columns of cells merged to the right.</summary>
    public Dictionary<int, int> MergedTo { get; } = [];

    public string this[int? column] => column is { } known ? Texts.GetValueOrDefault(known, "") : "";
}

internal static partial class WorkbookTexts
{
    private const int MaxBytes = 10 << 20, MaxUnpackedBytes = 50 << 20, MaxRows = 20_000, MaxMergedCells = 1_000_000;

    public static IReadOnlyList<SheetTexts> Read(Stream stream)
    {
        using var file = Copy(stream, MaxBytes, "This file is larger than {0} MB.");
        try
        {
            RefuseOtherFiles(file.ToArray());
            RefuseBombs(file);
            using var document = SpreadsheetDocument.Open(file, false);
            var workbook = document.WorkbookPart!;
            var cells = new CellReader(workbook);
            return [.. workbook.Workbook.Sheets!.Elements<Sheet>()
                .Where(sheet => sheet.State?.Value is null or SheetStateValues.Visible)
                .Where(sheet => workbook.GetPartById(sheet.Id!) is WorksheetPart)
                .Select(sheet => new SheetTexts(sheet.Name!, RowsOf((WorksheetPart)workbook.GetPartById(sheet.Id!), cells)))];
        }
        catch (Exception e) when (e is not (WorkbookUnreadable or OutOfMemoryException))
        {
            throw new WorkbookUnreadable("This file is not an Excel workbook (.xlsx).");
        }
    }

    private static MemoryStream Copy(Stream stream, int limit, string refusal)
    {
        var copy = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = stream.Read(buffer)) > 0; copy.Write(buffer, 0, read))
            if (copy.Length + read > limit) throw new WorkbookUnreadable(refusal, limit >> 20);
        copy.Position = 0;
        return copy;
    }

    /// <summary>A password turns a workbook into the same kind of container an .xls is.</summary>
    private static void RefuseOtherFiles(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0])) return;
        throw file.IndexOf(Encoding.Unicode.GetBytes("EncryptedPackage")) >= 0
            ? new WorkbookUnreadable("This workbook is protected by a password; save it without one.")
            : new WorkbookUnreadable("This is an old Excel workbook (.xls); save it as .xlsx.");
    }

    /// <summary>Unpacks and counts, since the sizes a zip declares may be lies.</summary>
    private static void RefuseBombs(Stream file)
    {
        using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        var (buffer, total) = (new byte[81920], 0L);
        foreach (var entry in zip.Entries)
        {
            using var content = entry.Open();
            for (int read; (read = content.Read(buffer)) > 0;)
                if ((total += read) > MaxUnpackedBytes) throw new WorkbookUnreadable("This workbook unpacks to more than {0} MB.", MaxUnpackedBytes >> 20);
        }
    }

    private static List<SheetRow> RowsOf(WorksheetPart part, CellReader cells)
    {
        var (rows, byNumber, number, merged) = (new List<SheetRow>(), new Dictionary<int, SheetRow>(), 0, 0);
        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
        {
            if (reader.ElementType == typeof(Row) && reader.LoadCurrentElement() is Row row)
            {
                number = (int?)row.RowIndex?.Value ?? number + 1;
                var texts = cells.Read(row, number);
                if (texts.Texts.Count + texts.Errors.Count > 0 && byNumber.TryAdd(number, texts)) rows.Add(texts);
                if (rows.Count > MaxRows) throw new WorkbookUnreadable("This workbook has more than {0} rows.", MaxRows);
            }
            else if (reader.ElementType == typeof(MergeCell) && reader.LoadCurrentElement() is MergeCell merge)
            {
                var corners = merge.Reference!.Value!.Split(':');
                var (left, right) = (ColumnOf(corners[0]), ColumnOf(corners[^1]));
                var (top, bottom) = (RowOf(corners[0]), Math.Min(RowOf(corners[^1]), number));
                if ((merged += 1 + Math.Max(0, bottom - top)) > MaxMergedCells) throw new WorkbookUnreadable("This workbook has more than {0} merged cells.", MaxMergedCells);
                for (var within = top; within <= bottom; within++)
                {
                    if (!byNumber.TryGetValue(within, out var covered)) continue;
                    if (byNumber.TryGetValue(top, out var first) && first.Texts.TryGetValue(left, out var text)) covered.Texts.TryAdd(left, text);
                    covered.MergedTo[left] = right;
                }
            }
        }
        return rows;
    }

    private static int RowOf(string reference) => int.Parse(reference.AsSpan(reference.AsSpan().IndexOfAnyInRange('0', '9')), CultureInfo.InvariantCulture);

    private static int ColumnOf(string reference) => reference.TakeWhile(char.IsAsciiLetter).Aggregate(0, (column, letter) => column * 26 + (letter & 31));

    private sealed partial class CellReader(WorkbookPart workbook)
    {
        private readonly List<string> shared = [.. workbook.SharedStringTablePart?.SharedStringTable.Elements<SharedStringItem>().Select(TextOf) ?? []];
        private readonly List<string> formats = [.. FormatsOf(workbook.WorkbookStylesPart?.Stylesheet)];
        private readonly int firstDay = workbook.Workbook.WorkbookProperties?.Date1904?.Value == true ? 1462 : 0;

        public SheetRow Read(Row row, int number)
        {
            var (read, column) = (new SheetRow(number, []), 0);
            foreach (var cell in row.Elements<Cell>())
            {
                column = cell.CellReference?.Value is { } reference ? ColumnOf(reference) : column + 1;
                var text = Wording.Clean(TextOf(cell));
                if (text.Length > 0) (cell.DataType?.Value == CellValues.Error ? read.Errors : read.Texts)[column] = text;
            }
            return read;
        }

        /// <summary>The value saved in the cell; for a formula the one it last gave.</summary>
        private string TextOf(Cell cell)
        {
            var value = cell.CellValue?.Text ?? "";
            if (cell.DataType?.Value is not { } type || type == CellValues.Number) return NumberOf(value, (int?)cell.StyleIndex?.Value ?? 0);
            if (type == CellValues.SharedString) return value.Length == 0 ? "" : shared[int.Parse(value, CultureInfo.InvariantCulture)];
            if (type == CellValues.InlineString) return cell.InlineString is { } inline ? TextOf(inline) : "";
            if (type == CellValues.Date) return DateTime.Parse(value, CultureInfo.InvariantCulture).ToString("d/M/yyyy", CultureInfo.InvariantCulture);
            return type == CellValues.String ? XmlConvert.DecodeName(value)! : value;
        }

        private static string TextOf(OpenXmlElement rich) =>
            XmlConvert.DecodeName(string.Concat(rich.Descendants<Text>().Where(text => text.Parent is not PhoneticRun).Select(text => text.Text)))!;

        /// <summary>A date shows as much as its format: Excel makes 1 June 2025, shown as Jun-25, of a typed 6/2025.</summary>
        private string NumberOf(string value, int style)
        {
            if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) return value;
            var format = formats.ElementAtOrDefault(style) ?? "";
            if (format.Length == 0 || number is < 1 or > 2_900_000) return number.ToString(CultureInfo.InvariantCulture);
            return DateTime.FromOADate(number + firstDay).ToString(format, CultureInfo.InvariantCulture);
        }

        /// <summary>For each cell style the .NET format of its dates, empty for what is no date.</summary>
        private static IEnumerable<string> FormatsOf(Stylesheet? styles)
        {
            var custom = styles?.NumberingFormats?.Elements<NumberingFormat>().ToDictionary(f => f.NumberFormatId!.Value, f => f.FormatCode!.Value!) ?? [];
            return styles?.CellFormats?.Elements<CellFormat>().Select(style => (style.NumberFormatId?.Value ?? 0) switch
            {
                17 => "M/yyyy",
                14 or 15 or 16 or 22 => "d/M/yyyy",
                var id when custom.TryGetValue(id, out var code) => DateFormatOf(Literals().Replace(code.ToLowerInvariant(), "")),
                _ => "",
            }) ?? [];
        }

        private static string DateFormatOf(string code) =>
            code.Contains('d') ? "d/M/yyyy" : !code.Contains('y') ? "" : code.Contains('m') ? "M/yyyy" : "yyyy";

        [GeneratedRegex("\"[^\"]*\"|\\[[^\\]]*\\]|\\\\.|_.|general")]
        private static partial Regex Literals();
    }
}
