using System.Diagnostics;
using System.Globalization;
using Conference.Shared;
using Conference.Tests;

namespace Conference.Benchmarks.Million;

/// <summary>How long what readers and the desk ask for takes at the server with a million comments, beside the same with a thousand in the same run.</summary>
internal static class MillionBenchmark
{
    private const int Small = 1000, Requests = 50;
    private const string Delegate = "DNG-01", Secretariat = "BTK-04";

    private sealed record Request(string Who, string What, string Url);

    private sealed record Took(double Median, double Slow);

    public static async Task Table(int count)
    {
        var (small, few) = await Measure(Small);
        Console.Error.WriteLine($"{Small:N0} measured");
        var (large, many) = await Measure(count);
        var text = CultureInfo.InvariantCulture;
        Console.WriteLine(string.Create(text, $"| {(TestDatabase.OnPostgres ? "PostgreSQL" : "SQLite")}: milliseconds at the server | {Small:N0}: median | p99 | {count:N0}: median | p99 |\n|---|---|---|---|---|"));
        for (var i = 0; i < large.Count; i++)
            Console.WriteLine(string.Create(text, $"| {large[i].Who}: {large[i].What} | {few[i].Median:0.0} | {few[i].Slow:0.0} | {many[i].Median:0.0} | {many[i].Slow:0.0} |"));
        if (small.Count != large.Count) throw new InvalidOperationException("Not the same was measured.");
    }

