using Conference.Shared;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Conference.Feedback;

public static class FeedbackModule
{
    public static void AddFeedback(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddModule<FeedbackDb>();
    }

    public static void MapFeedback(this IEndpointRouteBuilder app)
    {
    }
}
