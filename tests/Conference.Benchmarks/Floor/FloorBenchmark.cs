using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.RegularExpressions;
using Conference.Benchmarks.Live;
using Conference.Participants;
using Conference.Shared;
using Conference.Tests;

namespace Conference.Benchmarks.Floor;

/// <summary>
/// A hall of laptops that show who has the floor. Each follows the room's topic and reads its strip again as parts.js does: after
/// a random part of the spread, five times as slowly for those who ask. Measured is when the last of them shows a change.
/// </summary>
internal static partial class FloorBenchmark
{
    private const int Spread = 600, CanWait = 5 * Spread;
    private const string Room = "/sessions/S-13";

    private sealed record Someone(string Badge, string[] Roles);

    public static async Task Run(int laptops)
    {
        var database = new TestDatabase();
        await database.Create();
        await using var server = await LiveServer.Conference(database);
        try
        {
            using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(2) };
            using var chair = new HttpClient { BaseAddress = server.Address };
            chair.DefaultRequestHeaders.Authorization = new("Bearer", (await HostProcess.Verb(database.Settings(demonstration: true), "token", "add", "--badge", "BNG-01")).Output.Split('\n')[^1].Trim());

            var people = Demo.Read<ParticipantsDb, Someone[]>("people.json").Where(p => p.Roles.Contains("delegate")).ToArray();
            var seats = new Seat[Math.Min(200, people.Length)];
            for (var i = 0; i < seats.Length; i++) seats[i] = await SitDown(server.Address, http, people[i].Badge);

            var hall = new Hall(http);
            var wires = new Wire[laptops];
            await Parallel.ForAsync(0, laptops, new ParallelOptions { MaxDegreeOfParallelism = 32 },
                async (i, _) => wires[i] = await Wire.Open(server.Address, new RoomDialect(hall.Sit(seats[i % seats.Length].Cookie)), seats[i % seats.Length].Cookie, null));
            using var pinging = new Timer(_ => { foreach (var wire in wires) wire.Send([.. """{"type":6}"""u8, 0x1e]); }, null, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));

