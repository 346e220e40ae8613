using Conference.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Conference.Agenda;

public static class AgendaModule
{
    public static void AddAgenda(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddModule<AgendaDb>();
    }

    public static void MapAgenda(this IEndpointRouteBuilder app)
    {
    }
}
