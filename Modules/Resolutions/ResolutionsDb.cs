using Conference.Shared;
using Conference.Shared.Contracts;
using Conference.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Conference.Resolutions;

/// <param name="silences">Where sessions are held, what is under silence; none where that module is left out.</param>
public sealed class ResolutionsDb(DbContextOptions<ResolutionsDb> options, ModuleDbServices services, IEnumerable<ISilences> silences) : ModuleDb(options, services)
{
    public DbSet<Resolution> Resolutions => Set<Resolution>();
    public DbSet<Clause> Clauses => Set<Clause>();
    public DbSet<Revision> Revisions => Set<Revision>();
    public DbSet<DraftAct> Acts => Set<DraftAct>();
    public DbSet<Amendment> Amendments => Set<Amendment>();
    public DbSet<AmendmentWindow> AmendmentWindows => Set<AmendmentWindow>();
    public DbSet<DocumentImport> DocumentImports => Set<DocumentImport>();
    public DbSet<DocumentReference> References => Set<DocumentReference>();
    public DbSet<Source> Sources => Set<Source>();
    public DbSet<ClauseSource> ClauseSources => Set<ClauseSource>();
    public DbSet<Adoption> Adoptions => Set<Adoption>();
    public DbSet<Signing> Signings => Set<Signing>();
    public DbSet<NumberedDraft> NumberedDrafts => Set<NumberedDraft>();
    public DbSet<TakenDecision> TakenDecisions => Set<TakenDecision>();
    public DbSet<Silence> Silences => Set<Silence>();
    public DbSet<Corrigendum> Corrigenda => Set<Corrigendum>();
    public DbSet<ActionProgram> Programs => Set<ActionProgram>();
    public DbSet<TaskGroup> TaskGroups => Set<TaskGroup>();
    public DbSet<ActionTask> Tasks => Set<ActionTask>();
    public DbSet<ProgramImport> Imports => Set<ProgramImport>();
    public DbSet<Agency> Agencies => Set<Agency>();

    protected override string Module => "Resolutions";

    /// <summary>Resolutions with all their clauses, the sources of these, and the adoption.</summary>
    public IQueryable<Resolution> Whole => Resolutions.Include(r => r.Clauses).ThenInclude(c => c.Sources).ThenInclude(s => s.Source).Include(r => r.Adoption).AsSplitQuery();

    protected override void MapModule(ModelBuilder model)
    {
        DraftingMapping.Map(model);
        AmendmentMapping.Map(model);
        ProgramMapping.Map(model);
    }

