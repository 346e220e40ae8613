using Conference.Shared;
using Conference.Shared.Live;
using Microsoft.Extensions.DependencyInjection;

namespace Conference.Sessions;

internal static class DecidingServices
{
    public static void AddDeciding(this IServiceCollection services)
    {
        services.AddScoped<DecisionDesk>();
        services.AddScoped<Silences>();
        services.AddScoped<ISilences, RunningSilences>();
        services.AddSingleton<SilenceClock>();
        services.AddHostedService(s => s.GetRequiredService<SilenceClock>());
        services.AddSingleton<BallotIntake>();
        services.AddHostedService(s => s.GetRequiredService<BallotIntake>());
        services.AddScoped<LiveTopic, VoteTopic>();
        services.AddSingleton(new RoomPart("DecisionPanel", Podium.Roles, Podium: true));
        services.AddSingleton(new RoomPart("BallotPanel", [], Spread: 400, Hears: RoomPart.Acts([.. RoomPart.OfState, SessionAct.ItemBegan, SessionAct.QuorumStated, SessionAct.Proposed,
            SessionAct.ProposalDropped, SessionAct.VoteOpened, SessionAct.VoteClosed, SessionAct.Adopted, SessionAct.Rejected, SessionAct.SilenceBegan, SessionAct.SilenceBroken])));
        services.AddSingleton(new RoomPart("ScreenDecision", []));
        services.AddScoped<ITrace, DecisionTrace>();
        services.AddScoped<IDemonstration, DecidingDemonstration>();
    }
}
