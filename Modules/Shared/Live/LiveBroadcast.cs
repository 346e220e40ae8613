using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using Conference.Shared.Data;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Conference.Shared.Live;

/// <summary>Where commits say that a topic has new events.</summary>
public sealed class LiveSignal
{
    private readonly Channel<string> topics = Channel.CreateUnbounded<string>(new() { SingleReader = true });

    internal ChannelReader<string> Topics => topics.Reader;

    public void Changed(string topic) => topics.Writer.TryWrite(topic);
}

/// <summary>
/// Sends a topic's events to its followers on this host, read from the table in the order of their numbers: whichever
/// host wrote them, followers everywhere see the same sequence. The first event goes out at once; then the topic rests
/// a moment, or as long as sending took, and what happened meanwhile shares the next frame: the more to do, the larger.
/// </summary>
public sealed partial class LiveBroadcast(LiveSignal signal, IHubContext<LiveHub, ILiveScreen> hub, IServiceScopeFactory scopes, DatabaseChoice database, ILogger<LiveBroadcast> log)
    : BackgroundService
{
    private const double ShortestRest = 20, LongestRest = 100;

    private sealed class Watched
    {
        public long Sent;
        public int Dirty;
        public int Pumping;
    }

    private readonly ConcurrentDictionary<string, Watched> watched = [];

    /// <summary>Begins to send a topic's events, from now on.</summary>
    public async Task Watch(string topic, SharedDb db, CancellationToken ct)
    {
        if (!watched.ContainsKey(topic)) watched.TryAdd(topic, new() { Sent = await LiveFrame.Last(db, topic, ct) });
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        database.IsPostgres ? Task.WhenAll(HearThisHost(stoppingToken), HearAllHosts(stoppingToken)) : HearThisHost(stoppingToken);

    private async Task HearThisHost(CancellationToken stopping)
    {
        await foreach (var topic in signal.Topics.ReadAllAsync(stopping)) Wake(topic, stopping);
    }

    private async Task HearAllHosts(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await using var connection = new NpgsqlConnection(database.ConnectionString);
                await connection.OpenAsync(stopping);
                connection.Notification += (_, e) => Wake(e.Payload, stopping);
                await using (var listen = new NpgsqlCommand("LISTEN conference_live", connection)) await listen.ExecuteNonQueryAsync(stopping);
                // What was committed while nobody listened has no notification any more.
                foreach (var topic in watched.Keys) Wake(topic, stopping);
                while (true) await connection.WaitAsync(stopping);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogLost(failure);
                await Task.Delay(TimeSpan.FromSeconds(1), stopping);
            }
        }
    }

    private void Wake(string topic, CancellationToken stopping)
    {
        if (!watched.TryGetValue(topic, out var state)) return;
        Volatile.Write(ref state.Dirty, 1);
        if (Interlocked.Exchange(ref state.Pumping, 1) == 0) _ = Pump(topic, state, stopping);
    }

    private async Task Pump(string topic, Watched state, CancellationToken stopping)
    {
        do
        {
            try
            {
                while (Interlocked.Exchange(ref state.Dirty, 0) == 1)
                {
                    var began = Stopwatch.GetTimestamp();
                    await SendNew(topic, state, stopping);
                    var took = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
                    await Task.Delay(TimeSpan.FromMilliseconds(Math.Clamp(took, ShortestRest, LongestRest)), stopping);
                }
            }
            catch (OperationCanceledException) { return; }
            catch (Exception failure)
            {
                LogFailed(failure, topic);
                Volatile.Write(ref state.Dirty, 1);
                await Task.Delay(TimeSpan.FromMilliseconds(200), CancellationToken.None);
            }
            Volatile.Write(ref state.Pumping, 0);
            // A wake between the last look and this line found the pump busy: take it up again.
        }
        while (Volatile.Read(ref state.Dirty) == 1 && Interlocked.Exchange(ref state.Pumping, 1) == 0);
    }

    private async Task SendNew(string topic, Watched state, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SharedDb>();
        LiveFrame frame;
        do
        {
            frame = await LiveFrame.After(db, topic, state.Sent, ct);
            if (frame.Events.Count == 0) return;
            await hub.Clients.Group(topic).Events(topic, frame.Events);
            state.Sent = frame.Events[^1].Sequence;
        }
        while (frame.More);
    }

    [LoggerMessage(LogLevel.Warning, "Lost the connection that hears of other hosts' events; connecting again")]
    private partial void LogLost(Exception failure);

    [LoggerMessage(LogLevel.Error, "Sending events of {Topic} failed; trying again")]
    private partial void LogFailed(Exception failure, string topic);
}
