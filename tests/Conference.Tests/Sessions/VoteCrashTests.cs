using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Conference.Tests.Sessions;

public sealed class VoteCrashTests
{
    [Theory]
    [InlineData("recorded")]
    [InlineData("secret")]
    public async Task A_host_killed_in_mid_vote_has_every_acknowledged_ballot_once_and_the_vote_goes_on(string method)
    {
        await OnAHost(async (start, settings) =>
        {
            string[] choices = ["for", "for", "against", "abstain"];
            List<(string Badge, string Choice)> plan = [.. Delegations().Select((badge, n) => (badge, choices[n % 4]))];
            var (tokens, acknowledged) = (new Dictionary<string, string>(), new ConcurrentDictionary<string, string>());
            string code;
            await using (var host = await start())
            {
                using var chair = await Caller(host, settings, "--role", "chair");
                code = await chair.Proposes("S-14", "Giữa lúc biểu quyết");
                await chair.Does($"S-14/decisions/{code}/open", new { method });
                foreach (var (badge, _) in plan) tokens[badge] = (await HostProcess.Verb(settings, "token", "add", "--badge", badge)).Output;
                var enough = new TaskCompletionSource();
                var sending = plan.Select(async (ballot, n) =>
                {
                    using var laptop = Caller(host, tokens[ballot.Badge]);
                    try
                    {
                        var (status, answer) = await laptop.Sends($"S-14/decisions/{code}/ballot", new { id = Id(n), choice = ballot.Choice });
                        if (status is HttpStatusCode.OK) acknowledged[ballot.Badge] = answer.Text("voter");
                    }
                    catch (Exception cut) when (cut is HttpRequestException or IOException or TaskCanceledException) { }
                    if (acknowledged.Count >= plan.Count / 3) enough.TrySetResult();
                }).ToList();
                await enough.Task.WaitAsync(TimeSpan.FromMinutes(1));
                await host.Kill();
                await Task.WhenAll(sending);
            }
            await using (var host = await start())
            {
                using var chair = await Caller(host, settings, "--role", "chair");
                var stands = await chair.Reads("S-14", code);
                Assert.Equal("open", stands.Text("state"));
                // Laptops cannot know what was stored: all of them send again, some of them twice.
                foreach (var (ballot, n) in plan.Select((b, n) => (b, n)))
                {
                    using var laptop = Caller(host, tokens[ballot.Badge]);
                    var again = await laptop.Does($"S-14/decisions/{code}/ballot", new { id = Id(n), choice = ballot.Choice });
                    if (acknowledged.ContainsKey(ballot.Badge)) Assert.True(again.GetProperty("again").GetBoolean(), $"{ballot.Badge} was acknowledged and is not there.");
                    if (n % 3 == 0) await laptop.Does($"S-14/decisions/{code}/ballot", new { id = Id(n), choice = ballot.Choice });
                }
                var figures = (await chair.Does($"S-14/decisions/{code}/close", new { withoutQuorum = "Kiểm tra." })).GetProperty("figures");
                Assert.Equal((plan.Count(b => b.Choice == "for"), plan.Count(b => b.Choice == "against"), plan.Count(b => b.Choice == "abstain")),
                    (figures.GetProperty("for").GetInt32(), figures.GetProperty("against").GetInt32(), figures.GetProperty("abstain").GetInt32()));
            }
        });

        static Guid Id(int n) => new($"01900000-0000-7000-8000-{n:000000000000}");
    }

