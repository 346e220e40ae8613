using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Conference.Resolutions;

/// <summary>Takes back what this person did last in a draft, or does it again.</summary>
[For(Roles.Secretariat)]
public sealed class UndoActModel(Drafting drafting, Sentences texts) : PageModel
{
    [FromRoute(Name = "code")] public string DraftCode { get; set; } = "";

    /// <summary>The page to which whoever acts returns; the draft where it is empty.</summary>
    [BindProperty] public string? ReturnUrl { get; set; }

    public IActionResult OnGet() => LocalRedirect($"/resolutions/{Uri.EscapeDataString(DraftCode)}");

    public Task<IActionResult> OnPostAsync(CancellationToken ct) => Do(redo: false, ct);

    public Task<IActionResult> OnPostRedoAsync(CancellationToken ct) => Do(redo: true, ct);

    private async Task<IActionResult> Do(bool redo, CancellationToken ct)
    {
        if (await drafting.Undo(DraftCode, User.RequiredActor(), redo, ct) is not var (resolution, act)) return NotFound();
        var numbering = resolution.Numbering;
        var clause = act.Changes.Select(c => numbering.Find(c.Id)).FirstOrDefault(n => n is not null);
        var said = redo ? texts["Done again: {0}", clause?.Citation ?? act.Place].Value : texts["Undone: {0}", clause?.Citation ?? act.Place].Value;
        if (Acts.AnswersScript(Request)) return new JsonResult(new { said, id = clause?.Id });
        TempData["done"] = said;
        if (Url.IsLocalUrl(ReturnUrl)) return LocalRedirect(ReturnUrl);
        return LocalRedirect(clause is null ? $"/resolutions/{resolution.Code}" : $"/resolutions/{resolution.Code}?clause={clause.Id}#{DraftTrace.Anchor(clause.Id)}");
    }
}
