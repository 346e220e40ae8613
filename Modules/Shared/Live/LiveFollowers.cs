using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Logging;

namespace Conference.Shared.Live;

/// <summary>
/// Who follows which topic on this host. A frame is serialised once and handed to every follower without waiting for any:
/// whoever does not read holds up nobody, and is cut off before what waits for them grows. Their laptop connects again
/// and catches up.
/// </summary>
internal sealed class LiveFollowers(ILogger<DefaultHubLifetimeManager<LiveHub>> log) : DefaultHubLifetimeManager<LiveHub>(log)
{
    /// <summary>Frames that may wait for a reader beyond what the connection's own buffers hold.</summary>
    private const int MostWaiting = 64;

    /// <summary>How many followers one core takes at a time.</summary>
    private const int Share = 100;

    /// <summary>One frame for all: as a message, and as it goes over the wire of those who speak JSON.</summary>
    private sealed class Frame(InvocationMessage message)
    {
        private readonly SerializedHubMessage serialized = new(message);
        private readonly Lock framing = new();
        private volatile object? json;

        public ValueTask SendTo(HubConnectionContext connection, LiveSocket? socket) =>
            socket is not null && connection.Protocol is JsonHubProtocol protocol && socket.Send(Json(protocol)) is { } sent ? sent : connection.WriteAsync(serialized);

        private ReadOnlyMemory<byte> Json(JsonHubProtocol protocol)
        {
            if (json is null) lock (framing) json ??= LiveSocket.Framed(serialized.GetSerializedMessage(protocol).Span);
            return (ReadOnlyMemory<byte>)json;
        }
    }

    private sealed class Follower(HubConnectionContext connection)
    {
        private readonly LiveSocket? socket = connection.Features.Get<LiveSocket>();
        private int waiting;
        private volatile bool cutOff;

        public void Send(Frame frame)
        {
            if (cutOff) return;
            var writing = frame.SendTo(connection, socket);
            if (writing.IsCompletedSuccessfully) return;
            if (Interlocked.Increment(ref waiting) > MostWaiting)
            {
                cutOff = true;
                connection.Abort();
            }
            _ = Finish(writing);
        }

        private async Task Finish(ValueTask writing)
        {
            // A failed write ends the connection by itself.
            await writing.AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Interlocked.Decrement(ref waiting);
        }
    }

    private sealed class Topic
    {
        private readonly Dictionary<string, Follower> followers = [];
        private Follower[]? all;

        public void Add(HubConnectionContext connection)
        {
            lock (followers)
                if (followers.TryAdd(connection.ConnectionId, new(connection))) all = null;
        }

        public void Remove(string connectionId)
        {
            lock (followers)
                if (followers.Remove(connectionId)) all = null;
        }

        public Follower[] All()
        {
            lock (followers) return all ??= [.. followers.Values];
        }
    }

    private readonly ConcurrentDictionary<string, HubConnectionContext> connections = [];
    private readonly ConcurrentDictionary<string, Topic> topics = [];

    public override Task OnConnectedAsync(HubConnectionContext connection)
    {
        connections[connection.ConnectionId] = connection;
        return base.OnConnectedAsync(connection);
    }

    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        connections.TryRemove(connection.ConnectionId, out _);
        foreach (var topic in topics.Values) topic.Remove(connection.ConnectionId);
        return base.OnDisconnectedAsync(connection);
    }

    public override Task AddToGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default)
    {
        if (connections.TryGetValue(connectionId, out var connection)) topics.GetOrAdd(groupName, _ => new()).Add(connection);
        return Task.CompletedTask;
    }

    public override Task RemoveFromGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default)
    {
        if (topics.TryGetValue(groupName, out var topic)) topic.Remove(connectionId);
        return Task.CompletedTask;
    }

    public override Task SendGroupAsync(string groupName, string methodName, object?[] args, CancellationToken cancellationToken = default)
    {
        if (!topics.TryGetValue(groupName, out var topic)) return Task.CompletedTask;
        var (frame, followers) = (new Frame(new(methodName, args)), topic.All());
        // Each core takes some of them: what a frame costs is mostly the system's work for each socket.
        return Parallel.ForAsync(0, (followers.Length + Share - 1) / Share, cancellationToken, (some, _) =>
        {
            foreach (var follower in followers.AsSpan(some * Share, Math.Min(Share, followers.Length - some * Share))) follower.Send(frame);
            return default;
        });
    }
}
