using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Conference.Shared;
using Conference.Tests;

namespace Conference.Benchmarks;

/// <summary>How long one delegate's comment takes to the others' screens: real sockets speaking the SignalR JSON protocol.</summary>
internal static class SendToScreen
{
    private static readonly Guid Session = Demo.Id("session", 13);
    private static readonly string Topic = $"session/{Session}/comments";

    public static async Task Run(HostProcess host, int followers, int comments, int rate, int warmUp)
    {
        using var visitor = new Visitor(host.Address, "vi-VN");
        await visitor.Submit("/sign-in", "/sign-in?handler=Badge", ("BadgeCode", Convert.ToHexString(Demo.Id("badge code", "DNG-01").ToByteArray())[..10]));
        var cookies = visitor.Cookies.GetCookieHeader(host.Address);

        var sentAt = new ConcurrentDictionary<Guid, long>();
        var toAck = new ConcurrentBag<double>();
        var toScreen = new ConcurrentBag<double>();
        var toLast = new ConcurrentDictionary<Guid, double>();
        var (gaps, duplicates, received) = (0, 0, 0);
        var all = new TaskCompletionSource();

        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        var audience = new List<Socket>();
        for (var i = 0; i < followers; i++)
        {
            var socket = await Socket.Open(host.Address, cookies, stop.Token);
            long last = -1;
            socket.OnEvent = (sequence, id) =>
            {
                var elapsed = sentAt.TryGetValue(id, out var at) ? Stopwatch.GetElapsedTime(at).TotalMilliseconds : double.NaN;
                if (last >= 0 && sequence <= last) Interlocked.Increment(ref duplicates);
                if (last >= 0 && sequence > last + 1) Interlocked.Increment(ref gaps);
                last = sequence;
                if (double.IsNaN(elapsed)) return;
                toScreen.Add(elapsed);
                toLast.AddOrUpdate(id, elapsed, (_, other) => Math.Max(other, elapsed));
                if (Interlocked.Increment(ref received) == followers * comments) all.TrySetResult();
            };
            await socket.Follow(Topic, stop.Token);
            audience.Add(socket);
        }

        var senders = new Socket[10];
        for (var i = 0; i < senders.Length; i++) senders[i] = await Socket.Open(host.Address, cookies, stop.Token);
        // What a host compiles in its first seconds is not what a session costs.
        for (var i = 0; i < warmUp; i++) await senders[i % senders.Length].Send(Topic, new { id = Guid.CreateVersion7(), kind = "comment", text = $"Ý kiến làm nóng máy số {i}." }, stop.Token);
        using var server = Process.GetProcessById(host.Id);
        server.Refresh();
        var cpu = server.TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        var sending = new List<Task>();
        for (var i = 0; i < comments; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / rate);
            if (due > clock.Elapsed) await Task.Delay(due - clock.Elapsed, stop.Token);
            var id = Guid.CreateVersion7();
            sentAt[id] = Stopwatch.GetTimestamp();
            sending.Add(Send(i));

            async Task Send(int i)
            {
                await senders[i % senders.Length].Send(Topic, new { id, kind = "comment", text = $"Ý kiến số {i} về ngoại giao công nghệ và chuyển đổi xanh." }, stop.Token);
                toAck.Add(Stopwatch.GetElapsedTime(sentAt[id]).TotalMilliseconds);
            }
        }
        await Task.WhenAll(sending);
        await all.Task.WaitAsync(stop.Token);
        server.Refresh();
        cpu = server.TotalProcessorTime - cpu;

        Console.WriteLine($"{followers} followers, {comments} comments at {rate} a second; {gaps} gaps, {duplicates} duplicates");
        Report("send to acknowledged", toAck);
        Report("send to another's screen", toScreen);
        Report("send to the last screen", toLast.Values);
        Console.WriteLine($"  server CPU per delivery {cpu.TotalMilliseconds * 1000 / received:0.0} µs");
        stop.Cancel();
        foreach (var socket in audience.Concat(senders)) socket.Dispose();
    }

    private static void Report(string what, IEnumerable<double> milliseconds)
    {
        var sorted = milliseconds.Where(double.IsFinite).Order().ToArray();
        Console.WriteLine($"  {what,-26} median {sorted[sorted.Length / 2],7:0.0} ms   99th percentile {sorted[(int)(sorted.Length * 0.99)],7:0.0} ms");
    }
}

/// <summary>One connection to /live.</summary>
internal sealed class Socket : IDisposable
{
    private const byte End = 0x1e;

    private readonly ClientWebSocket web = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> answers = [];
    private readonly SemaphoreSlim writing = new(1);
    private int calls;

    public Action<long, Guid>? OnEvent { get; set; }

    public static async Task<Socket> Open(Uri host, string cookies, CancellationToken ct)
    {
        var socket = new Socket();
        socket.web.Options.SetRequestHeader("Cookie", cookies);
        await socket.web.ConnectAsync(new UriBuilder(host) { Scheme = "ws", Path = "/live" }.Uri, ct);
        await socket.Write("""{"protocol":"json","version":1}""", ct);
        _ = socket.Read(ct);
        return socket;
    }

    public Task Follow(string topic, CancellationToken ct) => Call("Follow", ct, topic, long.MaxValue - 1);

    public Task Send(string topic, object body, CancellationToken ct) => Call("Send", ct, topic, body);

    public void Dispose() { web.Dispose(); writing.Dispose(); }

    private async Task Call(string target, CancellationToken ct, params object[] arguments)
    {
        var id = Interlocked.Increment(ref calls).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var answer = answers[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await Write(JsonSerializer.Serialize(new { type = 1, invocationId = id, target, arguments }), ct);
        await answer.Task.WaitAsync(ct);
    }

    private async Task Write(string json, CancellationToken ct)
    {
        await writing.WaitAsync(ct);
        try { await web.SendAsync((byte[])[.. Encoding.UTF8.GetBytes(json), End], WebSocketMessageType.Text, true, ct); }
        finally { writing.Release(); }
    }

    private async Task Read(CancellationToken ct)
    {
        var buffer = new byte[64 * 1024];
        var held = 0;
        try
        {
            while (true)
            {
                if (held == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
                held += (await web.ReceiveAsync(buffer.AsMemory(held), ct)).Count;
                int end;
                while ((end = Array.IndexOf(buffer, End, 0, held)) >= 0)
                {
                    Take(buffer.AsSpan(0, end).ToArray());
                    Buffer.BlockCopy(buffer, end + 1, buffer, 0, held -= end + 1);
                }
            }
        }
        catch (Exception closed) when (closed is OperationCanceledException or WebSocketException or ObjectDisposedException) { }
    }

    private void Take(byte[] message)
    {
        using var json = JsonDocument.Parse(message);
        if (!json.RootElement.TryGetProperty("type", out var type)) return;
        switch (type.GetInt32())
        {
            case 1:
                foreach (var e in json.RootElement.GetProperty("arguments")[1].EnumerateArray())
                    if (e.GetProperty("kind").GetString() == "comment") OnEvent?.Invoke(e.GetProperty("sequence").GetInt64(), e.GetProperty("body").GetProperty("id").GetGuid());
                break;
            case 3:
                if (answers.TryRemove(json.RootElement.GetProperty("invocationId").GetString()!, out var answer))
                {
                    if (json.RootElement.TryGetProperty("error", out var error)) answer.TrySetException(new InvalidOperationException(error.GetString()));
                    else answer.TrySetResult();
                }
                break;
        }
    }
}
