using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>Adds a clause: of a named kind at the end of its part of the document, or below, first inside or last inside another one.</summary>
[For(Roles.Secretariat)]
public sealed class AddClauseModel(ResolutionsDb db, Drafting drafting, Sentences texts, ConferenceTime time) : WordsPage, IShowsAgain
{
    /// <summary>below, first or inside another clause; or a kind such as recital, section, article, annex.</summary>
    [BindProperty(SupportsGet = true)] public string Place { get; set; } = "section";
    [BindProperty(SupportsGet = true)] public Guid? At { get; set; }
    /// <summary>Made by the page that adds it, so that saving twice adds once.</summary>
    [BindProperty] public Guid? Id { get; set; }
    [BindProperty] public string? Note { get; set; }

    [FromRoute(Name = "code")] public string DraftCode { get; set; } = "";
    public ClauseKind Kind { get; private set; }
    public string Beside { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync()
    {
        await ShowAgain();
        return DraftCode.Length == 0 ? NotFound() : Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var added = Id ?? Guid.CreateVersion7();
        var resolution = await drafting.Change(DraftCode, User.RequiredActor(), (resolution, pen) =>
        {
            if (resolution.Clauses.Any(c => c.Id == added)) return;
            var at = resolution.Standing.SingleOrDefault(c => c.Id == At);
            if (At is not null && at is null) throw new RuleBroken("This clause is no longer in the text.");
            var words = Closed(resolution);
            var note = Note ?? "";
            _ = (Place, at) switch
            {
                ("inside", _) => resolution.AddClause(added, at?.Id, null, words, pen, note),
                ("first", { } first) => resolution.AddClause(added, first.Id, Guid.Empty, words, pen, note),
                ("below", { } above) => resolution.AddClause(added, above.ParentId, above.Id, words, pen, note),
                _ => resolution.AddClause(added, at?.ParentId, at?.Id, words, pen, note, Named(resolution.Layout)),
            };
        }, ct);
        if (resolution is null) return NotFound();
        var clause = resolution.Standing.Single(c => c.Id == added);
        var citation = resolution.Numbering[added].Citation;
        if (Acts.AnswersScript(Request))
            return new JsonResult(new { said = texts["{0} is added.", citation].Value, id = added, clause.Version, saved = texts["Saved {0}", time.Clock(db.Now)].Value });
        TempData["done"] = texts["{0} is added.", citation].Value;
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
        Kind = beside is null ? Named(resolution.Layout) ?? Levels.Top(resolution.Layout) : Place is "inside" or "first" ? beside.Kind.UsualChild(resolution.Layout) : beside.Kind;
    }

    /// <summary>"section" is what a text of this layout is usually made of.</summary>
    private ClauseKind? Named(DocumentLayout layout) => Place == "section" ? Levels.Top(layout) : Enum.TryParse<ClauseKind>(Place, ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : null;
}
