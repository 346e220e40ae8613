using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Conference.Sessions;
using Conference.Shared.Contracts;
using Conference.Shared.Messages;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Conference.Tests.Sessions;

/// <summary>What other modules hear of speeches.</summary>
public static class HeardSpeechHandler
{
    public static ConcurrentQueue<SpeechGiven> Heard { get; } = [];

    public static void Handle(SpeechGiven speech) => Heard.Enqueue(speech);
}

/// <summary>The conference with someone who listens to what is told of speeches.</summary>
public sealed class FloorApp : ConferenceApp
{
    private readonly ConcurrentDictionary<string, HttpClient> clients = [];

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services => services.AddSingleton(new ModuleAssembly(typeof(HeardSpeechHandler).Assembly)));
    }

    /// <summary>The API as this person uses it.</summary>
    public async Task<HttpClient> As(string badge) => clients.TryGetValue(badge, out var known) ? known : clients[badge] = await Api(badge: badge);

    public FloorRoom Room(string code) => new(this, code);
}

/// <summary>The floor of one session as tests use it: by the API, as the person of a badge.</summary>
public sealed class FloorRoom(FloorApp app, string code)
{
    public const string Chair = "BNG-01", Organiser = "BTK-01", Secretary = "BTK-04", Observer = "TTXVN-01";

    public string Code => code;

    /// <summary>The chair does it, and it is done.</summary>
    public async Task<JsonElement> Lead(string verb, object? body = null) => await Done(Chair, $"floor/{verb}", body);

    public async Task<FloorRoom> Opened()
    {
        await Done(Chair, "open");
        return this;
    }

    public async Task<JsonElement> Done(string badge, string verb, object? body = null)
    {
        var (status, answer) = await Try(badge, verb, body);
        Assert.True(status is HttpStatusCode.OK, $"{badge} {verb}: {(int)status} {answer}");
        return answer;
    }

    public async Task<(HttpStatusCode Status, JsonElement Answer)> Try(string badge, string verb, object? body = null)
    {
        var answer = await (await app.As(badge)).PostAsJsonAsync($"/api/v1/sessions/{code}/{verb}", body ?? new { });
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement.Clone());
    }

    /// <summary>The sentence with which something is refused.</summary>
    public async Task<string> Refused(string badge, string verb, object? body = null)
    {
        var before = await Shape();
        var (status, answer) = await Try(badge, verb, body);
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Equal(before, await Shape());
        return answer.GetProperty("title").GetString()!;
    }

    /// <summary>Asks for the floor and returns the id of the entry.</summary>
    public async Task<Guid> Asks(string badge, SpeechKind kind = SpeechKind.Statement, string? subject = null, string? onBehalfOf = null, Guid? answers = null)
    {
        var floor = await Done(badge, "floor/ask", new { kind, subject, onBehalfOf, answers });
        var person = Demo(badge);
        return floor.GetProperty("waiting").EnumerateArray().Last(s => s.GetProperty("personId").GetGuid() == person && s.GetProperty("kind").GetString() == Camel(kind)).GetProperty("id").GetGuid();
    }

    public async Task<JsonElement> Floor(string badge = Organiser) => await (await app.As(badge)).GetFromJsonAsync<JsonElement>($"/api/v1/sessions/{code}/floor");

    /// <summary>Names of those who wait, in their order.</summary>
    public async Task<string[]> Waiting() => [.. (await Floor()).GetProperty("waiting").EnumerateArray().Select(s => s.GetProperty("name").GetString()!)];

    public async Task<string?> Speaking() => (await Floor()).GetProperty("speaking") is { ValueKind: JsonValueKind.Object } speaking ? speaking.GetProperty("name").GetString() : null;

    /// <summary>Everything but the moving clock.</summary>
    public async Task<string> Shape()
    {
        var floor = await Floor();
        return string.Join(" | ", new[] { floor.GetProperty("state").ToString(), floor.GetProperty("listOpen").ToString(), One(floor.GetProperty("speaking")) }
            .Concat(floor.GetProperty("waiting").EnumerateArray().Select(One)).Append("spoken").Concat(floor.GetProperty("spoken").EnumerateArray().Select(One)).Append(floor.GetProperty("times").ToString()));

        static string One(JsonElement s) => s.ValueKind is not JsonValueKind.Object ? "nobody"
            : $"{s.GetProperty("name")} {s.GetProperty("kind")} {s.GetProperty("state")} {s.GetProperty("limit")} runs {s.GetProperty("runningSince")} {s.GetProperty("ruling")}";
    }

    public Task<List<SessionEvent>> Log() => app.With<SessionsDb, List<SessionEvent>>(async db =>
    {
        var id = (await db.Find(code))!.Id;
        return await db.Events.AsNoTracking().Where(e => e.SessionId == id).OrderBy(e => e.At).ThenBy(e => e.Id).ToListAsync();
    });

    public static Guid Demo(string badge) => Conference.Shared.Demo.Id("person", badge);

    public static string Camel(Enum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
