using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>What is done to a clause besides writing: moving, splitting, joining, removing, restoring, its sources. Returns to the draft.</summary>
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

    public Task<IActionResult> OnPostMakeAsync(ClauseKind kind, CancellationToken ct) => Structure((r, pen) => r.Make(Id, kind, pen), ct);

    /// <param name="where">before, after or inside <paramref name="target"/>.</param>
    public Task<IActionResult> OnPostDropAsync(Guid target, string where, CancellationToken ct) => Structure((r, pen) =>
    {
        var beside = r.Standing.SingleOrDefault(c => c.Id == target) ?? throw new RuleBroken("This clause is no longer in the text.");
        var siblings = r.Standing.Where(c => c.ParentId == beside.ParentId && c.Zone == beside.Zone && c.Id != Id).OrderBy(c => c.Position).ToList();
        if (target == Id) throw new RuleBroken("A clause cannot be moved into itself.");
        if (where == "inside") r.Move(Id, target, int.MaxValue, pen);
        else r.Move(Id, beside.ParentId, siblings.IndexOf(beside) + (where == "after" ? 1 : 0), pen);
    }, ct);

    /// <param name="text">What stays; <paramref name="rest"/> becomes the next clause.</param>
    public Task<IActionResult> OnPostSplitAsync(int version, Guid next, string? text, string? rest, bool english, string? meant, CancellationToken ct) => Do((r, pen) =>
    {
        var words = r.Standing.SingleOrDefault(c => c.Id == Id)?.Words ?? throw new RuleBroken("This clause is no longer in the text.");
        var (stays, goes) = english ? (words with { TextEn = text ?? "" }, new ClauseText("", "", "", rest ?? "")) : (words with { Text = text ?? "" }, new ClauseText("", "", rest ?? "", ""));
        r.Split(Id, version, ClauseForm.Close(stays, r, meant), next, ClauseForm.Close(goes, r, meant), pen);
    }, r => texts["{0} is added.", r.Numbering[next].Citation], () => next, ct);

    public async Task<IActionResult> OnPostJoinAsync(CancellationToken ct)
    {
        var above = Guid.Empty;
        return await Do((r, pen) => above = r.Join(Id, pen).Id, r => texts["Joined into {0}.", r.Numbering[above].Citation], () => above, ct);
    }

    /// <summary>Puts pasted paragraphs after the clause, with the structure their numbers show.</summary>
    public async Task<IActionResult> OnPostPasteAsync(string? pasted, string? html, bool english, CancellationToken ct)
    {
        if (pasted is { Length: > 500_000 }) throw new RuleBroken("This is too much to paste at once. Import it as a document.");
        var count = 0;
        return await Do((r, pen) =>
        {
            var clause = r.Standing.SingleOrDefault(c => c.Id == Id) ?? throw new RuleBroken("This clause is no longer in the text.");
            var read = DocumentReading.Paste(pasted ?? "", html, r.Layout, clause.Kind, english);
            count = read.Sum(c => c.All.Count());
            if (count == 0) throw new RuleBroken("There is no text to paste.");
            r.Insert(read, clause.ParentId, clause.Id, pen);
        }, _ => texts["{0} clauses are pasted.", count], null, ct);
    }

    public async Task<IActionResult> OnPostTranslatedAsync(CancellationToken ct) => await Do((r, pen) => r.MarkTranslated(Id, pen), _ => texts["Both languages are marked as saying the same."], null, ct);

    public Task<IActionResult> OnPostRemoveAsync(bool confirmed, CancellationToken ct)
    {
        if (!confirmed) throw new RuleBroken("Confirm that the clause is to be removed.");
        return Do((r, pen) => r.Remove(Id, pen), _ => texts["The clause is removed. It can be restored under “Removed”."], null, ct);
    }

    public Task<IActionResult> OnPostRestoreAsync(CancellationToken ct) =>
        Do((r, pen) => r.Restore(Id, pen), r => texts["The clause is back as {0}.", r.Numbering[Id].Citation], null, ct);

    /// <summary>Gives a clause the words it had in an earlier version.</summary>
    public Task<IActionResult> OnPostRevertAsync(int to, CancellationToken ct) => Do(async (r, pen) =>
    {
        var old = await db.Revisions.AsNoTracking().SingleOrDefaultAsync(v => v.ClauseId == Id && v.No == to, ct) ?? throw new RuleBroken("There is no such version.");
        var clause = r.Standing.SingleOrDefault(c => c.Id == Id) ?? throw new RuleBroken("This clause is no longer in the text.");
        if (!r.Edit(Id, clause.Version, new(old.Heading, old.HeadingEn, old.Text, old.TextEn), pen, texts["As version {0}", to])) throw new RuleBroken("The clause already reads like that version.");
    }, r => texts["{0} reads as in version {1} again.", r.Numbering[Id].Citation, to], null, ct);

    public async Task<IActionResult> OnPostLinkAsync(Guid source, CancellationToken ct)
    {
        var said = "";
        var resolution = await drafting.Change(r => r.Clauses.Any(c => c.Id == Id), User.RequiredActor(), async (r, pen) =>
        {
            var linked = await db.Sources.SingleOrDefaultAsync(s => s.Id == source && !s.Withdrawn, ct) ?? throw new RuleBroken("There is no such comment.");
            var citation = r.Link(Id, linked, pen) ? r.Numbering[Id].Citation : null;
            said = citation is null ? texts["{0} was a source of this clause already.", linked.Code] : texts["{0} linked to {1}.", linked.Code, citation];
        }, ct);
        return resolution is not null && Acts.AnswersScript(Request) ? new JsonResult(new { said, id = Id }) : await Back(resolution, ct, "sources");
    }

    public async Task<IActionResult> OnPostUnlinkAsync(Guid source, CancellationToken ct) =>
        await Back(await drafting.ChangeClause(Id, User.RequiredActor(), (r, pen) => r.Unlink(Id, source, pen), ct), ct, "sources");

    private Task<IActionResult> Structure(Action<Resolution, Pen> change, CancellationToken ct) =>
        Do(change, r => texts["The clause is now {0}.", r.Numbering[Id].Citation], null, ct);

    /// <param name="goesTo">The clause where the person goes on; the same one where it is null.</param>
    private Task<IActionResult> Do(Action<Resolution, Pen> change, Func<Resolution, string> done, Func<Guid>? goesTo, CancellationToken ct) => Do((r, pen) =>
    {
        change(r, pen);
        return Task.CompletedTask;
    }, done, goesTo, ct);

    private async Task<IActionResult> Do(Func<Resolution, Pen, Task> change, Func<Resolution, string> done, Func<Guid>? goesTo, CancellationToken ct)
    {
        var resolution = await drafting.Change(r => r.Clauses.Any(c => c.Id == Id), User.RequiredActor(), change, ct);
        if (resolution is not null && Acts.AnswersScript(Request)) return new JsonResult(new { said = done(resolution), id = goesTo?.Invoke() ?? Id });
        if (resolution is not null) TempData["done"] = done(resolution);
        return await Back(resolution, ct, clause: goesTo?.Invoke());
    }

    private async Task<IActionResult> Back(Resolution? resolution, CancellationToken ct, string? anchor = null, Guid? clause = null)
    {
        var id = clause ?? Id;
        resolution ??= await db.Resolutions.AsNoTracking().Include(r => r.Clauses).SingleOrDefaultAsync(r => r.Clauses.Any(c => c.Id == Id), ct);
        if (resolution is null) return NotFound();
        return LocalRedirect(resolution.Standing.Any(c => c.Id == id)
            ? $"/resolutions/{resolution.Code}?clause={id}#{anchor ?? DraftTrace.Anchor(id)}"
            : $"/resolutions/{resolution.Code}");
    }
}
