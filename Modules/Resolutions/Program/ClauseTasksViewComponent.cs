using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>The tasks that came out of a clause, beside the clause, and the way to make one more.</summary>
public sealed class ClauseTasksViewComponent(ResolutionsDb db) : ViewComponent
{
    /// <param name="Make">Where the secretariat makes a task of the clause; null where nobody may.</param>
    internal sealed record Shown(IReadOnlyList<ActionTask> Tasks, string? Make, bool NeedsProgram);

    public async Task<IViewComponentResult> InvokeAsync(Guid clauseId)
    {
        var found = await (from c in db.Clauses.AsNoTracking() join r in db.Resolutions on c.ResolutionId equals r.Id where c.Id == clauseId select r).SingleOrDefaultAsync(HttpContext.RequestAborted);
        if (found is null || found.State != ResolutionState.Adopted && !WholeProgram.MaySeeDrafts(UserClaimsPrincipal)) return Content("");
        var tasks = await db.Tasks.AsNoTracking().Where(t => t.ClauseId == clauseId).OrderBy(t => t.Number).ToListAsync(HttpContext.RequestAborted);
        var program = await db.Programs.AsNoTracking().Where(p => p.ResolutionId == found.Id).OrderBy(p => p.Number).FirstOrDefaultAsync(HttpContext.RequestAborted);
        var make = found.State == ResolutionState.Adopted || !UserClaimsPrincipal.IsInRole(Roles.Secretariat) ? null
            : program is null ? $"/programs/edit?resolution={found.Code}" : $"/programs/{program.Code}/tasks/new?clause={clauseId}";
        return View("/Pages/Resolutions/Program/ClauseTasks.cshtml", new Shown(tasks, make, program is null));
    }
}
