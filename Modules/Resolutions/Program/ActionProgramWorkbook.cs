using System.Text.RegularExpressions;

namespace Conference.Resolutions;

/// <summary>An action program as an Excel sheet, in and out.</summary>
internal static partial class ActionProgramWorkbook
{
    private enum Column { Number, Task, Lead, Coordinating, Product, Deadline, Clause, Code }

    /// <summary>A heading in both languages, its width, and the folded headings by which others call it.</summary>
    private sealed record Heading(string Vi, string En, double Width, Regex Synonyms);

    private static readonly Heading[] Headings =
    [
        Is("TT", "No.", 5,
            "s?tt|so (tt|thu tu)|no|nr|number"),
        Is("Nhiệm vụ", "Task", 54,
            "((ten|noi dung|cac) )*(nhiem vu|cong viec)( .*)?|noi dung( thuc hien)?|(tasks?|activity|activities|actions?)( .*)?"),
        Is("Cơ quan chủ trì", "Lead agency", 21,
            "((co quan|don vi|bo nganh) )*chu tri( thuc hien)?|lead(ing)?( (agency|agencies|units?|bodies|body))?|responsible (agency|agencies|units?)"),
        Is("Cơ quan phối hợp", "Coordinating agencies", 23,
            "((co quan|don vi|bo nganh) )*phoi hop( thuc hien)?|(coordinating|co ?operating|collaborating|supporting)( (agency|agencies|units?|bodies|body))?"),
        Is("Sản phẩm", "Product", 20,
            "((ket qua|san pham)( (dau ra|du kien|can dat|chu yeu|hoan thanh))* ?)+|(expected |main )?(products?|results?|outputs?|deliverables?)"),
        Is("Thời hạn", "Deadline", 13,
            "(thoi (gian|han|diem)|han|tien do)( (hoan thanh|thuc hien|trinh|ban hanh))*|deadline|due( date)?|time ?(frame|line|limit)|completion (date|time)|time of completion"),
        Is("Điều khoản nguồn", "Source clause", 12,
            "dieu khoan( nguon)?|nguon|can cu|(source )?(clause|provision)|source"),
        Is("Mã", "Code", 8,
            "ma( so)?( nhiem vu)?|(task )?(code|id)"),
    ];

    private static Heading Is(string vi, string en, double width, string synonyms) =>
        new(vi, en, width, new Regex($"^({synonyms})$", RegexOptions.CultureInvariant));

    public static ProgramSheet Read(Stream stream, IReadOnlyCollection<string> knownAgencies)
    {
        var sheets = WorkbookTexts.Read(stream);
        foreach (var sheet in sheets)
            for (var row = 0; row < sheet.Rows.Count; row++)
                if (ColumnsOf(sheet.Rows, row) is { } columns)
                    return new Reading(sheet, columns, knownAgencies).Read(row);
        throw new WorkbookUnreadable("No row of sheet {0} has the column headings of an action program; expected: {1}.",
            string.Join(", ", sheets.Select(sheet => sheet.Name)),
            string.Join(", ", Required.Select(column => $"{Headings[(int)column].Vi} ({Headings[(int)column].En})")));
    }

    private static readonly Column[] Required = [Column.Task, Column.Lead, Column.Deadline];

    /// <summary>Headings may stand in two rows: "Agencies" over "Lead" and "Coordinating".</summary>
    private static Dictionary<Column, int>? ColumnsOf(IReadOnlyList<SheetRow> rows, int row)
    {
        var columns = ColumnsOf(rows[row]);
        if (columns.Count > 0 && row > 0)
            foreach (var (column, index) in ColumnsOf(rows[row - 1])) columns.TryAdd(column, index);
        return Required.All(columns.ContainsKey) ? columns : null;
    }

