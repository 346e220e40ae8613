using Conference.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

public sealed class SessionsDb(DbContextOptions<SessionsDb> options, ModuleDbServices services) : ModuleDb(options, services)
{
    public DbSet<LiveSession> Sessions => Set<LiveSession>();
    public DbSet<SessionEvent> Events => Set<SessionEvent>();

    protected override string Module => "Sessions";

    /// <summary>The sessions people see, in the order of the agenda.</summary>
    public IQueryable<LiveSession> Programme => Sessions.Where(s => !s.IsWithdrawn).OrderBy(s => s.Starts).ThenBy(s => s.Number);

    public async Task<LiveSession?> Find(string? code, CancellationToken ct = default) =>
        LiveSession.NumberOf(code) is { } number ? await Sessions.SingleOrDefaultAsync(s => s.Number == number && !s.IsWithdrawn, ct) : null;

    protected override void MapModule(ModelBuilder model)
    {
        model.Entity<LiveSession>(session =>
        {
            session.ToTable("Sessions");
            session.HasIndex(s => s.Number).IsUnique();
            session.HasIndex(s => s.Starts);
            session.Property(s => s.Version).IsConcurrencyToken();
        });
        model.Entity<SessionEvent>().ToTable("Events").HasIndex(e => e.SessionId);
    }
}
