using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>How drafting and adoption are stored.</summary>
internal static class DraftingMapping
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Resolution>(resolution =>
        {
            resolution.ToTable("Resolutions");
            // Ids are ours: what appears in a collection with an id is new, not an update.
            resolution.Property(r => r.Id).ValueGeneratedNever();
            resolution.HasIndex(r => r.Number).IsUnique();
            resolution.Property(r => r.Version).IsConcurrencyToken();
            resolution.Ignore(r => r.Standing);
            resolution.Ignore(r => r.Numbering);
            resolution.HasMany(r => r.Clauses).WithOne().HasForeignKey(c => c.ResolutionId).OnDelete(DeleteBehavior.Restrict);
            resolution.HasOne(r => r.Adoption).WithOne().HasForeignKey<Adoption>(a => a.ResolutionId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Clause>(clause =>
        {
            clause.ToTable("Clauses");
            clause.Property(c => c.Id).ValueGeneratedNever();
            clause.Property(c => c.Version).IsConcurrencyToken();
            clause.Ignore(c => c.Place);
            clause.Ignore(c => c.Words);
            clause.Ignore(c => c.State);
            clause.HasOne<Clause>().WithMany().HasForeignKey(c => c.ParentId).OnDelete(DeleteBehavior.Restrict);
            clause.HasMany(c => c.Revisions).WithOne().HasForeignKey(r => r.ClauseId).OnDelete(DeleteBehavior.Restrict);
            clause.HasMany(c => c.Sources).WithOne().HasForeignKey(s => s.ClauseId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Revision>().ToTable("Revisions").HasKey(r => new { r.ClauseId, r.No });
        model.Entity<DraftAct>(act =>
        {
            act.ToTable("Acts").HasIndex(a => new { a.ResolutionId, a.Person, a.State });
            act.Property(a => a.Id).ValueGeneratedNever();
            act.Ignore(a => a.Changes);
            act.Ignore(a => a.Decided);
        });
        model.Entity<DocumentImport>().ToTable("DocumentImports").Property(i => i.Id).ValueGeneratedNever();
        model.Entity<DocumentReference>().ToTable("References").HasKey(r => new { r.ClauseId, r.Document });
        model.Entity<Source>(source =>
        {
            source.ToTable("Sources");
            source.Property(s => s.Id).ValueGeneratedNever();
            source.HasIndex(s => s.Code).IsUnique();
        });
        model.Entity<ClauseSource>(link =>
        {
            link.ToTable("ClauseSources").HasKey(s => new { s.ClauseId, s.SourceId });
            link.HasOne(s => s.Source).WithMany().HasForeignKey(s => s.SourceId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Adoption>(adoption =>
        {
            adoption.ToTable("Adoptions").HasKey(a => a.ResolutionId);
            adoption.Ignore(a => a.IsRecordUnchanged);
            adoption.HasIndex(a => new { a.Year, a.Symbol, a.Number }).IsUnique();
        });
        model.Entity<NumberedDraft>(draft =>
        {
            draft.ToTable("NumberedDrafts").HasIndex(d => new { d.ResolutionId, d.Draft, d.Revision }).IsUnique();
            draft.Property(d => d.Id).ValueGeneratedNever();
            draft.Ignore(d => d.Number).Ignore(d => d.Text);
            draft.HasOne<Resolution>().WithMany().HasForeignKey(d => d.ResolutionId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<TakenDecision>(decision =>
        {
            decision.ToTable("TakenDecisions").HasIndex(d => d.Subject);
            decision.Property(d => d.Id).ValueGeneratedNever();
            decision.Ignore(d => d.Stands).Ignore(d => d.Basis);
        });
        model.Entity<Silence>(silence =>
        {
            silence.ToTable("Silences").HasKey(s => s.DecisionId);
            silence.Property(s => s.DecisionId).ValueGeneratedNever();
            silence.HasIndex(s => s.ResolutionId);
        });
        model.Entity<Corrigendum>(corrigendum =>
        {
            corrigendum.ToTable("Corrigenda").HasIndex(c => new { c.ResolutionId, c.No }).IsUnique();
            corrigendum.Property(c => c.Id).ValueGeneratedNever();
            corrigendum.Ignore(c => c.Corrections);
            corrigendum.HasOne<Resolution>().WithMany().HasForeignKey(c => c.ResolutionId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Signing>(signing =>
        {
            signing.ToTable("Signings").HasKey(s => s.ResolutionId);
            signing.Ignore(s => s.Words);
            signing.Property(s => s.ResolutionId).ValueGeneratedNever();
            signing.Property(s => s.Version).IsConcurrencyToken();
        });
    }
}
