using System.Security.Claims;
using Conference.Shared;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>Amendments in the chain: amendment → clause it shaped, amendment to an amendment → the one it changed.</summary>
internal sealed class AmendmentTrace(ResolutionsDb db, Delegations delegations) : ITrace
{
    public async Task<IReadOnlyList<TraceNode>> Find(IReadOnlyCollection<string> codes, ClaimsPrincipal reader, CancellationToken ct)
    {
        var numbers = codes.Select(Amendment.NumberOf).OfType<int>().ToList();
        if (numbers.Count == 0) return [];
        var found = await (from a in db.Amendments.AsNoTracking() where numbers.Contains(a.Number)
                           join w in db.AmendmentWindows on a.ResolutionId equals w.ResolutionId into windows
                           from w in windows.DefaultIfEmpty()
                           select new { Amendment = a, Window = w }).ToListAsync(ct);
        await delegations.Read(ct);
        return
        [
            .. from one in found
               let a = one.Amendment
               where reader.MayReadAmendments(one.Window, db.Now) && reader.MayRead(a)
               select new TraceNode(a.Code, "Amendment", a.Reason, delegations.Of(a), AmendmentText.Name(a.State), $"/amendments/{a.Code}", a.At),
        ];
    }

    public async Task<IReadOnlyList<TraceLink>> Links(IReadOnlyCollection<string> codes, CancellationToken ct)
    {
        var numbers = codes.Select(Amendment.NumberOf).OfType<int>().ToList();
        var citations = codes.Select(Code.Normal).OfType<string>().ToHashSet();
        var drafts = citations.Select(c => Code.Resolution(Code.OfCitation(c))).OfType<int>().Distinct().ToList();
        if (numbers.Count + drafts.Count == 0) return [];
        var resolutions = await db.Whole.AsNoTracking().Where(r => drafts.Contains(r.Number) || db.Amendments.Any(a => a.ResolutionId == r.Id && numbers.Contains(a.Number))).ToListAsync(ct);
        var ids = resolutions.Select(r => r.Id).ToList();
        var amendments = (await db.Amendments.AsNoTracking().Where(a => ids.Contains(a.ResolutionId)).ToListAsync(ct)).ToDictionary(a => a.Id);
        var links = new List<TraceLink>();
        foreach (var resolution in resolutions)
        {
            var numbering = resolution.Numbering;
            foreach (var one in amendments.Values.Where(a => a.ResolutionId == resolution.Id && a.IsAccepted))
            {
                var to = one.AmendsId is { } parent ? amendments[parent].Code : one.Standing.Became is { } clause ? numbering.Find(clause)?.Citation : null;
                if (to is not null && (numbers.Contains(one.Number) || citations.Contains(to) || Amendment.NumberOf(to) is { } amended && numbers.Contains(amended))) links.Add(new(one.Code, to));
            }
        }
        return links;
    }
}
