using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Conference.Shared.Live;

/// <summary>
/// The stream under a WebSocket, on which its owner and the broadcast write in turn. Both write whole frames, so that
/// frames follow one another whoever wrote them. Where nothing is encrypted they go to the socket itself: after the answer
/// that made a WebSocket of it the server writes nothing more of its own, and its way there costs half as much again.
/// </summary>
internal sealed class SharedWire(Stream wire, Socket? socket) : Stream
{
    private readonly Lock writing = new();

    /// <summary>Where a request becomes a WebSocket, the stream is taken note of.</summary>
    public sealed class Upgrade(IHttpUpgradeFeature upgrade, HttpContext request) : IHttpUpgradeFeature
    {
        public SharedWire? Wire { get; private set; }
        public bool IsUpgradableRequest => upgrade.IsUpgradableRequest;

        public async Task<Stream> UpgradeAsync() => Wire = new(await upgrade.UpgradeAsync(), request.Features.Get<ITlsHandshakeFeature>() is null ? request.Features.Get<IConnectionSocketFeature>()?.Socket : null);
    }

    /// <summary>What is written must stay as it is until it has gone; only who waits for a slow reader waits for that.</summary>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        lock (writing)
        {
            if (socket is null) return wire.WriteAsync(buffer, cancellationToken);
            try
            {
                // Without the token: half a frame would be the end of all that follow.
                var sending = socket.SendAsync(buffer, SocketFlags.None, CancellationToken.None);
                return sending.IsCompletedSuccessfully ? default : new(sending.AsTask());
            }
            // One who has just left is no failure of those who are still here.
            catch (ObjectDisposedException gone) { return ValueTask.FromException(gone); }
        }
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("What is sent is sent with WriteAsync.");
    public override Task FlushAsync(CancellationToken cancellationToken) => wire.FlushAsync(cancellationToken);
    public override void Flush() => wire.Flush();
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => wire.ReadAsync(buffer, cancellationToken);
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => wire.ReadAsync(buffer, offset, count, cancellationToken);
    public override int Read(byte[] buffer, int offset, int count) => wire.Read(buffer, offset, count);
    public override bool CanRead => wire.CanRead;
    public override bool CanWrite => wire.CanWrite;
    public override bool CanSeek => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) wire.Dispose();
        base.Dispose(disposing);
    }
}
