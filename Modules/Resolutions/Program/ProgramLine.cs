using System.Security.Claims;
using Conference.Shared;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>An action program in a list.</summary>
internal sealed record ProgramLine(Guid Id, string Code, string Title, string? Resolution, string? AdoptedAs, DateOnly? AdoptedOn, int Groups, int Tasks, int Overdue)
{
    /// <summary>The programs this reader may see, oldest first.</summary>
    public static async Task<IReadOnlyList<ProgramLine>> List(ResolutionsDb db, ClaimsPrincipal reader, DateOnly today, CancellationToken ct)
    {
        var all = await (from p in db.Programs.AsNoTracking()
                         join r in db.Resolutions on p.ResolutionId equals (Guid?)r.Id into resolutions
                         from r in resolutions.DefaultIfEmpty()
                         join a in db.Adoptions on p.ResolutionId equals (Guid?)a.ResolutionId into adoptions
                         from a in adoptions.DefaultIfEmpty()
                         orderby p.Number
                         select new { p, Resolution = r == null ? (int?)null : r.Number, Adoption = a }).ToListAsync(ct);
        var groups = await db.TaskGroups.GroupBy(g => g.ProgramId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var tasks = await (from t in db.Tasks join g in db.TaskGroups on t.GroupId equals g.Id select new { g.ProgramId, t.DeadlineDue })
            .GroupBy(t => t.ProgramId).Select(t => new { t.Key, Count = t.Count(), Overdue = t.Count(x => x.DeadlineDue < today) }).ToDictionaryAsync(t => t.Key, ct);
        return [.. from x in all
                   where x.Adoption is not null || WholeProgram.MaySeeDrafts(reader)
                   let counted = tasks.GetValueOrDefault(x.p.Id)
                   select new ProgramLine(x.p.Id, x.p.Code, Sentences.Pick(x.p.Title, x.p.TitleEn), x.Resolution is { } number ? Conference.Resolutions.Resolution.CodeOf(number) : null,
                       x.Adoption?.NumberAndSymbol, x.Adoption?.AdoptedOn, groups.GetValueOrDefault(x.p.Id), counted?.Count ?? 0, counted?.Overdue ?? 0)];
    }
}
