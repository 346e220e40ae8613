using Conference.Agenda;
using Conference.Feedback;
using Conference.Host;
using Conference.Participants;
using Conference.Resolutions;
using Conference.Sessions;
using Conference.Shared;
using Conference.Shared.Data;
using Conference.Shared.Messages;

var builder = WebApplication.CreateBuilder(args);
if (Verbs.Named(args)) builder.Logging.AddConsole(o => o.LogToStandardErrorThreshold = LogLevel.Trace);

builder.AddShared();
builder.AddMessages();
builder.AddParticipants();
builder.AddAgenda();
builder.AddSessions();
builder.AddFeedback();
builder.AddResolutions();
builder.AddShell();

await using var app = builder.Build();

await app.Services.GetRequiredService<DatabaseChoice>().Migrate(app.Services);
if (Verbs.Named(args)) return await Verbs.Run(app, args);

app.UseShell();
app.MapShared();
app.MapAgenda();
app.MapSessions();
app.MapFeedback();
app.MapResolutions();
app.MapShell();

await app.StartAsync();
await app.Services.GetRequiredService<Readiness>().After(async () =>
{
    await app.Services.TellNewListeners(app.Lifetime.ApplicationStopping);
    await DemonstrationConference.FillWhenEmpty(app);
});
Welcome.Print(app);
await app.WaitForShutdownAsync();
return 0;

/// <summary>The host, for tests to start.</summary>
public partial class Program;