    private static Dictionary<Column, int> ColumnsOf(SheetRow row)
    {
        var columns = new Dictionary<Column, int>();
        foreach (var (index, text) in row.Texts.OrderBy(cell => cell.Key))
        {
            var heading = NotWord().Replace(Wording.Fold(text), " ").Trim();
            var found = Array.FindIndex(Headings, known => known.Synonyms.IsMatch(heading));
            if (found >= 0) columns.TryAdd((Column)found, index);
        }
        return columns;
    }

    private sealed class Reading(SheetTexts sheet, Dictionary<Column, int> columns, IReadOnlyCollection<string> knownAgencies)
    {
        private readonly AgencyNames agencies = new(knownAgencies);
        private readonly List<ProgramGroup> groups = [];
        private readonly List<Finding> findings = [];
        private readonly Dictionary<string, int> rowsByCode = new(StringComparer.OrdinalIgnoreCase);
        private readonly Dictionary<string, int> rowsByTask = [];
        private List<ProgramTask> tasks = [];

        public ProgramSheet Read(int heading)
        {
            var top = heading > 0 && ColumnsOf(sheet.Rows[heading - 1]).Count > 1 ? heading - 1 : heading;
            foreach (var row in sheet.Rows.Skip(heading + 1).Where(row => ColumnsOf(row).Count < 3 && !IsColumnNumbers(row))) Read(row);
            foreach (var group in groups.Where(group => group.Tasks.Count == 0))
                Find(group.Row, Column.Task, FindingSeverity.Info, "This group has no tasks.");
            return new(
                [.. sheet.Rows.Take(top).Select(row => string.Join(' ', row.Texts.OrderBy(cell => cell.Key).Select(cell => cell.Value)))],
                groups,
                [.. findings.OrderBy(finding => finding.Row)])
            {
                Language = EnglishHeading().IsMatch(Wording.Fold(sheet.Rows[heading][columns[Column.Task]])) ? WorkbookLanguage.En : WorkbookLanguage.Vi,
                HasCoordinating = columns.ContainsKey(Column.Coordinating), HasProduct = columns.ContainsKey(Column.Product), HasClause = columns.ContainsKey(Column.Clause),
            };
        }

        /// <summary>Printed tables number their columns under the headings: (1) (2) (3).</summary>
        private static bool IsColumnNumbers(SheetRow row) => row.Texts.Count > 2 && row.Texts.Values.All(ColumnNumber().IsMatch);

        private void Read(SheetRow row)
        {
            foreach (var (column, error) in row.Errors)
                Find(row.Number, columns.FirstOrDefault(known => known.Value == column).Key, FindingSeverity.Error,
                    "Cell {0} holds the error {1}.", $"{Letters(column)}{row.Number}", error);

            if (IsGroup(row)) AddGroup(row);
            else if (Of(row, Column.Task).Length > 0) AddTask(row);
            else if (columns.Any(column => column.Key != Column.Number && row[column.Value].Length > 0))
                Find(row.Number, Column.Task, FindingSeverity.Error, "This row has no task.");
        }

        /// <summary>A group has a Roman number or a letter, or no number, and none of the cells a task has.
        /// A stray text under "Deadline" does not make a task of it.</summary>
        private bool IsGroup(SheetRow row)
        {
            var (number, task) = (Of(row, Column.Number), Of(row, Column.Task));
            if (columns.TryGetValue(Column.Number, out var first) && Spans(row, first) || Spans(row, columns[Column.Task])) return true;
            if (GroupNumber().IsMatch(number)) return Of(row, Column.Lead) == "" && Of(row, Column.Coordinating) == "" && Of(row, Column.Product) == "";
            return (number.Length == 0) != (task.Length == 0) && !TaskNumber().IsMatch(number) && !Others(row).Any();
        }

        private bool Spans(SheetRow row, int column) => row.MergedTo.GetValueOrDefault(column) >= columns[Column.Lead] && column < columns[Column.Lead];

        private IEnumerable<string> Others(SheetRow row) => columns
            .Where(column => column.Key is not (Column.Number or Column.Task)).Select(column => row[column.Value]).Where(text => text.Length > 0);

