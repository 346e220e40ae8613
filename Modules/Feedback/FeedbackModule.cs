using Conference.Shared;
using Conference.Shared.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Conference.Feedback;

/// <summary>
/// What people say to the sessions: comments taken in live, worked through by the secretariat, with what became of each.
/// Owns: Comment, ModerationEntry, CommentGroup, SessionSummary. Tells the others: CommentPublished, CommentWithdrawn,
/// CommentPutOnScreen, CommentTakenOffScreen, CommentsOnScreenChanged. Listens to: AgendaReleased, SessionOpened, SessionSuspended, SessionClosed,
/// ScreenChanged, ClauseSourced, ClausesRenumbered,
/// ResolutionAdopted, PeopleChanged, OrganisationsChanged.
/// </summary>
public static class FeedbackModule
{
    public static void AddFeedback(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddModule<FeedbackDb>();
        services.AddSingleton<CommentIntake>();
        services.AddHostedService(s => s.GetRequiredService<CommentIntake>());
        services.AddSingleton<RestingFigures>();
        services.AddScoped<CommentDecisions>();
        services.AddScoped<LiveTopic, SessionComments>();
        services.AddScoped<LiveTopic, DelegationComments>();
        services.AddScoped<LiveTopic, DeskComments>();
        services.AddScoped<LiveTopic, OwnComments>();
        services.AddScoped<CommentChanges>();
        services.AddScoped<AuthorChanges>();
        services.AddScoped<Endorsing>();
        services.AddScoped<Moderation>();
        services.AddScoped<SessionRules>();
        services.AddScoped<ITrace, CommentTrace>();
        services.AddScoped<IOnScreen, CommentsOnScreen>();
        services.AddScoped<IDemonstration, FeedbackDemonstration>();
    }

    public static void MapFeedback(this IEndpointRouteBuilder app)
    {
        app.MapCommentsApi();
        app.MapExportComments();
    }
}
