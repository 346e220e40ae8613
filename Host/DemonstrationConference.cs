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
        List<int> orders;
        await using (var scope = app.Services.CreateAsyncScope()) orders = [.. scope.ServiceProvider.GetServices<IDemonstration>().Select(d => d.Order).Order()];
        foreach (var (order, together) in orders.CountBy(o => o))
        {
            await Task.WhenAll(Enumerable.Range(0, together).Select(n => Task.Run(() => Fill(order, n), stopping)));
            await messages.Idle(stopping);
        }

        async Task Fill(int order, int n)
        {
            await using var scope = app.Services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentActor>().Is("demonstration");
            await scope.ServiceProvider.GetServices<IDemonstration>().Where(d => d.Order == order).ElementAt(n).Fill(zone.ToUtc(thirdDay), stopping);
        }
    }
}
