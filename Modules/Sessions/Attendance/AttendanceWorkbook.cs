using ClosedXML.Excel;
using Conference.Shared;

namespace Conference.Sessions;

/// <summary>The attendance list as an Excel workbook in the reader's language: a sheet of people, a sheet of figures by kind of organisation.</summary>
internal static class AttendanceWorkbook
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const int TextFormat = 49;

    public static byte[] Write(AttendanceList list, Sentences t, ConferenceTime time)
    {
        using var workbook = new XLWorkbook();
        workbook.Style.Font.SetFontName("Times New Roman").Font.SetFontSize(11);
        workbook.Properties.Author = "Conference";
        string When(DateTime? at) => at is { } utc ? time.Local(utc).ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture) : "";
        // Whoever was in when the session was closed stayed to its end.
        DateTime? Until(Stay stay) => stay.To ?? list.Session.ClosedAt;

        Sheet(workbook, t["Attendance"],
            [
                (t["Kind of organisation"], 24), (t["Code"], 9), (t["Organisation"], 42), (t["Full name"], 26), (t["Position"], 34), (t["Attendance"], 14), (t["Came"], 19), (t["Left"], 19),
                (t["All times in and out"], 42), (t["How they came"], 18), (t["Deputy"], 24), (t["Stands in for"], 24), (t["Votes"], 8),
            ],
            from kind in list.Kinds
            from delegation in kind.Delegations
            from p in delegation.People
            select (string[])
            [
                t[kind.Kind.Words], delegation.Organisation.Code, Sentences.Pick(delegation.Organisation.Name, delegation.Organisation.NameEn), p.Name, p.TitleName, t[p.State.Words],
                When(p.Stays.Count > 0 ? p.Stays[0].From : null), When(p.Stays.Count > 0 ? Until(p.Stays[^1]) : null),
                string.Join("; ", p.Stays.Select(s => $"{When(s.From)} – {When(Until(s))}")), p.Stays.Count > 0 ? t[p.Stays[^1].By.Words] : "", p.Deputy ?? "", p.DeputyOf ?? "", p.Votes ? "×" : "",
            ]);
        Sheet(workbook, t["Figures"],
            [(t["Kind of organisation"], 28), (t["Delegations"], 14), (t["of them present"], 14), (t["Persons"], 14), (t["of them present"], 14), (t["Excused"], 14), (t["Absent"], 14)],
            list.Kinds.Select(k => (string[])
            [
                t[k.Kind.Words], Number(k.Delegations.Count), Number(k.In), Number(k.People), Number(k.PeopleIn), Number(Count(k, PresenceState.Excused)), Number(Count(k, PresenceState.Absent)),
            ]));

        using var file = new MemoryStream();
        workbook.SaveAs(file);
        return file.ToArray();
    }

    private static int Count(AttendingKind kind, PresenceState state) => kind.Delegations.Sum(d => d.People.Count(p => p.State == state));

    private static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static void Sheet(XLWorkbook workbook, string name, (string Heading, double Width)[] columns, IEnumerable<string[]> rows)
    {
        var sheet = workbook.AddWorksheet(name);
        for (var column = 1; column <= columns.Length; column++)
        {
            sheet.Column(column).Width = columns[column - 1].Width;
            // Text to the last row: a name is never read as a formula or a date.
            sheet.Column(column).Style.NumberFormat.SetNumberFormatId(TextFormat).Alignment.SetWrapText().Alignment.SetVertical(XLAlignmentVerticalValues.Top);
            sheet.Cell(1, column).SetDataType(XLDataType.Text).SetValue(columns[column - 1].Heading);
        }
        sheet.Row(1).Style.Font.SetBold().Fill.SetBackgroundColor(XLColor.FromHtml("#E2E8F0"));
        var row = 1;
        foreach (var cells in rows)
        {
            row++;
            for (var column = 0; column < cells.Length; column++)
                if (cells[column].Length > 0) sheet.Cell(row, column + 1).SetDataType(XLDataType.Text).SetValue(cells[column]);
        }
        sheet.Range(1, 1, row, columns.Length).SetAutoFilter();
        sheet.SheetView.FreezeRows(1);
        sheet.PageSetup.SetPageOrientation(XLPageOrientation.Landscape).PagesWide = 1;
    }
}
