using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Conference.Tests.Sessions;

public sealed class FloorCrashTests
{
    [Fact]
    public async Task A_host_killed_in_mid_speech_goes_on_with_the_clock_to_the_second_and_with_the_list()
    {
        var database = new TestDatabase();
        await database.Create();
        try
        {
            var settings = database.Settings(demonstration: true);
            JsonElement before;
            DateTime killed;
            await using (var host = await HostProcess.Start(settings))
            {
                using var chair = await Api(host, settings);
                (await chair.PostAsync("/api/v1/sessions/S-13/floor/next", null)).EnsureSuccessStatusCode();
                (await chair.PostAsync("/api/v1/sessions/S-13/floor/close", null)).EnsureSuccessStatusCode();
                before = await chair.GetFromJsonAsync<JsonElement>("/api/v1/sessions/S-13/floor");
                killed = DateTime.UtcNow;
                await host.Kill();
            }

            await using (var host = await HostProcess.Start(settings))
            {
                using var chair = await Api(host, settings);
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
        finally
        {
            await database.Drop();
        }
    }

    private static double Ran(JsonElement floor) => floor.GetProperty("speaking").GetProperty("spent").GetDouble();

    private static string Told(JsonElement speaker) => string.Join(' ', new[] { "id", "name", "kind", "state", "startedAt", "runningSince", "limit" }.Select(p => speaker.GetProperty(p).ToString()));

    private static async Task<HttpClient> Api(HostProcess host, IReadOnlyDictionary<string, string> settings)
    {
        var (_, token, _) = await HostProcess.Verb(settings, "token", "add", "--role", "chair");
        var api = new HttpClient { BaseAddress = host.Address };
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return api;
    }
}
