using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>The last defence of an adopted program, and of one under silence, for whatever a page forgot: nothing of it is saved differently.</summary>
internal static class AdoptedPrograms
{
    /// <summary>
    /// An adoption seals the programs as they are. Whoever changes one holds the resolution meanwhile: what was saved since they were
    /// read is found here, and the adoption begins anew.
    /// </summary>
    public static async Task MustBeSealed(ResolutionsDb db, Adoption adoption, CancellationToken ct)
    {
        await db.Resolutions.Where(r => r.Id == adoption.ResolutionId).ExecuteUpdateAsync(s => s.SetProperty(r => r.CreatedAt, r => r.CreatedAt), ct);
        var resolution = db.Resolutions.Local.Single(r => r.Id == adoption.ResolutionId);
        if (await CanonicalText.Whole(db, resolution, ct) != adoption.Text) throw new DbUpdateConcurrencyException("An action program changed while its resolution was adopted.");
    }

    public static async Task RefuseChanges(ResolutionsDb db, CancellationToken ct)
    {
        var changed = db.ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList();
        var tasks = changed.Select(e => e.Entity).OfType<TaskAgency>().Select(a => a.TaskId).ToHashSet();
        var groups = db.ChangeTracker.Entries<ActionTask>().Where(e => e.State is not EntityState.Unchanged || tasks.Contains(e.Entity.Id))
            .SelectMany(e => new[] { e.Entity.GroupId, e.Property(t => t.GroupId).OriginalValue }).ToHashSet();
        var programs = changed.Select(e => e.Entity switch { ActionProgram p => p.Id, TaskGroup g => g.ProgramId, _ => Guid.Empty }).Where(id => id != Guid.Empty).ToHashSet();
        if (groups.Count == 0 && programs.Count == 0) return;
        // A new program is not stored yet.
        var annexed = changed.Select(e => e.Entity).OfType<ActionProgram>().Select(p => p.ResolutionId).ToHashSet();
        var resolutions = db.Resolutions.Where(r => annexed.Contains(r.Id)
            || db.Programs.Any(p => p.ResolutionId == r.Id && (programs.Contains(p.Id) || db.TaskGroups.Any(g => g.ProgramId == p.Id && groups.Contains(g.Id)))));
        ActionProgram.MustBeOpen(await resolutions.AsNoTracking().FirstOrDefaultAsync(r => r.State == ResolutionState.Adopted || r.SilentUntil != null, ct));
        await db.RefuseWhileSilent(resolutions, ct);
    }
}
