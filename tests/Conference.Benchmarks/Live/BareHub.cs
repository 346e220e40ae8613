using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Conference.Benchmarks.Live;

/// <summary>What a live channel costs at the least: a hub that hands each comment on, of the same size, and does nothing else.</summary>
internal sealed class BareHub : Hub
{
    private static long last;

    public sealed record NewComment(Guid Id, string Kind, string Text);

    public static async Task Serve()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        builder.Services.AddSignalR().AddJsonProtocol(o => o.PayloadSerializerOptions = Shared.Data.ModuleDb.Json);
        var app = builder.Build();
        app.MapHub<BareHub>("/live");
        await app.StartAsync();
        Console.WriteLine("ready at " + app.Urls.First());
        await app.WaitForShutdownAsync();
    }

    public Task Follow(string topic, long lastSeen) => lastSeen > 0 ? Groups.AddToGroupAsync(Context.ConnectionId, topic) : Task.CompletedTask;

    public async Task<object> Send(string topic, NewComment comment)
    {
        var (number, at) = (Interlocked.Increment(ref last), DateTime.UtcNow);
        var shown = new
        {
            comment.Id, Number = number, Code = $"C-{number}", SessionId = Guid.Empty, Session = "S-13", comment.Kind, comment.Text, AuthorId = Guid.Empty, Author = "Nguyễn Thị Minh Khai",
            Title = "Phó Giám đốc Sở Ngoại vụ", Organisation = "Đà Nẵng", TitleEn = "Deputy Director, Department of Foreign Affairs", OrganisationEn = "Da Nang", At = at, State = "open", Reason = (string?)null, Uses = Array.Empty<string>(),
            Standing = "published", StandingReason = (string?)null, OnBehalf = false, Anonymous = false, ReplyTo = (string?)null, About = (string?)null, Answers = Array.Empty<string>(), Endorsements = 0,
            CorrectedAt = (DateTime?)null, MergedInto = (string?)null, With = Array.Empty<string>(), Version = 0, Desk = (string?)null, Initials = "MK",
        };
        await Clients.Group(topic).SendAsync("Events", topic, new[] { new { Sequence = number, Kind = "comment", Body = shown, At = at } });
        return new { Accepted = true, Answer = shown, Refusal = (string?)null, TryAgain = false };
    }
}
