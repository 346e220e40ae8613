using System.Text.Json;
using Conference.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Conference.Sessions;

public sealed partial class SessionsDb(DbContextOptions<SessionsDb> options, ModuleDbServices services) : ModuleDb(options, services)
{
    private readonly HashSet<SessionEvent> asides = [];

    public DbSet<LiveSession> Sessions => Set<LiveSession>();
    public DbSet<SessionEvent> Events => Set<SessionEvent>();
    public DbSet<KnownPerson> People => Set<KnownPerson>();
    public DbSet<KnownOrganisation> Organisations => Set<KnownOrganisation>();

    protected override string Module => "Sessions";

    /// <summary>The sessions people see, in the order of the agenda.</summary>
    public IQueryable<LiveSession> Programme => Sessions.Where(s => !s.IsWithdrawn).OrderBy(s => s.Starts).ThenBy(s => s.Number);

    public async Task<LiveSession?> Find(string? code, CancellationToken ct = default) =>
        LiveSession.NumberOf(code) is { } number ? await Sessions.SingleOrDefaultAsync(s => s.Number == number && !s.IsWithdrawn, ct) : null;

    /// <summary>Writes a line of a session's log, tells the room, and keeps what the act changes so that it can be taken back.</summary>
    /// <param name="forGood">It cannot be taken back.</param>
    /// <param name="at">When it happened, where that was not now.</param>
    /// <param name="aside">It comes with another act of the same save, stands before it in the log, and is taken back with it.</param>
    internal SessionEvent Log(Guid sessionId, SessionAct act, string who, EventFacts? facts = null, bool forGood = false, DateTime? at = null, bool aside = false)
    {
        var main = aside ? ChangeTracker.Entries<SessionEvent>().FirstOrDefault(e => e.State is EntityState.Added && !asides.Contains(e.Entity))?.Entity.At : null;
        var line = new SessionEvent(sessionId, act, who, aside ? (main ?? Now).AddMilliseconds(-1) : at ?? Now, facts) { IsForGood = forGood };
        Add(line);
        if (aside) asides.Add(line);
        Tell(sessionId, act);
        return line;
    }

    /// <summary>Tells the room and the podium that something happened, so that they read again what it changed.</summary>
    internal void Tell(Guid sessionId, SessionAct act, bool undone = false)
    {
        var news = new { Act = act, Undone = undone };
        if (!act.IsOfAttendance) Announce(RoomTopic.Of(sessionId), "act", news);
        Announce(PodiumTopic.Of(sessionId), "act", news);
    }

    /// <summary>Tells only those who run the session.</summary>
    internal void TellPodium(Guid sessionId, string kind) => Announce(PodiumTopic.Of(sessionId), kind, new { });

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        ChangeTracker.DetectChanges();
        await RefuseChangesOfDecided(cancellationToken);
        TellSilences();
        await WriteMinutes(cancellationToken);
        ChangeTracker.DetectChanges();
        await RefuseChangesOfClosedMinutes(cancellationToken);
        var acts = ChangeTracker.Entries<SessionEvent>().Where(e => e.State is EntityState.Added && !e.Entity.IsForGood && !asides.Contains(e.Entity)).ToList();
        // One act at a time: of several that are saved together none could be taken back without the others.
        if (acts.Count == 1 && Memento.Of(this, asides) is { } before) acts[0].Entity.Remember(before);
        asides.Clear();
        TellScreens();
        return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
    }

    protected override void MapModule(ModelBuilder model)
    {
        model.Entity<LiveSession>(session =>
        {
            session.ToTable("Sessions");
            session.HasIndex(s => s.Number).IsUnique();
            session.HasIndex(s => s.Starts);
            session.Property(s => s.Version).IsConcurrencyToken();
            AsJson(session.Property(s => s.Delegations));
        });
        model.Entity<SessionEvent>(line =>
        {
            line.ToTable("Events").HasIndex(e => e.SessionId);
            line.Property(e => e.Id).ValueGeneratedNever();
        });
        model.Entity<KnownPerson>().ToTable("People").Property(p => p.Id).ValueGeneratedNever();
        model.Entity<KnownOrganisation>().ToTable("Organisations").Property(o => o.Id).ValueGeneratedNever();
        MapFloor(model);
        MapScreens(model);
        MapAttendance(model);
        MapDeciding(model);
        MapMinutes(model);
        MapPapers(model);
    }

    private static void AsJson<T>(PropertyBuilder<IReadOnlyList<T>> list) => list.HasConversion(
        items => JsonSerializer.Serialize(items, Json), json => JsonSerializer.Deserialize<List<T>>(json, Json)!,
        new ValueComparer<IReadOnlyList<T>>((a, b) => JsonSerializer.Serialize(a, Json) == JsonSerializer.Serialize(b, Json), items => JsonSerializer.Serialize(items, Json).GetHashCode(StringComparison.Ordinal)));
}
