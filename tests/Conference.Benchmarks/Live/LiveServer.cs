using System.Diagnostics;
using Conference.Shared;
using Conference.Tests;

namespace Conference.Benchmarks.Live;

/// <summary>A server under measurement, as a process of its own.</summary>
internal sealed class LiveServer : IAsyncDisposable
{
    public const string OurName = "this system", HubName = "bare SignalR hub";

    private Func<Task> stop = () => Task.CompletedTask;

    public required string Name { get; init; }
    public required Uri Address { get; init; }
    public required Process Process { get; init; }
    public required Func<Ledger, Dialect> Speak { get; init; }
    /// <summary>Cookies of people who are signed in, where that is asked for.</summary>
    public IReadOnlyList<string?> Cookies { get; private init; } = [null];

    /// <summary>This system with everything on: durable, authorised, audited.</summary>
    public static async Task<LiveServer> Conference()
    {
        var database = new TestDatabase();
        await database.Create();
        var server = await Conference(database);
        server.stop += database.Drop;
        return server;
    }

    public static async Task<LiveServer> Conference(TestDatabase database)
    {
        // Filled by a first start: what is measured is a host that does nothing else.
        await using (await HostProcess.Start(database.Settings(demonstration: true))) { }
        var host = await HostProcess.Start(database.Settings(demonstration: true));
        var cookies = new List<string?>();
        foreach (var badge in new[] { "DNG-01", "DLK-01", "BCT-03" })
        {
            using var visitor = new Visitor(host.Address, "vi-VN");
            await visitor.Submit("/sign-in", "/sign-in?handler=Badge", ("BadgeCode", Convert.ToHexString(Demo.Id("badge code", badge).ToByteArray())[..10]));
            cookies.Add(visitor.Cookies.GetCookieHeader(host.Address));
        }
        return new()
        {
            Name = OurName, Address = host.Address, Process = Process.GetProcessById(host.Id), Cookies = cookies,
            Speak = ledger => new SignalRDialect(ledger, $"session/{Demo.Id("session", 13)}/comments"),
            stop = async () => await host.DisposeAsync(),
        };
    }

    /// <summary>A hub on the same runtime with the same settings that broadcasts and stores nothing.</summary>
    public static Task<LiveServer> BareHub() =>
        Start(HubName, ledger => new SignalRDialect(ledger, "comments"), "dotnet", AppContext.BaseDirectory, typeof(LiveServer).Assembly.Location, "bare-hub");

    public static async Task<LiveServer> SocketIo()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "SocketIo");
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
        {
            using var install = Process.Start(new ProcessStartInfo("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]) { WorkingDirectory = folder })!;
            await install.WaitForExitAsync();
            if (install.ExitCode != 0) throw new InvalidOperationException("npm could not install Socket.IO.");
        }
        return await Start("Socket.IO", ledger => new SocketIoDialect(ledger), "node", folder, "server.js");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var step in stop.GetInvocationList().Cast<Func<Task>>()) await step();
        Process.Dispose();
    }

    private static async Task<LiveServer> Start(string name, Func<Ledger, Dialect> speak, string program, string folder, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        string? line;
        do line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"{name} did not start.");
        while (!line.StartsWith("ready at ", StringComparison.Ordinal));
        return new()
        {
            Name = name, Address = new(line["ready at ".Length..]), Process = process, Speak = speak,
            stop = async () => { process.Kill(); await process.WaitForExitAsync(); },
        };
    }
}
