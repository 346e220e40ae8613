using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Conference.Tests.Sessions;

/// <summary>A laptop that follows one topic through /live, speaking SignalR's JSON protocol over a plain socket.</summary>
internal sealed class Screen : IAsyncDisposable
{
    private const char End = '\u001e';

    private readonly ClientWebSocket socket = new();
    private readonly CancellationTokenSource patience = new(TimeSpan.FromSeconds(20));
    private readonly Queue<(string, JsonElement)> events = [];
    private string received = "";

    public static async Task<Screen> Follow(Uri address, CookieContainer cookies, string topic, long lastSeen)
    {
        var screen = new Screen();
        screen.socket.Options.Cookies = cookies;
        await screen.socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws", Path = "/live" }.Uri, screen.patience.Token);
        await screen.Send("""{"protocol":"json","version":1}""");
        await screen.Send($$"""{"type":1,"invocationId":"1","target":"Follow","arguments":["{{topic}}",{{lastSeen}}]}""");
        while (!await screen.Answered()) { }
        return screen;
    }

    /// <summary>The next event of the topic, whether it was missed before or happens now.</summary>
    public async Task<(string Kind, JsonElement Body)> Next()
    {
        while (events.Count == 0) await Answered();
        return events.Dequeue();
    }

    public async ValueTask DisposeAsync()
    {
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        socket.Dispose();
        patience.Dispose();
    }

    private Task Send(string json) => socket.SendAsync(Encoding.UTF8.GetBytes(json + End), WebSocketMessageType.Text, true, patience.Token);

    /// <summary>Reads one message; true when it is the answer to Follow.</summary>
    private async Task<bool> Answered()
    {
        var buffer = new byte[16_384];
        while (!received.Contains(End, StringComparison.Ordinal))
        {
            using var message = new MemoryStream();
            WebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(buffer, patience.Token);
                message.Write(buffer, 0, part.Count);
            }
            while (!part.EndOfMessage);
            received += Encoding.UTF8.GetString(message.ToArray());
        }
        var end = received.IndexOf(End, StringComparison.Ordinal);
        var json = JsonDocument.Parse(received[..end]).RootElement;
        received = received[(end + 1)..];
        switch (json.TryGetProperty("type", out var type) ? type.GetInt32() : 0)
        {
            case 1:
                Take(json.GetProperty("arguments")[1]);
                return false;
            case 3:
                Take(json.GetProperty("result").GetProperty("events"));
                return true;
            default:
                return false;
        }
    }

    private void Take(JsonElement frame)
    {
        foreach (var happened in frame.EnumerateArray()) events.Enqueue((happened.GetProperty("kind").GetString()!, happened.GetProperty("body").Clone()));
    }
}