        private void AddGroup(SheetRow row)
        {
            var (number, title) = (Of(row, Column.Number), Of(row, Column.Task));
            if (title.Length == 0 && !GroupNumber().IsMatch(number))
                (number, title) = NumberedTitle().Match(number) is { Success: true } split
                    ? (split.Groups["number"].Value, split.Groups["title"].Value)
                    : ("", number);
            foreach (var stray in Others(row))
                Find(row.Number, Column.Task, FindingSeverity.Warning, "This is a group, not a task; “{0}” beside it was left out.", stray);
            rowsByTask.Clear();
            groups.Add(new(row.Number, number, title, tasks = []));
        }

        private void AddTask(SheetRow row)
        {
            if (groups.Count == 0) groups.Add(new(row.Number, "", "", tasks));
            var task = new ProgramTask(row.Number, Of(row, Column.Number), Of(row, Column.Task),
                Agencies(row, Column.Lead), Agencies(row, Column.Coordinating), Of(row, Column.Product),
                Deadline.Parse(Of(row, Column.Deadline)), Of(row, Column.Clause), Of(row, Column.Code));
            tasks.Add(task);

            if (task.Leads.Count == 0)
                Find(row.Number, Column.Lead, FindingSeverity.Warning, "No lead agency is named.");
            if (task.Deadline.Kind == DeadlineKind.None)
                Find(row.Number, Column.Deadline, FindingSeverity.Warning, "There is no deadline; none was invented.");
            if (task.Deadline.Kind == DeadlineKind.Unclear)
                Find(row.Number, Column.Deadline, FindingSeverity.Warning, "The deadline “{0}” is not understood; it is kept as written.", task.Deadline.Text);
            if (!rowsByTask.TryAdd(Wording.Fold(task.What), row.Number))
                Find(row.Number, Column.Task, FindingSeverity.Warning, "This task repeats row {0}.", rowsByTask[Wording.Fold(task.What)]);
            if (task.Code.Length > 0 && !rowsByCode.TryAdd(task.Code, row.Number))
                Find(row.Number, Column.Code, FindingSeverity.Error, "Code {0} already stands in row {1}.", task.Code, rowsByCode[task.Code]);
        }

        private IReadOnlyList<string> Agencies(SheetRow row, Column column)
        {
            var names = agencies.Split(Of(row, column));
            foreach (var name in names.Where(AgencyNames.IsCutOff))
                Find(row.Number, column, FindingSeverity.Warning, "“{0}” is not the full name of an agency.", name);
            return names;
        }

        private string Of(SheetRow row, Column column) => row[columns.TryGetValue(column, out var index) ? index : null];

        private void Find(int row, Column column, FindingSeverity severity, string message, params object[] arguments) =>
            findings.Add(new(row, Headings[(int)column].En, severity, message, arguments));

        private static string Letters(int column) => column > 26 ? Letters((column - 1) / 26) + Letters((column - 1) % 26 + 1) : ((char)('A' + column - 1)).ToString();
    }

    [GeneratedRegex(@"[\W_]+")]
    private static partial Regex NotWord();

    [GeneratedRegex(@"\b(task|activity|activities|action)s?\b")]
    private static partial Regex EnglishHeading();

    [GeneratedRegex(@"^\(?\d{1,2}\)?$")]
    private static partial Regex ColumnNumber();

    [GeneratedRegex(@"^([IVXLC]+|[A-ZĐ])\s*[.):]?$")]
    private static partial Regex GroupNumber();

    [GeneratedRegex(@"^\(?\d")]
    private static partial Regex TaskNumber();

    [GeneratedRegex(@"^(?<number>([IVXLC]+|[A-ZĐ])\s*[.):-])\s*(?<title>.+)$", RegexOptions.Singleline)]
    private static partial Regex NumberedTitle();
}
