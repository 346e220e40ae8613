using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Conference.Shared.Documents;

public static class FilesOfPages
{
    /// <summary>Maps files twice: below the address of their page, and at the same place of the API, which alone describes them.</summary>
    /// <param name="page">Such as /resolutions/{code}.</param>
    /// <param name="tag">What the API describes them under.</param>
    /// <param name="who">Who may have them, from either place.</param>
    public static void MapFiles(this IEndpointRouteBuilder app, string page, string tag, AuthorizeAttribute who, Action<RouteGroupBuilder> map)
    {
        map(app.MapGroup(page).RequireAuthorization(who).ExcludeFromDescription());
        map(app.MapGroup("/api/v1" + page).WithTags(tag).RequireAuthorization(who));
    }
}