    /// <summary>The last defence of what is adopted: whatever a page or handler forgot, nothing of it is saved differently.</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        ChangeTracker.DetectChanges();
        // Asking does not change anything: a whole draft need not be looked through again for each question.
        ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            return await Save(acceptAllChangesOnSuccess, cancellationToken);
        }
        finally
        {
            ChangeTracker.AutoDetectChangesEnabled = true;
        }
    }

    private async Task<int> Save(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken)
    {
        var adopting = ChangeTracker.Entries<Adoption>().Where(e => e.State is EntityState.Added).Select(e => e.Entity).ToList();
        var changing = ChangedTexts();
        // What is asked here is still so when it is saved: a silence that begins meanwhile waits for this transaction or is seen by it.
        await using var transaction = (adopting.Count > 0 || changing.Count > 0) && Database.CurrentTransaction is null ? await Database.BeginTransactionAsync(cancellationToken) : null;
        foreach (var adoption in adopting) await AdoptedPrograms.MustBeSealed(this, adoption, cancellationToken);
        await RefuseChangesOfAdopted(cancellationToken);
        await RefuseChangesUnderSilence(changing, cancellationToken);
        await AdoptedPrograms.RefuseChanges(this, cancellationToken);
        TellChangedClauses();
        var changed = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        if (transaction is not null) await transaction.CommitAsync(cancellationToken);
        return changed;
    }

    /// <summary>What is only just drafted nobody shows yet.</summary>
    private void TellChangedClauses()
    {
        var changed = ChangeTracker.Entries<Revision>().Where(e => e.State is EntityState.Added && e.Entity.No > 1).Select(e => e.Entity.ClauseId).Distinct().ToList();
        if (changed.Count > 0) Publish(new ClausesChanged(changed, Now));
    }

    private static readonly string[] words = [nameof(Clause.ParentId), nameof(Clause.Position), nameof(Clause.Kind), nameof(Clause.Heading), nameof(Clause.HeadingEn), nameof(Clause.Text), nameof(Clause.TextEn), nameof(Clause.RemovedAt)],
        head = [nameof(Resolution.Title), nameof(Resolution.TitleEn), nameof(Resolution.Layout), nameof(Resolution.State)];

    private HashSet<Guid> ChangedTexts()
    {
        static bool Says(EntityEntry e, string[] of) => e.State is EntityState.Added or EntityState.Deleted || e.State is EntityState.Modified && e.Properties.Any(p => p.IsModified && of.Contains(p.Metadata.Name));
        return [.. ChangeTracker.Entries<Clause>().Where(e => Says(e, words)).Select(e => e.Entity.ResolutionId), .. ChangeTracker.Entries<Resolution>().Where(e => e.State is not EntityState.Added && Says(e, head)).Select(e => e.Entity.Id)];
    }

    private async Task RefuseChangesUnderSilence(HashSet<Guid> changed, CancellationToken ct)
    {
        if (changed.Count == 0) return;
        if (await Resolutions.AsNoTracking().Where(r => changed.Contains(r.Id) && r.SilentUntil != null).Select(r => new { r.Number, r.SilentUntil }).FirstOrDefaultAsync(ct) is { SilentUntil: { } until, Number: var number })
            throw new RuleBroken(Resolution.Silent, Resolution.CodeOf(number), until);
        await RefuseWhileSilent(Resolutions.Where(r => changed.Contains(r.Id)), ct);
    }

    /// <summary>What a session has under silence is refused here also while the message that locks it is on its way.</summary>
    internal async Task RefuseWhileSilent(IQueryable<Resolution> texts, CancellationToken ct)
    {
        foreach (var sessions in silences)
        {
            var running = (await sessions.Running(ct)).ToLookup(s => Code.Resolution(s.SubjectCode), s => s.Deadline);
            if (running.Count == 0) continue;
            foreach (var number in await texts.Select(r => r.Number).ToListAsync(ct))
                if (running.Contains(number)) throw new RuleBroken(Resolution.Silent, Resolution.CodeOf(number), running[number].Max());
        }
    }

    private async Task RefuseChangesOfAdopted(CancellationToken ct)
    {
        var changed = ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList();
        if (changed.Any(e => e.Entity is NumberedDraft or Corrigendum && e.State is not EntityState.Added)) throw new RuleBroken("What was handed out does not change any more.");
        var clauses = changed.Select(e => e.Entity switch { ClauseSource s => s.ClauseId, Revision r => r.ClauseId, _ => Guid.Empty }).Where(id => id != Guid.Empty).ToHashSet();
        var resolutions = changed.Select(e => e.Entity switch
        {
            Clause c => c.ResolutionId,
            Amendment a => a.ResolutionId,
            AmendmentWindow w => w.ResolutionId,
            Resolution r when e.State is not EntityState.Added => r.Id,
            Adoption a when e.State is not EntityState.Added => a.ResolutionId,
            _ => Guid.Empty,
        }).Where(id => id != Guid.Empty).ToHashSet();
        if (clauses.Count == 0 && resolutions.Count == 0) return;
        var adopted = await Resolutions.AsNoTracking().Where(r => r.State == ResolutionState.Adopted)
            .Where(r => resolutions.Contains(r.Id) || r.Clauses.Any(c => clauses.Contains(c.Id))).Select(r => r.Number).ToListAsync(ct);
        if (adopted.Count > 0) throw new RuleBroken(Resolution.Adopted, Resolution.CodeOf(adopted[0]));
    }
}
