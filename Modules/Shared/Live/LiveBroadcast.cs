using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using Conference.Shared.Data;
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
/// followers everywhere see the same sequence. The first event goes out at once, and what happens while it is sent goes
/// along; when several wait after that, the topic rests as long as sending took: the more to do, the larger the messages.
/// </summary>
public sealed partial class LiveBroadcast(LiveSignal signal, LiveFollowers followers, IServiceScopeFactory scopes, DatabaseChoice database, ILogger<LiveBroadcast> log)
    : BackgroundService
{
    private static readonly TimeSpan ShortestRest = TimeSpan.FromMilliseconds(2), LongestRest = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<string, LiveTail> watched = [];

    /// <summary>Begins to send a topic's events, from now on.</summary>
    public async Task Watch(string topic, SharedDb db, CancellationToken ct)
    {
        if (!watched.ContainsKey(topic)) watched.TryAdd(topic, new(topic, await LiveFrame.Last(db, topic, ct)));
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        database.IsPostgres ? Task.WhenAll(HearThisHost(stoppingToken), HearAllHosts(stoppingToken)) : HearThisHost(stoppingToken);

    private async Task HearThisHost(CancellationToken stopping)
    {
        await foreach (var events in signal.Committed.ReadAllAsync(stopping))
            foreach (var e in events)
                if (watched.TryGetValue(e.Topic, out var tail)) Hear(tail, e.Sequence, new(e.Sequence, e.Kind, e.Body, e.At), stopping);
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
                    if (watched.TryGetValue(topic, out var tail)) Hear(tail, sequence, null, stopping);
                };
                await using (var listen = new NpgsqlCommand("LISTEN " + LiveNotification.Channel, connection)) await listen.ExecuteNonQueryAsync(stopping);
                // What was committed while nobody listened has no notification any more: look.
                foreach (var tail in watched.Values) Hear(tail, tail.Sent + 1, null, stopping);
                while (true) await connection.WaitAsync(stopping);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogLost(failure);
                await Task.Delay(TimeSpan.FromSeconds(1), stopping);
            }
        }
    }

    private void Hear(LiveTail tail, long sequence, LiveFrameEvent? here, CancellationToken stopping)
    {
        if (tail.Hear(sequence, here)) _ = Task.Run(() => SendAll(tail, stopping), stopping);
    }

    private async Task SendAll(LiveTail tail, CancellationToken stopping)
    {
        do
        {
            try
            {
                if (tail.Last == tail.Sent) await ReadOn(tail, stopping);
                var (began, waited) = (Stopwatch.GetTimestamp(), tail.Last - tail.Sent);
                followers.Send(tail, stopping);
                var took = Stopwatch.GetElapsedTime(began);
                // One alone is no haste: only what comes quicker than it can be sent is gathered.
                if (waited > 1) await Task.Delay(took < ShortestRest ? ShortestRest : took > LongestRest ? LongestRest : took, stopping);
            }
            catch (OperationCanceledException) { return; }
            catch (Exception failure)
            {
                LogFailed(failure, tail.Topic);
                await Task.Delay(TimeSpan.FromMilliseconds(200), CancellationToken.None);
            }
        }
        while (tail.HasMore());
    }

    private async Task ReadOn(LiveTail tail, CancellationToken ct)
    {
        var heard = tail.Heard;
        await using var scope = scopes.CreateAsyncScope();
        var (events, _) = await LiveFrame.After(scope.ServiceProvider.GetRequiredService<SharedDb>(), tail.Topic, tail.Sent, ct);
        if (events.Count == 0) tail.FoundNone(heard);
        tail.Take(events);
    }

    [LoggerMessage(LogLevel.Warning, "Lost the connection that hears of other hosts' events; connecting again")]
    private partial void LogLost(Exception failure);

    [LoggerMessage(LogLevel.Error, "Sending events of {Topic} failed; trying again")]
    private partial void LogFailed(Exception failure, string topic);
}