    [Fact]
    public async Task Silence_that_ended_while_no_host_ran_was_adoption_at_its_deadline_to_the_second()
    {
        await OnAHost(async (start, settings) =>
        {
            string code;
            DateTimeOffset deadline;
            await using (var host = await start())
            {
                using var chair = await Caller(host, settings, "--role", "chair");
                code = await chair.Proposes("S-14", "Im lặng qua lần khởi động lại");
                deadline = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.AddSeconds(3).ToUnixTimeSeconds());
                await chair.Does($"S-14/decisions/{code}/silence", new { deadline });
                await host.Kill();
            }
            // The start itself takes longer than what is left, on any machine; if not, the clock of the new host does the rest.
            await using (var host = await start())
            {
                using var chair = await Caller(host, settings, "--role", "chair");
                JsonElement read;
                do read = await chair.Reads("S-14", code);
                while (DateTimeOffset.UtcNow < deadline || read.Text("state") == "open");
                Assert.Equal(("adopted", deadline.UtcDateTime), (read.Text("state"), read.GetProperty("decidedAt").GetDateTime()));
                var (_, token, _) = await HostProcess.Verb(settings, "token", "add", "--badge", "DNG-01");
                using var late = Caller(host, token);
                Assert.Equal($"{code} is adopted and does not change any more.", await late.IsRefused($"S-14/decisions/{code}/objection", new { text = "Muộn" }));
            }
        });
    }

    [Shared.OnPostgresFact]
    public async Task Two_hosts_write_down_the_end_of_a_silence_once_and_count_a_ballot_that_came_through_both_once()
    {
        await OnAHost(async (start, settings) =>
        {
            await using var first = await start();
            await using var second = await start();
            using var here = await Caller(first, settings, "--role", "chair");
            using var there = await Caller(second, settings, "--role", "chair");
            var silent = await here.Proposes("S-14", "Im lặng");
            var deadline = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.AddSeconds(2).ToUnixTimeSeconds());
            await here.Does($"S-14/decisions/{silent}/silence", new { deadline });
            var vote = await there.Proposes("S-14", "Biểu quyết");
            await there.Does($"S-14/decisions/{vote}/open", new { method = "secret" });
            var (_, token, _) = await HostProcess.Verb(settings, "token", "add", "--badge", "DNG-01");
            using var one = Caller(first, token);
            using var other = Caller(second, token);
            await Task.WhenAll(Enumerable.Range(0, 20).Select(n => (n % 2 == 0 ? one : other).Votes("S-14", vote, "for")));
            Assert.Equal(1, (await here.Does($"S-14/decisions/{vote}/close", new { withoutQuorum = "Kiểm tra." })).GetProperty("figures").GetProperty("for").GetInt32());

            JsonElement read;
            do read = (await Task.WhenAll(here.Reads("S-14", silent), there.Reads("S-14", silent)))[0];
            while (read.Text("state") == "open");
            Assert.Equal(deadline.UtcDateTime, read.GetProperty("decidedAt").GetDateTime());
        }, async database => Assert.Equal(1, await database.Count("""SELECT COUNT(*) FROM "Sessions_Events" WHERE "Act" = 'Adopted' AND "Facts" LIKE '%Im lặng%'""")));
    }

    /// <summary>Some delegations of the demonstration, each by one of its delegates.</summary>
    private static IEnumerable<string> Delegations() => ["DNG-01", "DLK-01", "BCT-01", "BTP-01", "HNI-01", "BQP-01", "BCA-01", "BTC-01", "BKHDT-01", "BKHCN-01", "BVHTTDL-01", "BNG-05"];

    private static async Task OnAHost(Func<Func<Task<HostProcess>>, IReadOnlyDictionary<string, string>, Task> work, Func<TestDatabase, Task>? afterwards = null)
    {
        var database = new TestDatabase();
        await database.Create();
        try
        {
            var settings = database.Settings(demonstration: true);
            await work(() => HostProcess.Start(settings), settings);
            if (afterwards is not null) await afterwards(database);
        }
        finally
        {
            await database.Drop();
        }
    }

    private static async Task<HttpClient> Caller(HostProcess host, IEnumerable<KeyValuePair<string, string>> settings, params string[] whose) =>
        Caller(host, (await HostProcess.Verb(settings, ["token", "add", .. whose])).Output);

    private static HttpClient Caller(HostProcess host, string token)
    {
        var client = new HttpClient { BaseAddress = host.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        return client;
    }
}
