using System.Security.Claims;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Conference.Shared.Live;

/// <summary>
/// A kind of topic that browsers follow through /live, such as session/{id}/comments: who may follow it and what it
/// accepts. What happens on it is announced with <c>db.Announce(topic, …)</c> by the module that owns it.
/// </summary>
public abstract class LiveTopic
{
    /// <summary>Name with {id} standing for one segment, or a name without one.</summary>
    public abstract string Pattern { get; }

    public abstract Task<bool> MayFollow(ClaimsPrincipal user, string id, CancellationToken ct);

    /// <summary>Takes something a client sends; answers only once it is durable.</summary>
    public virtual Task<object> Accept(ClaimsPrincipal user, string id, JsonElement body, CancellationToken ct) =>
        throw new RuleBroken("Nothing can be sent to this topic.");

    /// <summary>The id in a topic's name, or null when the name is not of this pattern.</summary>
    public string? Match(string topic)
    {
        var (pattern, name) = (Pattern.Split('/'), topic.Split('/'));
        if (pattern.Length != name.Length) return null;
        var id = "";
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == "{id}" && name[i].Length > 0) id = name[i];
            else if (pattern[i] != name[i]) return null;
        }
        return id;
    }
}

/// <summary>Finds the topic of a name, within the scope of one call.</summary>
public sealed class LiveTopics(IServiceProvider services)
{
    /// <summary>The counter that numbers a topic's events.</summary>
    public static string Series(string topic) => "live:" + topic;

    public (LiveTopic Topic, string Id)? Find(string name)
    {
        foreach (var topic in services.GetServices<LiveTopic>())
            if (topic.Match(name) is { } id) return (topic, id);
        return null;
    }
}
