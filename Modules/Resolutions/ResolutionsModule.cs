using Conference.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Conference.Resolutions;

public static class ResolutionsModule
{
    public static void AddResolutions(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddModule<ResolutionsDb>();
    }

    public static void MapResolutions(this IEndpointRouteBuilder app)
    {
    }
}
