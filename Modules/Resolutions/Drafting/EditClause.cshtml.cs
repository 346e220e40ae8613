using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>
/// Saves the words of a clause. Where someone else saved first, it shows both versions against the text both began with, and
/// the person goes on from either or from the two put together. A page that saves by itself is told the version it saved.
/// </summary>
[For(Roles.Secretariat)]
public sealed class EditClauseModel(ResolutionsDb db, Drafting drafting, Sentences texts, ConferenceTime time) : WordsPage, IShowsAgain
{
    /// <summary>Two versions of the same words against what they began from.</summary>
    public sealed record Conflict(string Who, DateTime At, ClauseText Before, ClauseText Theirs, ClauseText Yours, ClauseText Merged, bool PutTogether, int Version);

    [FromRoute] public Guid Id { get; set; }
    [BindProperty] public int Version { get; set; }
    [BindProperty] public string? Note { get; set; }

    public Resolution Resolution { get; private set; } = null!;
    public Numbered? Number { get; private set; }
    public Conflict? Both { get; private set; }
    public IReadOnlyList<Revision> History { get; private set; } = [];
    public string Draft => $"/resolutions/{Resolution.Code}?clause={Id}#{DraftTrace.Anchor(Id)}";

    public async Task<IActionResult> OnGetAsync()
    {
        if (await Load() is not { } clause) return NotFound();
        Open(clause.Words, Resolution.Numbering);
        Version = clause.Version;
        return Page();
    }

    /// <summary>The form alone, to write in the text itself.</summary>
    public async Task<IActionResult> OnGetFormAsync() => await Load() is { } clause
        ? Partial("/Pages/Resolutions/Drafting/_ClauseForm.cshtml", ClauseForm.Of(clause, Resolution.Numbering, texts["Save {0}", Resolution.Numbering[Id].Citation], Draft)) : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        try
        {
            var changed = false;
            var resolution = await drafting.ChangeClause(Id, User.RequiredActor(), (resolution, pen) =>
            {
                // A part without a field in the form (the heading of a point) stays as it is.
                var now = resolution.Standing.SingleOrDefault(c => c.Id == Id)?.Words ?? new("", "", "", "");
                var words = Closed(resolution) with { Heading = Sent("Heading", Heading, now.Heading), HeadingEn = Sent("HeadingEn", HeadingEn, now.HeadingEn) };
                changed = resolution.Edit(Id, Version, words, pen, Note ?? "");
            }, ct);
            if (resolution is null) return NotFound();
            Resolution = resolution;
            var said = changed ? texts["{0} is saved.", resolution.Numbering[Id].Citation].Value : texts["Nothing was changed."].Value;
            if (Acts.AnswersScript(Request))
                return new JsonResult(new { said, version = resolution.Standing.Single(c => c.Id == Id).Version, saved = texts["Saved {0}", time.Clock(db.Now)].Value });
            TempData["done"] = said;
            return LocalRedirect(Draft);
        }
        catch (EditConflict conflict)
        {
            if (Acts.AnswersScript(Request)) return new JsonResult(new { said = texts[conflict], conflict = true }) { StatusCode = 409 };
            await ShowConflict(conflict);
            Response.StatusCode = 409;
            return Page();
        }
    }

    public Task ShowAgain() => Load();

    private string Sent(string field, string? value, string now) => Request.Form.ContainsKey(field) ? value ?? "" : now;

    private async Task ShowConflict(EditConflict conflict)
    {
        await Load();
        var before = History.Single(r => r.No == Version) is var b ? new ClauseText(b.Heading, b.HeadingEn, b.Text, b.TextEn) : null!;
        var last = History.First(r => r.No == conflict.Theirs.WordsVersion);
        var (theirs, yours) = (conflict.Theirs.Words, conflict.Yours);
        string?[] merged =
        [
            WordDiff.Merge(before.Heading, theirs.Heading, yours.Heading), WordDiff.Merge(before.HeadingEn, theirs.HeadingEn, yours.HeadingEn),
            WordDiff.Merge(before.Text, theirs.Text, yours.Text), WordDiff.Merge(before.TextEn, theirs.TextEn, yours.TextEn),
        ];
        Both = new(last.Who, last.At, before, theirs, yours,
            new(merged[0] ?? yours.Heading, merged[1] ?? yours.HeadingEn, merged[2] ?? yours.Text, merged[3] ?? yours.TextEn),
            merged.All(m => m is not null), conflict.Theirs.Version);
    }

    private async Task<Clause?> Load()
    {
        db.Forget();
        if (await db.Whole.AsNoTracking().SingleOrDefaultAsync(r => r.Clauses.Any(c => c.Id == Id)) is not { } resolution) return null;
        Resolution = resolution;
        Number = resolution.Numbering.Find(Id);
        History = await db.Revisions.AsNoTracking().Where(r => r.ClauseId == Id).OrderByDescending(r => r.No).ToListAsync();
        return resolution.Standing.SingleOrDefault(c => c.Id == Id);
    }
}
