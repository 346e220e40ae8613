using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>How amendments are stored.</summary>
internal static class AmendmentMapping
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Amendment>(amendment =>
        {
            amendment.ToTable("Amendments").Property(a => a.Id).ValueGeneratedNever();
            amendment.HasIndex(a => a.Number).IsUnique();
            amendment.Property(a => a.Version).IsConcurrencyToken();
            amendment.Ignore(a => a.Before);
            amendment.Ignore(a => a.Standing);
            amendment.Ignore(a => a.Words);
            amendment.HasMany(a => a.Cosponsors).WithOne().HasForeignKey(c => c.AmendmentId).OnDelete(DeleteBehavior.Cascade);
            amendment.HasOne<Amendment>().WithMany().HasForeignKey(a => a.AmendsId).OnDelete(DeleteBehavior.Restrict);
            amendment.HasOne<Resolution>().WithMany().HasForeignKey(a => a.ResolutionId).OnDelete(DeleteBehavior.Restrict);
        });
        model.Entity<Cosponsor>().ToTable("Cosponsors").HasKey(c => new { c.AmendmentId, c.OrganisationId });
        model.Entity<AmendmentWindow>(window =>
        {
            window.ToTable("AmendmentWindows").HasKey(w => w.ResolutionId);
            window.Property(w => w.ResolutionId).ValueGeneratedNever();
            window.Property(w => w.Version).IsConcurrencyToken();
        });
    }
}
