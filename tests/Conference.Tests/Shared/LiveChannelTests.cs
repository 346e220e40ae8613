using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using Conference.Feedback;
using Conference.Shared;
using Conference.Shared.Data;
using Conference.Shared.Live;
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

        // What waits for one who does not read is given up, and nobody else waits for that.
        Assert.InRange(longest, TimeSpan.Zero, TimeSpan.FromSeconds(8));
        Assert.InRange(await ReadToTheEnd(stuck), 1, events * text.Length);
        await using var back = await LiveClient.Connect(app, "DNG-01");
        Assert.Equal(Enumerable.Range(1, before + events).Select(n => (long)n), (await back.Follow(session.Topic)).Select(e => e.Sequence));
    }

    [Fact]
    public async Task Whoever_joins_while_many_events_pass_hears_every_one_after_the_last_they_were_told_in_order()
    {
        var session = await app.ASession();
        using var visitor = await app.SignedIn("DNG-01");
        var laptops = new ConcurrentQueue<LiveClient>();
        async Task<IReadOnlyList<LiveNews>> Join()
        {
            var laptop = await LiveClient.Connect(app.Address, visitor.Cookies);
            laptops.Enqueue(laptop);
            return await laptop.Follow(session.Topic);
        }
        for (var i = 0; i < 120; i++) await Join();

        // Sending takes about as long as the next event needs: many happen while others are sent.
        var text = new string('x', 3000);
        using var enough = new CancellationTokenSource();
        Task Announce() => app.With<FeedbackDb>(async db => { db.Announce(session.Topic, "trial", new { text }); await db.SaveChangesAsync(); });
        await using var watching = await LiveClient.Connect(app.Address, visitor.Cookies);
        var announced = (await watching.Follow(session.Topic)).Count;
        var announcing = Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
            {
                await Task.WhenAll(Announce(), Announce(), Announce(), Announce());
                await watching.Hear(session.Topic, (announced += 4));
            }
        });
        var missed = new List<int>();
        for (var i = 0; i < 120; i++)
        {
            missed.Add((await Join()).Count);
            // Places become free and are taken again.
            if (i % 3 == 0 && laptops.TryDequeue(out var first)) await first.DisposeAsync();
        }
        await enough.CancelAsync();
        await announcing;

        var last = await app.With<SharedDb, long>(db => LiveFrame.Last(db, session.Topic, default));
        var all = Enumerable.Range(1, (int)last).Select(n => (long)n).ToList();
        foreach (var laptop in laptops)
        {
            await laptop.Hear(session.Topic, n => n.Sequence == last);
            Assert.Equal(all, laptop.Heard(session.Topic).Select(n => n.Sequence));
            await laptop.DisposeAsync();
        }
        Assert.InRange(missed.Distinct().Count(), 5, 120);
    }

    [Fact]
    public async Task Laptops_on_an_encrypted_line_and_on_a_plain_one_hear_the_same()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory().FullName, "host.pfx");
        using (var key = RSA.Create(2048))
        using (var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1)))
            await File.WriteAllBytesAsync(file, certificate.Export(X509ContentType.Pfx, "trial"));
        await using var served = await Served.Begin();
        await using var host = await HostProcess.Start(
            [.. served.Database.Settings(demonstration: true), new("Kestrel:Certificates:Default:Path", file), new("Kestrel:Certificates:Default:Password", "trial")], "--urls", "https://127.0.0.1:0;http://127.0.0.1:0");
        var encrypted = new Uri(Regex.Match(host.Output, @"ready: +(https://[\d.:]+)").Groups[1].Value);
        using var visitor = new Visitor(host.Address, "en-GB");
        await visitor.Submit("/sign-in", "/sign-in?handler=Badge", ("BadgeCode", ConferenceApp.BadgeCode("DNG-01")));
        await using var plain = await LiveClient.Connect(host.Address, visitor.Cookies);
        await using var secret = await LiveClient.Connect(encrypted, visitor.Cookies);
        var topic = $"session/{Demo.Id("session", 13)}/comments";
        var before = (await plain.Follow(topic)).Count;
        await secret.Follow(topic);

        for (var n = 0; n < 20; n++) Assert.True((await (n % 2 == 0 ? secret : plain).Send(topic, Given.Body($"qua đường dây {n}: {new string('x', 3000)}"))).Accepted);

        var heard = await plain.Hear(topic, before + 20);
        Assert.Equal(Enumerable.Range(0, 20).Select(n => $"qua đường dây {n}"), heard.TakeLast(20).Select(n => n.Body.GetProperty("text").GetString()!.Split(':')[0]));
        Assert.Equal(heard.Select(n => (n.Sequence, n.Body.GetRawText())), (await secret.Hear(topic, before + 20)).Select(n => (n.Sequence, n.Body.GetRawText())));
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
