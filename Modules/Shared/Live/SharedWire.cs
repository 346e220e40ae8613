using Microsoft.AspNetCore.Http.Features;

namespace Conference.Shared.Live;

/// <summary>
/// The stream under a WebSocket, on which its owner and the broadcast write in turn. Both write whole frames, so that
/// frames follow one another whoever wrote them.
/// </summary>
internal sealed class SharedWire(Stream wire) : Stream
{
    private readonly Lock writing = new();

    /// <summary>Where a request becomes a WebSocket, the stream is taken note of.</summary>
    public sealed class Upgrade(IHttpUpgradeFeature upgrade) : IHttpUpgradeFeature
    {
        public SharedWire? Wire { get; private set; }
        public bool IsUpgradableRequest => upgrade.IsUpgradableRequest;

        public async Task<Stream> UpgradeAsync() => Wire = new(await upgrade.UpgradeAsync());
    }

    // What is written is copied before this returns; only who waits for a slow reader waits longer.
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        lock (writing) return wire.WriteAsync(buffer, cancellationToken);
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
