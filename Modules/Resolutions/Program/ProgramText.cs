using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>
/// The action programs of a resolution as plain lines: all that the conference adopts with it and nothing that may change later. Each
/// part of a task has a line of its own; a part of several lines is indented, so that no line can be taken for another part.
/// </summary>
internal static class ProgramText
{
    /// <returns>Empty where the resolution has none.</returns>
    public static async Task<string> Of(ResolutionsDb db, Resolution resolution, CancellationToken ct)
    {
        var programs = await db.Programs.AsNoTracking().Where(p => p.ResolutionId == resolution.Id).OrderBy(p => p.Number).ToListAsync(ct);
        if (programs.Count == 0) return "";
        var ids = programs.Select(p => p.Id).ToList();
        var groups = await db.TaskGroups.AsNoTracking().Where(g => ids.Contains(g.ProgramId)).ToListAsync(ct);
        var inGroups = groups.Select(g => g.Id).ToList();
        var tasks = (await db.Tasks.AsNoTracking().Include(t => t.Agencies).AsSplitQuery().Where(t => inGroups.Contains(t.GroupId)).ToListAsync(ct)).ToLookup(t => t.GroupId);
        var (text, numbering) = (new StringBuilder(), resolution.Numbering);
        foreach (var program in programs)
        {
            Line(program.Code, program.Title, program.TitleEn);
            foreach (var group in groups.Where(g => g.ProgramId == program.Id).OrderBy(g => g.Position).ThenBy(g => g.Id))
            {
                Line("group", group.Title, group.TitleEn);
                foreach (var task in tasks[group.Id].OrderBy(t => t.Position).ThenBy(t => t.Number)) Write(task);
            }
        }
        return text.ToString().ReplaceLineEndings("\n").Normalize(NormalizationForm.FormC);

        void Write(ActionTask task)
        {
            Line(task.Code, task.What, task.WhatEn);
            foreach (var lead in task.Leads) Line("lead", lead.Name);
            foreach (var other in task.Coordinating) Line("with", other.Name);
            Line("product", task.Product, task.ProductEn);
            Line("deadline", task.DeadlineText, task.DeadlineKind.ToString(), Day(task.DeadlineFrom), Day(task.DeadlineDue));
            Line("clause", task.ClauseId is { } clause ? numbering.Find(clause)?.Citation ?? "" : task.ClauseCitation);
        }

        void Line(string name, params string[] parts)
        {
            foreach (var (i, part) in parts.Index())
                if (part.Length > 0) text.Append(i == 0 ? name : $"{name}.{i + 1}").Append(": ").Append(part.ReplaceLineEndings("\n    ")).Append('\n');
        }
    }

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
