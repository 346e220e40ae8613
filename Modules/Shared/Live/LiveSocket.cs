using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Net.WebSockets;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace Conference.Shared.Live;

/// <summary>
/// A laptop's WebSocket as SignalR sees it. SignalR's own transport hands every message through a pipe to another thread
/// before it is written; here the thread that sends a frame also writes it, and a connection that is silent holds less.
/// </summary>
internal sealed class LiveSocket : ConnectionContext, IDuplexPipe, IConnectionUserFeature, IConnectionHeartbeatFeature
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly Pipe incoming = new(new(readerScheduler: PipeScheduler.Inline, writerScheduler: PipeScheduler.Inline, useSynchronizationContext: false));
    private readonly CancellationTokenSource closed = new();
    private readonly List<Action> heartbeats = [];
    private readonly HttpContext request;
    private readonly WebSocket socket;
    private readonly SharedWire? wire;

    private LiveSocket(HttpContext request, WebSocket socket)
    {
        (this.request, this.socket, User, Output, ConnectionClosed) = (request, socket, request.User, new Messages(socket), closed.Token);
        wire = (request.Features.Get<IHttpUpgradeFeature>() as SharedWire.Upgrade)?.Wire;
        Features.Set(this);
        Features.Set<IConnectionUserFeature>(this);
        Features.Set<IConnectionHeartbeatFeature>(this);
    }

    public override string ConnectionId { get; set; } = Guid.CreateVersion7().ToString("N");
    public override IFeatureCollection Features { get; } = new FeatureCollection();
    public override IDictionary<object, object?> Items { get; set; } = new ConnectionItems();
    public override IDuplexPipe Transport { get => this; set => throw new NotSupportedException(); }
    public PipeReader Input => incoming.Reader;
    public PipeWriter Output { get; }
    public ClaimsPrincipal? User { get; set; }

    /// <summary>Lets WebSockets of the hub's endpoint be served here, and what else a laptop may resort to by SignalR.</summary>
    public static void Serve(IEndpointRouteBuilder app, IEndpointConventionBuilder hub)
    {
        var sockets = app.CreateApplicationBuilder();
        sockets.Use((request, next) =>
        {
            if (request.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } upgrade) request.Features.Set<IHttpUpgradeFeature>(new SharedWire.Upgrade(upgrade, request));
            return next(request);
        });
        sockets.UseWebSockets().Run(Serve);
        var serve = sockets.Build();
        hub.Add(endpoint =>
        {
            var otherwise = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = request => request.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } || request.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true }
                ? serve(request) : otherwise(request);
        });
    }

    private static async Task Serve(HttpContext request)
    {
        using var socket = await request.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext { KeepAliveInterval = TimeSpan.Zero });
        await using var connection = new LiveSocket(request, socket);
        var reading = connection.Read();
        request.Features.GetRequiredFeature<IConnectionHeartbeatFeature>().OnHeartbeat(static laptop => ((LiveSocket)laptop).Beat(), connection);
        await request.RequestServices.GetRequiredService<HubConnectionHandler<LiveHub>>().OnConnectedAsync(connection);
        await connection.Close(reading);
        await reading;
    }

    /// <summary>Sends a message that <see cref="Framed"/> made, past all that is the same for every laptop.</summary>
    /// <returns>Null where messages must go through the WebSocket itself.</returns>
    public ValueTask? Send(ReadOnlyMemory<byte> framed) => wire?.WriteAsync(framed);

    /// <summary>A text message as it goes over the wire from server to laptop: in one frame, not masked (RFC 6455, 5.2).</summary>
    public static ReadOnlyMemory<byte> Framed(ReadOnlySpan<byte> message)
    {
        const byte FinalText = 0x81;
        Span<byte> head = stackalloc byte[10];
        head[0] = FinalText;
        if (message.Length < 126)
        {
            head[1] = (byte)message.Length;
            head = head[..2];
        }
        else if (message.Length <= ushort.MaxValue)
        {
            head[1] = 126;
            BinaryPrimitives.WriteUInt16BigEndian(head[2..], (ushort)message.Length);
            head = head[..4];
        }
        else
        {
            head[1] = 127;
            BinaryPrimitives.WriteUInt64BigEndian(head[2..], (ulong)message.Length);
        }
        return (byte[])[.. head, .. message];
    }

    public void OnHeartbeat(Action<object> action, object state) { lock (heartbeats) heartbeats.Add(() => action(state)); }

    public override void Abort(ConnectionAbortedException abortReason) => request.Abort();

    public override ValueTask DisposeAsync()
    {
        lock (heartbeats) heartbeats.Clear();
        closed.Dispose();
        return base.DisposeAsync();
    }

    private void Beat()
    {
        lock (heartbeats) foreach (var beat in heartbeats) beat();
    }

    private async Task Read()
    {
        try
        {
            // Asked with an empty buffer first, a connection that is silent holds no memory.
            while ((await socket.ReceiveAsync(Memory<byte>.Empty, default)).MessageType is not WebSocketMessageType.Close)
            {
                var received = await socket.ReceiveAsync(incoming.Writer.GetMemory(), default);
                if (received.MessageType is WebSocketMessageType.Close) break;
                incoming.Writer.Advance(received.Count);
                if ((await incoming.Writer.FlushAsync()).IsCompleted) break;
            }
        }
        // A laptop that is shut, or carried out of reach, does not say goodbye.
        catch (Exception lost) when (IsLost(lost)) { }
        await incoming.Writer.CompleteAsync();
        await closed.CancelAsync();
    }

    /// <summary>Says goodbye and hears the laptop's; one that does not answer in time is cut off.</summary>
    private async Task Close(Task reading)
    {
        await incoming.Reader.CompleteAsync();
        using var patience = new CancellationTokenSource(Farewell);
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived) await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
            await reading.WaitAsync(patience.Token);
        }
        catch (Exception lost) when (IsLost(lost)) { request.Abort(); }
    }

    private static bool IsLost(Exception e) => e is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException;

    /// <summary>What is written until a flush is one message; a frame for many followers comes as one and goes out as it is.</summary>
    private sealed class Messages(WebSocket socket) : PipeWriter
    {
        // Made when needed: a connection that only follows keeps none.
        private ArrayBufferWriter<byte>? written;

        public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
        {
            var sending = socket.SendAsync(source, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
            return sending.IsCompletedSuccessfully ? default : Sent(sending);
        }

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
        {
            if (written is not { WrittenCount: > 0 } message) return default;
            written = null;
            return WriteAsync(message.WrittenMemory, cancellationToken);
        }

        public override Memory<byte> GetMemory(int sizeHint = 0) => (written ??= new()).GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

        public override void Advance(int bytes) => written!.Advance(bytes);

        public override void CancelPendingFlush() { }

        public override void Complete(Exception? exception = null) { }

        private static async ValueTask<FlushResult> Sent(ValueTask sending)
        {
            await sending;
            return default;
        }
    }
}
