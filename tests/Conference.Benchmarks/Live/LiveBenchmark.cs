using System.Diagnostics;
using System.Globalization;

namespace Conference.Benchmarks.Live;

/// <summary>Followers who read a session, senders who comment at random moments, <paramref name="Rate"/> times a second together.</summary>
internal sealed record Work(string Name, int Followers, double Rate, int Seconds, int Senders = 200)
{
    public static readonly IReadOnlyDictionary<string, Work> All = new Dictionary<string, Work>
    {
        ["1000x20"] = new("1,000 followers, 20 a second", 1_000, 20, 20),
        ["5000x20"] = new("5,000 followers, 20 a second", 5_000, 20, 15),
        ["10000x10"] = new("10,000 followers, 10 a second", 10_000, 10, 15),
        ["1000x1000"] = new("1,000 followers, 1,000 a second", 1_000, 1_000, 60),
    };

    public bool IsBurst => Rate > 100;
}

/// <summary>One server under one work, or the median of several rounds.</summary>
internal sealed record Measured(double Median, double Most, double Last, double Ack, double MostAck, double Cpu, double Kilobytes, double Missing, double Gaps, double Twice, double Disordered, double Waited)
{
    public static Measured Of(Ledger ledger, long expected, double cpu, double kilobytes) => new(
        ledger.ToScreen.Percentile(0.5), ledger.ToScreen.Percentile(0.99), ledger.ToLast().Percentile(0.99), ledger.ToAck.Percentile(0.5), ledger.ToAck.Percentile(0.99), cpu, kilobytes,
        expected - ledger.Arrived, ledger.Gaps, ledger.Duplicates, ledger.Disordered, ledger.Refused);

    /// <summary>Of times the median, of memory and mistakes the most.</summary>
    public static Measured Of(IReadOnlyCollection<Measured> rounds)
    {
        double Middle(Func<Measured, double> of) => rounds.Select(of).Order().ElementAt(rounds.Count / 2);
        return new(Middle(m => m.Median), Middle(m => m.Most), Middle(m => m.Last), Middle(m => m.Ack), Middle(m => m.MostAck), Middle(m => m.Cpu), rounds.Max(m => m.Kilobytes),
            rounds.Max(m => m.Missing), rounds.Max(m => m.Gaps), rounds.Max(m => m.Twice), rounds.Max(m => m.Disordered), rounds.Max(m => m.Waited));
    }

    public string Row(Work work, string server, Measured? hub)
    {
        string Ratio(Func<Measured, double> of) => hub is null ? "" : string.Create(CultureInfo.InvariantCulture, $" ({of(this) / of(hub):0.00})");
        return string.Create(CultureInfo.InvariantCulture,
            $"| {work.Name} | {server} | {Median:0.0} ms{Ratio(m => m.Median)} | {Most:0.0} ms{Ratio(m => m.Most)} | {Last:0.0} ms | {Ack:0.0} ms{Ratio(m => m.Ack)} | {MostAck:0.0} ms "
            + $"| {Cpu:0.0} µs{Ratio(m => m.Cpu)} | {Kilobytes:0} KB | {Missing:0} / {Gaps:0} / {Twice:0} / {Disordered:0} / {Waited:0} |");
    }
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
        server.Process.Refresh();
        var memory = server.Process.WorkingSet64;

        var followers = await Open(work.Followers, i => Wire.Open(server.Address, dialect, server.Cookies[i % server.Cookies.Count], new(ledger.Comments)));
        var senders = await Open(work.Senders, i => Wire.Open(server.Address, dialect, server.Cookies[i % server.Cookies.Count], null));
        using var pinging = new Timer(_ => { foreach (var wire in followers) dialect.Ping(wire); }, null, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(15));
        try
        {
            await Send(work.Rate, (int)(work.Rate * 5), i => dialect.Send(senders[i % senders.Length], -1));
            var cpu = await Calm(server.Process);
            await Send(work.Rate, ledger.Comments, i => dialect.Send(senders[i % senders.Length], i));
            var expected = (long)ledger.Comments * work.Followers;
            for (var waiting = Stopwatch.StartNew(); (ledger.Arrived < expected || ledger.Acknowledged < ledger.Comments) && waiting.Elapsed < Patience && !server.Process.HasExited;) await Task.Delay(100);
            server.Process.Refresh();
            cpu = server.Process.HasExited ? TimeSpan.Zero : server.Process.TotalProcessorTime - cpu;
            memory = server.Process.HasExited ? 0 : server.Process.WorkingSet64 - memory;
            return Measured.Of(ledger, expected, cpu.TotalMicroseconds / ledger.Arrived, memory / 1024.0 / (work.Followers + work.Senders));
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

    /// <summary>Each work by each server in turn, as often as there are rounds, as a Markdown table of medians.</summary>
    public static async Task Table(string[] args)
    {
        string? Option(string name) => Array.IndexOf(args, "--" + name) is >= 0 and var i && i + 1 < args.Length ? args[i + 1] : null;
        int Number(string name, int otherwise) => Option(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

        Work[] works = Option("followers") is not null
            ? [new Work($"{Number("followers", 0):N0} followers, {Number("rate", 20)} a second", Number("followers", 0), Number("rate", 20), Number("seconds", 20), Number("senders", 200))]
            : [.. Option("scenarios") is { } names ? names.Split(',').Select(n => Work.All[n]) : Work.All.Values];
        if (Option("seconds") is not null) works = [.. works.Select(w => w with { Seconds = Number("seconds", 0) })];

        Console.WriteLine("| work | server | send to screen, median (of the hub's) | 99th percentile | send to last screen, 99th | send to acknowledged, median | 99th | server CPU per delivery | memory per connection | missing / gaps / twice / out of order / asked to wait |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach (var work in works)
        {
            var servers = new List<LiveServer>();
            try
            {
                foreach (var name in (Option("servers") ?? "hub,conference,socketio").Split(','))
                    servers.Add(await (name switch { "hub" => LiveServer.BareHub(), "socketio" => LiveServer.SocketIo(), _ => LiveServer.Conference() }));
                await Task.WhenAll(servers.Select(s => WarmUp(s, s.Speak(new(0)))));

                var rounds = servers.ToDictionary(s => s, _ => new List<Measured>());
                // Without batches a burst is more than a small machine can hand out: a short one shows it.
                for (var round = 0; round < Number("rounds", 1); round++)
                    foreach (var server in servers)
                        rounds[server].Add(await Run(server, work.IsBurst && server.Name != LiveServer.OurName ? work with { Seconds = Math.Min(5, work.Seconds) } : work));
                var hub = servers.Find(s => s.Name == LiveServer.HubName) is { } bare ? Measured.Of(rounds[bare]) : null;
                foreach (var server in servers) Console.WriteLine(Measured.Of(rounds[server]).Row(work, server.Name, hub));
            }
            finally
            {
                foreach (var server in servers) await server.DisposeAsync();
            }
        }
    }
}
