using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>The last defence of an adopted program, for whatever a page forgot: nothing of it is saved differently.</summary>
internal static class AdoptedPrograms
{
    public static async Task RefuseChanges(ResolutionsDb db, CancellationToken ct)
    {
        var changed = db.ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList();
        var tasks = changed.Select(e => e.Entity).OfType<TaskAgency>().Select(a => a.TaskId).ToHashSet();
        var groups = db.ChangeTracker.Entries<ActionTask>().Where(e => e.State is not EntityState.Unchanged || tasks.Contains(e.Entity.Id))
            .SelectMany(e => new[] { e.Entity.GroupId, e.Property(t => t.GroupId).OriginalValue }).ToHashSet();
        var programs = changed.Select(e => e.Entity switch { ActionProgram p => p.Id, TaskGroup g => g.ProgramId, _ => Guid.Empty }).Where(id => id != Guid.Empty).ToHashSet();
        if (groups.Count == 0 && programs.Count == 0) return;
        var adopted = await (from p in db.Programs
                             join r in db.Resolutions on p.ResolutionId equals (Guid?)r.Id
                             where r.State == ResolutionState.Adopted && (programs.Contains(p.Id) || db.TaskGroups.Any(g => g.ProgramId == p.Id && groups.Contains(g.Id)))
                             select r).AsNoTracking().FirstOrDefaultAsync(ct);
        ActionProgram.MustBeOpen(adopted);
    }
}
