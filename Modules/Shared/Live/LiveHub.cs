using System.Text.Json;
using Conference.Shared.Access;
using Conference.Shared.Data;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;

namespace Conference.Shared.Live;

/// <summary>What the server calls on every laptop.</summary>
public interface ILiveScreen
{
    Task Events(string topic, IReadOnlyList<LiveFrameEvent> events);
}

/// <summary>The one connection of a laptop, at /live. Each topic says who may follow it and what it accepts.</summary>
[ForEveryoneSignedIn]
public sealed partial class LiveHub(LiveTopics topics, Lazy<SharedDb> db, LiveBroadcast broadcast, Sentences texts, CurrentActor actor, TimeProvider clock, ILogger<LiveHub> log) : Hub<ILiveScreen>
{
    /// <summary>Joins a topic and returns what was missed since <paramref name="lastSeen"/>; call again while it says there is more.</summary>
    public async Task<LiveFrame> Follow(string topic, long lastSeen)
    {
        var (owner, id) = topics.Find(topic) ?? throw Refuse("There is no such topic.");
        if (!await owner.MayFollow(Context.User!, id, Context.ConnectionAborted)) throw Refuse("There is no such topic.");
        await broadcast.Watch(topic, db.Value, Context.ConnectionAborted);
        // Joined before reading: an event between the two arrives twice, and its number tells the laptop so.
        await Groups.AddToGroupAsync(Context.ConnectionId, topic);
        return await LiveFrame.After(db.Value, topic, lastSeen, Context.ConnectionAborted);
    }

    /// <summary>The server's clock, in milliseconds since 1970 UTC: what all screens show time by.</summary>
    public double Time() => (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;

    public Task Leave(string topic) => Groups.RemoveFromGroupAsync(Context.ConnectionId, topic);

    /// <summary>Hands something to a topic. The answer comes once it is durable.</summary>
    public async Task<SendAnswer> Send(string topic, JsonElement body)
    {
        var (owner, id) = topics.Find(topic) ?? throw Refuse("There is no such topic.");
        actor.Is(Context.User!.RequiredActor().Name);
        try
        {
            return new(true, await owner.Accept(Context.User!, id, body, Context.ConnectionAborted), null, false);
        }
        catch (RuleBroken refusal)
        {
            return new(false, null, texts[refusal], refusal is PleaseWait);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogFailed(failure, topic);
            return new(false, null, texts["This could not be stored just now. Your text is safe here and will be sent again in a moment."], true);
        }
    }

    private HubException Refuse(string sentence) => new(texts[sentence]);

    [LoggerMessage(LogLevel.Error, "Accepting for {Topic} failed")]
    private partial void LogFailed(Exception failure, string topic);
}

/// <summary>The answer to something sent: accepted with the topic's answer, or a sentence why not and whether to try again.</summary>
public sealed record SendAnswer(bool Accepted, object? Answer, string? Refusal, bool TryAgain);
