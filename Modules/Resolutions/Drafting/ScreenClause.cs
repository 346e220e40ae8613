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
    /// <param name="Depth">How deep it stands below the clause that was asked for.</param>
    public sealed record Part(int Depth, string Label, string Heading, IReadOnlyList<IReadOnlyList<WordRun>> Paragraphs);

    /// <param name="Parts">The clause, then what stands in it.</param>
    public sealed record Shown(Resolution Resolution, string Citation, IReadOnlyList<Part> Parts)
    {
        public bool IsChanged => Parts.Any(p => p.Paragraphs.Any(r => r.Any(run => run.Change != WordChange.Same)));
    }

    public async Task<IViewComponentResult> InvokeAsync(Guid id)
    {
        var ct = HttpContext.RequestAborted;
        if (await db.Resolutions.AsNoTracking().Include(r => r.Clauses).SingleOrDefaultAsync(r => r.Clauses.Any(c => c.Id == id), ct) is not { } resolution) return Content("");
        var numbering = resolution.Numbering;
        if (numbering.Find(id) is not { } asked) return Content("");
        var within = numbering.InOrder.SkipWhile(n => n.Id != id).TakeWhile(n => n.Id == id || n.Depth > asked.Depth && asked.Kind != ClauseKind.Recital).ToList();
        var ids = within.Select(n => n.Id).ToList();
        var earlier = (await db.Revisions.AsNoTracking().Where(r => ids.Contains(r.ClauseId)).OrderByDescending(r => r.No).ToListAsync(ct)).ToLookup(r => r.ClauseId);
        return View("/Pages/Resolutions/Drafting/ScreenClause.cshtml", new Shown(resolution, asked.Citation,
        [
            .. from n in within
               let clause = resolution.Clauses.Single(c => c.Id == n.Id)
               select new Part(n.Depth - asked.Depth, Sentences.IsEnglish ? n.LabelEn : n.Label, Sentences.Pick(clause.Heading, clause.HeadingEn),
                   Paragraphs(Changes(Sentences.Pick(clause.Text, clause.TextEn), earlier[n.Id], resolution)))
        ]));
    }

    // A change of the heading alone, or of the other language, left a text as it was: the last one that differs is what it is compared with.
    private static IReadOnlyList<WordRun> Changes(string text, IEnumerable<Revision> earlier, Resolution resolution) =>
        resolution.State != ResolutionState.Adopted && earlier.Select(r => Sentences.Pick(r.Text, r.TextEn)).FirstOrDefault(t => t != text) is { } before
            ? WordDiff.Between(before, text) : [new(WordChange.Same, text)];

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
