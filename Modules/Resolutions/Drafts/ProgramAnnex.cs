using Conference.Shared;
using Conference.Shared.Documents;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>A row of an annexed action program in both languages; <paramref name="Key"/> is the code of its task.</summary>
public sealed record ProgramAnnexRow(string Key, bool Group, IReadOnlyList<string> Vi, IReadOnlyList<string> En);

/// <summary>An action program as a document shows it at its end.</summary>
public sealed record ProgramAnnex(string Title, string TitleEn, IReadOnlyList<ProgramAnnexRow> Rows)
{
    /// <summary>The programs of a resolution that have tasks, as they are now.</summary>
    public static async Task<IReadOnlyList<ProgramAnnex>> Read(ResolutionsDb db, Guid resolution, CancellationToken ct)
    {
        var annexes = new List<ProgramAnnex>();
        foreach (var program in await db.Programs.Where(p => p.ResolutionId == resolution).OrderBy(p => p.Number).Select(p => p.Number).ToListAsync(ct))
            if (await WholeProgram.Read(db, ActionProgram.CodeOf(program), ct) is { Tasks.Count: > 0 } whole) annexes.Add(Of(whole));
        return annexes;
    }

    private static ProgramAnnex Of(WholeProgram program)
    {
        var (vi, en) = (program.Sheet(WorkbookLanguage.Vi), program.Sheet(WorkbookLanguage.En));
        var rows = new List<ProgramAnnexRow>();
        var (groups, tasks) = (0, 0);
        foreach (var (group, english) in vi.Groups.Zip(en.Groups))
        {
            if (group.Title.Length > 0 && Roman.Of(++groups) is var number) rows.Add(new($"{number} {group.Title}", true, [number, group.Title], [number, english.Title]));
            foreach (var (task, other) in group.Tasks.Zip(english.Tasks)) rows.Add(new(task.Code, false, Cells(++tasks, task), Cells(tasks, other)));
        }
        return new(program.Program.Title, program.Program.TitleEn, rows);
    }

    private static string[] Cells(int number, ProgramTask task) => [$"{number}", task.What, Agencies(task.Leads), Agencies(task.Coordinators), task.Product, task.Deadline.Text];

    private static string Agencies(IReadOnlyList<string> names) => string.Join(";\n", names) is [var first, .. var rest] ? char.ToUpperInvariant(first) + rest : "";

    internal Annex In(DocumentLanguage language) => new(Letterhead.In(language, Title, TitleEn),
        [new DocumentTable(Columns(language), [.. Rows.Select(r => new DocumentRow([.. language == DocumentLanguage.English ? r.En : r.Vi], r.Group, r.Key))])], Landscape: true);

    private static DocumentColumn[] Columns(DocumentLanguage language) => language == DocumentLanguage.English
        ? [new("No.", 5, Centred: true), new("Task", 33), new("Lead agency", 17), new("Coordinating agencies", 18), new("Product", 15), new("Deadline", 12, Centred: true)]
        : [new("TT", 5, Centred: true), new("Tên nhiệm vụ", 33), new("Cơ quan chủ trì", 17), new("Cơ quan phối hợp", 18), new("Kết quả", 15), new("Thời gian hoàn thành", 12, Centred: true)];
}
