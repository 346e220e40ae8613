using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

public sealed partial class SessionsDb
{
    public DbSet<Floor> Floors => Set<Floor>();
    public DbSet<Speaker> Speakers => Set<Speaker>();
    public DbSet<RunSheetItem> RunSheet => Set<RunSheetItem>();

    /// <summary>The list of speakers of a session, to read and to act upon.</summary>
    public async Task<ListOfSpeakers> ListOf(LiveSession session, CancellationToken ct) =>
        new(session, await Floors.SingleAsync(f => f.Id == session.Id, ct), await Speakers.Where(s => s.SessionId == session.Id).ToListAsync(ct));

    /// <summary>The same to read alone. For the hall without those who have spoken, but for questions that can be replied to.</summary>
    public async Task<ListOfSpeakers> ReadList(LiveSession session, CancellationToken ct, bool whole = true) =>
        new(session, await Floors.AsNoTracking().SingleAsync(f => f.Id == session.Id, ct),
            await Speakers.AsNoTracking().Where(s => s.SessionId == session.Id && (whole || s.State == SpeakerState.Waiting || s.State == SpeakerState.Speaking
                || s.Kind == Shared.Contracts.SpeechKind.Question && s.State == SpeakerState.Spoken || s.State == SpeakerState.GivenUp)).ToListAsync(ct));

    /// <summary>The items of a session in their order.</summary>
    public Task<List<RunSheetItem>> ItemsOf(Guid sessionId, CancellationToken ct) => RunSheet.Where(i => i.SessionId == sessionId).OrderBy(i => i.Order).ThenBy(i => i.Id).ToListAsync(ct);

    /// <summary>What a change of the session's state means for whoever has the floor and for the item that is on.</summary>
    internal async Task FollowState(LiveSession session, string who, CancellationToken ct)
    {
        var list = await ListOf(session, ct);
        list.Floor.FollowState(list, who, this);
        if (await RunSheet.SingleOrDefaultAsync(i => i.Id == list.Floor.ItemId, ct) is not { } item) return;
        if (session.State is SessionState.Open) item.GoOn(Now);
        else if (session.State is SessionState.Closed) item.End(Now);
        else item.Stop(Now);
    }

    private static void MapFloor(ModelBuilder model)
    {
        model.Entity<Floor>(floor =>
        {
            floor.ToTable("Floors");
            floor.Property(f => f.Id).ValueGeneratedNever();
            floor.Property(f => f.Version).IsConcurrencyToken();
            AsJson(floor.Property(f => f.Limits));
            AsJson(floor.Property(f => f.Budgets));
        });
        model.Entity<Speaker>(speaker =>
        {
            speaker.ToTable("Speakers").HasIndex(s => s.SessionId);
            speaker.Property(s => s.Id).ValueGeneratedNever();
            speaker.Property(s => s.Version).IsConcurrencyToken();
        });
        model.Entity<RunSheetItem>(item =>
        {
            item.ToTable("RunSheet").HasIndex(i => i.SessionId);
            item.Property(i => i.Id).ValueGeneratedNever();
            item.Property(i => i.Version).IsConcurrencyToken();
        });
    }
}
