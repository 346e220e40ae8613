using Conference.Shared;
using Conference.Shared.Live;
using Microsoft.Extensions.DependencyInjection;

namespace Conference.Sessions;

internal static class Screens
{
    public static void AddScreens(this IServiceCollection services)
    {
        services.AddScoped<ScreenOperator>();
        services.AddScoped<IOnScreen, DecisionsOnScreen>();
        services.AddScoped<LiveTopic, ScreensTopic>();
        services.AddSingleton(new RoomPart("ScreenPanel", Podium.Roles, Podium: true));
        services.AddScoped<IDemonstration, ScreensDemonstration>();
    }
}