            Console.WriteLine("| what happens | events | a laptop shows it, median | last laptop, median | last laptop, longest | answered, median | longest | readings | host's CPU per event | host's CPU per laptop and event |");
            Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
            async Task Chair(string verb) => (await chair.PostAsJsonAsync($"/api/v1/sessions/S-13/floor/{verb}", new { })).EnsureSuccessStatusCode();
            foreach (var verb in new[] { "pause", "resume" }) await hall.Measure(server.Process, "", 1, 0, _ => Chair(verb));
            await hall.Measure(server.Process, $"the chair acts every two seconds, {laptops:N0} laptops", 10, 2000, i => Chair(i % 2 == 0 ? "pause" : "resume"));
            await hall.Measure(server.Process, $"{seats.Length} delegates ask for the floor within five seconds", seats.Length, 25, i => seats[i].Ask(http));
            await hall.Measure(server.Process, "the chair gives the floor, with all of them on the list", 10, 2000, _ => Chair("next"));
            foreach (var wire in wires) wire.Dispose();
        }
        finally
        {
            await server.DisposeAsync();
            await database.Drop();
        }
    }

    private static async Task<Seat> SitDown(Uri address, HttpClient http, string badge)
    {
        using var visitor = new Visitor(address, "vi-VN");
        await visitor.Submit("/sign-in", "/sign-in?handler=Badge", ("BadgeCode", Convert.ToHexString(Demo.Id("badge code", badge).ToByteArray())[..10]));
        var token = AntiforgeryToken().Match(await (await visitor.Get(Room)).Content.ReadAsStringAsync()).Groups[1].Value;
        return new(visitor.Cookies.GetCookieHeader(address), token);
    }

    private sealed record Seat(string Cookie, string Token)
    {
        public async Task Ask(HttpClient http)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Room + "/ask") { Content = new FormUrlEncodedContent([new("__RequestVerificationToken", Token), new("kind", "statement")]) };
            request.Headers.Add("Cookie", Cookie);
            request.Headers.Accept.ParseAdd("application/json");
            using var answer = await http.SendAsync(request);
            // Some of the demonstration's delegates are on the list already.
            if ((int)answer.StatusCode is not (200 or 409)) answer.EnsureSuccessStatusCode();
        }
    }

    /// <summary>All laptops, and what they showed when.</summary>
    private sealed class Hall(HttpClient http)
    {
        private readonly List<Laptop> laptops = [];
        private readonly Lock heard = new();
        private readonly List<long> sequences = [];
        private int readings;

        public Laptop Sit(string cookie)
        {
            var laptop = new Laptop(this, http, cookie);
            lock (laptops) laptops.Add(laptop);
            return laptop;
        }

        public void Heard(long sequence) { lock (heard) if (sequences.Count == 0 || sequence > sequences[^1]) sequences.Add(sequence); }

        public void Read() => Interlocked.Increment(ref readings);

        public async Task Measure(Process server, string what, int events, int every, Func<int, Task> act)
        {
            await Calm();
            server.Refresh();
            var (cpu, before, from) = (server.TotalProcessorTime, readings, laptops.Max(l => l.Shown));
            var (answered, first, last) = (new Histogram(), new Histogram(), new List<double>());
            if (every >= 1000)
            {
                for (var i = 0; i < events; i++)
                {
                    var begun = Stopwatch.GetTimestamp();
                    await act(i);
                    answered.Add(Stopwatch.GetTimestamp() - begun);
                    await Calm();
                    foreach (var laptop in laptops) first.Add(laptop.ShownAt - begun);
                    last.Add(Stopwatch.GetElapsedTime(begun, laptops.Max(l => l.ShownAt)).TotalMilliseconds);
                    await Task.Delay(TimeSpan.FromMilliseconds(Math.Max(0, every - Stopwatch.GetElapsedTime(begun).TotalMilliseconds)));
                }
            }
            else
            {
                var asking = new List<Task>();
                var ended = 0L;
                for (var i = 0; i < events; i++)
                {
                    var one = i;
                    asking.Add(Task.Run(async () =>
                    {
                        var begun = Stopwatch.GetTimestamp();
                        await act(one);
                        answered.Add(Stopwatch.GetTimestamp() - begun);
                        Interlocked.Exchange(ref ended, Stopwatch.GetTimestamp());
                    }));
                    await Task.Delay(every);
                }
                await Task.WhenAll(asking);
                await Calm();
                foreach (var laptop in laptops) first.Add(Math.Max(0, laptop.ShownAt - ended));
                last.Add(Stopwatch.GetElapsedTime(ended, laptops.Max(l => l.ShownAt)).TotalMilliseconds);
            }
            if (what.Length == 0) return;
            server.Refresh();
            var used = (server.TotalProcessorTime - cpu).TotalMilliseconds;
            last.Sort();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {what} | {events} | {first.Percentile(0.5):0} ms | {last[last.Count / 2]:0} ms | {last[^1]:0} ms | {answered.Percentile(0.5):0} ms | {answered.Percentile(1):0} ms | {readings - before:N0} | {used / events:0} ms | {1000 * used / events / laptops.Count:0} µs |"));
        }

        /// <summary>Waits until every laptop shows the last event that any has heard.</summary>
        private async Task Calm()
        {
            for (var waiting = Stopwatch.StartNew(); waiting.Elapsed < TimeSpan.FromMinutes(1);)
            {
                await Task.Delay(30);
                long newest;
                lock (heard) newest = sequences.Count == 0 ? 0 : sequences[^1];
                if (laptops.All(l => l.Shown >= newest && !l.IsBusy)) return;
            }
            throw new TimeoutException("Not every laptop has shown the last change within a minute.");
        }
    }

    /// <summary>What parts.js does on one laptop.</summary>
    private sealed class Laptop(Hall hall, HttpClient http, string cookie)
    {
        private readonly Lock plans = new();
        private long heard, due = long.MaxValue;
        private double took;
        private bool reading, again;

        public long Shown { get; private set; }
        public long ShownAt { get; private set; }
        public bool IsBusy { get { lock (plans) return reading || due != long.MaxValue; } }

        public void Hear(long sequence, bool canWait)
        {
            hall.Heard(sequence);
            lock (plans)
            {
                heard = Math.Max(heard, sequence);
                var at = Environment.TickCount64 + 25 + (long)(Random.Shared.NextDouble() * (canWait ? CanWait : Spread) + took);
                if (at >= due) return;
                due = at;
            }
            _ = Task.Run(async () =>
            {
                await Task.Delay((int)Math.Max(0, due - Environment.TickCount64));
                lock (plans)
                {
                    if (Environment.TickCount64 < due) return;
                    due = long.MaxValue;
                    if (reading) { again = true; return; }
                    reading = true;
                }
                await Read();
            });
        }

        private async Task Read()
        {
            do
            {
                var begun = Stopwatch.GetTimestamp();
                using var request = new HttpRequestMessage(HttpMethod.Get, Room + "/part/FloorStrip");
                request.Headers.Add("Cookie", cookie);
                lock (plans) { again = false; request.Headers.Add("X-Heard", heard.ToString(CultureInfo.InvariantCulture)); }
                using var answer = await http.SendAsync(request);
                var html = await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
                hall.Read();
                (Shown, ShownAt) = (long.Parse(Seen().Match(html).Groups[1].Value, CultureInfo.InvariantCulture), Stopwatch.GetTimestamp());
                took = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
                lock (plans) if (!again) { reading = false; return; }
            }
            while (true);
        }
    }

    private sealed class RoomDialect(Laptop laptop) : Dialect(new(0))
    {
        public override string Path => "/live";

        public override void Greet(Wire wire)
        {
            wire.Send([.. """{"protocol":"json","version":1}"""u8, 0x1e]);
            wire.Send([.. Encoding.UTF8.GetBytes($$"""{"type":1,"invocationId":"follow","target":"Follow","arguments":["session/{{Demo.Id("session", 13)}}/room",{{long.MaxValue - 1}}]}"""), 0x1e]);
        }

        public override void Send(Wire wire, int comment) => throw new NotSupportedException();

        public override void Take(Wire wire, ReadOnlySpan<byte> message)
        {
            if (message.IndexOf("\"invocationId\":\"follow\""u8) >= 0) wire.Ready();
            for (int at; (at = message.IndexOf("\"sequence\":"u8)) >= 0;)
            {
                message = message[(at + 11)..];
                _ = Utf8Parser.TryParse(message, out long sequence, out _);
                var next = message.IndexOf("\"sequence\":"u8);
                laptop.Hear(sequence, (next < 0 ? message : message[..next]).IndexOf("\"act\":\"asked\""u8) >= 0);
            }
        }
    }

    [GeneratedRegex("data-seen=\"(\\d+)\"")]
    private static partial Regex Seen();

    [GeneratedRegex("""name="__RequestVerificationToken"[^>]*value="([^"]+)""")]
    private static partial Regex AntiforgeryToken();
}
