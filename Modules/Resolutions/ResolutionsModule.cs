using Conference.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Conference.Resolutions;

/// <summary>
/// From draft to resolution: clauses with their sources and history, adoption, the action program. Owns: Resolution, Clause,
/// Revision, Source, Adoption. Tells the others: ClauseSourced, ClausesRenumbered, ResolutionAdopted. Listens to:
/// CommentPublished.
/// </summary>
public static class ResolutionsModule
{
    public static void AddResolutions(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddModule<ResolutionsDb>();
        services.AddScoped<ITrace, ProgramTrace>();
        services.AddScoped<IDemonstration, ProgramDemonstration>();
    }

    public static void MapResolutions(this IEndpointRouteBuilder app)
    {
        ProgramApi.Map(app);
    }
}
