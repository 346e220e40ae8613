using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using Conference.Shared.Access;
using Conference.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Conference.Shared.Messages;

/// <summary>
/// The in-process engine. A message is stored once for each of its handlers; each handler works through its deliveries
/// in the order of publication, deleting the delivery in the transaction that handles it: one effect, however often tried.
/// </summary>
public sealed partial class InProcessMessages(MessageHandlers handlers, IServiceScopeFactory scopes, TimeProvider clock, IConfiguration configuration, ILogger<InProcessMessages> log)
    : BackgroundService, IMessageEngine
{
    /// <summary>Waits between tries, in milliseconds by configuration; after the last one the delivery is a dead letter.</summary>
    private readonly TimeSpan[] cooldown =
        [.. (configuration["Messages:Cooldown"] ?? "50 500 3000 15000").Split(' ').Select(ms => TimeSpan.FromMilliseconds(int.Parse(ms, CultureInfo.InvariantCulture)))];

    /// <summary>Small enough that others who write wait no more than some tens of milliseconds.</summary>
    private const int LargestBatch = 20;

    /// <summary>How often deliveries are looked for that no commit on this host announced: after a crash, or due again.</summary>
    private static readonly TimeSpan Sweep = TimeSpan.FromMilliseconds(500);

    private readonly ConditionalWeakTable<ModuleDb, List<Delivery>> stored = [];
    private readonly Dictionary<string, Channel<Guid>> queues = handlers.All.ToDictionary(h => h.Name, _ => Channel.CreateUnbounded<Guid>(new() { SingleReader = true }));
    private readonly ConcurrentDictionary<Guid, byte> queued = [];

    public string Name => "in-process";

    public Task Prepare(CancellationToken ct) => Task.CompletedTask;

    public Task Store(ModuleDb db, IReadOnlyCollection<object> messages, CancellationToken ct)
    {
        if (messages.Count == 0) return Task.CompletedTask;
        var deliveries = stored.GetOrCreateValue(db);
        foreach (var message in messages)
        {
            var body = JsonSerializer.Serialize(message, message.GetType(), ModuleDb.Json);
            foreach (var handler in handlers.Of(message.GetType()))
            {
                var delivery = Delivery.Of(NextId(), handler.Name, message.GetType().FullName!, body, db.Now);
                db.Append(delivery);
                deliveries.Add(delivery);
            }
        }
        return Task.CompletedTask;
    }

    public Task Committed(ModuleDb db)
    {
        if (stored.TryGetValue(db, out var deliveries))
        {
            stored.Remove(db);
            foreach (var delivery in deliveries) Enqueue(delivery.Handler, delivery.Id);
        }
        return Task.CompletedTask;
    }

    public async Task Idle(CancellationToken ct)
    {
        while (true)
        {
            await using var scope = scopes.CreateAsyncScope();
            if (queued.IsEmpty && !await scope.ServiceProvider.GetRequiredService<SharedDb>().Set<Delivery>().AnyAsync(d => !d.Dead, ct)) return;
            await Task.Delay(5, ct);
        }
    }

    public async Task<Letters> Letters(int most, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var all = scope.ServiceProvider.GetRequiredService<SharedDb>().Set<Delivery>().AsNoTracking();
        var (waiting, failed, dead) = (all.Where(d => !d.Dead && d.Attempts == 0), all.Where(d => !d.Dead && d.Attempts > 0), all.Where(d => d.Dead));
        return new(await waiting.CountAsync(ct), await failed.CountAsync(ct), await dead.CountAsync(ct),
        [
            .. from oldest in new[] { await Oldest(dead), await Oldest(failed), await Oldest(waiting) }
               from d in oldest
               select new Letter(d.Id, d.Dead ? LetterState.Dead : d.Attempts > 0 ? LetterState.Failed : LetterState.Waiting,
                   d.MessageType, handlers.Named(d.Handler)?.Method.DeclaringType!.FullName ?? d.Handler, d.PublishedAt, d.Attempts, d.Dead ? null : d.DueAt, d.Error, d.Body)
        ]);

        Task<List<Delivery>> Oldest(IQueryable<Delivery> these) => these.OrderBy(d => d.Id).Take(most).ToListAsync(ct);
    }

    public async Task<bool> Replay(Guid id, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SharedDb>();
        if (await db.Set<Delivery>().SingleOrDefaultAsync(d => d.Id == id && d.Dead, ct) is not { } delivery) return false;
        delivery.Replay(db.Now);
        await db.SaveChangesAsync(ct);
        Enqueue(delivery.Handler, id);
        return true;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(handlers.All.Select(h => Work(h, queues[h.Name].Reader, stoppingToken)).Append(FindForgotten(stoppingToken)));

    private void Enqueue(string handler, Guid id)
    {
        if (queues.TryGetValue(handler, out var queue) && queued.TryAdd(id, 0)) queue.Writer.TryWrite(id);
    }

    private async Task Work(MessageHandler handler, ChannelReader<Guid> queue, CancellationToken stopping)
    {
        var batch = new List<Guid>(LargestBatch);
        while (await queue.WaitToReadAsync(stopping))
        {
            while (batch.Count < LargestBatch && queue.TryRead(out var id)) batch.Add(id);
            try
            {
                // What waits together is handled in one transaction; when one of them fails, each is handled alone.
                if (batch.Count == 1 || !await TryDeliver(handler, batch, stopping))
                    foreach (var id in batch) await DeliverAlone(handler, id, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested) { return; }
            finally
            {
                foreach (var id in batch) queued.TryRemove(id, out _);
                batch.Clear();
            }
        }
    }

    private async Task<bool> TryDeliver(MessageHandler handler, List<Guid> batch, CancellationToken stopping)
    {
        try
        {
            await Deliver(handler, batch, stopping);
            return true;
        }
        catch (Exception) when (!stopping.IsCancellationRequested) { return false; }
    }

    private async Task DeliverAlone(MessageHandler handler, Guid id, CancellationToken stopping)
    {
        try { await Deliver(handler, [id], stopping); }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            LogFailed(failure, handler.Name, id);
            try { await Fail(id, failure, stopping); }
            catch (Exception second) when (!stopping.IsCancellationRequested) { LogFailed(second, handler.Name, id); }
        }
    }

    private async Task Deliver(MessageHandler handler, List<Guid> ids, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Is(handler.Method.DeclaringType!.Name);
        var db = (ModuleDb)scope.ServiceProvider.GetRequiredService(handler.Context);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        foreach (var delivery in await Claim(db, ids, ct))
        {
            db.Remove(delivery);
            await handler.Invoke(JsonSerializer.Deserialize(delivery.Body, handler.Message, ModuleDb.Json)!, scope.ServiceProvider, ct);
            await db.SaveChangesAsync(ct);
        }
        await transaction.CommitAsync(ct);
    }

    /// <summary>Those that are due and that no other host has or has handled, in the order of publication.</summary>
    private async Task<IEnumerable<Delivery>> Claim(ModuleDb db, List<Guid> ids, CancellationToken ct)
    {
        var deliveries = db.Database.IsNpgsql()
            ? db.Set<Delivery>().FromSql($"""SELECT * FROM "Shared_Deliveries" WHERE "Id" = ANY({ids}) FOR UPDATE SKIP LOCKED""")
            : db.Set<Delivery>().Where(d => ids.Contains(d.Id));
        var now = clock.GetUtcNow().UtcDateTime;
        return (await deliveries.ToListAsync(ct)).Where(d => !d.Dead && d.DueAt <= now).OrderBy(d => ids.IndexOf(d.Id));
    }

    private async Task Fail(Guid id, Exception failure, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SharedDb>();
        if (await db.Set<Delivery>().SingleOrDefaultAsync(d => d.Id == id, ct) is not { } delivery) return;
        DateTime? retryAt = delivery.Attempts < cooldown.Length ? db.Now + cooldown[delivery.Attempts] : null;
        delivery.Fail(failure.ToString(), retryAt, db.Now);
        await db.SaveChangesAsync(ct);
        if (delivery.Dead) LogDead(delivery.Handler, id);
    }

    private async Task FindForgotten(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Sweep);
        do
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<SharedDb>();
                var due = await db.Set<Delivery>().Where(d => !d.Dead && d.DueAt <= db.Now).OrderBy(d => d.Id).Take(500)
                    .Select(d => new { d.Id, d.Handler }).ToListAsync(stopping);
                foreach (var delivery in due) Enqueue(delivery.Handler, delivery.Id);
            }
            catch (Exception failure) when (failure is not OperationCanceledException) { LogSweep(failure); }
        }
        while (await timer.WaitForNextTickAsync(stopping));
    }

    private readonly Lock ids = new();
    private long lastTicks;

    // Version-7 GUIDs of one millisecond are in random order; deliveries are handled in the order they were published.
    private Guid NextId()
    {
        lock (ids)
        {
            lastTicks = Math.Max(lastTicks + TimeSpan.TicksPerMillisecond, clock.GetUtcNow().Ticks);
            return Guid.CreateVersion7(new DateTimeOffset(lastTicks, TimeSpan.Zero));
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Handler} failed on message {Id}")]
    private partial void LogFailed(Exception failure, string handler, Guid id);

    [LoggerMessage(LogLevel.Error, "{Handler} gave up on message {Id}: it is a dead letter now")]
    private partial void LogDead(string handler, Guid id);

    [LoggerMessage(LogLevel.Error, "Looking for forgotten messages failed; trying again")]
    private partial void LogSweep(Exception failure);
}
