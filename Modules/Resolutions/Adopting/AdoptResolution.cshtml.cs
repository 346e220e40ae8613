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
    /// <summary>The code of the session's decision that is recorded, such as D-3; empty where it is recorded by hand.</summary>
    [BindProperty, StringLength(20)] public string? Decided { get; set; }
    [BindProperty] public bool Corrected { get; set; }
    [BindProperty, StringLength(10_000)] public string? Reservations { get; set; }
    [BindProperty, StringLength(20)] public string? Confirm { get; set; }

    public Resolution Resolution { get; private set; } = null!;
    public int Clauses { get; private set; }
    public int Unsourced { get; private set; }
    public int Untranslated { get; private set; }
    public int OutOfDate { get; private set; }
    public int Homeless { get; private set; }
    public int Undecided { get; private set; }
    public string Text { get; private set; } = "";
    public NumberedDraft? LastDraft { get; private set; }
    /// <summary>What sessions decided about this text, the newest first.</summary>
    public IReadOnlyList<TakenDecision> Decisions { get; private set; } = [];
    /// <summary>Decisions that were taken on another text than the one that stands here now.</summary>
    public bool HasChangedSince(TakenDecision decision) => decision.TextHash.Length > 0 && decision.TextHash != CanonicalText.HashOf(Text);

    public async Task<IActionResult> OnGetAsync()
    {
        await ShowAgain();
        if (Resolution is null) return NotFound();
        if (Resolution.State == ResolutionState.Adopted) return LocalRedirect($"/resolutions/{Resolution.Code}");
        On = time.Today;
        var last = await db.Adoptions.Where(a => a.Year == On.Year).OrderByDescending(a => a.Number).FirstOrDefaultAsync();
        Number = last is null ? "01/NQ-HNNG" : new DocumentNumber(last.Number + 1, last.Symbol).ToString();
        Decided = Decisions.FirstOrDefault(d => d.Stands)?.Code;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!User.MayDraft()) return Forbid();
        var decision = new Decision(DocumentNumber.Read(Number), On, Basis, For, Against, Abstentions, SessionCode ?? "", Reservations ?? "");
        try
        {
            var number = Code.Resolution(DraftCode) ?? 0;
            var adopted = await drafting.Change(r => r.Number == number, User.RequiredActor(), async (resolution, pen) =>
            {
                if (resolution.State == ResolutionState.Draft && Code.Resolution(Confirm) != resolution.Number) throw new RuleBroken("Type {0} to confirm.", resolution.Code);
                resolution.Adopt(await Recorded(decision, resolution, ct), pen, time.Today);
            }, ct);
            if (adopted is null) return NotFound();
            TempData["done"] = texts["{0} is adopted as {1} and sealed.", adopted.Code, adopted.Adoption!.NumberAndSymbol].Value;
            return LocalRedirect($"/resolutions/{adopted.Code}");
        }
        catch (DbUpdateException)
        {
            // The index of the database has the last word on numbers; anything else that failed is not ours to explain.
            db.Forget();
            var symbol = decision.Number.Symbol.Replace(" ", "", StringComparison.Ordinal);
            if (!await db.Adoptions.AnyAsync(a => a.Year == On.Year && a.Symbol == symbol && a.Number == decision.Number.Number, ct)) throw;
            var free = 1 + await db.Adoptions.Where(a => a.Year == On.Year && a.Symbol == symbol).MaxAsync(a => a.Number, ct);
            throw new RuleBroken("The number {0} is already taken in {1}. The next free one is {2}.", decision.Number.ToString(), On.Year, new DocumentNumber(free, symbol).ToString());
        }
    }

    /// <summary>The decision with what the session said of it, and the numbered draft that it adopts.</summary>
    private async Task<Decision> Recorded(Decision decision, Resolution resolution, CancellationToken ct)
    {
        var last = await LastOf(resolution, ct);
        decision = decision with { Corrected = Corrected, Programs = await ProgramText.Of(db, resolution, ct), Draft = last is not null && last.Hash == CanonicalText.HashOf(CanonicalText.Of(resolution)) ? last.Number.SymbolOf(resolution.Code) : "" };
        if (string.IsNullOrEmpty(Decided)) return decision;
        var taken = await db.TakenDecisions.AsNoTracking().SingleOrDefaultAsync(d => d.Code == Decided, ct) ?? throw new RuleBroken("There is no decision {0}.", Decided);
        return decision with { Taken = taken, On = DateOnly.FromDateTime(time.Local(taken.At)) };
    }

    private Task<NumberedDraft?> LastOf(Resolution resolution, CancellationToken ct) =>
        db.NumberedDrafts.AsNoTracking().Where(d => d.ResolutionId == resolution.Id).OrderByDescending(d => d.Draft).ThenByDescending(d => d.Revision).FirstOrDefaultAsync(ct);

    public async Task ShowAgain()
    {
        db.Forget();
        var number = Code.Resolution(DraftCode);
        Resolution = (await db.Whole.AsNoTracking().SingleOrDefaultAsync(r => r.Number == number))!;
        if (Resolution is null) return;
        var lines = OpenResolutionModel.LinesOf(Resolution);
        Clauses = lines.Count(l => l.Clause.Kind.IsLevel);
        Unsourced = lines.Count(l => l.Unsourced);
        OutOfDate = lines.Count(l => l.Clause.Translation != Translation.InStep);
        Untranslated = lines.Count(l => (l.Clause.Text.Length > 0 && l.Clause.TextEn.Length == 0) || (l.Clause.Heading.Length > 0 && l.Clause.HeadingEn.Length == 0));
        Homeless = await OpenResolutionModel.CountHomeless(db, HttpContext.RequestAborted);
        Undecided = await OpenResolutionModel.CountUndecided(db, Resolution.Id, HttpContext.RequestAborted);
        Text = await CanonicalText.Whole(db, Resolution, HttpContext.RequestAborted);
        LastDraft = await LastOf(Resolution, HttpContext.RequestAborted);
        Decisions = await db.TakenDecisions.AsNoTracking().Where(d => d.Subject == Resolution.Code && d.SessionCode != "").OrderByDescending(d => d.At).ToListAsync(HttpContext.RequestAborted);
    }
}
