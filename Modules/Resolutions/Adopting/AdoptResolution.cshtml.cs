using System.ComponentModel.DataAnnotations;
using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>Records that the conference adopted a draft, and seals its text. The organiser and the chair may look.</summary>
[For(Roles.Secretariat, Roles.Organiser, Roles.Chair)]
public sealed class AdoptResolutionModel(ResolutionsDb db, Drafting drafting, ConferenceTime time, Sentences texts) : PageModel, IShowsAgain
{
    [FromRoute(Name = "code")] public string DraftCode { get; set; } = "";
    [BindProperty, StringLength(60)] public string? Number { get; set; }
    [BindProperty] public DateOnly On { get; set; }
    [BindProperty] public AdoptionBasis Basis { get; set; } = AdoptionBasis.Consensus;
    [BindProperty] public int? For { get; set; }
    [BindProperty] public int? Against { get; set; }
    [BindProperty] public int? Abstentions { get; set; }
    [BindProperty, StringLength(20)] public string? SessionCode { get; set; }
    [BindProperty, StringLength(10_000)] public string? Reservations { get; set; }
    [BindProperty, StringLength(20)] public string? Confirm { get; set; }

    public Resolution Resolution { get; private set; } = null!;
    public int Clauses { get; private set; }
    public int Unsourced { get; private set; }
    public int Untranslated { get; private set; }
    public int OutOfDate { get; private set; }
    public int Homeless { get; private set; }
    public string Text { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync()
    {
        await ShowAgain();
        if (Resolution is null) return NotFound();
        if (Resolution.State == ResolutionState.Adopted) return LocalRedirect($"/resolutions/{Resolution.Code}");
        On = time.Today;
        var last = await db.Adoptions.Where(a => a.Year == On.Year).OrderByDescending(a => a.Number).FirstOrDefaultAsync();
        Number = last is null ? "01/NQ-HNNG" : new DocumentNumber(last.Number + 1, last.Symbol).ToString();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!User.MayDraft()) return Forbid();
        var decision = new Decision(DocumentNumber.Read(Number), On, Basis, For, Against, Abstentions, SessionCode ?? "", Reservations ?? "");
        try
        {
            var adopted = await drafting.Change(DraftCode, User.RequiredActor(), (resolution, pen) =>
            {
                if (resolution.State == ResolutionState.Draft && Code.Resolution(Confirm) != resolution.Number) throw new RuleBroken("Type {0} to confirm.", resolution.Code);
                resolution.Adopt(decision, pen, time.Today);
            }, ct);
            if (adopted is null) return NotFound();
            TempData["done"] = texts["{0} is adopted as {1} and sealed.", adopted.Code, adopted.Adoption!.NumberAndSymbol].Value;
            return LocalRedirect($"/resolutions/{adopted.Code}");
        }
        catch (DbUpdateException)
        {
            // The index of the database has the last word on numbers; anything else that failed is not ours to explain.
            db.ChangeTracker.Clear();
            var symbol = decision.Number.Symbol.Replace(" ", "", StringComparison.Ordinal);
            if (!await db.Adoptions.AnyAsync(a => a.Year == On.Year && a.Symbol == symbol && a.Number == decision.Number.Number, ct)) throw;
            throw new RuleBroken("The number {0} is already taken in {1}.", decision.Number.ToString(), On.Year);
        }
    }

    public async Task ShowAgain()
    {
        db.ChangeTracker.Clear();
        var number = Code.Resolution(DraftCode);
        Resolution = (await db.Whole.AsNoTracking().SingleOrDefaultAsync(r => r.Number == number))!;
        if (Resolution is null) return;
        var lines = OpenResolutionModel.LinesOf(Resolution);
        Clauses = lines.Count(l => l.Clause.Kind.IsLevel);
        Unsourced = lines.Count(l => l.Unsourced);
        OutOfDate = lines.Count(l => l.Clause.Translation != Translation.InStep);
        Untranslated = lines.Count(l => (l.Clause.Text.Length > 0 && l.Clause.TextEn.Length == 0) || (l.Clause.Heading.Length > 0 && l.Clause.HeadingEn.Length == 0));
        Homeless = await OpenResolutionModel.CountHomeless(db, HttpContext.RequestAborted);
        Text = CanonicalText.Of(Resolution);
    }
}
