using Conference.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>
/// A clause on a big screen: its text, and what its last rewording inserted and deleted. Whoever puts a clause of a draft on
/// the screen shows it to everyone who looks there, as one does in the hall; the rest of the draft stays with its readers.
/// </summary>
public sealed class ScreenClauseViewComponent(ResolutionsDb db) : ViewComponent
{
    public sealed record Shown(Resolution Resolution, string Citation, string Label, string Heading, IReadOnlyList<IReadOnlyList<WordRun>> Paragraphs)
    {
        public bool IsChanged => Paragraphs.Any(p => p.Any(r => r.Change != WordChange.Same));
    }

    public async Task<IViewComponentResult> InvokeAsync(Guid id)
    {
        var ct = HttpContext.RequestAborted;
        if (await db.Resolutions.AsNoTracking().Include(r => r.Clauses).SingleOrDefaultAsync(r => r.Clauses.Any(c => c.Id == id), ct) is not { } resolution) return Content("");
        if (resolution.Standing.SingleOrDefault(c => c.Id == id) is not { } clause) return Content("");
        var number = resolution.Numbering[id];
        var text = Sentences.Pick(clause.Text, clause.TextEn);
        // A change of the heading alone, or of the other language, left this text as it was: the last different one is what it is compared with.
        var earlier = await db.Revisions.AsNoTracking().Where(r => r.ClauseId == id && r.No < clause.Version).OrderByDescending(r => r.No).ToListAsync(ct);
        var before = earlier.Select(r => Sentences.Pick(r.Text, r.TextEn)).FirstOrDefault(t => t != text);
        // What is adopted is shown as it was adopted.
        var runs = before is null || resolution.State == ResolutionState.Adopted ? [new(WordChange.Same, text)] : WordDiff.Between(before, text);
        return View("/Pages/Resolutions/Drafting/ScreenClause.cshtml",
            new Shown(resolution, number.Citation, Sentences.IsEnglish ? number.LabelEn : number.Label, Sentences.Pick(clause.Heading, clause.HeadingEn), Paragraphs(runs)));
    }

    /// <summary>The same runs, one list for each paragraph.</summary>
    private static List<IReadOnlyList<WordRun>> Paragraphs(IReadOnlyList<WordRun> runs)
    {
        var (paragraphs, current) = (new List<IReadOnlyList<WordRun>>(), new List<WordRun>());
        foreach (var run in runs)
        {
            var lines = run.Text.Split('\n');
            for (var i = 0; i < lines.Length; i++)
            {
                if (i > 0) { paragraphs.Add(current); current = []; }
                if (lines[i].Length > 0) current.Add(run with { Text = lines[i] });
            }
        }
        paragraphs.Add(current);
        return [.. paragraphs.Where(p => p.Count > 0)];
    }
}

/// <summary>Finds the clause that someone wants to put on a screen.</summary>
internal sealed class ClausesOnScreen(ResolutionsDb db) : IOnScreen
{
    public string Kind => "text";

    public async Task<OnScreenItem?> Find(string typed, Guid sessionId, CancellationToken ct)
    {
        if (Code.Normal(typed) is not { } code) return null;
        if (code == Code.OfCitation(code)) throw new RuleBroken("Name one clause of {0} for the big screen, such as {1}.", code, $"{code} §2.3");
        var number = Code.Resolution(Code.OfCitation(code));
        var resolution = await db.Resolutions.AsNoTracking().Include(r => r.Clauses).SingleOrDefaultAsync(r => r.Number == number, ct);
        var clause = resolution?.Numbering.Cited(code) ?? throw new RuleBroken("There is no clause {0}.", code);
        return new(clause.Id, clause.Citation);
    }
}
