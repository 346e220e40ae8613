using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Conference.Sessions;

/// <summary>The papers of a session with all their versions; those who run the session add, replace, remove and say who may see them.</summary>
[ForEveryoneSignedIn, PaperUpload]
public sealed class ReadPapersModel(SessionsDb db, IServiceProvider services, Sentences texts) : PageModel, IShowsAgain
{
    private readonly PaperDesk desk = services.GetRequiredService<PaperDesk>();

    [FromRoute] public string Code { get; set; } = "";
    [BindProperty] public string? Title { get; set; }
    [BindProperty] public string? TitleEn { get; set; }
    [BindProperty] public PaperAudience Audience { get; set; }

    public LiveSession Session { get; private set; } = null!;
    public IReadOnlyList<Paper> Papers { get; private set; } = [];
    public IReadOnlyList<Paper> Removed { get; private set; } = [];
    public bool Keeps => User.IsAny(Podium.Roles);
    public long Most => services.GetRequiredService<PaperStore>().Most;
    public string Here => $"{Session.Url}/papers";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await Load(ct) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(IFormFile? file, CancellationToken ct)
    {
        if (!Keeps) return Forbid();
        if (!await Load(ct)) return NotFound();
        await using var upload = (file ?? throw new RuleBroken("Choose a file first.")).OpenReadStream();
        var paper = await desk.Add(Session, upload, file.FileName, Title, TitleEn, Audience, User.RequiredActor().Name, ct);
        return this.Done(texts["{0} is added.", paper.Code], Here);
    }

    public async Task<IActionResult> OnPostReplaceAsync(string doc, IFormFile? file, CancellationToken ct)
    {
        if (!Keeps) return Forbid();
        if (!await Load(ct)) return NotFound();
        await using var upload = (file ?? throw new RuleBroken("Choose a file first.")).OpenReadStream();
        return await desk.Replace(Session, doc, upload, file.FileName, User.RequiredActor().Name, ct) is { } paper ? this.Done(texts["{0} has a new version.", paper.Code], Here) : NotFound();
    }

    public async Task<IActionResult> OnPostDescribeAsync(string doc, CancellationToken ct)
    {
        if (!Keeps) return Forbid();
        if (!await Load(ct)) return NotFound();
        return await desk.Describe(Session, doc, Title, TitleEn, Audience, ct) is { } paper ? this.Done(texts["{0} is saved.", paper.Code], Here) : NotFound();
    }

    public async Task<IActionResult> OnPostRemoveAsync(string doc, CancellationToken ct)
    {
        if (!Keeps) return Forbid();
        if (!await Load(ct)) return NotFound();
        return await desk.Remove(Session, doc, User.RequiredActor().Name, ct) is { } paper ? this.Done(texts["{0} is removed. Its versions are kept.", paper.Code], Here) : NotFound();
    }

    public async Task ShowAgain()
    {
        db.ChangeTracker.Clear();
        await Load(HttpContext.RequestAborted);
    }

    private async Task<bool> Load(CancellationToken ct)
    {
        if (await db.Find(Code, ct) is not { } session) return false;
        Session = session;
        Papers = await desk.Of(session, User.RequiredActor(), ct);
        if (Keeps) Removed = await db.Papers.AsNoTracking().Include(p => p.Versions).Where(p => p.SessionId == session.Id && p.RemovedAt != null).OrderBy(p => p.Number).ToListAsync(ct);
        return true;
    }
}
