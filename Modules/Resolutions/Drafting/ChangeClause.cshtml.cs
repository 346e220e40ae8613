using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>What is done to a clause besides writing: moving, removing, restoring, its sources. Returns to the draft.</summary>
[For(Roles.Secretariat)]
public sealed class ChangeClauseModel(ResolutionsDb db, Drafting drafting, Sentences texts) : PageModel
{
    [FromRoute] public Guid Id { get; set; }

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => Back(null, ct);

    public Task<IActionResult> OnPostUpAsync(CancellationToken ct) => Structure((r, pen) => r.MoveUp(Id, pen), ct);

    public Task<IActionResult> OnPostDownAsync(CancellationToken ct) => Structure((r, pen) => r.MoveDown(Id, pen), ct);

    public Task<IActionResult> OnPostIndentAsync(CancellationToken ct) => Structure((r, pen) => r.Indent(Id, pen), ct);

    public Task<IActionResult> OnPostOutdentAsync(CancellationToken ct) => Structure((r, pen) => r.Outdent(Id, pen), ct);

    public Task<IActionResult> OnPostMoveAsync(Guid? parent, int place, CancellationToken ct) => Structure((r, pen) => r.Move(Id, parent, place - 1, pen), ct);

    public Task<IActionResult> OnPostRemoveAsync(bool confirmed, CancellationToken ct)
    {
        if (!confirmed) throw new RuleBroken("Confirm that the clause is to be removed.");
        return Do((r, pen) => r.Remove(Id, pen), _ => texts["The clause is removed. It can be restored under “Removed”."], ct);
    }

    public Task<IActionResult> OnPostRestoreAsync(CancellationToken ct) =>
        Do((r, pen) => r.Restore(Id, pen), r => texts["The clause is back as {0}.", r.Numbering[Id].Citation], ct);

    public async Task<IActionResult> OnPostLinkAsync(Guid source, CancellationToken ct)
    {
        var resolution = await drafting.Change(r => r.Clauses.Any(c => c.Id == Id), User.RequiredActor().Name, async (r, pen) =>
        {
            var linked = await db.Sources.SingleOrDefaultAsync(s => s.Id == source && !s.Withdrawn, ct) ?? throw new RuleBroken("There is no such comment.");
            r.Link(Id, linked, pen);
        }, ct);
        return await Back(resolution, ct, "sources");
    }

    public async Task<IActionResult> OnPostUnlinkAsync(Guid source, CancellationToken ct) =>
        await Back(await drafting.ChangeClause(Id, User.RequiredActor().Name, (r, pen) => r.Unlink(Id, source, pen), ct), ct, "sources");

    private Task<IActionResult> Structure(Action<Resolution, Pen> change, CancellationToken ct) =>
        Do(change, r => texts["The clause is now {0}.", r.Numbering[Id].Citation], ct);

    private async Task<IActionResult> Do(Action<Resolution, Pen> change, Func<Resolution, string> done, CancellationToken ct)
    {
        var resolution = await drafting.ChangeClause(Id, User.RequiredActor().Name, change, ct);
        if (resolution is not null) TempData["done"] = done(resolution);
        return await Back(resolution, ct);
    }

    private async Task<IActionResult> Back(Resolution? resolution, CancellationToken ct, string? anchor = null)
    {
        resolution ??= await db.Resolutions.AsNoTracking().Include(r => r.Clauses).SingleOrDefaultAsync(r => r.Clauses.Any(c => c.Id == Id), ct);
        if (resolution is null) return NotFound();
        return LocalRedirect(resolution.Standing.Any(c => c.Id == Id)
            ? $"/resolutions/{resolution.Code}?clause={Id}#{anchor ?? DraftTrace.Anchor(Id)}"
            : $"/resolutions/{resolution.Code}");
    }
}
