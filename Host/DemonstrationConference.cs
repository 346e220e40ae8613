using Conference.Participants;
using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Messages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Host;

/// <summary>
/// Fills an empty database with the demonstration conference: every module its own part, through its own rules and
/// messages. Only where the configuration says Demonstration, which Development does and production does not.
/// </summary>
internal static class DemonstrationConference
{
    public static async Task FillWhenEmpty(WebApplication app)
    {
        if (!app.Configuration.GetValue("Demonstration", false)) return;
        var stopping = app.Lifetime.ApplicationStopping;
        await using (var scope = app.Services.CreateAsyncScope())
            if (await scope.ServiceProvider.GetRequiredService<ParticipantsDb>().People.AnyAsync(stopping)) return;

        var zone = app.Services.GetRequiredService<ConferenceTime>();
        // The conference stands in the late morning of its third day: the latest such morning that is over, so that nothing lies ahead of the clock.
        var thirdDay = DateOnly.FromDateTime(zone.Local(zone.Now) - new TimeSpan(11, 30, 0));
        var messages = app.Services.GetRequiredService<IMessageEngine>();
        for (var part = 0; ; part++)
        {
            await using var scope = app.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentActor>().Is("demonstration");
            var parts = scope.ServiceProvider.GetServices<IDemonstration>().OrderBy(d => d.Order).ToList();
            if (part == parts.Count) return;
            await parts[part].Fill(zone.ToUtc(thirdDay), stopping);
            await messages.Idle(stopping);
        }
    }
}
