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

    private sealed class Follower(HubConnectionContext connection)
    {
        private int waiting;

        public void Send(SerializedHubMessage frame)
        {
            var writing = connection.WriteAsync(frame);
            if (writing.IsCompletedSuccessfully) return;
            if (Interlocked.Increment(ref waiting) > MostWaiting) connection.Abort();
            _ = Finish(writing);
        }

        private async Task Finish(ValueTask writing)
        {
            // A failed write ends the connection by itself.
            await writing.AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Interlocked.Decrement(ref waiting);
        }
    }

    private readonly ConcurrentDictionary<string, HubConnectionContext> connections = [];
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, Follower>> topics = [];

    public override Task OnConnectedAsync(HubConnectionContext connection)
    {
        connections[connection.ConnectionId] = connection;
        return base.OnConnectedAsync(connection);
    }

    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        connections.TryRemove(connection.ConnectionId, out _);
        foreach (var followers in topics.Values) followers.TryRemove(connection.ConnectionId, out _);
        return base.OnDisconnectedAsync(connection);
    }

    public override Task AddToGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default)
    {
        if (connections.TryGetValue(connectionId, out var connection)) topics.GetOrAdd(groupName, _ => []).TryAdd(connectionId, new(connection));
        return Task.CompletedTask;
    }

    public override Task RemoveFromGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default)
    {
        if (topics.TryGetValue(groupName, out var followers)) followers.TryRemove(connectionId, out _);
        return Task.CompletedTask;
    }

    public override Task SendGroupAsync(string groupName, string methodName, object?[] args, CancellationToken cancellationToken = default)
    {
        if (!topics.TryGetValue(groupName, out var followers)) return Task.CompletedTask;
        var frame = new SerializedHubMessage(new InvocationMessage(methodName, args));
        // Each core takes some of them: what a frame costs is mostly the system's work for each socket.
        return Parallel.ForEachAsync(followers.Values.Chunk(100), cancellationToken, (some, _) =>
        {
            foreach (var follower in some) follower.Send(frame);
            return default;
        });
    }
}
