using System.Diagnostics;
using System.Globalization;
using Conference.Benchmarks;
using Conference.Benchmarks.Drafting;
using Conference.Benchmarks.Floor;
using Conference.Benchmarks.Live;
using Conference.Benchmarks.Million;
using Conference.Benchmarks.Store;
using Conference.Tests;

const string Usage = """
    dotnet run -c Release --project tests/Conference.Benchmarks -- VERB
      start   how long the host takes to serve
      live    the live channel beside a bare SignalR hub and Socket.IO, as a Markdown table
              [--servers hub,conference,socketio] [--scenarios 1000x20,5000x20,10000x10,1000x1000] [--rounds 1] [--seconds N]
              or one of your own: --followers 1000 --rate 20 --seconds 20 --senders 200
      floor   when the last laptop of a hall shows that the floor was given, and 200 ask for it at once [1000]
      engines [Conference.Benchmarks.dll of another build ...]   both message engines in one run
      drafting how long a draft of many clauses with many amendments takes to open, to change and to merge [500] [1000]
      store   comments acknowledged a second, beside a bare loop that writes the same rows [20000]
      million how long readers and the desk wait with a million comments, beside a thousand [1000000]
    """;

switch (args)
{
    case ["start", ..]: await Start(); return 0;
    case ["live", ..]: await LiveBenchmark.Table(args); return 0;
    case ["floor", .. var laptops]: await FloorBenchmark.Run(laptops is [var hall] ? int.Parse(hall, CultureInfo.InvariantCulture) : 1000); return 0;
    case ["engine"]: await Engines.One(); return 0;
    case ["engines", .. var beside]: await Engines.Table(beside); return 0;
    case ["store", ..]: await StoreBenchmark.Run(args is [_, var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 20_000); return 0;
    case ["drafting", .. var sizes]: await DraftingBenchmark.Run(Number(sizes, 0, 500), Number(sizes, 1, 1000)); return 0;
    case ["million", ..]: await MillionBenchmark.Table(args is [_, var many] ? int.Parse(many, CultureInfo.InvariantCulture) : 1_000_000); return 0;
    case ["bare-hub"]: await BareHub.Serve(); return 0;
    default: Console.Error.WriteLine(Usage); return 2;
}

static int Number(string[] given, int index, int usual) => index < given.Length ? int.Parse(given[index], CultureInfo.InvariantCulture) : usual;

static async Task Start()
{
    var database = new TestDatabase();
    await database.Create();
    try
    {
        foreach (var what in new[] { "first start, database made and filled", "later start" })
        {
            var clock = Stopwatch.StartNew();
            await using var host = await HostProcess.Start(database.Settings(demonstration: true));
            using var first = new HttpClient { BaseAddress = host.Address };
            (await first.GetAsync(new Uri("/", UriKind.Relative))).EnsureSuccessStatusCode();
            Console.WriteLine($"{what}, until the home page is served: {clock.Elapsed.TotalSeconds:0.00} s");
        }
    }
    finally
    {
        await database.Drop();
    }
}
