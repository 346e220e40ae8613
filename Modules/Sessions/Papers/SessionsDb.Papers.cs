using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

public sealed partial class SessionsDb
{
    public DbSet<Paper> Papers => Set<Paper>();
    public DbSet<PaperVersion> PaperVersions => Set<PaperVersion>();

    private static void MapPapers(ModelBuilder model)
    {
        model.Entity<Paper>(paper =>
        {
            paper.ToTable("Papers").Property(p => p.Id).ValueGeneratedNever();
            paper.HasIndex(p => p.SessionId);
            paper.HasIndex(p => p.Number).IsUnique();
            paper.Property(p => p.Version).IsConcurrencyToken();
            paper.Ignore(p => p.Newest).Ignore(p => p.Name);
            paper.HasMany(p => p.Versions).WithOne().HasForeignKey(v => v.PaperId);
            paper.Navigation(p => p.Versions).UsePropertyAccessMode(PropertyAccessMode.Field);
        });
        model.Entity<PaperVersion>(version =>
        {
            version.ToTable("PaperVersions").Property(v => v.Id).ValueGeneratedNever();
            version.HasIndex(v => new { v.PaperId, v.No }).IsUnique();
            version.HasIndex(v => v.Hash);
        });
    }
}
