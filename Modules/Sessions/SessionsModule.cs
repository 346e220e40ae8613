using Conference.Shared;
using Conference.Shared.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Conference.Sessions;

/// <summary>
/// What happens: sessions as they are run. Owns: LiveSession, SessionEvent, the live topic conference. Tells the others:
/// SessionOpened, SessionSuspended, SessionClosed. Listens to: AgendaReleased.
/// </summary>
public static class SessionsModule
{
    public static void AddSessions(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddModule<SessionsDb>();
        services.AddScoped<LiveTopic, ConferenceTopic>();
        services.AddScoped<ITrace, SessionTrace>();
        services.AddScoped<IDemonstration, SessionsDemonstration>();
    }

    public static void MapSessions(this IEndpointRouteBuilder app) => app.MapSessionsApi();
}
