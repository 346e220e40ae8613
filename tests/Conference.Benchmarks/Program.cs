using System.Diagnostics;
using System.Globalization;
using Conference.Benchmarks;
using Conference.Tests;

// dotnet run -c Release --project tests/Conference.Benchmarks -- engines [Conference.Benchmarks.dll of another build …]
// dotnet run -c Release --project tests/Conference.Benchmarks -- [--followers 200] [--comments 600] [--rate 20] [--warm-up 500]
switch (args)
{
    case ["engine"]: await Engines.One(); return;
    case ["engines", .. var beside]: await Engines.Table(beside); return;
}

int Option(string name, int otherwise) =>
    Array.IndexOf(args, "--" + name) is >= 0 and var i && i + 1 < args.Length ? int.Parse(args[i + 1], CultureInfo.InvariantCulture) : otherwise;

var (followers, comments, rate, warmUp) = (Option("followers", 200), Option("comments", 600), Option("rate", 20), Option("warm-up", 500));

var database = new TestDatabase();
await database.Create();
try
{
    var clock = Stopwatch.StartNew();
    await using (var empty = await HostProcess.Start(database.Settings(demonstration: true)))
        Console.WriteLine($"first start, database made and filled: {clock.Elapsed.TotalSeconds:0.00} s");

    clock.Restart();
    await using var host = await HostProcess.Start(database.Settings(demonstration: true));
    using var first = new HttpClient { BaseAddress = host.Address };
    (await first.GetAsync(new Uri("/", UriKind.Relative))).EnsureSuccessStatusCode();
    Console.WriteLine($"later start, until the home page is served: {clock.Elapsed.TotalSeconds:0.00} s");

    await SendToScreen.Run(host, followers, comments, rate, warmUp);
}
finally
{
    await database.Drop();
}
