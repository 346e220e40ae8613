using System.Text.Json;
using Conference.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Conference.Agenda;

public sealed class AgendaDb(DbContextOptions<AgendaDb> options, ModuleDbServices services) : ModuleDb(options, services)
{
    public DbSet<Edition> Editions => Set<Edition>();
    public DbSet<Room> Rooms => Set<Room>();
    public DbSet<AgendaSession> Sessions => Set<AgendaSession>();
    public DbSet<Release> Releases => Set<Release>();

    protected override string Module => "Agenda";

    /// <summary>The conference this installation is for; null until an organiser has set it up.</summary>
    public Task<Edition?> Edition(CancellationToken ct = default) => Editions.OrderByDescending(e => e.FirstDay).FirstOrDefaultAsync(ct);

    public Task<Release?> LatestRelease(Guid editionId, CancellationToken ct = default) =>
        Releases.AsNoTracking().Where(r => r.EditionId == editionId).OrderByDescending(r => r.Number).FirstOrDefaultAsync(ct);

    /// <summary>The draft as a release would show it: what is not cancelled, in the order of numbers.</summary>
    public async Task<IReadOnlyList<ProgrammeItem>> Draft(Guid editionId, CancellationToken ct = default) =>
        await (from s in Sessions
               join r in Rooms on s.RoomId equals r.Id
               where s.EditionId == editionId && !s.IsCancelled
               orderby s.Number
               select new ProgrammeItem(s.Id, s.Number, s.Title, s.TitleEn, s.Description, s.DescriptionEn, s.Thematic, r.Code, r.Name, r.NameEn, s.Starts, s.Ends, s.Chair)
            ).ToListAsync(ct);

    protected override void MapModule(ModelBuilder model)
    {
        model.Entity<Edition>(edition =>
        {
            edition.ToTable("Editions");
            edition.HasIndex(e => e.Number).IsUnique();
            edition.Property(e => e.Version).IsConcurrencyToken();
        });
        model.Entity<Room>(room =>
        {
            room.ToTable("Rooms");
            room.HasIndex(r => new { r.EditionId, r.Code }).IsUnique();
            room.Property(r => r.Version).IsConcurrencyToken();
        });
        model.Entity<AgendaSession>(session =>
        {
            session.ToTable("Sessions");
            session.HasIndex(s => new { s.EditionId, s.Number }).IsUnique();
            session.Property(s => s.Version).IsConcurrencyToken();
        });
        model.Entity<Release>(release =>
        {
            release.ToTable("Releases");
            release.HasIndex(r => new { r.EditionId, r.Number }).IsUnique();
            release.Property(r => r.Sessions).HasConversion(
                sessions => JsonSerializer.Serialize(sessions, Json), text => JsonSerializer.Deserialize<IReadOnlyList<ProgrammeItem>>(text, Json)!,
                new ValueComparer<IReadOnlyList<ProgrammeItem>>((a, b) => ReferenceEquals(a, b), s => s.Count, s => s));
        });
    }
}
