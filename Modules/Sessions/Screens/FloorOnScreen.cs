using Conference.Shared.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>Who has the floor and who comes next, as a big screen tells it.</summary>
/// <param name="Running">Server time in ms since which the clock runs; null while it stands.</param>
/// <param name="Spent">Milliseconds on the clock before.</param>
/// <param name="Limit">Seconds allowed.</param>
/// <param name="Warning">Seconds before the end from which the clock warns.</param>
public sealed record FloorOnScreen(FloorOnScreen.Person? Speaking, DateTime? GivenAt, long? Running, long Spent, int? Limit, int Warning, IReadOnlyList<FloorOnScreen.Person> Waiting, bool ListIsClosed)
{
    /// <param name="Kind">English sentence of what they speak for, a key of its translation; null for a statement.</param>
    public sealed record Person(string Name, string Title, string Organisation, string? Kind, string? OnBehalfOf, string? Subject)
    {
        internal static Person Of(Speaker s) => new(s.Name, s.TitleName, s.OrganisationName, s.Kind is SpeechKind.Statement ? null : s.Kind.Words, s.OnBehalfOf, s.Subject);
    }

    public static FloorOnScreen Nobody { get; } = new(null, null, null, 0, null, 0, [], false);

    internal static async Task<FloorOnScreen> Read(LiveSession session, SessionsDb db, CancellationToken ct)
    {
        if (await db.Floors.AsNoTracking().SingleOrDefaultAsync(f => f.Id == session.Id, ct) is not { } floor) return Nobody;
        var list = new ListOfSpeakers(session, floor, await db.Speakers.AsNoTracking().Where(s => s.SessionId == session.Id).ToListAsync(ct));
        var speaking = list.Speaking;
        return new(speaking is null ? null : Person.Of(speaking), speaking?.StartedAt, speaking?.RunningSince is { } since ? new DateTimeOffset(since).ToUnixTimeMilliseconds() : null,
            speaking?.Before ?? 0, speaking?.Limit, floor.Warning, [.. list.Waiting.Select(Person.Of)], floor.ListIsClosed);
    }
}
