using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Conference.Host;

/// <summary>The head of /openapi/v1.json, and how callers sign in.</summary>
internal sealed class ApiDescription : IOpenApiDocumentTransformer
{
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new() { Title = "Conference", Version = "v1", Description = "Sessions, comments, resolutions and action programs of a conference. Errors are problem details (RFC 9457) in the language of Accept-Language." };
        document.Components ??= new();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A token from: token add --role secretariat" };
        document.Security = [new() { [new OpenApiSecuritySchemeReference("bearer", document)] = [] }];
        return Task.CompletedTask;
    }
}
