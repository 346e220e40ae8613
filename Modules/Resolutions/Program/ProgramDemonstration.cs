using System.Globalization;
using System.Text.RegularExpressions;
using Conference.Shared;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>The demonstration's action program, and an empty one to try the import with.</summary>
internal sealed partial class ProgramDemonstration(ResolutionsDb db) : IDemonstration
{
    /// <summary>The year in which the real conference stood whose deadlines the data has.</summary>
    private const int WrittenIn = 2023;

    internal sealed record DemoTask(string Clause, string What, string WhatEn, string[] Lead, string[] Coordinating, string Product, string ProductEn, string Deadline);

    internal sealed record DemoGroup(string Title, string TitleEn, DemoTask[] Tasks);

    internal sealed record DemoProgram(string Title, string TitleEn, DemoGroup[] Groups);

    public int Order => 6;

    public async Task Fill(DateTime today, CancellationToken ct)
    {
        var demo = Demo.Read<ResolutionsDb, DemoProgram>("action-program.json");
        var resolutionId = Demo.Id("resolution", 1);
        var resolution = await db.Resolutions.AsNoTracking().SingleOrDefaultAsync(r => r.Id == resolutionId, ct);
        var known = await KnownAgencies.Load(db, ct);
        var years = today.Year - WrittenIn;

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var first = (int)await db.TakeNumbers("programs", 2, ct) - 1;
        var program = ActionProgram.Draft(Demo.Id("program", first), first, demo.Title, demo.TitleEn, resolution);
        db.Add(program);
        db.Add(ActionProgram.Draft(Demo.Id("program", first + 1), first + 1, "Chương trình hành động của Chính phủ (nhập từ Excel)", "Action program of the Government (imported from Excel)", null));
        var number = (int)await db.TakeNumbers("tasks", demo.Groups.Sum(g => g.Tasks.Length), ct) - demo.Groups.Sum(g => g.Tasks.Length);
        foreach (var (place, group) in demo.Groups.Index())
        {
            var added = TaskGroup.Add(program, place + 1, group.Title, group.TitleEn);
            db.Add(added);
            foreach (var (position, task) in group.Tasks.Index())
                db.Add(ActionTask.Create(Demo.Id("task", ++number), number, added, position + 1, new(
                    task.What, task.WhatEn, [.. task.Lead.Select(known.Recognise)], [.. task.Coordinating.Select(known.Recognise)], task.Product, task.ProductEn,
                    Deadline.Parse(Later(task.Deadline, years)), resolution is null ? null : Demo.Id("clause", task.Clause), "")));
        }
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>The demonstration's conference is held now, so its deadlines lie as far ahead as the real ones did.</summary>
    private static string Later(string deadline, int years)
    {
        var later = Year().Replace(deadline, y => (int.Parse(y.Value, CultureInfo.InvariantCulture) + years).ToString(CultureInfo.InvariantCulture));
        return Deadline.Parse(later).Kind == DeadlineKind.Unclear ? later.Replace("29/02", "28/02", StringComparison.Ordinal) : later;
    }

    [GeneratedRegex(@"\b20\d\d\b")]
    private static partial Regex Year();
}
