using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using Conference.Shared.Data;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Conference.Shared.Live;

/// <summary>Where commits hand over the events they stored.</summary>
public sealed class LiveSignal
{
    private readonly Channel<IReadOnlyList<LiveEvent>> committed = Channel.CreateUnbounded<IReadOnlyList<LiveEvent>>(new() { SingleReader = true });

    internal ChannelReader<IReadOnlyList<LiveEvent>> Committed => committed.Reader;

    public void Tell(IReadOnlyList<LiveEvent> events) => committed.Writer.TryWrite(events);
}

/// <summary>How hosts tell each other through PostgreSQL which event of a topic is its last.</summary>
internal static class LiveNotification
{
    public const string Channel = "conference_live";

    public static string Of(LiveEvent last) => string.Create(CultureInfo.InvariantCulture, $"{last.Topic} {last.Sequence}");

    public static (string Topic, long Sequence) Read(string payload) =>
        payload.LastIndexOf(' ') is > 0 and var at && long.TryParse(payload.AsSpan(at + 1), CultureInfo.InvariantCulture, out var sequence) ? (payload[..at], sequence) : (payload, 0);
}

/// <summary>
/// Sends a topic's events to its followers on this host, in the order of their numbers: whichever host wrote them,
/// followers everywhere see the same sequence. What this host committed itself is passed on as it is while the numbers
/// follow one another; whatever is between them is read from the table. The first event goes out at once; then the topic
/// rests as long as sending took, and what happened meanwhile shares the next frame: the more to do, the larger.
/// </summary>
public sealed partial class LiveBroadcast(LiveSignal signal, IHubContext<LiveHub, ILiveScreen> hub, IServiceScopeFactory scopes, DatabaseChoice database, ILogger<LiveBroadcast> log)
    : BackgroundService
{
    private static readonly TimeSpan ShortestRest = TimeSpan.FromMilliseconds(2), LongestRest = TimeSpan.FromMilliseconds(100);

    private sealed class Watched(long sent)
    {
        private readonly Queue<LiveFrameEvent> handed = [];
        private long heard = sent;
        private bool pumping;

        public long Sent { get; private set; } = sent;

        public long Heard { get { lock (handed) return heard; } }

        /// <summary>There is an event of this number, here or in the table.</summary>
        /// <returns>Whether someone must begin to send.</returns>
        public bool Hear(long sequence, LiveFrameEvent? here)
        {
            lock (handed)
            {
                heard = Math.Max(heard, sequence);
                // Those who fell far behind read from the table.
                if (here is not null && handed.Count < LiveFrame.MostEvents) handed.Enqueue(here);
                return heard > Sent && !pumping && (pumping = true);
            }
        }

        /// <summary>Whether there is more to send; when not, the next event finds nobody sending.</summary>
        public bool HasMore()
        {
            lock (handed) return pumping = heard > Sent;
        }

        /// <summary>The next events as they were handed over, none when one is missing between.</summary>
        public List<LiveFrameEvent> Next()
        {
            var next = new List<LiveFrameEvent>();
            lock (handed)
                while (handed.TryPeek(out var first) && first.Sequence <= Sent + next.Count + 1)
                    if (handed.Dequeue().Sequence > Sent + next.Count) next.Add(first);
            return next;
        }

        public void HasSent(long sequence)
        {
            lock (handed) Sent = sequence;
        }

        /// <summary>The table has nothing more, although something was heard of before it was read.</summary>
        public void FoundNone(long heardBefore)
        {
            lock (handed)
                if (heard == heardBefore) heard = Sent;
        }
    }

    private readonly ConcurrentDictionary<string, Watched> watched = [];

    /// <summary>Begins to send a topic's events, from now on.</summary>
    public async Task Watch(string topic, SharedDb db, CancellationToken ct)
    {
        if (!watched.ContainsKey(topic)) watched.TryAdd(topic, new(await LiveFrame.Last(db, topic, ct)));
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        database.IsPostgres ? Task.WhenAll(HearThisHost(stoppingToken), HearAllHosts(stoppingToken)) : HearThisHost(stoppingToken);

    private async Task HearThisHost(CancellationToken stopping)
    {
        await foreach (var events in signal.Committed.ReadAllAsync(stopping))
            foreach (var e in events)
                if (watched.TryGetValue(e.Topic, out var state)) Hear(e.Topic, state, e.Sequence, new(e.Sequence, e.Kind, e.Body, e.At), stopping);
    }

    private async Task HearAllHosts(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await using var connection = new NpgsqlConnection(database.ConnectionString);
                await connection.OpenAsync(stopping);
                connection.Notification += (_, e) =>
                {
                    var (topic, sequence) = LiveNotification.Read(e.Payload);
                    if (watched.TryGetValue(topic, out var state)) Hear(topic, state, sequence, null, stopping);
                };
                await using (var listen = new NpgsqlCommand("LISTEN " + LiveNotification.Channel, connection)) await listen.ExecuteNonQueryAsync(stopping);
                // What was committed while nobody listened has no notification any more: look.
                foreach (var (topic, state) in watched) Hear(topic, state, state.Sent + 1, null, stopping);
                while (true) await connection.WaitAsync(stopping);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogLost(failure);
                await Task.Delay(TimeSpan.FromSeconds(1), stopping);
            }
        }
    }

    private void Hear(string topic, Watched state, long sequence, LiveFrameEvent? here, CancellationToken stopping)
    {
        if (state.Hear(sequence, here)) _ = Task.Run(() => Pump(topic, state, stopping), stopping);
    }

    private async Task Pump(string topic, Watched state, CancellationToken stopping)
    {
        do
        {
            try
            {
                var began = Stopwatch.GetTimestamp();
                await SendNext(topic, state, stopping);
                var took = Stopwatch.GetElapsedTime(began);
                await Task.Delay(took < ShortestRest ? ShortestRest : took > LongestRest ? LongestRest : took, stopping);
            }
            catch (OperationCanceledException) { return; }
            catch (Exception failure)
            {
                LogFailed(failure, topic);
                await Task.Delay(TimeSpan.FromMilliseconds(200), CancellationToken.None);
            }
        }
        while (state.HasMore());
    }

    private async Task SendNext(string topic, Watched state, CancellationToken ct)
    {
        IReadOnlyList<LiveFrameEvent> events = state.Next();
        if (events.Count == 0)
        {
            var heard = state.Heard;
            await using var scope = scopes.CreateAsyncScope();
            events = (await LiveFrame.After(scope.ServiceProvider.GetRequiredService<SharedDb>(), topic, state.Sent, ct)).Events;
            if (events.Count == 0)
            {
                state.FoundNone(heard);
                return;
            }
        }
        await hub.Clients.Group(topic).Events(topic, events);
        state.HasSent(events[^1].Sequence);
    }

    [LoggerMessage(LogLevel.Warning, "Lost the connection that hears of other hosts' events; connecting again")]
    private partial void LogLost(Exception failure);

    [LoggerMessage(LogLevel.Error, "Sending events of {Topic} failed; trying again")]
    private partial void LogFailed(Exception failure, string topic);
}
