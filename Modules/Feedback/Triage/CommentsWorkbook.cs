using ClosedXML.Excel;
using Conference.Shared;

namespace Conference.Feedback;

/// <summary>The export as an Excel workbook in the reader's language: a sheet each for comments, earlier texts, endorsements, moderation and summaries.</summary>
internal static class CommentsWorkbook
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const int LongestCell = 32_767, TextFormat = 49;

    private sealed record Column(string Heading, double Width);

    public static byte[] Write(ExportedComments export, IReadOnlyDictionary<string, CommentField> fields, Sentences t, ConferenceTime time)
    {
        using var workbook = new XLWorkbook();
        workbook.Style.Font.SetFontName("Times New Roman").Font.SetFontSize(11);
        workbook.Properties.Author = "Conference";
        string When(DateTime? at) => at is { } utc ? time.Local(utc).ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture) : "";
        string Yes(bool value) => value ? "×" : "";
        var comments = export.Comments;

        Sheet(workbook, t["Comments"],
            [
                new(t["Code"], 8), new(t["Session"], 8), new(t["Kind"], 12), new(t["Text"], 70), new(t["Standing"], 16), new(t["Why it stands so"], 24), new(t["Outcome"], 16),
                new(t["Reason"], 30), new(t["Clauses"], 20), new(t["Author"], 22), new(t["Position"], 24), new(t["Organisation"], 22), new(t["for the delegation"], 10), new(t["anonymous to the room"], 10),
                new(t["Also by"], 30), new(t["Merged into"], 9), new(t["Answers a comment"], 9), new(t["Said about"], 30), new(t["Answers to fields"], 34), new(t["Endorsements"], 10),
                new(t["Marked"], 8), new(t["Assigned to"], 20), new(t["Group"], 24), new(t["Moderated by"], 20), new(t["Decided by"], 20), new(t["Decided"], 19), new(t["Sent"], 19), new(t["Received"], 19), new(t["Published"], 19),
            ],
            comments.Select(e =>
            {
                var c = e.Comment;
                return (string?[])
                [
                    c.Code, c.Session, t[c.Kind.ToString()], c.Text, t[c.Standing.Words], c.StandingReason, c.Standing is Standing.Published ? t[c.State.Words] : "",
                    c.Reason, string.Join("; ", c.Uses.Select(u => u.AdoptedAs is null ? u.Clause : $"{u.Clause} {t["(adopted as {0})", u.AdoptedAs]}")), c.Author, c.Title, c.Organisation, Yes(c.OnBehalf), Yes(c.Anonymous),
                    string.Join("; ", c.With.Select(w => $"{w.Code} {w.Author}, {w.Organisation}")), c.MergedInto, c.ReplyTo, c.About,
                    string.Join("; ", c.Answers.Select(a => $"{(fields.TryGetValue(a.Key, out var field) ? field.ToString() : a.Key)}: {a.Value}")), c.Endorsements.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    Yes(c.Desk!.Marked), c.Desk.AssignedTo, e.Group, c.Desk.ModeratedBy, e.DecidedBy, When(e.DecidedAt), When(e.SentAt), When(c.At), When(e.PublishedAt),
                ];
            }));
        Sheet(workbook, t["Earlier texts"], [new(t["Comment"], 9), new(t["Text"], 90), new(t["Replaced by"], 24), new(t["as a moderator"], 12), new(t["When"], 19)],
            from e in comments from r in e.Comment.Desk!.Revisions select (string?[])[e.Comment.Code, r.Text, r.By, Yes(r.ByModerator), When(r.At)]);
        Sheet(workbook, t["Endorsements"], [new(t["Comment"], 9), new(t["Who"], 28), new(t["Organisation"], 28), new(t["When"], 19)],
            from e in comments from who in e.Endorsements select (string?[])[e.Comment.Code, who.Person, who.Organisation, When(who.At)]);
        Sheet(workbook, t["Moderation log"], [new(t["Comment"], 9), new(t["What"], 20), new(t["With comment"], 9), new(t["Who"], 24), new(t["When"], 19), new(t["Reason"], 50), new(t["Undone by"], 24), new(t["Undone"], 19)],
            export.Moderation.Select(a => (string?[])[a.Comment, t[a.Action.Words], a.Other, a.Who, When(a.At), a.Reason, a.UndoneBy, When(a.UndoneAt)]));
        Sheet(workbook, t["Summaries"], [new(t["Session"], 9), new(t["Summary"], 110), new(t["Version"], 9), new(t["Who"], 24), new(t["When"], 19)],
            export.Summaries.Select(s => (string?[])[s.Session, s.Text, s.Version.ToString(System.Globalization.CultureInfo.InvariantCulture), s.By, When(s.At)]));

        using var file = new MemoryStream();
        workbook.SaveAs(file);
        return file.ToArray();
    }

    private static void Sheet(XLWorkbook workbook, string name, Column[] columns, IEnumerable<string?[]> rows)
    {
        var sheet = workbook.AddWorksheet(name);
        for (var column = 1; column <= columns.Length; column++)
        {
            sheet.Column(column).Width = columns[column - 1].Width;
            // Text to the last row: what people wrote is never read as a formula or a date.
            sheet.Column(column).Style.NumberFormat.SetNumberFormatId(TextFormat).Alignment.SetWrapText().Alignment.SetVertical(XLAlignmentVerticalValues.Top);
            sheet.Cell(1, column).SetDataType(XLDataType.Text).SetValue(columns[column - 1].Heading);
        }
        sheet.Row(1).Style.Font.SetBold().Fill.SetBackgroundColor(XLColor.FromHtml("#E2E8F0"));
        var row = 1;
        foreach (var cells in rows)
        {
            row++;
            for (var column = 0; column < cells.Length; column++)
                if (cells[column] is { Length: > 0 } text) sheet.Cell(row, column + 1).SetDataType(XLDataType.Text).SetValue(text.Length > LongestCell ? text[..LongestCell] : text);
        }
        sheet.Range(1, 1, row, columns.Length).SetAutoFilter();
        sheet.SheetView.FreezeRows(1);
        sheet.PageSetup.SetPageOrientation(XLPageOrientation.Landscape).PagesWide = 1;
    }
}
