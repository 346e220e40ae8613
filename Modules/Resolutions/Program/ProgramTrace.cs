using System.Security.Claims;
using Conference.Shared;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>Tasks and programs in the chain: clause → task → program.</summary>
internal sealed class ProgramTrace(ResolutionsDb db, ConferenceTime time) : ITrace
{
    public async Task<IReadOnlyList<TraceNode>> Find(IReadOnlyCollection<string> codes, ClaimsPrincipal reader, CancellationToken ct)
    {
        var nodes = new List<TraceNode>();
        var tasks = codes.Select(c => WholeProgram.NumberOf(c, 'T')).OfType<int>().ToList();
        if (tasks.Count > 0)
        {
            var found = await (from t in db.Tasks.AsNoTracking()
                               join g in db.TaskGroups on t.GroupId equals g.Id
                               join p in db.Programs on g.ProgramId equals p.Id
                               where tasks.Contains(t.Number)
                               select new { t, Adopted = db.Adoptions.Any(a => a.ResolutionId == p.ResolutionId) }).ToListAsync(ct);
            nodes.AddRange(from x in found
                           where x.Adopted || WholeProgram.MaySeeDrafts(reader)
                           select new TraceNode(x.t.Code, "Task", Sentences.Pick(x.t.What, x.t.WhatEn), x.t.LeadNames, StateOf(x.t), "/tasks/" + x.t.Code));
        }
        if (codes.Any(c => WholeProgram.NumberOf(c, 'P') is not null))
            nodes.AddRange(from p in await ProgramLine.List(db, reader, time.Today, ct)
                           where codes.Contains(p.Code)
                           select new TraceNode(p.Code, "Action program", p.Title, null, p.AdoptedAs is null ? "Draft" : "Adopted", "/programs/" + p.Code));
        return nodes;
    }

    public async Task<IReadOnlyList<TraceLink>> Links(IReadOnlyCollection<string> codes, CancellationToken ct)
    {
        var tasks = codes.Select(c => WholeProgram.NumberOf(c, 'T')).OfType<int>().ToList();
        var programs = codes.Select(c => WholeProgram.NumberOf(c, 'P')).OfType<int>().ToList();
        var citations = codes.Where(Code.IsCitation).ToHashSet();
        var cited = citations.Select(Code.OfCitation).Distinct().Select(Code.Resolution).OfType<int>().ToList();
        var found = await (from t in db.Tasks.AsNoTracking()
                           join g in db.TaskGroups on t.GroupId equals g.Id
                           join p in db.Programs on g.ProgramId equals p.Id
                           join r in db.Resolutions on p.ResolutionId equals (Guid?)r.Id into resolutions
                           from r in resolutions.DefaultIfEmpty()
                           where tasks.Contains(t.Number) || programs.Contains(p.Number) || t.ClauseId != null && cited.Contains(r.Number)
                           select new { Task = t.Number, Program = p.Number, t.ClauseId, p.ResolutionId }).ToListAsync(ct);
        var citationOf = await Citations([.. found.Where(t => t.ClauseId is not null).Select(t => t.ResolutionId).OfType<Guid>().Distinct()], ct);
        var links = new List<TraceLink>();
        foreach (var task in found)
        {
            var (code, program) = (ActionTask.CodeOf(task.Task), ActionProgram.CodeOf(task.Program));
            if (codes.Contains(code) || codes.Contains(program)) links.Add(new(code, program));
            if (task.ClauseId is { } clause && citationOf.GetValueOrDefault(clause) is { } citation && (codes.Contains(code) || citations.Contains(citation))) links.Add(new(citation, code));
        }
        return links;
    }

    private async Task<Dictionary<Guid, string>> Citations(IReadOnlyList<Guid> resolutions, CancellationToken ct)
    {
        var citations = new Dictionary<Guid, string>();
        foreach (var id in resolutions)
            foreach (var numbered in (await WholeProgram.NumberingOf(db, await db.Resolutions.AsNoTracking().SingleAsync(r => r.Id == id, ct), ct)).InOrder) citations[numbered.Id] = numbered.Citation;
        return citations;
    }

    private string StateOf(ActionTask task) => task.DeadlineKind switch
    {
        DeadlineKind.None => "No deadline",
        DeadlineKind.Unclear => "Unclear deadline",
        DeadlineKind.Recurring => "Recurring",
        _ => task.Deadline.IsOverdue(time.Today) ? "Past its deadline" : "Within its deadline",
    };
}
