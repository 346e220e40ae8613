using Conference.Shared;
using Conference.Shared.Live;
using Microsoft.Extensions.DependencyInjection;

namespace Conference.Sessions;

/// <summary>Minutes that write themselves, their live coverage, and how they are closed and signed.</summary>
internal static class MinutesFeature
{
    public static void AddMinutes(this IServiceCollection services)
    {
        services.AddScoped<MinutesDesk>();
        services.AddScoped<LiveTopic, MinutesTopic>();
        services.AddScoped<IDemonstration, MinutesDemonstration>();
        services.AddSingleton(new RoomPart("Coverage", [], Spread: 400, Hears: [.. RoomPart.Acts(SessionAct.MinutesPublished, SessionAct.MinutesOpened, SessionAct.MinutesClosed, SessionAct.MinutesSigned), MinutesDesk.News]));
        services.AddSingleton(new RoomPart("MinutesPanel", Podium.Roles, Podium: true));
    }
}
