using System.Security.Claims;
using Conference.Shared;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>Sessions in the chain from comment to task. Which comments a session has, the comments know.</summary>
internal sealed class SessionTrace(SessionsDb db, ConferenceTime time) : ITrace
{
    public async Task<IReadOnlyList<TraceNode>> Find(IReadOnlyCollection<string> codes, ClaimsPrincipal reader, CancellationToken ct)
    {
        var numbers = codes.Select(LiveSession.NumberOf).OfType<int>().ToList();
        if (numbers.Count == 0) return [];
        var sessions = await db.Programme.AsNoTracking().Where(s => numbers.Contains(s.Number)).ToListAsync(ct);
        return [.. sessions.Select(s => new TraceNode(s.Code, "Session", s.Name,
            $"{s.RoomName} · {time.Clock(s.Starts)}–{time.Clock(s.Ends)}, {time.Day(s.Starts)}", s.StateName, s.Url, s.Starts))];
    }

    public Task<IReadOnlyList<TraceLink>> Links(IReadOnlyCollection<string> codes, CancellationToken ct) => Task.FromResult<IReadOnlyList<TraceLink>>([]);
}
