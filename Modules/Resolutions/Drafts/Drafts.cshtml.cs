using System.ComponentModel.DataAnnotations;
using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>The numbered drafts of a resolution, and where the secretariat hands out the next one. Delegations see what was circulated.</summary>
[ForEveryoneSignedIn]
public sealed class DraftsModel(ResolutionsDb db, Drafting drafting, Sentences texts) : PageModel, IShowsAgain
{
    public sealed record Row(NumberedDraft Draft, string? Before);

    [FromRoute(Name = "code")] public string ResolutionCode { get; set; } = "";
    [BindProperty] public bool Revises { get; set; } = true;
    [BindProperty] public bool Circulated { get; set; }
    [BindProperty, StringLength(2 * NumberedDraft.LongestNote)] public string? Note { get; set; }

    public Resolution Resolution { get; private set; } = null!;
    /// <summary>The title of the newest text that the reader may see; that of a later one stays with those who write it.</summary>
    public string Title { get; private set; } = "";
    /// <summary>The newest first.</summary>
    public IReadOnlyList<Row> Rows { get; private set; } = [];
    public bool ReadsCurrent { get; private set; }
    public bool MayIssue => User.MayDraft() && Resolution.State == ResolutionState.Draft;
    public NumberedDraft? Last => Rows.Count > 0 ? Rows[0].Draft : null;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await Load(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!User.MayDraft()) return Forbid();
        NumberedDraft? issued = null;
        try
        {
            var number = Code.Resolution(ResolutionCode) ?? 0;
            var found = await drafting.Change(r => r.Number == number, User.RequiredActor(), async (resolution, pen) =>
            {
                var last = await db.NumberedDrafts.Where(d => d.ResolutionId == resolution.Id).OrderByDescending(d => d.Draft).ThenByDescending(d => d.Revision).FirstOrDefaultAsync(ct);
                issued = db.Add(resolution.Issue(last, Revises, Note, Circulated, await ProgramAnnex.Read(db, resolution.Id, ct), pen)).Entity;
            }, ct);
            if (found is null) return NotFound();
        }
        catch (DbUpdateException) when (issued is not null)
        {
            throw new RuleBroken("Someone else changed this at the same moment. Read it again and repeat your change.");
        }
        TempData["done"] = texts["Draft {0} is handed out as {1}.", issued!.Number.Name, issued.Number.SymbolOf(Code.Normal(ResolutionCode)!)].Value;
        return LocalRedirect($"/resolutions/{Code.Normal(ResolutionCode)}/drafts");
    }

    public async Task ShowAgain()
    {
        db.Forget();
        await Load(HttpContext.RequestAborted);
    }

    private async Task<bool> Load(CancellationToken ct)
    {
        if (await Edition.Of(db, ResolutionCode, User, ct) is not { } editions) return false;
        Resolution = editions[0].Resolution;
        Title = Sentences.Pick(editions[^1].Text.Title, editions[^1].Text.TitleEn);
        ReadsCurrent = editions[^1].Draft is null;
        var drafts = editions.Where(e => e.Draft is not null).ToList();
        Rows = [.. drafts.Select((e, i) => new Row(e.Draft!, i > 0 ? drafts[i - 1].Key : null)).Reverse()];
        return true;
    }
}
