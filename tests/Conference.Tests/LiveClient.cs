using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Conference.Tests;

/// <summary>One event of a live topic as a laptop receives it.</summary>
public sealed record LiveNews(long Sequence, string Kind, JsonElement Body, DateTime At);

/// <summary>The answer to something sent.</summary>
public sealed record LiveAnswer(bool Accepted, JsonElement Answer, string? Refusal, bool TryAgain)
{
    public string Text(string property) => Answer.GetProperty(property).GetString()!;
}

/// <summary>
/// A laptop's connection to /live: a raw WebSocket that speaks SignalR's JSON protocol. Collects every event of the topics
/// it follows, each once and in order, as live.js does; a gap that following cannot explain is an error.
/// </summary>
public sealed class LiveClient : IAsyncDisposable
{
    private const byte End = 0x1e;
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private sealed class Topic
    {
        public List<LiveNews> News { get; } = [];
        public long Seen { get; set; }
        public bool CatchingUp { get; set; }
        public List<LiveNews> Early { get; } = [];
    }

    private readonly ClientWebSocket socket = new();
    private readonly SemaphoreSlim writing = new(1);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonElement>> calls = [];
    private readonly Dictionary<string, Topic> topics = [];
    private TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task reading = Task.CompletedTask;
    private int lastCall;

    /// <summary>Connects as whoever these cookies sign in.</summary>
    public static async Task<LiveClient> Connect(Uri address, CookieContainer cookies)
    {
        var client = new LiveClient();
        client.socket.Options.Cookies = cookies;
        // A host under test has a certificate that it made itself.
        client.socket.Options.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject is "CN=localhost";
        await client.socket.ConnectAsync(new UriBuilder(address) { Scheme = address.Scheme == "https" ? "wss" : "ws", Path = "/live" }.Uri, new CancellationTokenSource(Patience).Token);
        await client.Write("""{"protocol":"json","version":1}""");
        client.reading = client.Read();
        return client;
    }

    public static async Task<LiveClient> Connect(ConferenceApp app, string badge, string language = "en-GB")
    {
        using var visitor = await app.SignedIn(badge, language);
        return await Connect(app.Address, visitor.Cookies);
    }

    /// <summary>Follows a topic after the last event seen, and returns what was missed.</summary>
    /// <exception cref="InvalidOperationException">The topic is refused.</exception>
    public async Task<IReadOnlyList<LiveNews>> Follow(string topic, long lastSeen = 0)
    {
        Topic followed;
        lock (topics) topics[topic] = followed = new() { Seen = lastSeen, CatchingUp = true };
        bool more;
        do
        {
            var frame = await Call("Follow", topic, followed.Seen);
            more = frame.GetProperty("more").GetBoolean();
            lock (topics) foreach (var news in Events(frame.GetProperty("events"))) Take(followed, news);
        }
        while (more);
        lock (topics)
        {
            List<LiveNews> missed = [.. followed.News];
            followed.CatchingUp = false;
            foreach (var news in followed.Early) Take(followed, news);
            Tell();
            return missed;
        }
    }

    public async Task<LiveAnswer> Send(string topic, object body)
    {
        var answer = await Call("Send", topic, body);
        return new(answer.GetProperty("accepted").GetBoolean(), answer.GetProperty("answer"), answer.GetProperty("refusal").GetString(), answer.GetProperty("tryAgain").GetBoolean());
    }

    /// <summary>Everything that has arrived on a topic so far.</summary>
    public IReadOnlyList<LiveNews> Heard(string topic)
    {
        lock (topics) return [.. topics[topic].News];
    }

    /// <summary>Waits until that many events of a topic have arrived.</summary>
    public async Task<IReadOnlyList<LiveNews>> Hear(string topic, int count) => (await HearUntil(topic, news => news.Count >= count))[..count];

    /// <summary>Waits for the first event of a topic that is as described.</summary>
    public async Task<LiveNews> Hear(string topic, Func<LiveNews, bool> asDescribed) => (await HearUntil(topic, news => news.Any(asDescribed))).First(asDescribed);

