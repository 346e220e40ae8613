using System.Net.Http.Json;
using System.Text.Json;
using Conference.Shared.Access;

namespace Conference.Tests.Sessions;

public sealed class FloorCrashTests
{
    [Fact]
    public async Task A_host_killed_in_mid_speech_goes_on_with_the_clock_to_the_second_and_with_the_list()
    {
        await using var served = await Served.Begin();
        JsonElement before;
        DateTime killed;
        await using (var host = await served.Start())
        {
            using var chair = served.Api(host, Roles.Chair);
            (await chair.PostAsync("/api/v1/sessions/S-13/floor/next", null)).EnsureSuccessStatusCode();
            (await chair.PostAsync("/api/v1/sessions/S-13/floor/close", null)).EnsureSuccessStatusCode();
            before = await chair.GetFromJsonAsync<JsonElement>("/api/v1/sessions/S-13/floor");
            killed = DateTime.UtcNow;
            await host.Kill();
        }

        await using (var host = await served.Start())
        {
            using var chair = served.Api(host, Roles.Chair);
            var after = await chair.GetFromJsonAsync<JsonElement>("/api/v1/sessions/S-13/floor");
            Assert.True(after.GetProperty("serverTime").GetDateTime() > killed);
            // The speaker went on speaking while the host was away: the clock counts that.
            Assert.InRange(Ran(after) - Ran(before) - (after.GetProperty("serverTime").GetDateTime() - before.GetProperty("serverTime").GetDateTime()).TotalSeconds, -0.1, 0.1);
            foreach (var (part, answer) in new[] { ("waiting", before), ("spoken", before) })
                Assert.Equal(answer.GetProperty(part).EnumerateArray().Select(Told), after.GetProperty(part).EnumerateArray().Select(Told));
            Assert.Equal((Told(before.GetProperty("speaking")), false), (Told(after.GetProperty("speaking")), after.GetProperty("listOpen").GetBoolean()));
            (await chair.PostAsync("/api/v1/sessions/S-13/floor/next", null)).EnsureSuccessStatusCode();
        }
    }

    private static double Ran(JsonElement floor) => floor.GetProperty("speaking").GetProperty("spent").GetDouble();

    private static string Told(JsonElement speaker) => string.Join(' ', new[] { "id", "name", "kind", "state", "startedAt", "runningSince", "limit" }.Select(p => speaker.GetProperty(p).ToString()));
}
