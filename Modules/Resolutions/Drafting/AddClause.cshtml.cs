using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>Adds a recital or a section at the end, or a clause below or inside another one.</summary>
[For(Roles.Secretariat)]
public sealed class AddClauseModel(ResolutionsDb db, Drafting drafting, Sentences texts) : PageModel, IShowsAgain
{
    [BindProperty(SupportsGet = true)] public string Place { get; set; } = "section";
    [BindProperty(SupportsGet = true)] public Guid? At { get; set; }
    [BindProperty] public string? Heading { get; set; }
    [BindProperty] public string? HeadingEn { get; set; }
    [BindProperty] public string? Text { get; set; }
    [BindProperty] public string? TextEn { get; set; }
    [BindProperty] public string? Note { get; set; }

    [FromRoute(Name = "code")] public string DraftCode { get; set; } = "";
    public ClauseKind Kind { get; private set; }
    public string Beside { get; private set; } = "";
    public ClauseText Words => new(Heading ?? "", HeadingEn ?? "", Text ?? "", TextEn ?? "");

    public async Task<IActionResult> OnGetAsync()
    {
        await ShowAgain();
        return DraftCode.Length == 0 ? NotFound() : Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var added = Guid.CreateVersion7();
        var resolution = await drafting.Change(DraftCode, User.RequiredActor().Name, (resolution, pen) =>
        {
            var at = resolution.Standing.SingleOrDefault(c => c.Id == At);
            if (At is not null && at is null) throw new RuleBroken("This clause is no longer in the text.");
            if (Place == "recital" || at is { IsRecital: true } && Place == "below") resolution.AddRecital(added, at?.Id, Words, pen, Note ?? "");
            else if (Place == "inside") resolution.AddClause(added, at?.Id, null, Words, pen, Note ?? "");
            else resolution.AddClause(added, at?.ParentId, at?.Id, Words, pen, Note ?? "");
        }, ct);
        if (resolution is null) return NotFound();
        TempData["done"] = texts["{0} is added.", resolution.Numbering[added].Citation].Value;
        return LocalRedirect($"/resolutions/{resolution.Code}?clause={added}#{DraftTrace.Anchor(added)}");
    }

    public async Task ShowAgain()
    {
        var number = Code.Resolution(DraftCode);
        var resolution = await db.Resolutions.AsNoTracking().Include(r => r.Clauses).SingleOrDefaultAsync(r => r.Number == number);
        DraftCode = resolution?.Code ?? "";
        if (resolution is null) return;
        var beside = At is { } at ? resolution.Numbering.Find(at) : null;
        Beside = beside?.Citation ?? "";
        Kind = Place == "recital" ? ClauseKind.Recital : beside is null ? ClauseKind.Section : Place == "inside" && beside.Kind < ClauseKind.Point ? beside.Kind + 1 : beside.Kind;
    }
}
