using System.Text.Json;
using Conference.Shared;
using Conference.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Conference.Sessions;

/// <summary>
/// How every act in a session can be taken back by one mechanism: with the act is kept what it changed, and taking it back
/// puts that back, provided that nothing else has touched it since. Ballots and logs are never part of it.
/// </summary>
internal static class Memento
{
    /// <summary>A row that an act added, changed or removed; values by the names of its properties, as JSON.</summary>
    private sealed record Row(string Type, Guid[] Key, Dictionary<string, JsonElement>? Before, Dictionary<string, JsonElement>? After);

    /// <summary>Grows with every change, which is no reason not to take a change back.</summary>
    private const string Version = "Version";

    /// <summary>What the context is about to save; null when that is nothing that could be taken back.</summary>
    /// <param name="asides">Other lines of the log that belong to the act.</param>
    public static string? Of(SessionsDb db, IReadOnlyCollection<SessionEvent> asides)
    {
        List<Row> rows =
        [
            .. from entry in db.ChangeTracker.Entries()
               where entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted && IsKept(entry)
               select new Row(entry.Metadata.ClrType.Name, Key(entry),
                   entry.State is EntityState.Added ? null : Values(entry, p => p.OriginalValue),
                   entry.State is EntityState.Deleted ? null : Values(entry, p => p.CurrentValue))
        ];
        return rows.Count == 0 ? null : JsonSerializer.Serialize(rows.Concat(asides.Select(a => new Row(nameof(SessionEvent), [a.Id], null, null))), ModuleDb.Json);
    }

    /// <summary>Takes an act back within the context; the caller saves.</summary>
    /// <exception cref="RuleBroken">Too late, already undone, or something else was done since.</exception>
    public static async Task TakeBack(SessionEvent act, string who, SessionsDb db, CancellationToken ct)
    {
        act.TakeBack(who, db.Now);
        foreach (var row in JsonSerializer.Deserialize<List<Row>>(act.Before!, ModuleDb.Json)!)
        {
            if (row.Type == nameof(SessionEvent))
            {
                if (await db.Events.FindAsync([row.Key[0]], ct) is not { } aside) continue;
                aside.GoWith(act);
                await db.TakeBackLines(aside, who, ct);
                continue;
            }
            var type = db.Model.GetEntityTypes().Single(t => t.ClrType.Name == row.Type);
            var entity = await db.FindAsync(type.ClrType, [.. row.Key.Cast<object>()], ct);
            if (row.After is null)
            {
                if (entity is not null) throw Since();
                entity = Activator.CreateInstance(type.ClrType, nonPublic: true)!;
                foreach (var (name, value) in row.Before!) Set(db.Entry(entity), name, value);
                db.Add(entity);
                continue;
            }
            var entry = entity is null ? throw Since() : db.Entry(entity);
            if (row.After.Any(v => v.Key != Version && Json(entry.Property(v.Key)) != v.Value.GetRawText())) throw Since();
            if (row.Before is null) db.Remove(entity);
            else
            {
                foreach (var (name, value) in row.Before.Where(v => v.Key != Version)) Set(entry, name, value);
                if (row.Before.ContainsKey(Version)) entry.Property(Version).CurrentValue = (int)entry.Property(Version).CurrentValue! + 1;
            }
        }
        await db.TakeBackLines(act, who, ct);
    }

    private static bool IsKept(EntityEntry entry) => entry.Metadata.ClrType.GetCustomAttributes(typeof(NotAuditedAttribute), false).Length == 0 && entry.Metadata.FindPrimaryKey()!.Properties.All(p => p.ClrType == typeof(Guid))
        && entry.Entity is not (LiveEvent or AuditEntry or Delivery);

    private static Guid[] Key(EntityEntry entry) => [.. entry.Metadata.FindPrimaryKey()!.Properties.Select(p => (Guid)entry.CurrentValues[p]!)];

    private static Dictionary<string, JsonElement> Values(EntityEntry entry, Func<PropertyEntry, object?> value) => entry.Properties
        .Where(p => entry.State is not EntityState.Modified || p.IsModified)
        .ToDictionary(p => p.Metadata.Name, p => JsonSerializer.SerializeToElement(value(p), p.Metadata.ClrType, ModuleDb.Json));

    private static string Json(PropertyEntry property) => JsonSerializer.SerializeToElement(property.CurrentValue, property.Metadata.ClrType, ModuleDb.Json).GetRawText();

    private static void Set(EntityEntry entry, string name, JsonElement value)
    {
        var property = entry.Property(name);
        property.CurrentValue = value.Deserialize(property.Metadata.ClrType, ModuleDb.Json);
    }

    private static RuleBroken Since() => new("Something else was done since; this can no longer be undone.");
}
