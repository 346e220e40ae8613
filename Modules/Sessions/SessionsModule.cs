using Conference.Shared;
using Conference.Shared.Live;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Conference.Sessions;

/// <summary>
/// What happens: sessions as they are run. Owns: LiveSession, SessionEvent, Floor, Speaker, RunSheetItem, Presence, RulesOfProcedure, Decision, Seat, MinutesSentence, SessionScreen, Screen, the live topics conference, screens,
/// session/{id}/room, session/{id}/vote and session/{id}/podium. Tells the others: SessionOpened, SessionSuspended, SessionClosed, SessionOpeningTakenBack, SpeechGiven, DecisionTaken, DecisionTakenBack, SilenceBegan, SilenceEnded,
/// ScreenChanged. Listens to: AgendaReleased, PeopleChanged, OrganisationsChanged, CommentPutOnScreen, CommentTakenOffScreen, CommentsOnScreenChanged, CommentWithdrawn, ClausesChanged.
/// </summary>
public static class SessionsModule
{
    public static void AddSessions(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddModule<SessionsDb>();
        services.AddScoped<SessionDesk>();
        services.AddScoped<LiveTopic, ConferenceTopic>();
        services.AddScoped<LiveTopic, RoomTopic>();
        services.AddScoped<LiveTopic, PodiumTopic>();
        services.AddSingleton<RoomParts>();
        services.AddSingleton<SharedReadings>();
        services.AddSingleton(new RoomPart("CockpitHead", Podium.Roles));
        services.AddSingleton(new RoomPart("LastActs", Podium.Roles, Podium: true));
        services.AddSingleton(new RoomPart("ProgrammePanel", Podium.Roles, Podium: true));
        services.AddFloor();
        services.AddMinutes();
        services.AddPapers();
        services.AddScreens();
        services.AddScoped<ITrace, SessionTrace>();
        services.AddScoped<IDemonstration, SessionsDemonstration>();
        services.AddAttendance();
        services.AddDeciding();
    }

    public static void MapSessions(this IEndpointRouteBuilder app)
    {
        app.MapSessionsApi();
        app.MapFloorApi();
        app.MapAttendanceApi();
        app.MapDecisionsApi();
        app.MapMinutes();
        app.MapPapers();
        app.MapScreenApi();
    }
}
