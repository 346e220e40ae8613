using System.Globalization;
using System.Text.Unicode;
using Conference.Shared;
using Conference.Shared.Data;
using Conference.Shared.Messages;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Localization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.WebEncoders;

namespace Conference.Host;

/// <summary>What surrounds the modules: pages and their security, language, errors, the API's description.</summary>
internal static class Shell
{
    private static readonly CultureInfo[] Cultures = [CultureInfo.GetCultureInfo("vi-VN"), CultureInfo.GetCultureInfo("en-GB")];

    public static void AddShell(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddRazorPages(o => o.Conventions.ConfigureFilter(new RuleBrokenFilter()))
            .AddDataAnnotationsLocalization();
        services.AddOptions<Microsoft.AspNetCore.Mvc.DataAnnotations.MvcDataAnnotationsLocalizationOptions>()
            .Configure<Sentences>((o, sentences) => o.DataAnnotationLocalizerProvider = (_, _) => sentences);
        // Vietnamese letters go out as they are, not as numbers.
        services.Configure<WebEncoderOptions>(o => o.TextEncoderSettings = new(UnicodeRanges.All));
        services.AddAntiforgery(o => o.HeaderName = "X-Antiforgery");
        services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.Encoder = ModuleDb.Json.Encoder;
            foreach (var converter in ModuleDb.Json.Converters) o.SerializerOptions.Converters.Add(converter);
        });
        services.AddProblemDetails();
        services.AddExceptionHandler<RuleBrokenAnswer>();
        services.AddOpenApi("v1", o => o.AddDocumentTransformer<ApiDescription>());
        services.AddSingleton(new ModuleAssembly(typeof(Shell).Assembly));
        services.AddSingleton<Readiness>();
        services.AddHealthChecks().AddCheck<Readiness>("ready");
        services.Configure<RequestLocalizationOptions>(o =>
        {
            o.DefaultRequestCulture = new(Cultures[0]);
            o.SupportedCultures = o.SupportedUICultures = Cultures;
            o.RequestCultureProviders = [new QueryStringRequestCultureProvider { QueryStringKey = "lang", UIQueryStringKey = "lang" }, new CookieRequestCultureProvider { CookieName = "language" }, new ApiLanguage()];
        });
        var keys = Path.Combine(DataFolder(builder), "keys");
        services.AddDataProtection().SetApplicationName("Conference").PersistKeysToFileSystem(new DirectoryInfo(keys));
    }

    public static void UseShell(this WebApplication app)
    {
        app.UseRequestLocalization();
        if (!app.Environment.IsDevelopment()) app.UseHsts();
        app.UseWhen(c => !IsApi(c), pages => pages.UseExceptionHandler("/error"));
        app.UseWhen(IsApi, api => api.UseExceptionHandler());
        app.UseWhen(c => !IsApi(c), pages => pages.UseStatusCodePagesWithReExecute("/error", "?status={0}"));
        app.Use(SecurityHeaders);
        app.UseRouting();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
    }

    public static void MapShell(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorPages();
        // Without a body of its own: the page of errors says it.
        app.MapGet("/denied", () => Results.StatusCode(StatusCodes.Status403Forbidden)).AllowAnonymous().ExcludeFromDescription();
        app.MapMessagesApi();
        app.MapOpenApi().AllowAnonymous();
        app.MapHealthChecks("/healthz").AllowAnonymous();
    }

    private static bool IsApi(HttpContext context) => context.Request.Path.StartsWithSegments("/api");

    /// <summary>Nothing is loaded from elsewhere, nothing runs that is not a file of ours, nobody frames us.</summary>
    private static Task SecurityHeaders(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        return next(context);
    }

    private static string DataFolder(WebApplicationBuilder builder)
    {
        var database = new DatabaseChoice(builder.Configuration);
        return database.IsPostgres
            ? Path.Combine(builder.Environment.ContentRootPath, "data")
            : Path.GetDirectoryName(Path.GetFullPath(new SqliteConnectionStringBuilder(database.ConnectionString).DataSource))!;
    }

    /// <summary>Callers of the API are answered in the language they ask for; pages are Vietnamese until their reader chooses.</summary>
    private sealed class ApiLanguage : RequestCultureProvider
    {
        public override Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext) =>
            IsApi(httpContext) ? Task.FromResult(Choose(httpContext.Request.GetTypedHeaders().AcceptLanguage)) : NullProviderCultureResult;

        // By the language alone: en and en-US are answered in the English there is.
        private static ProviderCultureResult? Choose(IEnumerable<Microsoft.Net.Http.Headers.StringWithQualityHeaderValue> accepted) =>
            (from wanted in accepted.OrderByDescending(a => a.Quality ?? 1)
             from culture in Cultures
             where wanted.Value.Value!.Split('-')[0].Equals(culture.TwoLetterISOLanguageName, StringComparison.OrdinalIgnoreCase)
             select new ProviderCultureResult(culture.Name)).FirstOrDefault();
    }
}
