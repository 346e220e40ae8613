using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Conference.Sessions;
using Conference.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests.Sessions;

/// <summary>How tests of decisions read: what the podium does in a session, and what delegates answer, over the API.</summary>
internal static class PodiumSteps
{
    /// <summary>Opens a planned session in which presence is presumed.</summary>
    public static async Task<Guid> Opens(this ConferenceApp app, string code)
    {
        var id = await app.With<SessionsDb, Guid>(async db =>
        {
            var session = (await db.Find(code))!;
            var rules = await db.Rules.FindAsync(session.Id) ?? db.Add(RulesOfProcedure.Of(session.Id)).Entity;
            rules.Differ(QuorumFraction.None, QuorumFraction.None, PresenceRule.Presumed);
            await db.SaveChangesAsync();
            return session.Id;
        });
        using var chair = await app.Api("chair");
        (await chair.PostAsync($"/api/v1/sessions/{code}/open", null)).EnsureSuccessStatusCode();
        return id;
    }

    public static async Task<(HttpStatusCode Status, JsonElement Body)> Sends(this HttpClient caller, string url, object? body = null)
    {
        using var content = JsonContent.Create(body ?? new { }, options: ModuleDb.Json);
        var answer = await caller.PostAsync(new Uri("/api/v1/sessions/" + url, UriKind.Relative), content);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    /// <summary>Does something that must succeed.</summary>
    public static async Task<JsonElement> Does(this HttpClient caller, string url, object? body = null)
    {
        var (status, answer) = await caller.Sends(url, body);
        Assert.True(status is HttpStatusCode.OK, $"{url}: {status} {answer}");
        return answer;
    }

    /// <summary>Does something that must be refused with a sentence, which is returned.</summary>
    public static async Task<string> IsRefused(this HttpClient caller, string url, object? body = null)
    {
        var (status, answer) = await caller.Sends(url, body);
        Assert.True(status is HttpStatusCode.Conflict, $"{url}: {status} {answer}");
        return answer.GetProperty("title").GetString()!;
    }

    /// <summary>Puts something up and returns its code.</summary>
    public static async Task<string> Proposes(this HttpClient podium, string session, string title = "Điều cần quyết định", string subject = "") =>
        (await podium.Does($"{session}/decisions", new { title, titleEn = "", text = "", textEn = "", subject })).GetProperty("code").GetString()!;

    public static Task<JsonElement> Votes(this HttpClient voter, string session, string decision, string choice, Guid? id = null) =>
        voter.Does($"{session}/decisions/{decision}/ballot", new { id = id ?? Guid.CreateVersion7(), choice });

    public static Task<JsonElement> Reads(this HttpClient reader, string session, string decision) => reader.GetFromJsonAsync<JsonElement>($"/api/v1/sessions/{session}/decisions/{decision}");

    public static async Task<Decision> Decision(this ConferenceApp app, string code) =>
        await app.With<SessionsDb, Decision>(db => db.Decisions.AsNoTracking().SingleAsync(d => d.Number == Conference.Sessions.Decision.NumberOf(code)));

    public static string Text(this JsonElement json, string property) => json.GetProperty(property).GetString()!;
}
