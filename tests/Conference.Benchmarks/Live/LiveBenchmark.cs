using System.Diagnostics;
using System.Globalization;

namespace Conference.Benchmarks.Live;

/// <summary>Followers who read a session, senders who comment at random moments, <paramref name="Rate"/> times a second together.</summary>
internal sealed record Work(string Name, int Followers, double Rate, int Seconds, int Senders = 200)
{
    public static readonly IReadOnlyList<Work> All =
    [
        new("1,000 followers, 20 a second", 1_000, 20, 30),
        new("5,000 followers, 20 a second", 5_000, 20, 30),
        new("10,000 followers, 10 a second", 10_000, 10, 30),
        new("1,000 followers, 1,000 a second", 1_000, 1_000, 60),
    ];
}

/// <summary>One server under one work.</summary>
internal sealed record Measured(string Server, Ledger Ledger, int Expected, double CpuPerDelivery, double KilobytesPerConnection)
{
    public double Lost => Expected - Ledger.Arrived;
}

/// <summary>
/// The live channel beside the least that a server could do, on the same work in the same run: latencies, the server's CPU
/// by its own account, memory, and whether everybody saw everything once and in one order.
/// </summary>
internal static class LiveBenchmark
{
    /// <summary>How long after the last comment was sent a server may take to deliver what it still holds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<Measured> Run(LiveServer server, Work work)
    {
        var ledger = new Ledger((int)(work.Rate * work.Seconds));
        var dialect = server.Speak(ledger);
        await WarmUp(server, dialect);
        var memory = server.Process.WorkingSet64;

        var followers = await Open(work.Followers, i => Wire.Open(server.Address, dialect, server.Cookies[i % server.Cookies.Count], new(ledger.Comments)));
        var senders = await Open(work.Senders, i => Wire.Open(server.Address, dialect, server.Cookies[i % server.Cookies.Count], null));
        using var pinging = new Timer(_ => { foreach (var wire in followers) dialect.Ping(wire); }, null, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(15));
        try
        {
            await Send(work.Rate, (int)(work.Rate * 5), i => dialect.Send(senders[i % senders.Length], -1));
            var cpu = await Calm(server.Process);
            await Send(work.Rate, ledger.Comments, i => dialect.Send(senders[i % senders.Length], i));
            var expected = ledger.Comments * work.Followers;
            for (var waiting = Stopwatch.StartNew(); (ledger.Arrived < expected || ledger.Acknowledged < ledger.Comments) && waiting.Elapsed < Patience && !server.Process.HasExited;) await Task.Delay(100);
            server.Process.Refresh();
            cpu = server.Process.HasExited ? TimeSpan.Zero : server.Process.TotalProcessorTime - cpu;
            memory = server.Process.HasExited ? 0 : server.Process.WorkingSet64 - memory;
            return new(server.Name, ledger, expected, cpu.TotalMicroseconds / ledger.Arrived, memory / 1024.0 / (work.Followers + work.Senders));
        }
        finally
        {
            foreach (var wire in followers.Concat(senders)) wire.Dispose();
        }
    }

    /// <summary>What a server compiles in its first seconds is not what a session costs.</summary>
    public static async Task WarmUp(LiveServer server, Dialect dialect)
    {
        var wires = await Open(10, i => Wire.Open(server.Address, dialect, server.Cookies[i % server.Cookies.Count], new(0)));
        foreach (var rate in new[] { 100, 20 }) await Send(rate, rate * 10, i => dialect.Send(wires[i % wires.Length], -1));
        await Calm(server.Process);
        foreach (var wire in wires) wire.Dispose();
    }

    /// <summary>Waits until the server has nothing more to do, and returns the processor time it has used.</summary>
    private static async Task<TimeSpan> Calm(Process server)
    {
        for (var (before, patience) = (TimeSpan.Zero, Stopwatch.StartNew()); ; )
        {
            server.Refresh();
            var used = server.TotalProcessorTime;
            if (used - before < TimeSpan.FromMilliseconds(20) || patience.Elapsed > Patience) return used;
            before = used;
            await Task.Delay(500);
        }
    }

    public static async Task<Wire[]> Open(int count, Func<int, Task<Wire>> open)
    {
        var wires = new Wire[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) => wires[i] = await open(i));
        return wires;
    }

    /// <summary>At random moments, the same ones for every server, from a thread that waits for nobody.</summary>
    private static Task Send(double rate, int count, Action<int> send) => Task.Factory.StartNew(() =>
    {
        var random = new Random(32);
        var (clock, due) = (Stopwatch.StartNew(), 0.0);
        for (var i = 0; i < count; i++)
        {
            due += -Math.Log(1 - random.NextDouble()) / rate;
            if (due - clock.Elapsed.TotalSeconds is > 0 and var early) Thread.Sleep(TimeSpan.FromSeconds(early));
            send(i);
        }
    }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public static async Task Table(string[] args)
    {
        string? Option(string name) => Array.IndexOf(args, "--" + name) is >= 0 and var i && i + 1 < args.Length ? args[i + 1] : null;
        int Number(string name, int otherwise) => Option(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

        var works = Option("followers") is null
            ? Work.All
            : [new Work($"{Number("followers", 0):N0} followers, {Number("rate", 20)} a second", Number("followers", 0), Number("rate", 20), Number("seconds", 30), Number("senders", 200))];
        Func<Task<LiveServer>>[] servers = [.. (Option("servers") ?? "hub,conference,socketio").Split(',').Select<string, Func<Task<LiveServer>>>(s => s switch
        {
            "hub" => LiveServer.BareHub,
            "socketio" => LiveServer.SocketIo,
            _ => LiveServer.Conference,
        })];

        Console.WriteLine($"| work | server | send to screen, median | 99th percentile (of the hub's) | send to last screen, 99th | send to acknowledged, median | 99th | server CPU per delivery (of the hub's) | memory per connection | not delivered / gaps / twice / out of order / asked to wait |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach (var work in works)
        {
            Measured? hub = null;
            foreach (var start in servers)
            {
                await using var server = await start();
                // Without batches a burst is more than a small machine can hand out: a short one shows it.
                var measured = await Run(server, work.Rate > 100 && server.Name != "Conference" ? work with { Seconds = Math.Min(5, work.Seconds) } : work);
                var ledger = measured.Ledger;
                if (start == LiveServer.BareHub) hub = measured;
                double Ratio(Func<Measured, double> of) => hub is null ? double.NaN : of(measured) / of(hub);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"| {work.Name} | {measured.Server} | {ledger.ToScreen.Percentile(0.5):0.0} ms | {ledger.ToScreen.Percentile(0.99):0.0} ms ({Ratio(m => m.Ledger.ToScreen.Percentile(0.99)):0.00}) | {ledger.ToLast().Percentile(0.99):0.0} ms "
                    + $"| {ledger.ToAck.Percentile(0.5):0.0} ms | {ledger.ToAck.Percentile(0.99):0.0} ms | {measured.CpuPerDelivery:0.0} µs ({Ratio(m => m.CpuPerDelivery):0.00}) | {measured.KilobytesPerConnection:0} KB "
                    + $"| {measured.Lost} / {ledger.Gaps} / {ledger.Duplicates} / {ledger.Disordered} / {ledger.Refused} |"));
            }
        }
    }
}