    private async Task<List<LiveNews>> HearUntil(string topic, Func<List<LiveNews>, bool> enough)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            Task next;
            lock (topics)
            {
                if (enough(topics[topic].News)) return [.. topics[topic].News];
                next = arrived.Task;
            }
            await next.WaitAsync(patience.Token);
        }
    }

    /// <summary>Breaks the connection without a farewell, as a laptop's lid does.</summary>
    public async Task Cut()
    {
        socket.Abort();
        await reading;
    }

    public async ValueTask DisposeAsync()
    {
        await Cut();
        socket.Dispose();
        writing.Dispose();
    }

    private async Task<JsonElement> Call(string target, params object[] arguments)
    {
        var id = Interlocked.Increment(ref lastCall).ToString(CultureInfo.InvariantCulture);
        var answer = calls[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await Write(JsonSerializer.Serialize(new { type = 1, invocationId = id, target, arguments }));
        if (reading.IsCompleted) answer.TrySetException(new IOException("The connection is closed."));
        return await answer.Task.WaitAsync(Patience);
    }

    private async Task Write(string json)
    {
        await writing.WaitAsync();
        try { await socket.SendAsync((byte[])[.. Encoding.UTF8.GetBytes(json), End], WebSocketMessageType.Text, true, CancellationToken.None); }
        finally { writing.Release(); }
    }

    private async Task Read()
    {
        var buffer = new byte[64 * 1024];
        var held = 0;
        try
        {
            while (true)
            {
                if (held == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
                var received = await socket.ReceiveAsync(buffer.AsMemory(held), CancellationToken.None);
                if (received.MessageType is WebSocketMessageType.Close) break;
                held += received.Count;
                for (int end; (end = Array.IndexOf(buffer, End, 0, held)) >= 0;)
                {
                    Receive(buffer.AsSpan(0, end).ToArray());
                    Buffer.BlockCopy(buffer, end + 1, buffer, 0, held -= end + 1);
                }
            }
        }
        catch (Exception closed) when (closed is WebSocketException or OperationCanceledException or ObjectDisposedException) { }
        foreach (var call in calls.Values) call.TrySetException(new IOException("The connection is closed."));
    }

    private void Receive(byte[] message)
    {
        var json = JsonDocument.Parse(message).RootElement;
        if (!json.TryGetProperty("type", out var type)) return;
        if (type.GetInt32() == 3 && calls.TryRemove(json.GetProperty("invocationId").GetString()!, out var call))
        {
            if (json.TryGetProperty("error", out var error)) call.TrySetException(new InvalidOperationException(error.GetString()));
            else call.TrySetResult(json.TryGetProperty("result", out var result) ? result : default);
        }
        else if (type.GetInt32() == 1)
        {
            lock (topics)
            {
                if (!topics.TryGetValue(json.GetProperty("arguments")[0].GetString()!, out var topic)) return;
                foreach (var news in Events(json.GetProperty("arguments")[1]))
                {
                    if (topic.CatchingUp) topic.Early.Add(news);
                    else Take(topic, news);
                }
                Tell();
            }
        }
    }

    private static void Take(Topic topic, LiveNews news)
    {
        if (news.Sequence <= topic.Seen) return;
        if (topic.News.Count > 0 && news.Sequence != topic.Seen + 1)
            throw new InvalidOperationException($"After event {topic.Seen} came event {news.Sequence}.");
        topic.Seen = news.Sequence;
        topic.News.Add(news);
    }

    private void Tell()
    {
        arrived.TrySetResult();
        arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private static IEnumerable<LiveNews> Events(JsonElement events) => events.EnumerateArray().Select(e =>
        new LiveNews(e.GetProperty("sequence").GetInt64(), e.GetProperty("kind").GetString()!, e.GetProperty("body").Clone(), e.GetProperty("at").GetDateTime()));
}
