using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Conference.Benchmarks.Live;

/// <summary>
/// One WebSocket, by hand: thousands of them share a process with little memory and without a task or a JSON document for
/// each frame, so that what is measured is the server.
/// </summary>
internal sealed class Wire : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly SocketAsyncEventArgs receiving = new();
    private readonly Dialect dialect;
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private byte[] buffer = new byte[4096];
    private int held, joined;
    private bool upgraded;

    private Wire(Dialect dialect, Follower? follower)
    {
        (this.dialect, Follower) = (dialect, follower);
        receiving.Completed += (_, _) => { if (Took()) Receive(); };
    }

    /// <summary>What this connection has seen of the topic; null for one that only sends.</summary>
    public Follower? Follower { get; }

    public static async Task<Wire> Open(Uri address, Dialect dialect, string? cookie, Follower? follower)
    {
        var wire = new Wire(dialect, follower);
        await wire.socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, address.Port));
        var request = $"GET {dialect.Path} HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + $"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{(cookie is null ? "" : $"Cookie: {cookie}\r\n")}\r\n";
        wire.socket.Send(Encoding.ASCII.GetBytes(request));
        wire.Receive();
        await wire.ready.Task.WaitAsync(TimeSpan.FromSeconds(60));
        return wire;
    }

    public void Ready() => ready.TrySetResult();

    /// <summary>Sends one text message.</summary>
    public void Send(ReadOnlySpan<byte> text)
    {
        // A client's frames are masked; a mask of zeros leaves the text as it is.
        Span<byte> frame = stackalloc byte[text.Length + 8];
        (frame[0], frame[1]) = (0x81, (byte)(0x80 | (text.Length < 126 ? text.Length : 126)));
        var head = 2;
        if (text.Length >= 126) { BinaryPrimitives.WriteUInt16BigEndian(frame[2..], checked((ushort)text.Length)); head = 4; }
        frame.Slice(head, 4).Clear();
        text.CopyTo(frame[(head + 4)..]);
        lock (socket) socket.Send(frame[..(head + 4 + text.Length)]);
    }

    public void Dispose()
    {
        socket.Dispose();
        receiving.Dispose();
    }

    private void Receive()
    {
        try
        {
            do
            {
                if (held == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
                receiving.SetBuffer(buffer, held, buffer.Length - held);
            }
            while (!socket.ReceiveAsync(receiving) && Took());
        }
        catch (ObjectDisposedException) { }
    }

    private bool Took()
    {
        if (receiving.SocketError is not SocketError.Success || receiving.BytesTransferred == 0)
        {
            ready.TrySetException(new IOException("The server closed the connection."));
            return false;
        }
        held += receiving.BytesTransferred;
        var at = joined;
        if (!upgraded)
        {
            var end = buffer.AsSpan(0, held).IndexOf("\r\n\r\n"u8);
            if (end < 0) return true;
            if (buffer.AsSpan(0, end).IndexOf(" 101 "u8) < 0) throw new InvalidOperationException(Encoding.UTF8.GetString(buffer, 0, end));
            upgraded = true;
            at = end + 4;
            dialect.Greet(this);
        }
        // Frames of one message are joined at the start of the buffer; `joined` bytes of it wait for the rest.
        while (held - at >= 2)
        {
            var (first, size, head) = (buffer[at], (long)buffer[at + 1], 2);
            if (size == 126) { head = 4; size = held - at < 4 ? long.MaxValue : BinaryPrimitives.ReadUInt16BigEndian(buffer.AsSpan(at + 2)); }
            else if (size == 127) { head = 10; size = held - at < 10 ? long.MaxValue : BinaryPrimitives.ReadInt64BigEndian(buffer.AsSpan(at + 2)); }
            if (size > held - at - head) break;
            var payload = buffer.AsSpan(at + head, (int)size);
            at += head + (int)size;
            switch (first & 0x0f)
            {
                case 8: return false;
                case 0 or 1 when first < 0x80 || joined > 0:
                    payload.CopyTo(buffer.AsSpan(joined));
                    joined += payload.Length;
                    if (first < 0x80) break;
                    dialect.Take(this, buffer.AsSpan(0, joined));
                    joined = 0;
                    break;
                case 0 or 1: dialect.Take(this, payload); break;
            }
        }
        buffer.AsSpan(at, held - at).CopyTo(buffer.AsSpan(joined));
        held = joined + held - at;
        return true;
    }
}
