using System.ComponentModel.DataAnnotations;
using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>Corrects clauses of an adopted text in a document of its own. Clauses are added one by one; nothing typed is lost meanwhile.</summary>
[For(Roles.Secretariat)]
public sealed class IssueCorrigendumModel(ResolutionsDb db, ConferenceTime time, Sentences texts) : PageModel, IShowsAgain
{
    public sealed class Item
    {
        public Guid Id { get; set; }
        public string? Heading { get; set; }
        public string? HeadingEn { get; set; }
        public string? Text { get; set; }
        public string? TextEn { get; set; }

        public ClauseText Words => new(Heading ?? "", HeadingEn ?? "", Text ?? "", TextEn ?? "");

        public static Item Of(Guid id, ClauseText words) => new() { Id = id, Heading = words.Heading, HeadingEn = words.HeadingEn, Text = words.Text, TextEn = words.TextEn };
    }

    [FromRoute(Name = "code")] public string ResolutionCode { get; set; } = "";
    /// <summary>The clause that is to be corrected as well.</summary>
    [BindProperty(SupportsGet = true)] public Guid? Clause { get; set; }
    [BindProperty] public List<Item> Items { get; set; } = [];
    [BindProperty, StringLength(2 * Corrigendum.LongestReason)] public string? Reason { get; set; }
    [BindProperty, StringLength(2 * Corrigendum.LongestReason)] public string? ReasonEn { get; set; }

    public Resolution Resolution { get; private set; } = null!;
    public IReadOnlyList<OpenResolutionModel.Line> Lines { get; private set; } = [];
    public IReadOnlyDictionary<Guid, ClauseText> Reading { get; private set; } = new Dictionary<Guid, ClauseText>();

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await Prepare(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAddAsync(CancellationToken ct)
    {
        if (!await Prepare(ct)) return NotFound();
        ModelState.Clear();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await Load(ct)) return NotFound();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var no = (int)await db.TakeNumbers($"corrigenda/{Resolution.Id}", 1, ct);
        var earlier = await db.Corrigenda.AsNoTracking().Where(c => c.ResolutionId == Resolution.Id).ToListAsync(ct);
        var corrigendum = Corrigendum.Issue(Resolution, no, earlier, Items.DistinctBy(i => i.Id).ToDictionary(i => i.Id, i => i.Words), Reason, ReasonEn, time.Today, Pen.Of(User.RequiredActor(), db));
        db.Add(corrigendum);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        TempData["done"] = texts["{0} is issued.", corrigendum.NumberOf(Resolution)].Value;
        return LocalRedirect($"/resolutions/{Resolution.Code}/corrigenda/{corrigendum.No}");
    }

    public async Task ShowAgain()
    {
        db.Forget();
        await Load(HttpContext.RequestAborted);
    }

    private async Task<bool> Prepare(CancellationToken ct)
    {
        if (!await Load(ct)) return false;
        if (Clause is { } clause && Reading.TryGetValue(clause, out var words) && Items.All(i => i.Id != clause)) Items.Add(Item.Of(clause, words));
        return true;
    }

    private async Task<bool> Load(CancellationToken ct)
    {
        var number = Code.Resolution(ResolutionCode);
        if (await db.Whole.AsNoTracking().SingleOrDefaultAsync(r => r.Number == number, ct) is not { State: ResolutionState.Adopted } resolution) return false;
        Resolution = resolution;
        Lines = OpenResolutionModel.LinesOf(resolution);
        Reading = Corrigendum.Reading(resolution, await db.Corrigenda.AsNoTracking().Where(c => c.ResolutionId == resolution.Id).ToListAsync(ct));
        Items = [.. Items.Where(i => Reading.ContainsKey(i.Id))];
        return true;
    }
}
