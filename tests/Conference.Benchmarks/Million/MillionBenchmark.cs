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
            using var visitors = new Visitors(host.Address);
            foreach (var badge in new[] { Delegate, Secretariat }) await visitors.SignIn(badge);
            var requests = await Requested(database);
            var took = new List<Took>();
            foreach (var request in requests) took.Add(await Ask(visitors[request.Who is "delegate" ? Delegate : Secretariat], request.Url));
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
        long[] inside = [await Number(10), await Number(2), await Number(4)];
        return
        [
            new("delegate", "home page", "/"),
            new("delegate", "opens the largest room", $"/sessions/{session}"),
            new("delegate", "opens a room of the first day", "/sessions/S-01"),
            new("delegate", "next part", $"{of}?before={inside[0]}"),
            new("delegate", "part in the middle", $"{of}?before={inside[1]}"),
            new("delegate", "back to newer ones", $"{of}?after={inside[1]}"),
            new("delegate", "a comment by its address", $"{of}?at=C-{inside[2]}"),
            new("delegate", "a comment by its code", $"/comments/C-{inside[2]}"),
            new("delegate", "a rare word", $"{of}?q=hai+au"),
            new("delegate", "a common word", $"{of}?q=hop+tac"),
            new("delegate", "a common word, in the middle", $"{of}?q=hop+tac&before={inside[1]}"),
            new("delegate", "a letter", $"{of}?q=t"),
            new("delegate", "two words, together seldom", $"{of}?q=dai+dien+khi+hau"),
            new("delegate", "a phrase", $"{of}?q=%22kinh+te+so%22"),
            new("delegate", "a code", $"{of}?q=C-{inside[2]}"),
            new("delegate", "what nobody said", $"{of}?q=hop+zebra"),
            new("delegate", "most endorsed", $"{of}?sort=mostEndorsed"),
            new("delegate", "most endorsed, in the middle", $"{of}?sort=mostEndorsed&before={inside[1]}"),
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

        async Task<long> Number(int part) => await database.Count(
            $"""
            SELECT "Number" FROM "Feedback_Comments" WHERE "SessionId" = '{Id()}' AND "Standing" = 'Published' AND "Number" <= {newest - newest / part * (part == 10 ? 0 : 1)} ORDER BY "Number" DESC LIMIT 1
            """);
        string Id() => Demo.Id("session", ManyComments.Largest).ToString() is var id && TestDatabase.OnPostgres ? id : id.ToUpperInvariant();
    }

    private static async Task<Took> Ask(Visitor visitor, string url)
    {
        for (var i = 0; i < 3; i++) await visitor.Read(url);
        var times = new double[Requests];
        for (var i = 0; i < Requests; i++)
        {
            var clock = Stopwatch.GetTimestamp();
            using (var answer = await visitor.Get(url)) await answer.Content.ReadAsByteArrayAsync();
            times[i] = Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
        }
        Array.Sort(times);
        return new(times[Requests / 2], times[(int)(Requests * 0.99)]);
    }

    /// <summary>People who are signed in, by their badges.</summary>
    private sealed class Visitors(Uri address) : IDisposable
    {
        private readonly Dictionary<string, Visitor> people = [];

        public Visitor this[string badge] => people[badge];

        public async Task SignIn(string badge)
        {
            var visitor = people[badge] = new Visitor(address, "vi-VN");
            await visitor.Submit("/sign-in", "/sign-in?handler=Badge", ("BadgeCode", Convert.ToHexString(Demo.Id("badge code", badge).ToByteArray())[..10]));
        }

        public void Dispose()
        {
            foreach (var visitor in people.Values) visitor.Dispose();
        }
    }
}
