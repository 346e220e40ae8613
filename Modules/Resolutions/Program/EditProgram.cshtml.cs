using System.ComponentModel.DataAnnotations;
using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>Creates an action program or changes its title.</summary>
[For(Roles.Secretariat)]
public sealed class EditProgramModel(ResolutionsDb db, Sentences texts) : PageModel, IShowsAgain
{
    [BindProperty(SupportsGet = true)] public string? Code { get; set; }
    [BindProperty(SupportsGet = true)] public string? Resolution { get; set; }
    [BindProperty, StringLength(ActionProgram.LongestTitle, ErrorMessage = "This text is too long.")] public string? Title { get; set; }
    [BindProperty, StringLength(ActionProgram.LongestTitle, ErrorMessage = "This text is too long.")] public string? TitleEn { get; set; }
    [BindProperty] public int Version { get; set; }

    public IReadOnlyList<(string Code, string Title)> Resolutions { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (Code is not null)
        {
            if (await WholeProgram.Read(db, Code, ct) is not { } program) return NotFound();
            if (program.Adopted) return this.IsAdopted(program, texts);
            (Code, Title, TitleEn, Version) = (program.Program.Code, program.Program.Title, program.Program.TitleEn, program.Program.Version);
        }
        await ShowAgain();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            await ShowAgain();
            return Page();
        }
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        ActionProgram program;
        if (Code is not null)
        {
            if (await WholeProgram.ForChange(db, Code, ct) is not { } whole) return NotFound();
            (program = whole.Program).Rename(Title, TitleEn, Version);
        }
        else
        {
            var number = Conference.Resolutions.Code.Resolution(Resolution);
            var resolution = string.IsNullOrEmpty(Resolution) ? null
                : await db.Resolutions.AsNoTracking().SingleOrDefaultAsync(r => r.Number == number, ct) ?? throw new RuleBroken("There is no resolution {0}.", Resolution);
            program = ActionProgram.Draft(Guid.CreateVersion7(), (int)await db.TakeNumbers("programs", 1, ct), Title, TitleEn, resolution);
            db.Add(program);
        }
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return this.Done(texts["{0} is saved.", program.Code], $"/programs/{program.Code}");
    }

    public async Task ShowAgain()
    {
        db.ChangeTracker.Clear();
        var open = await db.Resolutions.AsNoTracking().Where(r => r.State != ResolutionState.Adopted).OrderBy(r => r.Number).ToListAsync(HttpContext.RequestAborted);
        Resolutions = [.. open.Select(r => (r.Code, Sentences.Pick(r.Title, r.TitleEn)))];
    }
}
