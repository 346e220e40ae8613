using Conference.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace Conference.Sessions;

internal static class AttendanceServices
{
    public static void AddAttendance(this IServiceCollection services)
    {
        services.AddScoped<AttendanceDesk>();
        services.AddSingleton(new RoomPart("AttendancePanel", Podium.Roles, Podium: true));
        services.AddSingleton(new RoomPart("PresenceStrip", [], Spread: 400, Hears: RoomPart.Acts(RoomPart.OfState)));
        services.AddScoped<IDemonstration, AttendanceDemonstration>();
    }
}
