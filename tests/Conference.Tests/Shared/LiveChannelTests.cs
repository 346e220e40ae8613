using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Conference.Feedback;
using Conference.Tests.Feedback;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests.Shared;

public sealed class LiveChannelTests(ConferenceApp app) : IClassFixture<ConferenceApp>
{
    [Fact]
    public async Task A_laptop_that_never_reads_holds_up_nobody_is_cut_off_and_catches_up_when_it_comes_back()
    {
        const int events = 150;
        var session = await app.ASession();
        await using var other = await LiveClient.Connect(app, "DLK-01");
        var before = (await other.Follow(session.Topic)).Count;
        using var visitor = await app.SignedIn("DNG-01");
        using var stuck = await FollowWithoutReading(visitor, session.Topic);
        var text = new string('x', 100_000);

        var longest = TimeSpan.Zero;
        // Each is a frame of its own: the next is announced when the other laptop has it.
        for (var n = 1; n <= events; n++)
        {
            var clock = Stopwatch.StartNew();
            await app.With<FeedbackDb>(async db => { db.Announce(session.Topic, "trial", new { text }); await db.SaveChangesAsync(); });
            await other.Hear(session.Topic, before + n);
            longest = clock.Elapsed > longest ? clock.Elapsed : longest;
        }

        // A write that nobody reads is given up by the server after ten seconds; nobody else waits for that.
        Assert.InRange(longest, TimeSpan.Zero, TimeSpan.FromSeconds(8));
        Assert.InRange(await ReadToTheEnd(stuck), 1, events * text.Length);
        await using var back = await LiveClient.Connect(app, "DNG-01");
        Assert.Equal(Enumerable.Range(1, before + events).Select(n => (long)n), (await back.Follow(session.Topic)).Select(e => e.Sequence));
    }

    [Fact]
    public async Task One_who_floods_a_session_waits_for_their_own_answers_while_others_are_served()
    {
        var session = await app.ASession();
        await using var flooding = await LiveClient.Connect(app, "DNG-01");
        await using var other = await LiveClient.Connect(app, "DLK-01");

        var flood = Enumerable.Range(1, 300).Select(n => flooding.Send(session.Topic, Given.Body($"dồn dập {n}"))).ToList();
        var calm = await other.Send(session.Topic, Given.Body("một ý kiến bình thường"));
        var flooded = await Task.WhenAll(flood);

        Assert.All(flooded, answer => Assert.True(answer.Accepted));
        Assert.InRange(Number(calm), Number(flooded[0]) - 1, Number(flooded[^1]) - 1);
        Assert.Equal(301, await app.With<FeedbackDb, int>(db => db.Comments.CountAsync(c => c.SessionId == session.Id)));
    }

    private static int Number(LiveAnswer answer) => int.Parse(answer.Text("code")[2..], CultureInfo.InvariantCulture);

    /// <summary>A WebSocket that follows a topic and then takes nothing out of its socket any more.</summary>
    private async Task<Socket> FollowWithoutReading(Visitor visitor, string topic)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(app.Address.Host, app.Address.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET /live HTTP/1.1\r\nHost: {app.Address.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + $"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nCookie: {visitor.Cookies.GetCookieHeader(app.Address)}\r\n\r\n"));
        await ReadUntil(socket, "\r\n\r\n");
        await socket.SendAsync(Masked("{\"protocol\":\"json\",\"version\":1}\u001e"));
        await socket.SendAsync(Masked($"{{\"type\":1,\"invocationId\":\"1\",\"target\":\"Follow\",\"arguments\":[\"{topic}\",0]}}\u001e"));
        await ReadUntil(socket, "\"more\":false");
        return socket;
    }

    private static async Task ReadUntil(Socket socket, string end)
    {
        var (read, buffer) = ("", new byte[1024]);
        while (!read.Contains(end, StringComparison.Ordinal)) read += Encoding.UTF8.GetString(buffer, 0, await socket.ReceiveAsync(buffer).WaitAsync(LiveClient.Patience));
    }

    // A mask of zeros leaves the text as it is.
    private static byte[] Masked(string text) =>
        [0x81, (byte)(0x80 | (text.Length < 126 ? text.Length : 126)), .. text.Length < 126 ? Array.Empty<byte>() : [(byte)(text.Length >> 8), (byte)text.Length], 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(text)];

    /// <returns>How many bytes came before the server ended the connection.</returns>
    private static async Task<long> ReadToTheEnd(Socket socket)
    {
        var (total, buffer) = (0L, new byte[64 * 1024]);
        try
        {
            for (int read; (read = await socket.ReceiveAsync(buffer).WaitAsync(LiveClient.Patience)) > 0;) total += read;
        }
        catch (SocketException reset) when (reset.SocketErrorCode is SocketError.ConnectionReset) { }
        return total;
    }
}
