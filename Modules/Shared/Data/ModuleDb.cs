using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Conference.Shared.Access;
using Conference.Shared.Documents;
using Conference.Shared.Live;
using Conference.Shared.Messages;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
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
    private readonly List<object> appended = [];
    private readonly List<LiveEvent> told = [];

    protected abstract string Module { get; }

    /// <summary>In whole microseconds, as both databases keep it.</summary>
    public DateTime Now => services.Clock.GetUtcNow().UtcDateTime is var now ? now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond)) : default;

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
        appended.Clear();
    }

    /// <summary>
    /// Adds a row at the next save, as Add does, but together with others in as few statements as possible and without
    /// tracking it: for what comes in great numbers and is not changed right away.
    /// </summary>
    public void Append(object row) => appended.Add(row);

    /// <summary>Takes the next <paramref name="count"/> numbers of a series and returns the last of them. Needs a transaction.</summary>
    public async Task<long> TakeNumbers(string series, int count, CancellationToken ct = default)
    {
        if (Database.CurrentTransaction is null) throw new InvalidOperationException("Numbers are taken in the transaction that uses them.");
        // The row stays locked until the commit, so a rolled-back number is given to the next one who asks.
        await using var command = Database.GetDbConnection().CreateCommand();
        command.Transaction = Database.CurrentTransaction.GetDbTransaction();
        command.CommandText =
            """
            INSERT INTO "Shared_Counters" ("Name", "Last") VALUES (@series, @count)
            ON CONFLICT ("Name") DO UPDATE SET "Last" = "Shared_Counters"."Last" + @count RETURNING "Last"
            """;
        foreach (var (name, value) in new (string, object)[] { ("series", series), ("count", (long)count) })
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        ChangeTracker.DetectChanges();
        var audit = Audit();
        if (audit.Count == 0 && appended.Count == 0 && published.Count == 0 && announced.Count == 0)
            return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);

        await using var transaction = Database.CurrentTransaction is null ? await Database.BeginTransactionAsync(cancellationToken) : null;
        await services.Messages.Store(this, published, cancellationToken);
        published.Clear();
        var changed = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        await NumberAnnouncements(cancellationToken);
        await this.Insert([.. appended, .. audit], cancellationToken);
        appended.Clear();
        if (transaction is not null) await transaction.CommitAsync(cancellationToken);
        return changed;
    }

    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Changes are saved with SaveChangesAsync.");

    /// <summary>Called when a transaction of this context begins: what an earlier one told was not committed.</summary>
    internal void Began() => told.Clear();

    /// <summary>Called once a transaction of this context is committed.</summary>
    internal async Task Committed()
    {
        if (told.Count > 0) services.Live.Tell([.. told]);
        told.Clear();
        await services.Messages.Committed(this);
    }

    private async Task NumberAnnouncements(CancellationToken ct)
    {
        var (bodies, now) = (new Dictionary<object, string>(ReferenceEqualityComparer.Instance), Now);
        // Topics in one order for everybody: two transactions that announce to the same ones cannot wait for each other.
        foreach (var topic in announced.GroupBy(a => a.Topic).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var sequence = await TakeNumbers(LiveTopics.Series(topic.Key), topic.Count(), ct) - topic.Count();
            foreach (var (name, kind, body) in topic)
            {
                if (!bodies.TryGetValue(body, out var json)) bodies[body] = json = JsonSerializer.Serialize(body, body.GetType(), Json).Normalize();
                told.Add(new() { Topic = name, Sequence = ++sequence, Kind = kind, Body = json, At = now });
                Append(told[^1]);
            }
            if (Database.IsNpgsql()) await Database.ExecuteSqlAsync($"SELECT pg_notify({LiveNotification.Channel}, {LiveNotification.Of(told[^1])})", ct);
        }
        announced.Clear();
    }

    private List<AuditEntry> Audit()
    {
        var (audit, who, now) = (new List<AuditEntry>(), services.Actor.Name, Now);
        foreach (var entry in ChangeTracker.Entries())
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified or EntityState.Deleted) || Table.Of(entry.Metadata) is not { IsAudited: true } table) continue;
            var columns = table.Columns.Where(c => entry.State is not EntityState.Modified || entry.Property(c.Property).IsModified).ToList();
            audit.Add(Entry(entry.Metadata, entry.State switch { EntityState.Added => "added", EntityState.Deleted => "removed", _ => "changed" }, table.Key(entry.Entity),
                entry.State is EntityState.Added ? null : Table.Json(columns.Select(c => (c, entry.Property(c.Property).OriginalValue))),
                entry.State is EntityState.Deleted ? null : Table.Json(columns.Select(c => (c, entry.Property(c.Property).CurrentValue)))));
        }
        foreach (var row in appended)
            if (Model.FindEntityType(row.GetType())! is var entity && Table.Of(entity) is { IsAudited: true } table)
                audit.Add(Entry(entity, "added", table.Key(row), null, Table.Json(table.Columns.Select(c => (c, c.Value(row))))));
        return audit;

        AuditEntry Entry(IEntityType entity, string action, string id, string? before, string? after) =>
            new() { At = now, Who = who, Action = action, Record = Module + "." + entity.ClrType.Name, RecordId = id, Before = before, After = after };
    }

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
