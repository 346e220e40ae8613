using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Conference.Shared.Access;
using Conference.Shared.Documents;
using Conference.Shared.Live;
using Conference.Shared.Messages;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Conference.Shared.Data;

/// <summary>What every module's context needs from the kernel.</summary>
public sealed record ModuleDbServices(TimeProvider Clock, CurrentActor Actor, IMessageEngine Messages, LiveSignal Live);

/// <summary>
/// A module's part of the one database. Tables bear the module's name. What a module publishes to other modules and
/// announces to live followers is saved in the same transaction as its state, with an audit entry for each change.
/// </summary>
public abstract class ModuleDb(DbContextOptions options, ModuleDbServices services) : DbContext(options)
{
    private readonly List<object> published = [];
    private readonly List<(string Topic, string Kind, object Body)> announced = [];
    private readonly HashSet<string> dirtyTopics = [];

    protected abstract string Module { get; }

    public DateTime Now => services.Clock.GetUtcNow().UtcDateTime;

    /// <summary>Tells the other modules, once the next save is committed.</summary>
    public void Publish(object message) => published.Add(message);

    /// <summary>Tells everyone who follows the topic, once the next save is committed.</summary>
    /// <param name="body">Serialised as JSON; every follower of the topic may read it.</param>
    public void Announce(string topic, string kind, object body) => announced.Add((topic, kind, body));

    /// <summary>Begins anew after a change that was refused or a save that failed: nothing of it is saved or told later.</summary>
    public void Forget()
    {
        ChangeTracker.Clear();
        published.Clear();
        announced.Clear();
    }

    /// <summary>Takes the next <paramref name="count"/> numbers of a series and returns the last of them. Needs a transaction.</summary>
    public async Task<long> TakeNumbers(string series, int count, CancellationToken ct = default)
    {
        if (Database.CurrentTransaction is null) throw new InvalidOperationException("Numbers are taken in the transaction that uses them.");
        // The row stays locked until the commit, so a rolled-back number is given to the next one who asks.
        var last = await Database.SqlQueryRaw<long>(
            """
            INSERT INTO "Shared_Counters" ("Name", "Last") VALUES ({0}, {1})
            ON CONFLICT ("Name") DO UPDATE SET "Last" = "Shared_Counters"."Last" + {1} RETURNING "Last" AS "Value"
            """, series, count).ToListAsync(ct);
        return last[0];
    }

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        ChangeTracker.DetectChanges();
        var audit = Audit();
        if (audit.Count == 0 && published.Count == 0 && announced.Count == 0)
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);

        await using var transaction = Database.CurrentTransaction is null ? await Database.BeginTransactionAsync(cancellationToken) : null;
        await services.Messages.Store(this, published, cancellationToken);
        published.Clear();
        var changed = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        await this.Append(audit, cancellationToken);
        await StoreAnnouncements(cancellationToken);
        if (transaction is not null) await transaction.CommitAsync(cancellationToken);
        return changed;
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Changes are saved with SaveChangesAsync.");

    /// <summary>Called once a transaction of this context is committed.</summary>
    internal async Task Committed()
    {
        foreach (var topic in dirtyTopics) services.Live.Changed(topic);
        dirtyTopics.Clear();
        await services.Messages.Committed(this);
    }

    private async Task StoreAnnouncements(CancellationToken ct)
    {
        var (events, bodies) = (new List<LiveEvent>(announced.Count), new Dictionary<object, string>(ReferenceEqualityComparer.Instance));
        // Topics in one order for everybody: two transactions that announce to the same ones cannot wait for each other.
        foreach (var topic in announced.GroupBy(a => a.Topic).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var sequence = await TakeNumbers(LiveTopics.Series(topic.Key), topic.Count(), ct) - topic.Count();
            foreach (var (name, kind, body) in topic)
            {
                if (!bodies.TryGetValue(body, out var json)) bodies[body] = json = JsonSerializer.Serialize(body, Json);
                events.Add(new() { Topic = name, Sequence = ++sequence, Kind = kind, Body = json, At = Now });
            }
            if (Database.IsNpgsql()) await Database.ExecuteSqlAsync($"SELECT pg_notify('conference_live', {topic.Key})", ct);
            dirtyTopics.Add(topic.Key);
        }
        await this.Append(events, ct);
        announced.Clear();
    }

    private List<AuditEntry> Audit() =>
    [
        .. from entry in ChangeTracker.Entries()
           where entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted
           where entry.Entity is not (AuditEntry or LiveEvent or Delivery) && entry.Metadata.ClrType.GetCustomAttribute<NotAuditedAttribute>() is null
           select new AuditEntry
           {
               At = Now, Who = services.Actor.Name,
               Action = entry.State switch { EntityState.Added => "added", EntityState.Deleted => "removed", _ => "changed" },
               Record = Module + "." + entry.Metadata.ClrType.Name,
               RecordId = string.Join(' ', entry.Metadata.FindPrimaryKey()!.Properties.Select(p => entry.CurrentValues[p])),
               Before = entry.State is EntityState.Added ? null : Values(entry, p => p.OriginalValue),
               After = entry.State is EntityState.Deleted ? null : Values(entry, p => p.CurrentValue),
           }
    ];

    private static string Values(EntityEntry entry, Func<PropertyEntry, object?> value) => JsonSerializer.Serialize(
        entry.Properties
            .Where(p => entry.State is not EntityState.Modified || p.IsModified)
            .Where(p => p.Metadata.PropertyInfo?.GetCustomAttribute<SecretAttribute>() is null)
            .ToDictionary(p => p.Metadata.Name, value), Json);

    /// <summary>How the kernel writes JSON: camel case, names of enums, Vietnamese letters as they are.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<string>().HaveConversion<NormalisedText>();
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcTime>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Counter>().ToTable("Shared_Counters").HasKey(c => c.Name);
        modelBuilder.Entity<AuditEntry>().ToTable("Shared_Audit");
        modelBuilder.Entity<LiveEvent>().ToTable("Shared_LiveEvents").HasKey(e => new { e.Topic, e.Sequence });
        modelBuilder.Entity<Delivery>().ToTable("Shared_Deliveries");
        modelBuilder.Entity<Letterhead>().ToTable("Shared_Letterheads").HasKey(l => l.ConferenceId);
        modelBuilder.Entity<Listener>().ToTable("Shared_Listeners").HasKey(l => l.Handler);
        MapModule(modelBuilder);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            if (entity.GetTableName() is { } table && !table.Contains('_') && !entity.IsOwned()) entity.SetTableName(Module + "_" + table);
            foreach (var property in entity.GetProperties().Where(p => p.ClrType.IsEnum || Nullable.GetUnderlyingType(p.ClrType) is { IsEnum: true }))
                property.SetProviderClrType(typeof(string));
        }
    }

    /// <summary>The module's own entities.</summary>
    protected abstract void MapModule(ModelBuilder model);

    private sealed class NormalisedText() : ValueConverter<string, string>(text => text.Normalize(System.Text.NormalizationForm.FormC), text => text);

    private sealed class UtcTime() : ValueConverter<DateTime, DateTime>(
        time => time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : DateTime.SpecifyKind(time, DateTimeKind.Utc),
        time => DateTime.SpecifyKind(time, DateTimeKind.Utc));
}

/// <summary>The kernel's own part of the database: counters, live events, messages on their way, the audit.</summary>
public sealed class SharedDb(DbContextOptions<SharedDb> options, ModuleDbServices services) : ModuleDb(options, services)
{
    protected override string Module => "Shared";

    protected override void MapModule(ModelBuilder model) { }
}
