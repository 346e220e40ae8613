using Conference.Shared;
using Conference.Shared.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Conference.Resolutions;

/// <summary>
/// From draft to resolution: clauses with their sources and history, adoption, the action program. Owns: Resolution, Clause,
/// Revision, NumberedDraft, Source, Amendment, Adoption, Corrigendum, Silence, Signing, ActionProgram, ActionTask. Tells the others: ClauseSourced, ClausesRenumbered, ClausesChanged,
/// ResolutionAdopted. Listens to:
/// CommentPublished, CommentWithdrawn, OrganisationsChanged, DecisionTaken, DecisionTakenBack, SilenceBegan, SilenceEnded.
/// </summary>
public static class ResolutionsModule
{
    public static void AddResolutions(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddModule<ResolutionsDb>();
        // After the host has set up Razor Pages, which begins the list of conventions anew.
        services.PostConfigure<RazorPagesOptions>(o => o.Conventions.AddPageRoute("/Resolutions/Drafting/DraftResolution", "/resolutions/{code}/title"));
        services.AddScoped<Drafting>();
        services.AddScoped<VerifyAdopted>();
        services.AddScoped<LiveTopic, ResolutionTopic>();
        services.AddScoped<Amending>();
        services.AddScoped<Delegations>();
        services.AddScoped<LiveTopic, AmendmentTopic>();
        services.AddScoped<ITrace, DraftTrace>();
        services.AddScoped<ITrace, AmendmentTrace>();
        services.AddScoped<IOnScreen, ClausesOnScreen>();
        services.AddScoped<IDemonstration, DraftingDemonstration>();
        services.AddScoped<ITrace, ProgramTrace>();
        services.AddScoped<IDemonstration, ProgramDemonstration>();
        services.AddScoped<IDemonstration, AmendmentsDemonstration>();
    }

    public static void MapResolutions(this IEndpointRouteBuilder app)
    {
        ResolutionsApi.Map(app);
        ResolutionExport.Map(app);
        DraftExports.Map(app);
        AmendmentsDocument.Map(app);
        ClausesWorkbook.Map(app);
        CorrigendumDocument.Map(app);
        ProgramApi.Map(app);
    }
}
