using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>A corrigendum as it was issued: how each clause was printed and how it is to be read. For everyone, as the text it corrects.</summary>
[ForEveryoneSignedIn]
public sealed class ReadCorrigendumModel(ResolutionsDb db) : PageModel
{
    public Resolution Resolution { get; private set; } = null!;
    public Corrigendum Corrigendum { get; private set; } = null!;
    public bool Unchanged { get; private set; }

    public async Task<IActionResult> OnGetAsync(string code, int no, CancellationToken ct)
    {
        if (await Find(db, code, no, ct) is not var (resolution, corrigendum)) return NotFound();
        (Resolution, Corrigendum, Unchanged) = (resolution, corrigendum, corrigendum.IsUnchanged(resolution));
        return Page();
    }

    internal static async Task<(Resolution, Corrigendum)?> Find(ResolutionsDb db, string code, int no, CancellationToken ct) =>
        Code.Resolution(code) is { } number && await db.Whole.AsNoTracking().SingleOrDefaultAsync(r => r.Number == number, ct) is { } resolution
        && await db.Corrigenda.AsNoTracking().SingleOrDefaultAsync(c => c.ResolutionId == resolution.Id && c.No == no, ct) is { } corrigendum ? (resolution, corrigendum) : null;
}
