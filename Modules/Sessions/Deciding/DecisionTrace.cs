using System.Security.Claims;
using Conference.Shared;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>Decisions in the chain: each was taken in a session, about a clause, a resolution or another thing that has a code.</summary>
internal sealed class DecisionTrace(SessionsDb db, Sentences texts) : ITrace
{
    public async Task<IReadOnlyList<TraceNode>> Find(IReadOnlyCollection<string> codes, ClaimsPrincipal reader, CancellationToken ct)
    {
        var numbers = codes.Select(Decision.NumberOf).OfType<int>().ToList();
        if (numbers.Count == 0) return [];
        var found = await (from d in db.Decisions.AsNoTracking()
                           join s in db.Sessions on d.SessionId equals s.Id
                           where numbers.Contains(d.Number)
                           select new { d, s }).ToListAsync(ct);
        return [.. found.Select(f => new TraceNode(f.d.Code, "Decision", f.d.Name, Detail(f.d), f.d.State.Words, $"{f.s.Url}/decisions/{f.d.Code}", f.d.DecidedAt ?? f.d.ProposedAt))];
    }

    public async Task<IReadOnlyList<TraceLink>> Links(IReadOnlyCollection<string> codes, CancellationToken ct)
    {
        var (numbers, sessions) = (codes.Select(Decision.NumberOf).OfType<int>().ToList(), codes.Select(LiveSession.NumberOf).OfType<int>().ToList());
        var wanted = codes.ToList();
        var found = await (from d in db.Decisions.AsNoTracking()
                           join s in db.Sessions on d.SessionId equals s.Id
                           where d.State != DecisionState.Dropped && (numbers.Contains(d.Number) || sessions.Contains(s.Number) || wanted.Contains(d.Subject))
                           orderby d.Number
                           select new { d.Number, d.Subject, Session = s.Number }).ToListAsync(ct);
        return [.. from f in found
                   from link in (TraceLink[])[new($"S-{f.Session:00}", Decision.CodeOf(f.Number)), .. f.Subject.Length > 0 ? [new TraceLink(f.Subject, Decision.CodeOf(f.Number))] : (TraceLink[])[]]
                   select link];
    }

    private string? Detail(Decision d) => d.Method is not { } method ? null
        : d.Figures is { } f ? $"{texts[method.Words]}: {texts["{0} for, {1} against, {2} abstentions", f.For, f.Against, f.Abstain]}" : texts[method.Words];
}
