using Conference.Shared;

namespace Conference.Resolutions;

/// <summary>A program as the sheet that is exported: Vietnamese, or English with Vietnamese where there is no English text.</summary>
internal static class ProgramExport
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static ProgramSheet Sheet(this WholeProgram program, WorkbookLanguage language)
    {
        string Pick(string vietnamese, string english) => language == WorkbookLanguage.En && english.Length > 0 ? english : vietnamese;
        IReadOnlyList<string> Names(IReadOnlyList<NamedAgency> agencies) => [.. agencies.Select(a => program.Known.NameIn(language, a))];
        return new(
            [Pick(program.Program.Title, program.Program.TitleEn).ToUpper(System.Globalization.CultureInfo.GetCultureInfo("vi-VN")), .. Attached(program.Resolution, language)],
            [.. program.Groups.Select(group => new ProgramGroup(0, "", Pick(group.Title, group.TitleEn), [.. program.TasksOf(group).Select(task => new ProgramTask(
                0, "", Pick(task.What, task.WhatEn), Names(task.Leads), Names(task.Coordinating), Pick(task.Product, task.ProductEn),
                task.Deadline with { Text = task.Deadline.In(language) }, program.CitationOf(task), task.Code))]))],
            []) { Language = language };
    }

    public static (byte[] File, string Name) Workbook(this WholeProgram program, WorkbookLanguage language)
    {
        using var workbook = ActionProgramWorkbook.Write(program.Sheet(language), language);
        // At the foot of each page, where reading the sheet in again does not find it.
        if (program.Resolution?.Adoption is { } adoption)
            foreach (var sheet in workbook.Worksheets) sheet.PageSetup.Footer.Left.AddText($"{adoption.NumberAndSymbol}, SHA-256: {adoption.Hash}");
        using var file = new MemoryStream();
        workbook.SaveAs(file);
        return (file.ToArray(), $"{(language == WorkbookLanguage.Vi ? "chuong-trinh-hanh-dong" : "action-program")}-{program.Program.Code}.xlsx");
    }

    public static WorkbookLanguage LanguageOf(string? lang) => lang switch
    {
        "vi" => WorkbookLanguage.Vi,
        "en" => WorkbookLanguage.En,
        _ => Sentences.IsEnglish ? WorkbookLanguage.En : WorkbookLanguage.Vi,
    };

    /// <summary>The line under an annex's title, in the decree's words.</summary>
    private static IEnumerable<string> Attached(Resolution? resolution, WorkbookLanguage language) => resolution switch
    {
        null => [],
        { Adoption: { } a } when language == WorkbookLanguage.Vi => [$"(Kèm theo Nghị quyết số {a.NumberAndSymbol} ngày {a.AdoptedOn.Day:00} tháng {(a.AdoptedOn.Month < 3 ? $"{a.AdoptedOn.Month:00}" : a.AdoptedOn.Month)} năm {a.AdoptedOn.Year})"],
        { Adoption: { } a } => [$"(Attached to Resolution No. {a.NumberAndSymbol} of {a.AdoptedOn.ToString("d MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture)})"],
        _ when language == WorkbookLanguage.Vi => [$"(Kèm theo dự thảo {resolution.Title}, {resolution.Code})"],
        _ => [$"(Attached to the draft {(resolution.TitleEn.Length > 0 ? resolution.TitleEn : resolution.Title)}, {resolution.Code})"],
    };
}
