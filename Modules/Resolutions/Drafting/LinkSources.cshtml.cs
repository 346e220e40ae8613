using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>Links the comments selected on another page, such as the triage board, to a clause, and returns there.</summary>
[For(Roles.Secretariat)]
public sealed class LinkSourcesModel(ResolutionsDb db, Drafting drafting, Sentences texts) : PageModel
{
    [BindProperty(SupportsGet = true)] public Guid Clause { get; set; }
    /// <summary>In place of the clause: the code of a draft and the place of the clause in it, such as §2.3.đ, as people cite it.</summary>
    [BindProperty] public string? Draft { get; set; }
    [BindProperty] public string? Place { get; set; }
    [BindProperty] public Guid[] Comments { get; set; } = [];
    [BindProperty] public string? ReturnUrl { get; set; }

    public IActionResult OnGet() => LocalRedirect("/resolutions");

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var back = LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/comments/triage");
        if (Comments.Length == 0)
        {
            TempData["refusal"] = texts["Select the comments first, then the clause they belong to."].Value;
            return back;
        }
        if (Draft is { Length: > 0 }) Clause = await Cited(ct) ?? throw new RuleBroken("{0} has no clause {1}. Cite it by its number, such as §2.3.a.", Draft, Place ?? "");
        List<Source> linked = [];
        var resolution = await drafting.Change(r => r.Clauses.Any(c => c.Id == Clause), User.RequiredActor(), async (resolution, pen) =>
        {
            var sources = await db.Sources.Where(s => Comments.Contains(s.Id) && !s.Withdrawn).OrderBy(s => s.At).ToListAsync(ct);
            if (sources.Count == 0) throw new RuleBroken("These comments are not published.");
            linked = [.. sources.Where(s => resolution.Link(Clause, s, pen))];
        }, ct);
        if (resolution is null) return NotFound();
        var citation = resolution.Numbering[Clause].Citation;
        var said = (linked.Count == 0
            ? texts["These comments were sources of {0} already.", citation]
            : texts["{0} linked to {1}.", string.Join(", ", linked.Select(s => s.Code)), citation]).Value;
        if (Acts.AnswersScript(Request)) return new JsonResult(new { said, clause = Clause, linked = linked.Count });
        TempData["done"] = said;
        return back;
    }

    private async Task<Guid?> Cited(CancellationToken ct) =>
        Code.Resolution(Draft) is { } number && Code.Normal($"{Draft} {Place?.Trim()}") is { } citation && await db.Whole.AsNoTracking().SingleOrDefaultAsync(r => r.Number == number, ct) is { } resolution
            ? resolution.Numbering.Cited(citation)?.Id : null;
}
