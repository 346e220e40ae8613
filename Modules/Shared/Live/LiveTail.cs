using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Conference.Shared.Live;

/// <summary>
/// The newest events of one topic on this host, in the order of their numbers: those that not every follower has been handed.
/// What this host committed itself is taken as it comes while the numbers follow one another; what is between is read from the table.
/// </summary>
public sealed class LiveTail
{
    private readonly List<LiveFrameEvent> events = [];
    private readonly Queue<LiveFrameEvent> early = [];
    private readonly Dictionary<long, LiveMessage> messages = [];
    private long sent, heard;
    private bool sending;

    /// <param name="sent">The last event that every follower has.</param>
    public LiveTail(string topic, long sent) => (Topic, this.sent, heard) = (topic, sent, sent);

    public string Topic { get; }

    /// <summary>The last event that every follower has.</summary>
    public long Sent { get { lock (events) return sent; } }

    /// <summary>The last event that is ready to be handed out.</summary>
    public long Last { get { lock (events) return sent + events.Count; } }

    /// <summary>The last event anybody spoke of.</summary>
    public long Heard { get { lock (events) return heard; } }

    /// <summary>There is an event of this number, here or in the table.</summary>
    /// <returns>Whether someone must begin to send.</returns>
    public bool Hear(long sequence, LiveFrameEvent? here)
    {
        lock (events)
        {
            heard = Math.Max(heard, sequence);
            // Those who fell far behind read from the table.
            if (here is not null && early.Count < LiveFrame.MostEvents) early.Enqueue(here);
            TakeEarly();
            return heard > sent && !sending && (sending = true);
        }
    }

    /// <summary>The events that follow, as the table has them.</summary>
    public void Take(IReadOnlyList<LiveFrameEvent> read)
    {
        lock (events)
        {
            foreach (var next in read) Take(next);
            TakeEarly();
        }
    }

    /// <summary>Everything after an event in one message, the same for all who have come as far; null when that is nothing.</summary>
    public LiveMessage? After(long sequence)
    {
        lock (events)
        {
            var have = (int)(sequence - sent);
            if (have >= events.Count) return null;
            if (!messages.TryGetValue(sequence, out var message)) messages[sequence] = message = new(Topic, events[have..]);
            return message;
        }
    }

    /// <summary>Every follower has come as far as this.</summary>
    public void HasSent(long sequence)
    {
        lock (events)
        {
            if (sequence <= sent) return;
            events.RemoveRange(0, (int)(sequence - sent));
            sent = sequence;
            messages.Clear();
            TakeEarly();
        }
    }

    /// <summary>Whether there is more to send; when not, the next event finds nobody sending.</summary>
    public bool HasMore()
    {
        lock (events) return sending = heard > sent;
    }

    /// <summary>The table has nothing more, although something was heard of before it was read.</summary>
    public void FoundNone(long heardBefore)
    {
        lock (events)
            if (heard == heardBefore) heard = sent + events.Count;
    }

    private void TakeEarly()
    {
        while (events.Count < LiveFrame.MostEvents && early.TryPeek(out var first) && first.Sequence <= sent + events.Count + 1) Take(early.Dequeue());
    }

    private void Take(LiveFrameEvent next)
    {
        if (next.Sequence != sent + events.Count + 1) return;
        events.Add(next);
        messages.Clear();
    }
}

/// <summary>Consecutive events of a topic on their way to those who follow it, serialised once: as a message, and as it goes over the wire of those who speak JSON.</summary>
public sealed class LiveMessage(string topic, IReadOnlyList<LiveFrameEvent> events)
{
    private readonly SerializedHubMessage serialized = new(new InvocationMessage(nameof(ILiveScreen.Events), [topic, events]));
    private readonly Lock framing = new();
    private volatile object? json;

    public long Last => events[^1].Sequence;

    internal ValueTask SendTo(HubConnectionContext connection, LiveSocket? socket) =>
        socket is not null && connection.Protocol is JsonHubProtocol protocol && socket.Send(Json(protocol)) is { } sent ? sent : connection.WriteAsync(serialized);

    private ReadOnlyMemory<byte> Json(JsonHubProtocol protocol)
    {
        if (json is null) lock (framing) json ??= LiveSocket.Framed(serialized.GetSerializedMessage(protocol).Span);
        return (ReadOnlyMemory<byte>)json;
    }
}
