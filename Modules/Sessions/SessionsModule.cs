using Conference.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Conference.Sessions;

public static class SessionsModule
{
    public static void AddSessions(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddModule<SessionsDb>();
    }

    public static void MapSessions(this IEndpointRouteBuilder app)
    {
    }
}