    private static async Task<(IReadOnlyList<Request>, IReadOnlyList<Took>)> Measure(int count)
    {
        var database = new TestDatabase();
        await database.Create();
        try
        {
            await using (await HostProcess.Start(database.Settings(demonstration: true))) { }
            var clock = Stopwatch.StartNew();
            await ManyComments.Fill(database, count);
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count:N0} comments in {clock.Elapsed.TotalSeconds:0} s{(TestDatabase.OnPostgres ? "" : $", {database.LargestFile / 1e6:N0} MB")}"));
            await using var host = await HostProcess.Start(database.Settings(demonstration: true));
            using var reader = await Person.SignedIn(host.Address, database, Delegate);
            using var desk = await Person.SignedIn(host.Address, database, Secretariat);
            var requests = await Requested(database);
            var took = new List<Took>();
            foreach (var request in requests) took.Add(await (request.Who is "delegate" ? reader : desk).Ask(request.Url));
            return (requests, took);
        }
        finally
        {
            await database.Drop();
        }
    }

    private static async Task<IReadOnlyList<Request>> Requested(TestDatabase database)
    {
        var session = $"S-{ManyComments.Largest}";
        var of = $"/comments/of/{session}";
        var newest = await database.Count("""SELECT MAX("Number") FROM "Feedback_Comments" """);
        var (near, middle, far) = (await Below(newest - newest / 50), await Below(newest / 2), await Below(newest / 4));
        return
        [
            new("delegate", "home page", "/"),
            new("delegate", "opens the largest room", $"/sessions/{session}"),
            new("delegate", "opens a room of the first day", "/sessions/S-01"),
            new("delegate", "next part", $"{of}?before={near}"),
            new("delegate", "part in the middle", $"{of}?before={middle}"),
            new("delegate", "back to newer ones", $"{of}?after={middle}"),
            new("delegate", "a comment by its address", $"{of}?at=C-{far}"),
            new("delegate", "a comment by its code", $"/comments/C-{far}"),
            new("delegate", "a rare word", $"{of}?q=hai+au"),
            new("delegate", "a common word", $"{of}?q=hop+tac"),
            new("delegate", "a common word, in the middle", $"{of}?q=hop+tac&before={middle}"),
            new("delegate", "a letter", $"{of}?q=t"),
            new("delegate", "two words, together seldom", $"{of}?q=dai+dien+khi+hau"),
            new("delegate", "a phrase", $"{of}?q=%22kinh+te+so%22"),
            new("delegate", "a code", $"{of}?q=C-{far}"),
            new("delegate", "what nobody said", $"{of}?q=hop+zebra"),
            new("delegate", "most endorsed", $"{of}?sort=mostEndorsed"),
            new("delegate", "most endorsed, in the middle", $"{of}?sort=mostEndorsed&before={middle}"),
            new("delegate", "most endorsed of a common word", $"{of}?sort=mostEndorsed&q=hop+tac"),
            new("delegate", "questions only", $"{of}?kind=question"),
            new("delegate", "one organisation", $"{of}?organisation=%C4%90%E1%BA%AFk+L%E1%BA%AFk"),
            new("delegate", "one organisation and a word", $"{of}?organisation=%C4%90%E1%BA%AFk+L%E1%BA%AFk&q=hop+tac"),
            new("delegate", "own ones", $"{of}?mine=true"),
            new("delegate", "endorsed ones", $"{of}?endorsed=true"),
            new("delegate", "all own comments", "/comments/mine"),
            new("delegate", "API: search", $"/api/v1/comments?q=hop+tac&after={newest / 2}"),
            new("secretariat", "board", "/comments/triage?state=open"),
            new("secretariat", "board, a common word", "/comments/triage?state=open&q=hop+tac"),
            new("secretariat", "board, a rare word", "/comments/triage?state=all&q=hai+au"),
            new("secretariat", "board, four filters and a word", $"/comments/triage?state=noted&kind=question&session={session}&marked=true&q=hop+tac"),
            new("secretariat", "board, in the middle", $"/comments/triage?state=open&before={newest / 2}"),
            new("secretariat", "moderation queue", "/comments/queue"),
            new("secretariat", "queue of a session", $"/comments/queue?session={session}&show=published"),
            new("secretariat", "API: a page", $"/api/v1/comments?after={newest / 2}"),
            new("secretariat", "figures of a session", $"/sessions/{session}/comments/figures"),
            new("secretariat", "figures of the conference", "/comments/figures"),
        ];

        async Task<long> Below(long number) => await database.Count(
            $"""SELECT MAX("Number") FROM "Feedback_Comments" WHERE "SessionId" = '{Id()}' AND "Standing" = 'Published' AND "Number" <= {number}""");
        string Id() => Demo.Id("session", ManyComments.Largest).ToString() is var id && TestDatabase.OnPostgres ? id : id.ToUpperInvariant();
    }

    /// <summary>Someone with a browser and a program.</summary>
    private sealed record Person(Visitor Browser, HttpClient Program) : IDisposable
    {
        public static async Task<Person> SignedIn(Uri address, TestDatabase database, string badge)
        {
            var browser = new Visitor(address, "vi-VN");
            await browser.Submit("/sign-in", "/sign-in?handler=Badge", ("BadgeCode", Convert.ToHexString(Demo.Id("badge code", badge).ToByteArray())[..10]));
            var (_, token, _) = await HostProcess.Verb(database.Settings(demonstration: true), "token", "add", "--badge", badge);
            var program = new HttpClient { BaseAddress = address };
            program.DefaultRequestHeaders.Authorization = new("Bearer", token.Split((char[]?)null).Last(word => word.StartsWith("conf_", StringComparison.Ordinal)));
            return new(browser, program);
        }

        public async Task<Took> Ask(string url)
        {
            var times = new double[Requests];
            // The first few find what the server remembers between requests.
            for (var i = -3; i < Requests; i++)
            {
                var clock = Stopwatch.GetTimestamp();
                using var answer = await (url.StartsWith("/api/", StringComparison.Ordinal) ? Program.GetAsync(new Uri(url, UriKind.Relative)) : Browser.Get(url));
                await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
                if (i >= 0) times[i] = Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
            }
            Array.Sort(times);
            return new(times[Requests / 2], times[(int)(Requests * 0.99)]);
        }

        public void Dispose()
        {
            Browser.Dispose();
            Program.Dispose();
        }
    }
}
