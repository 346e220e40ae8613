using System.ComponentModel.DataAnnotations;
using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>Makes a draft of a document: upload or paste, a preview that makes nothing, and the confirmation.</summary>
[For(Roles.Secretariat), RequestSizeLimit(32 << 20)]
public sealed class ImportDocumentModel(ResolutionsDb db, Sentences texts) : PageModel, IShowsAgain
{
    /// <summary>A clause of the preview with the number it would have.</summary>
    public sealed record Row(ReadClause Clause, Numbered Number, string Text);

    [BindProperty(SupportsGet = true)] public Guid? Id { get; set; }
    /// <summary>Null: as the document itself tells.</summary>
    [BindProperty(SupportsGet = true)] public DocumentLayout? Layout { get; set; }
    [BindProperty, StringLength(Resolution.LongestTitle)] public string? Title { get; set; }

    public DocumentImport? Import { get; private set; }
    public ReadDocument? Read { get; private set; }
    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (Id is null) return Page();
        if (!await Load(ct)) return NotFound();
        if (Import!.ResolutionId is { } made) return LocalRedirect("/resolutions/" + (await db.Resolutions.AsNoTracking().SingleAsync(r => r.Id == made, ct)).Code);
        Title = Read!.Title.Length > Resolution.LongestTitle ? Read.Title[..Resolution.LongestTitle] : Read.Title;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(IFormFile? file, string? pasted, CancellationToken ct)
    {
        Id = null;
        var (name, bytes) = file is { Length: > 0 } ? (file.FileName, await Take(file, ct))
            : !string.IsNullOrWhiteSpace(pasted) ? (texts["Pasted text"].Value, System.Text.Encoding.UTF8.GetBytes(Wording.Compose(pasted)))
            : throw new RuleBroken("Choose a file or paste the text first.");
        var import = DocumentImport.Upload(name, bytes, User.RequiredActor(), db.Now);
        _ = import.Read(null);
        var old = db.Now - DocumentImport.Kept;
        await db.DocumentImports.Where(i => i.ConfirmedAt == null && i.UploadedAt < old).ExecuteDeleteAsync(ct);
        db.Add(import);
        await db.SaveChangesAsync(ct);
        return LocalRedirect($"/resolutions/import?id={import.Id}");
    }

    public async Task<IActionResult> OnPostConfirmAsync(CancellationToken ct)
    {
        if (Id is null || !await Load(ct)) return NotFound();
        var pen = Pen.Of(User.RequiredActor(), db);
        var title = Clean.Line(Title).Length > 0 ? Title! : Read!.Title;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var import = await db.DocumentImports.SingleAsync(i => i.Id == Id, ct);
        var draft = Resolution.Draft(Guid.CreateVersion7(), (int)await db.TakeNumbers("resolutions", 1, ct), title, Read!.English ? title : "", pen, Read.Layout);
        import.Become(draft, db.Now);
        draft.Insert(Read.Clauses, null, null, pen, texts["Imported from {0}", import.FileName]);
        db.Add(draft);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        TempData["done"] = texts["{0} is made of {1}: {2} clauses.", draft.Code, import.FileName, Read.All.Count()].Value;
        return LocalRedirect($"/resolutions/{draft.Code}");
    }

    public async Task ShowAgain()
    {
        db.Forget();
        if (Id is not null) await Load(HttpContext.RequestAborted);
    }

    /// <summary>What was recognised, in numbers: 38 articles, 117 items…</summary>
    public IEnumerable<(ClauseKind Kind, int Count)> Counts => Enum.GetValues<ClauseKind>().Select(k => (k, Read!.Count(k))).Where(c => c.Item2 > 0);

    public static string Plural(ClauseKind kind) => kind switch
    {
        ClauseKind.Recital => "recitals", ClauseKind.Part => "parts", ClauseKind.Chapter => "chapters", ClauseKind.Section => "sections", ClauseKind.Subsection => "subsections", ClauseKind.Article => "articles",
        ClauseKind.Item => "items", ClauseKind.Point => "points", ClauseKind.Paragraph => "paragraphs without a number", ClauseKind.Closing => "closing lines", ClauseKind.Signature => "signature lines",
        ClauseKind.Recipient => "recipients", _ => "annexes",
    };

    private async Task<bool> Load(CancellationToken ct)
    {
        var me = User.RequiredActor().PersonId;
        Import = await db.DocumentImports.AsNoTracking().SingleOrDefaultAsync(i => i.Id == Id && i.UploadedById == me, ct);
        if (Import is null) return false;
        Read = Import.Read(Layout);
        var (places, byId) = (new List<Place>(), new Dictionary<Guid, ReadClause>());
        Place(Read.Clauses, null);
        var numbering = Numbering.Of("R-0", places, Read.Layout);
        Rows = [.. numbering.InOrder.Select(n => new Row(byId[n.Id], n, CrossReference.Read(byId[n.Id].Words.Text + byId[n.Id].Words.TextEn, numbering, Read.English)))];
        return true;

        void Place(IReadOnlyList<ReadClause> clauses, Guid? holder)
        {
            foreach (var (i, clause) in clauses.Index())
            {
                places.Add(new(clause.Id, holder, i, clause.Kind));
                byId.Add(clause.Id, clause);
                Place(clause.Children, clause.Id);
            }
        }
    }

    private static async Task<byte[]> Take(IFormFile upload, CancellationToken ct)
    {
        if (upload.Length > DocumentLines.LargestFile) throw new RuleBroken("This file is larger than {0} MB.", DocumentLines.LargestFile >> 20);
        using var file = new MemoryStream();
        await upload.CopyToAsync(file, ct);
        return file.ToArray();
    }
}
