using System.ComponentModel.DataAnnotations;
using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>Begins a draft, or changes the title of one.</summary>
[For(Roles.Secretariat)]
public sealed class DraftResolutionModel(ResolutionsDb db, Drafting drafting, Sentences texts) : PageModel, IShowsAgain
{
    [FromRoute(Name = "code")] public string? DraftCode { get; set; }
    [BindProperty, Required(ErrorMessage = "A resolution needs a title."), StringLength(Resolution.LongestTitle)] public string Title { get; set; } = "";
    [BindProperty, StringLength(Resolution.LongestTitle)] public string? TitleEn { get; set; }

    [BindProperty] public DocumentLayout Layout { get; set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (DraftCode is null) return Page();
        var number = Code.Resolution(DraftCode);
        if (await db.Resolutions.AsNoTracking().SingleOrDefaultAsync(r => r.Number == number && r.State == ResolutionState.Draft, ct) is not { } resolution) return NotFound();
        (Title, TitleEn, Layout) = (resolution.Title, resolution.TitleEn, resolution.Layout);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid) return Page();
        var who = User.RequiredActor();
        if (DraftCode is not null)
        {
            var renamed = await drafting.Change(DraftCode, who, (resolution, pen) => 
            {
                resolution.Rename(Title, TitleEn ?? "", pen);
                resolution.Lay(Layout, pen);
            }, ct);
            if (renamed is null) return NotFound();
            TempData["done"] = texts["The title is saved."].Value;
            return LocalRedirect($"/resolutions/{renamed.Code}");
        }
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var drafted = Resolution.Draft(Guid.CreateVersion7(), (int)await db.TakeNumbers("resolutions", 1, ct), Title, TitleEn ?? "", Pen.Of(who, db), Layout);
        db.Add(drafted);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return LocalRedirect($"/resolutions/{drafted.Code}");
    }

    public Task ShowAgain() => Task.CompletedTask;
}
