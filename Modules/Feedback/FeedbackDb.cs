using Conference.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Conference.Feedback;

public sealed class FeedbackDb(DbContextOptions<FeedbackDb> options, ModuleDbServices services) : ModuleDb(options, services)
{
    public DbSet<Comment> Comments => Set<Comment>();
    public DbSet<CommentUse> Uses => Set<CommentUse>();
    public DbSet<DraftClause> Clauses => Set<DraftClause>();
    public DbSet<AdoptedResolution> Adopted => Set<AdoptedResolution>();
    public DbSet<FeedbackSession> Sessions => Set<FeedbackSession>();

    protected override string Module => "Feedback";

    protected override void MapModule(ModelBuilder model)
    {
        model.Entity<Comment>(comment =>
        {
            comment.ToTable("Comments").Ignore(c => c.Code).Property(c => c.Version).IsConcurrencyToken();
            comment.Property(c => c.Id).ValueGeneratedNever();
            comment.HasIndex(c => c.Number).IsUnique();
            comment.HasMany(c => c.Uses).WithOne().HasForeignKey(u => u.CommentId);
            comment.Navigation(c => c.Uses).HasField("uses");
        });
        model.Entity<CommentUse>(use =>
        {
            use.ToTable("CommentUses").HasKey(u => new { u.CommentId, u.ClauseId });
            use.HasOne(u => u.Clause).WithMany().HasForeignKey(u => u.ClauseId);
        });
        model.Entity<DraftClause>().ToTable("Clauses").Property(c => c.Id).ValueGeneratedNever();
        model.Entity<AdoptedResolution>().ToTable("AdoptedResolutions").Property(r => r.Id).ValueGeneratedNever();
        model.Entity<FeedbackSession>(session =>
        {
            session.ToTable("Sessions").Ignore(s => s.Code).Ignore(s => s.Closed);
            session.Property(s => s.Id).ValueGeneratedNever();
        });
    }

    /// <summary>Tells the session's room and the secretariat's desk what became of a comment.</summary>
    public void AnnounceOutcome(Comment comment)
    {
        var outcome = new
        {
            comment.Id, comment.Code, comment.State, comment.Reason,
            Uses = comment.Uses.Where(u => u.Linked).OrderBy(u => u.Clause.Citation, StringComparer.Ordinal).Select(u => new ShownUse(u.Clause.Citation, u.Clause.AdoptedAs)),
        };
        Announce(SessionComments.Topic(comment.SessionId), "outcome", outcome);
        Announce(DeskComments.Topic, "outcome", outcome);
    }
}
