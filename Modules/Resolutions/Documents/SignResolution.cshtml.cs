using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Documents;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>Says who signs a resolution, and who receives it.</summary>
[For(Roles.Secretariat)]
public sealed class SignResolutionModel(ResolutionsDb db, Sentences texts) : PageModel, IShowsAgain
{
    public sealed class Form
    {
        public SigningAuthority? By { get; set; }
        public string? For { get; set; }
        public string? ForEn { get; set; }
        public string? Title { get; set; }
        public string? TitleEn { get; set; }
        public string? Name { get; set; }
        public string? Recipients { get; set; }
        public string? RecipientsEn { get; set; }

        public SigningWords Words => new(By, For ?? "", ForEn ?? "", Title ?? "", TitleEn ?? "", Name ?? "", Recipients ?? "", RecipientsEn ?? "");

        public static Form Of(SigningWords w) => new()
            { By = w.By, For = w.For, ForEn = w.ForEn, Title = w.Title, TitleEn = w.TitleEn, Name = w.Name, Recipients = w.Recipients, RecipientsEn = w.RecipientsEn };
    }

    [FromRoute(Name = "code")] public string DraftCode { get; set; } = "";
    [BindProperty] public Form Input { get; set; } = new();
    [BindProperty] public int Version { get; set; }

    public Resolution Resolution { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await Load(ct) is not { } signing) return NotFound();
        (Input, Version) = (Form.Of(signing.Words), signing.Version);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await Load(ct) is not { } signing) return NotFound();
        signing.Change(Input.Words, Version);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            throw new RuleBroken("Someone else changed this at the same moment. Read it again and repeat your change.");
        }
        TempData["done"] = texts["The signature of {0} is saved.", Resolution.Code].Value;
        return LocalRedirect($"/resolutions/{Resolution.Code}");
    }

    public async Task ShowAgain()
    {
        db.ChangeTracker.Clear();
        await Load(HttpContext.RequestAborted);
    }

    private async Task<Signing?> Load(CancellationToken ct)
    {
        var number = Code.Resolution(DraftCode);
        if (await db.Resolutions.AsNoTracking().SingleOrDefaultAsync(r => r.Number == number, ct) is not { } resolution) return null;
        Resolution = resolution;
        return await db.Signings.SingleOrDefaultAsync(s => s.ResolutionId == resolution.Id, ct) ?? db.Add(Signing.Of(resolution.Id)).Entity;
    }

    /// <summary>The English name of a right to sign, with the decree's abbreviation.</summary>
    public static string NameOf(SigningAuthority by) => by switch
    {
        SigningAuthority.OnBehalfOf => "On behalf of a body (TM.)",
        SigningAuthority.Acting => "Acting head (Q.)",
        SigningAuthority.InPlaceOf => "In place of the head (KT.)",
        SigningAuthority.ByOrderOf => "By order of the head (TL.)",
        _ => "By authorisation of the head (TUQ.)",
    };
}
