using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Conference.Shared.Data;
using Conference.Shared.Messages;
using Conference.Tests;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Conference.Benchmarks;

/// <summary>A message of which the handler writes one row, as most do.</summary>
public sealed record Ticked(int Number);

public static class TickHandler
{
    public static ConcurrentDictionary<int, TaskCompletionSource<long>> Handled { get; } = [];

    public static async Task Handle(Ticked tick, SharedDb db, CancellationToken ct)
    {
        await db.TakeNumbers("ticks", 1, ct);
        Handled[tick.Number].TrySetResult(Stopwatch.GetTimestamp());
    }
}

public sealed class TickApp : ConferenceApp
{
    protected override bool Demonstration => false;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services => services.AddSingleton(new ModuleAssembly(typeof(Ticked).Assembly)));
    }
}

/// <summary>The engine of this build, and of other builds beside it in the same run: how soon and how many messages are handled.</summary>
internal static class Engines
{
    private const int Rounds = 3, Burst = 2000, PerCommit = 20, Single = 200;

    /// <summary>Runs this build and those beside it in turn, and prints the medians as a Markdown table.</summary>
    /// <param name="args">Paths of Conference.Benchmarks.dll of other builds.</param>
    public static async Task Table(IReadOnlyList<string> args)
    {
        var rows = new List<string[]>();
        for (var round = 0; round < Rounds; round++)
            foreach (var build in args.Prepend(typeof(Engines).Assembly.Location))
                rows.Add(await Row(build));
        Console.WriteLine("| engine | messages handled a second | publisher goes on until handled, median | 99th percentile | start until ready |\n|---|---|---|---|---|");
        foreach (var engine in rows.GroupBy(r => r[0]))
            Console.WriteLine($"| {engine.Key} | {Median(engine, 1):0} | {Median(engine, 2):0.0} ms | {Median(engine, 3):0.0} ms | {Median(engine, 4):0.0} s |");
    }

    private static double Median(IEnumerable<string[]> rows, int column)
    {
        var sorted = rows.Select(r => double.Parse(r[column], CultureInfo.InvariantCulture)).Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    private static async Task<string[]> Row(string build)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [build, "engine"]) { RedirectStandardOutput = true, WorkingDirectory = Path.GetDirectoryName(build) })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return output.Split('\n').Single(line => line.StartsWith("engine\t", StringComparison.Ordinal)).Split('\t')[1..];
    }

    /// <summary>Measures the engine of this build once.</summary>
    public static async Task One()
    {
        var database = new TestDatabase();
        await database.Create();
        try
        {
            await (await HostProcess.Start(database.Settings(demonstration: false))).DisposeAsync();
            var clock = Stopwatch.StartNew();
            await (await HostProcess.Start(database.Settings(demonstration: false))).DisposeAsync();
            var start = clock.Elapsed;

            await using var app = new TickApp { Database = database };
            await app.Begin();
            await Publish(app, Enumerable.Range(0, 100));
            clock.Restart();
            for (var first = 1000; first < 1000 + Burst; first += PerCommit) await Publish(app, Enumerable.Range(first, PerCommit), wait: false);
            await Task.WhenAll(TickHandler.Handled.Values.Select(h => h.Task));
            var perSecond = Burst / clock.Elapsed.TotalSeconds;

            var delays = new List<double>();
            for (var i = 0; i < Single; i++)
            {
                var committed = await Publish(app, [10_000 + i], wait: false);
                delays.Add(Stopwatch.GetElapsedTime(committed, await TickHandler.Handled[10_000 + i].Task).TotalMilliseconds);
            }
            delays.Sort();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"\nengine\t{app.Services.GetRequiredService<IMessageEngine>().Name}\t{perSecond}\t{delays[Single / 2]}\t{delays[(int)(Single * 0.99)]}\t{start.TotalSeconds}"));
        }
        finally
        {
            await database.Drop();
        }
    }

    /// <returns>When the commit was done.</returns>
    private static async Task<long> Publish(TickApp app, IEnumerable<int> numbers, bool wait = true)
    {
        var ticks = numbers.Select(n => new Ticked(n)).ToList();
        foreach (var tick in ticks) TickHandler.Handled[tick.Number] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await app.With<SharedDb>(async db =>
        {
            foreach (var tick in ticks) db.Publish(tick);
            await db.SaveChangesAsync();
        });
        var committed = Stopwatch.GetTimestamp();
        if (wait) foreach (var tick in ticks) await TickHandler.Handled[tick.Number].Task;
        return committed;
    }
}
