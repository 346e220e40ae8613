using Conference.Shared;
using Conference.Shared.Messages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Conference.Agenda;

/// <summary>
/// What is planned: the conference's facts, rooms, the draft agenda and its releases. Owns: Edition, Room,
/// AgendaSession, Release. Tells the others: ConferenceChanged,
/// AgendaReleased. Listens to nobody.
/// </summary>
public static class AgendaModule
{
    public static void AddAgenda(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddModule<AgendaDb>();
        services.AddScoped<ITellsAgain, ConferencesAgain>();
        services.AddScoped<IDemonstration, AgendaDemonstration>();
    }

    public static void MapAgenda(this IEndpointRouteBuilder app) => app.MapAgendaApi();
}
