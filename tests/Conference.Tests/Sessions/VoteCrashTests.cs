using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Conference.Shared.Access;

namespace Conference.Tests.Sessions;

public sealed class VoteCrashTests
{
    [Theory]
    [InlineData("recorded")]
    [InlineData("secret")]
    public async Task A_host_killed_in_mid_vote_has_every_acknowledged_ballot_once_and_the_vote_goes_on(string method)
    {
        await using var served = await Served.Begin();
        string[] choices = ["for", "for", "against", "abstain"];
        List<(string Badge, string Choice)> plan = [.. Served.Delegates.Select((badge, n) => (badge, choices[n % 4]))];
        var acknowledged = new ConcurrentDictionary<string, string>();
        string code;
        await using (var host = await served.Start())
        {
            using var chair = served.Api(host, Roles.Chair);
            code = await chair.Proposes("S-14", "Giữa lúc biểu quyết");
            await chair.Does($"S-14/decisions/{code}/open", new { method });
            var enough = new TaskCompletionSource();
            var sending = plan.Select(async (ballot, n) =>
            {
                using var laptop = served.Api(host, ballot.Badge);
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
        await using (var host = await served.Start())
        {
            using var chair = served.Api(host, Roles.Chair);
            var stands = await chair.Reads("S-14", code);
            Assert.Equal("open", stands.Text("state"));
            // Laptops cannot know what was stored: all of them send again, some of them twice.
            foreach (var (ballot, n) in plan.Select((b, n) => (b, n)))
            {
                using var laptop = served.Api(host, ballot.Badge);
                var again = await laptop.Does($"S-14/decisions/{code}/ballot", new { id = Id(n), choice = ballot.Choice });
                if (acknowledged.ContainsKey(ballot.Badge)) Assert.True(again.GetProperty("again").GetBoolean(), $"{ballot.Badge} was acknowledged and is not there.");
                if (n % 3 == 0) await laptop.Does($"S-14/decisions/{code}/ballot", new { id = Id(n), choice = ballot.Choice });
            }
            var figures = (await chair.Does($"S-14/decisions/{code}/close", new { withoutQuorum = "Kiểm tra." })).GetProperty("figures");
            Assert.Equal((plan.Count(b => b.Choice == "for"), plan.Count(b => b.Choice == "against"), plan.Count(b => b.Choice == "abstain")),
                (figures.GetProperty("for").GetInt32(), figures.GetProperty("against").GetInt32(), figures.GetProperty("abstain").GetInt32()));
        }

        static Guid Id(int n) => new($"01900000-0000-7000-8000-{n:000000000000}");
    }

    [Fact]
    public async Task Silence_that_ended_while_no_host_ran_was_adoption_at_its_deadline_to_the_second()
    {
        await using var served = await Served.Begin();
        string code;
        DateTimeOffset deadline;
        await using (var host = await served.Start())
        {
            using var chair = served.Api(host, Roles.Chair);
            code = await chair.Proposes("S-14", "Im lặng qua lần khởi động lại");
            deadline = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.AddSeconds(3).ToUnixTimeSeconds());
            await chair.Does($"S-14/decisions/{code}/silence", new { deadline });
            await host.Kill();
        }
        if (deadline - DateTimeOffset.UtcNow is { Ticks: > 0 } left) await Task.Delay(left);
        await using (var host = await served.Start())
        {
            using var chair = served.Api(host, Roles.Chair);
            JsonElement read;
            do read = await chair.Reads("S-14", code);
            while (read.Text("state") == "open");
            Assert.Equal(("adopted", deadline.UtcDateTime), (read.Text("state"), read.GetProperty("decidedAt").GetDateTime()));
            using var late = served.Api(host, "DNG-01");
            Assert.Equal($"{code} is adopted and does not change any more.", await late.IsRefused($"S-14/decisions/{code}/objection", new { text = "Muộn" }));
        }
    }

    [Shared.OnPostgresFact]
    public async Task Two_hosts_write_down_the_end_of_a_silence_once_and_count_a_ballot_that_came_through_both_once()
    {
        await using var served = await Served.Begin();
        await using var first = await served.Start();
        await using var second = await served.Start();
        using var here = served.Api(first, Roles.Chair);
        using var there = served.Api(second, Roles.Chair);
        var silent = await here.Proposes("S-14", "Im lặng");
        var deadline = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.AddSeconds(2).ToUnixTimeSeconds());
        await here.Does($"S-14/decisions/{silent}/silence", new { deadline });
        var vote = await there.Proposes("S-14", "Biểu quyết");
        await there.Does($"S-14/decisions/{vote}/open", new { method = "secret" });
        using var one = served.Api(first, "DNG-01");
        using var other = served.Api(second, "DNG-01");
        await Task.WhenAll(Enumerable.Range(0, 20).Select(n => (n % 2 == 0 ? one : other).Votes("S-14", vote, "for")));
        Assert.Equal(1, (await here.Does($"S-14/decisions/{vote}/close", new { withoutQuorum = "Kiểm tra." })).GetProperty("figures").GetProperty("for").GetInt32());

        JsonElement read;
        do read = (await Task.WhenAll(here.Reads("S-14", silent), there.Reads("S-14", silent)))[0];
        while (read.Text("state") == "open");
        Assert.Equal(deadline.UtcDateTime, read.GetProperty("decidedAt").GetDateTime());
        Assert.Equal(1, await served.Database.Count("""SELECT COUNT(*) FROM "Sessions_Events" WHERE "Act" = 'Adopted' AND "Facts" LIKE '%Im lặng%'"""));
    }
}
