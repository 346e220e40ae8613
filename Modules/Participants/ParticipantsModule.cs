using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Messages;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using System.Threading.RateLimiting;

namespace Conference.Participants;

/// <summary>
/// Who takes part: organisations, people, their roles and badges; signing in. Owns: Organisation, Person, Account,
/// ApiToken. Tells the others: OrganisationsChanged, PeopleChanged. Listens to nobody.
/// </summary>
public static class ParticipantsModule
{
    public static void AddParticipants(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddModule<ParticipantsDb>();
        services.AddScoped<ITellsAgain, EveryoneAgain>();
        services.AddScoped<SignIns>();
        services.AddSingleton<Corrections>();
        services.AddScoped<IDemonstration, ParticipantsDemonstration>();
        services.AddScoped<AddToken>();
        services.AddScoped<AddUser>();
        services.AddScoped<IBadges, Badges>();

        services.AddIdentityCore<Account>(o =>
        {
            o.Password.RequiredLength = 12;
            o.Password.RequireNonAlphanumeric = o.Password.RequireUppercase = o.Password.RequireLowercase = o.Password.RequireDigit = false;
            o.Lockout.MaxFailedAccessAttempts = 5;
            o.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
            o.User.AllowedUserNameCharacters = "";
        }).AddUserStore<UserOnlyStore<Account, ParticipantsDb, Guid>>();

        services.AddAuthentication(o => o.DefaultScheme = "CookieOrBearer")
            .AddPolicyScheme("CookieOrBearer", null, o => o.ForwardDefaultSelector = context =>
                context.Request.Headers.Authorization.Count > 0 || context.Request.Path.StartsWithSegments("/api") ? SignIns.Bearer : SignIns.Cookie)
            .AddScheme<AuthenticationSchemeOptions, BearerTokens>(SignIns.Bearer, null)
            .AddCookie(SignIns.Cookie, o =>
            {
                o.Cookie.Name = "conference";
                o.Cookie.SameSite = SameSiteMode.Lax;
                o.Cookie.SecurePolicy = builder.Environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
                o.LoginPath = "/sign-in";
                o.AccessDeniedPath = "/denied";
                o.ReturnUrlParameter = "returnUrl";
                o.ExpireTimeSpan = TimeSpan.FromHours(14);
                o.SlidingExpiration = true;
                o.Events.OnValidatePrincipal = StillRegistered;
            });
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());

        var attempts = builder.Configuration.GetSection("SignIn")["AttemptsPerMinute"] is { } n ? int.Parse(n, System.Globalization.CultureInfo.InvariantCulture) : 20;
        services.AddRateLimiter(o =>
        {
            o.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            o.AddPolicy("sign-in", context => HttpMethods.IsPost(context.Request.Method)
                ? RateLimitPartition.GetFixedWindowLimiter(context.Connection.RemoteIpAddress ?? System.Net.IPAddress.None, _ => new() { PermitLimit = attempts, Window = TimeSpan.FromMinutes(1) })
                : RateLimitPartition.GetNoLimiter(System.Net.IPAddress.None));
        });
    }

    /// <summary>Names and roles are read again every few minutes, so that what is taken from a person is gone without a sign-out; and at once after a correction.</summary>
    private static async Task StillRegistered(Microsoft.AspNetCore.Authentication.Cookies.CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        if (context.Properties.IssuedUtc is not { } issued
            || TimeProvider.System.GetUtcNow() - issued < TimeSpan.FromMinutes(5) && !services.GetRequiredService<Corrections>().After(issued)) return;
        var fresh = context.Principal?.Actor() is { } actor
            ? await services.GetRequiredService<SignIns>().Principal(actor.PersonId, SignIns.Cookie)
            : null;
        if (fresh is null) context.RejectPrincipal();
        else { context.ReplacePrincipal(fresh); context.ShouldRenew = true; }
    }
}
