using System.Buffers.Text;
using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Conference.Benchmarks.Live;

/// <summary>How a server's live channel is spoken: what to say first, how to send a comment, how to read what comes.</summary>
internal abstract class Dialect
{
    // The end of a comment's id is its number in the ledger; -1 is one that warms up.
    private readonly string idStart;
    private readonly byte[] idMark;

    protected Dialect(Ledger ledger)
    {
        (Ledger, idStart) = (ledger, $"{Guid.CreateVersion7().ToString()[..18]}-8000-");
        idMark = Encoding.ASCII.GetBytes($"\"id\":\"{idStart}");
    }

    protected Ledger Ledger { get; }

    /// <summary>A comment of this connection is acknowledged.</summary>
    public event Action<Wire>? Answered;

    protected void Acknowledge(Wire wire, int comment)
    {
        Ledger.Ack(comment, Stopwatch.GetTimestamp());
        Answered?.Invoke(wire);
    }

    public abstract string Path { get; }

    /// <summary>The connection is open: introduce the client and join the topic.</summary>
    public abstract void Greet(Wire wire);

    public abstract void Take(Wire wire, ReadOnlySpan<byte> message);

    public abstract void Send(Wire wire, int comment);

    /// <summary>Tells the server that this client is still there, where the protocol has clients do so.</summary>
    public virtual void Ping(Wire wire) { }

    protected string Body(int comment) => JsonSerializer.Serialize(new
    {
        id = comment >= 0 ? $"{idStart}{comment:x12}" : $"{Guid.CreateVersion7()}",
        kind = "comment",
        text = $"Ý kiến số {comment} về ngoại giao công nghệ và chuyển đổi xanh: đề nghị lập đầu mối chung cho các địa phương.",
    }, Unescaped);

    private static readonly JsonSerializerOptions Unescaped = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    protected void TakeEvents(Follower? follower, ReadOnlySpan<byte> events)
    {
        if (follower is null) return;
        var now = Stopwatch.GetTimestamp();
        for (int at; (at = events.IndexOf("\"sequence\":"u8)) >= 0;)
        {
            events = events[(at + 11)..];
            _ = Utf8Parser.TryParse(events, out long sequence, out _);
            var next = events.IndexOf("\"sequence\":"u8);
            var id = (next < 0 ? events : events[..next]).IndexOf(idMark);
            Ledger.Arrive(follower, sequence, id < 0 ? -1 : Number(events[(id + idMark.Length)..]), now);
        }
    }

    private static int Number(ReadOnlySpan<byte> hex)
    {
        _ = Utf8Parser.TryParse(hex[..12], out long number, out _, 'x');
        return (int)number;
    }
}

/// <summary>SignalR's JSON protocol, as this system and the bare hub speak it.</summary>
internal sealed class SignalRDialect(Ledger ledger, string topic) : Dialect(ledger)
{
    private const byte End = 0x1e;

    public override string Path => "/live";

    public override void Greet(Wire wire)
    {
        wire.Send([.. """{"protocol":"json","version":1}"""u8, End]);
        if (wire.Follower is null) wire.Ready();
        else wire.Send([.. Encoding.UTF8.GetBytes($$"""{"type":1,"invocationId":"follow","target":"Follow","arguments":["{{topic}}",{{long.MaxValue - 1}}]}"""), End]);
    }

    public override void Send(Wire wire, int comment)
    {
        if (comment >= 0) Ledger.Sent(comment);
        wire.Send([.. Encoding.UTF8.GetBytes($$"""{"type":1,"invocationId":"{{comment}}","target":"Send","arguments":["{{topic}}",{{Body(comment)}}]}"""), End]);
    }

    public override void Ping(Wire wire) => wire.Send([.. """{"type":6}"""u8, End]);

    public override void Take(Wire wire, ReadOnlySpan<byte> message)
    {
        for (int end; (end = message.IndexOf(End)) >= 0; message = message[(end + 1)..])
        {
            var record = message[..end];
            if (record.StartsWith("{\"type\":1,"u8)) TakeEvents(wire.Follower, record);
            else if (record.StartsWith("{\"type\":3,\"invocationId\":\""u8)) TakeAnswer(wire, record);
        }
    }

    private void TakeAnswer(Wire wire, ReadOnlySpan<byte> answer)
    {
        var id = answer["{\"type\":3,\"invocationId\":\""u8.Length..];
        if (id.StartsWith("follow"u8)) { wire.Ready(); return; }
        _ = Utf8Parser.TryParse(id, out int comment, out _);
        if (answer.IndexOf("\"accepted\":false"u8) < 0 && answer.IndexOf("\"error\":"u8) < 0) Acknowledge(wire, comment);
        else
        {
            Interlocked.Increment(ref Ledger.Refused);
            // As a laptop does: what was refused for now is sent again a little later.
            if (answer.IndexOf("\"tryAgain\":true"u8) >= 0) _ = Task.Delay(1000).ContinueWith(_ => Send(wire, comment), TaskScheduler.Default);
        }
    }
}

/// <summary>Socket.IO 4 on engine.io 4, WebSocket alone.</summary>
internal sealed class SocketIoDialect(Ledger ledger) : Dialect(ledger)
{
    public override string Path => "/socket.io/?EIO=4&transport=websocket";

    public override void Greet(Wire wire) { }

    public override void Send(Wire wire, int comment)
    {
        if (comment >= 0) Ledger.Sent(comment);
        wire.Send(Encoding.UTF8.GetBytes($"42{Math.Max(comment, -1) + 1}[\"send\",{Body(comment)}]"));
    }

    public override void Take(Wire wire, ReadOnlySpan<byte> message)
    {
        if (message.StartsWith("42["u8)) TakeEvents(wire.Follower, message);
        else if (message.StartsWith("43"u8))
        {
            _ = Utf8Parser.TryParse(message[2..], out int number, out _);
            Acknowledge(wire, number - 1);
        }
        else if (message.StartsWith("40"u8)) wire.Ready();
        else if (message.StartsWith("0"u8)) wire.Send(wire.Follower is null ? "40"u8 : "40{\"follow\":true}"u8);
        else if (message.StartsWith("2"u8)) wire.Send("3"u8);
    }
}
