using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Conference.Shared.Data;
using Conference.Shared.Messages;
using Microsoft.EntityFrameworkCore;
using Wolverine;
using Wolverine.EntityFrameworkCore;
using Wolverine.EntityFrameworkCore.Internals;
using Wolverine.Persistence.Durability;
using Wolverine.Persistence.Durability.DeadLetterManagement;
using Wolverine.Runtime;
using Wolverine.Runtime.Serialization;

namespace Conference.Host;

/// <summary>Messages between modules carried by Wolverine: its EF Core outbox, durable local queues, one queue for each handler.</summary>
internal sealed class WolverineEngine(IWolverineRuntime runtime, IMessageStore store, IDbContextFactory<EnvelopeDb> envelopes, MessageHandlers handlers) : IMessageEngine, IAsyncDisposable
{
    private readonly ConditionalWeakTable<ModuleDb, DbContextOutbox> outboxes = [];
    private bool prepared;

    public string Name => string.Create(CultureInfo.InvariantCulture, $"Wolverine {typeof(WolverineOptions).Assembly.GetName().Version!.ToString(3)}");

    // Started, it makes its tables and knows who hears what; stopped, it hands over what is not handled to the host that serves.
    public async Task Prepare(CancellationToken ct)
    {
        await ((IHostedService)runtime).StartAsync(ct);
        prepared = true;
    }

    public async ValueTask DisposeAsync()
    {
        if (prepared) await ((IHostedService)runtime).StopAsync(CancellationToken.None);
    }

    public async Task Store(ModuleDb db, IReadOnlyCollection<object> messages, CancellationToken ct)
    {
        var heard = messages.Where(m => handlers.Of(m.GetType()).Any()).ToList();
        if (heard.Count == 0) return;
        if (!outboxes.TryGetValue(db, out var outbox))
        {
            outboxes.Add(db, outbox = new DbContextOutbox(runtime, []));
            outbox.Enroll(db);
        }
        foreach (var message in heard) await outbox.PublishAsync(message);
    }

    public async Task Committed(ModuleDb db)
    {
        if (!outboxes.TryGetValue(db, out var outbox)) return;
        outboxes.Remove(db);
        await outbox.FlushOutgoingMessagesAsync();
    }

    public async Task Idle(CancellationToken ct)
    {
        await using var db = await envelopes.CreateDbContextAsync(ct);
        while (await db.Unhandled.AnyAsync(ct)) await Task.Delay(5, ct);
    }

    public async Task<Letters> Letters(int most, CancellationToken ct)
    {
        await using var db = await envelopes.CreateDbContextAsync(ct);
        var (waiting, failed) = (db.Unhandled.Where(m => m.Attempts == 0), db.Unhandled.Where(m => m.Attempts > 0));
        var dead = await store.DeadLetters.QueryAsync(new() { PageSize = most, PageNumber = 1, Replayable = false }, ct);
        var onTheirWay = (await Oldest(failed)).Concat(await Oldest(waiting)).Select(m => (m.Attempts, m.ReceivedAt, Envelope: EnvelopeSerializer.Deserialize(m.Body)));
        return new(await waiting.CountAsync(ct), await failed.CountAsync(ct), dead.TotalCount,
        [
            .. from d in dead.Envelopes
               select new Letter(d.Id, LetterState.Dead, d.MessageType, HandlerOf(d.ReceivedAt), d.SentAt.UtcDateTime, d.Envelope.Attempts, null,
                   $"{d.ExceptionType}: {d.ExceptionMessage}", Body(d.Envelope)),
            .. from m in onTheirWay
               select new Letter(m.Envelope.Id, m.Attempts > 0 ? LetterState.Failed : LetterState.Waiting, m.Envelope.MessageType!, HandlerOf(m.ReceivedAt),
                   m.Envelope.SentAt.UtcDateTime, m.Attempts, (m.Envelope.ScheduledTime ?? m.Envelope.SentAt).UtcDateTime, null, Body(m.Envelope)),
        ]);

        // The ids of envelopes grow with time.
        Task<List<IncomingMessage>> Oldest(IQueryable<IncomingMessage> these) => these.OrderBy(m => m.Id).Take(most).ToListAsync(ct);
        static string Body(Envelope envelope) => Encoding.UTF8.GetString(envelope.Data ?? []);
    }

    // Wolverine names a queue after the message, or after the handler's class where a message has several.
    private string HandlerOf(string? address)
    {
        var queue = Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.Host : address ?? "";
        bool Is(Type type) => string.Equals(type.FullName, queue, StringComparison.OrdinalIgnoreCase);
        return handlers.All.FirstOrDefault(h => Is(h.Method.DeclaringType!) || Is(h.Message))?.Method.DeclaringType!.FullName ?? queue;
    }

    public async Task<bool> Replay(Guid id, CancellationToken ct)
    {
        if (await store.DeadLetters.DeadLetterEnvelopeByIdAsync(id) is not { Replayable: false }) return false;
        await store.DeadLetters.ReplayAsync(new DeadLetterEnvelopeQuery([id]), ct);
        return true;
    }
}

/// <summary>Wolverine's own table of messages on their way, to read.</summary>
internal sealed class EnvelopeDb(DbContextOptions<EnvelopeDb> options) : DbContext(options)
{
    public IQueryable<IncomingMessage> Unhandled => Set<IncomingMessage>().AsNoTracking().Where(m => m.Status != nameof(EnvelopeStatus.Handled));

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.MapWolverineEnvelopeStorage(Database.IsNpgsql() ? WolverineMessages.Schema : null);
}
