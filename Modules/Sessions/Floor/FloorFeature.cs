using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Conference.Sessions;

/// <summary>The list of speakers, the floor with its clock, and the run sheet.</summary>
internal static class FloorFeature
{
    public static void AddFloor(this IServiceCollection services)
    {
        services.AddScoped<FloorDesk>();
        services.AddSingleton(new RoomPart("FloorPanel", Podium.Roles));
        services.AddSingleton(new RoomPart("SpeakersPanel", Podium.Roles));
        services.AddSingleton(new RoomPart("SpeakingTotals", Podium.Roles));
        services.AddSingleton(new RoomPart("NotesPanel", Podium.Roles, Podium: true));
        services.AddSingleton(new RoomPart("RunSheetList", [Roles.Organiser], Podium: true));
        services.AddSingleton(new RoomPart("FloorStrip", [], Spread: 600, Hears: RoomPart.Acts(
            [.. RoomPart.OfState, SessionAct.ListOpened, SessionAct.ListClosed, SessionAct.Asked, SessionAct.Added, SessionAct.GaveUp, SessionAct.Reordered, SessionAct.FloorGiven, SessionAct.FloorPaused,
                SessionAct.FloorResumed, SessionAct.TimeAdded, SessionAct.Spoke, SessionAct.PointRuled, SessionAct.LimitsSet, SessionAct.ItemBegan])));
        services.AddScoped<IDemonstration, FloorDemonstration>();
    }
}
