using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>Every document a draft names, with the clause that names it and what it does with it: proposed from the wording, decided by a person.</summary>
[For(Roles.Secretariat, Roles.Organiser, Roles.Chair)]
public sealed class ReferencesModel(ResolutionsDb db, Sentences texts) : PageModel
{
    public sealed record Named(OpenResolutionModel.Line Line, NamedDocument Document, DocumentReference? Said)
    {
        public ReferenceDoes Does => Said?.Does ?? Document.Does;
    }

    [FromRoute(Name = "code")] public string DraftCode { get; set; } = "";

    public Resolution Resolution { get; private set; } = null!;
    public IReadOnlyList<IGrouping<string, Named>> Documents { get; private set; } = [];
    public bool MayDraft => User.MayDraft() && Resolution.State == ResolutionState.Draft;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var number = Code.Resolution(DraftCode);
        if (await db.Whole.AsNoTracking().SingleOrDefaultAsync(r => r.Number == number, ct) is not { } resolution) return NotFound();
        Resolution = resolution;
        var said = await db.References.AsNoTracking().Where(d => db.Clauses.Any(c => c.Id == d.ClauseId && c.ResolutionId == resolution.Id)).ToDictionaryAsync(d => (d.ClauseId, d.Document), ct);
        Documents = [.. In(resolution).Select(n => n with { Said = said.GetValueOrDefault((n.Line.Clause.Id, n.Document.Code)) }).GroupBy(n => n.Document.Code)];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid clause, string document, ReferenceDoes does, CancellationToken ct)
    {
        if (!User.MayDraft()) return Forbid();
        var number = Code.Resolution(DraftCode);
        if (await db.Whole.AsNoTracking().SingleOrDefaultAsync(r => r.Number == number, ct) is not { } resolution) return NotFound();
        if (resolution.State == ResolutionState.Adopted) throw new RuleBroken(Resolution.Adopted, resolution.Code);
        if (In(resolution).FirstOrDefault(n => n.Line.Clause.Id == clause && n.Document.Code == document) is not { } named) throw new RuleBroken("The clause no longer names this document.");
        var said = await db.References.SingleOrDefaultAsync(d => d.ClauseId == clause && d.Document == document, ct) ?? db.Add(DocumentReference.Of(clause, document)).Entity;
        said.Say(does, Pen.Of(User.RequiredActor(), db));
        await db.SaveChangesAsync(ct);
        return this.Done(texts["{0}: {1} {2}.", named.Line.Number.Citation, texts[does.ToString()], document], $"/resolutions/{resolution.Code}/references");
    }

    /// <summary>How many documents the text names.</summary>
    public static int Count(Resolution resolution) => In(resolution).DistinctBy(n => n.Document.Code).Count();

    private static IEnumerable<Named> In(Resolution resolution)
    {
        var lines = OpenResolutionModel.LinesOf(resolution);
        var known = lines.SelectMany(l => NamedDocument.Whole(Words(l))).ToHashSet();
        // Both languages of a clause usually name the same document.
        return lines.SelectMany(l => NamedDocument.In(Words(l), known).Select(d => new Named(l, d, null)));

        static string Words(OpenResolutionModel.Line line) => string.Join('\n', line.Clause.Heading, line.Clause.Text, line.Clause.HeadingEn, line.Clause.TextEn);
    }
}
