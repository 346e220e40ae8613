using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging;

namespace Conference.Shared.Live;

/// <summary>
/// Who follows which topic on this host. A message is handed to every follower without waiting for any: whoever does not
/// read holds up nobody, and is cut off before what waits for them grows. Their laptop connects again and catches up.
/// SignalR's groups stand for the topics; what goes to one goes through <see cref="Send"/>.
/// </summary>
public sealed class LiveFollowers(ILogger<DefaultHubLifetimeManager<LiveHub>> log) : DefaultHubLifetimeManager<LiveHub>(log)
{
    /// <summary>Messages that may wait for a reader beyond what the connection's own buffers hold.</summary>
    private const int MostWaiting = 64;

    private sealed class Follower(HubConnectionContext connection)
    {
        private readonly LiveSocket? socket = connection.Features.Get<LiveSocket>();
        private int waiting;
        private volatile bool cutOff;

        public void Send(LiveMessage message)
        {
            if (cutOff) return;
            var writing = message.SendTo(connection, socket);
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

    /// <summary>Some of a topic's followers, who have all been handed the same: as many as one core takes at a time.</summary>
    private sealed class Share
    {
        private const int Most = 50;

        private readonly Dictionary<string, Follower> followers = [];
        private Follower[]? all;

        /// <summary>The last event they were handed; 0 for those who are new, who are handed what the topic's others are not through with.</summary>
        public long Sent { get; private set; }

        public bool Add(HubConnectionContext connection)
        {
            lock (followers)
            {
                if (followers.Count == Most) return false;
                followers[connection.ConnectionId] = new(connection);
                all = null;
                return true;
            }
        }

        public void Remove(string connectionId)
        {
            lock (followers)
                if (followers.Remove(connectionId)) all = null;
        }

        public void Send(LiveTail tail)
        {
            if (tail.After(Math.Max(Sent, tail.Sent)) is not { } message) return;
            foreach (var follower in All()) follower.Send(message);
            Sent = message.Last;
        }

        private Follower[] All()
        {
            lock (followers) return all ??= [.. followers.Values];
        }
    }

    private sealed class Topic
    {
        private readonly Dictionary<string, Share> shareOf = [];
        private Share[] shares = [];

        public IReadOnlyList<Share> Shares { get { lock (shareOf) return shares; } }

        public void Add(HubConnectionContext connection)
        {
            lock (shareOf)
            {
                if (shareOf.ContainsKey(connection.ConnectionId)) return;
                if (Array.Find(shares, s => s.Add(connection)) is not { } share)
                {
                    shares = [.. shares, share = new()];
                    share.Add(connection);
                }
                shareOf[connection.ConnectionId] = share;
            }
        }

        public void Remove(string connectionId)
        {
            lock (shareOf)
                if (shareOf.Remove(connectionId, out var share)) share.Remove(connectionId);
        }
    }

    // Half of the cores: what a message costs is mostly the system's work for each socket, and the others go on taking comments in.
    private static ParallelOptions Cores(CancellationToken ct) => new() { MaxDegreeOfParallelism = Math.Max(1, Environment.ProcessorCount / 2), CancellationToken = ct };

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

    /// <summary>
    /// Hands each follower of a topic what they have not been handed yet. What happens meanwhile goes along to those whose
    /// turn is still to come; the others are handed it the next time.
    /// </summary>
    public void Send(LiveTail tail, CancellationToken ct)
    {
        var last = tail.Last;
        if (topics.TryGetValue(tail.Topic, out var topic))
        {
            var shares = topic.Shares;
            Parallel.For(0, shares.Count, Cores(ct), i => shares[i].Send(tail));
            // Those who joined meanwhile too: what they lack must not be forgotten.
            last = topic.Shares.Min(s => (long?)Math.Max(s.Sent, tail.Sent)) ?? last;
        }
        tail.HasSent(last);
    }
}
