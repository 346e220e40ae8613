using System.Text;
using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Documents;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Feedback;

/// <summary>The rapporteur writes what a session said, from comments that were selected on the triage board.</summary>
[For(Roles.Secretariat)]
public sealed class WriteSummaryModel(FeedbackDb db, Sentences texts, ConferenceTime time) : PageModel, IShowsAgain
{
    [BindProperty(SupportsGet = true)] public string Code { get; set; } = "";
    /// <summary>Codes of selected comments, separated by spaces.</summary>
    [BindProperty(SupportsGet = true)] public string? With { get; set; }
    [BindProperty] public string? Text { get; set; }
    [BindProperty] public int Version { get; set; }

    public FeedbackSession Session { get; private set; } = null!;
    public SessionSummary Summary { get; private set; } = null!;
    /// <summary>What someone else saved while this text was being written.</summary>
    public string? Theirs { get; private set; }
    /// <summary>A line for each selected comment that the summary does not cite yet.</summary>
    public string Added { get; private set; } = "";
    public IReadOnlyList<ShownComment> Selected { get; private set; } = [];
    public IReadOnlyList<ShownComment> Cited { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await Load(ct)) return NotFound();
        Added = string.Join('\n', Selected.Where(c => !SessionSummary.Cited(Summary.Text).Contains(c.Number)).Select(c => $"– {c.Text.ReplaceLineEndings(" ")} ({c.Code})"));
        (Text, Version) = ($"{Summary.Text}\n{Added}".Trim('\n'), Summary.Version);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await db.SessionOf(Code, ct) is not { } session) return NotFound();
        var summary = await db.Summaries.Include(s => s.Versions).SingleOrDefaultAsync(s => s.SessionId == session.Id, ct) ?? db.Add(SessionSummary.Of(session.Id)).Entity;
        summary.Write(Text, Version, User.RequiredActor().Name, db.Now);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            // Another first version, or another next one, was saved between our reading and our writing.
            throw new RuleBroken("{0} saved the summary meanwhile. Their text stands below yours: bring the two together and save again.", texts["Someone else"].Value);
        }
        TempData["done"] = texts["Version {0} of the summary is saved.", summary.Version].Value;
        return LocalRedirect($"/sessions/{session.Code}/comments/summary");
    }

    /// <summary>The summary as plain text, to go into a report.</summary>
    public async Task<IActionResult> OnGetTextAsync(CancellationToken ct)
    {
        if (!await Load(ct)) return NotFound();
        var title = $"{Session.Code} {Sentences.Pick(Session.Title, Session.TitleEn)}";
        return File(Encoding.UTF8.GetBytes($"{title}\n\n{Summary.Text}\n"), "text/plain; charset=utf-8", $"summary-{Session.Code}.txt");
    }

    /// <summary>The summary as a Word file, with the comments it cites.</summary>
    public async Task<IActionResult> OnGetWordAsync(CancellationToken ct)
    {
        if (!await Load(ct) || Summary.Version == 0) return NotFound();
        var published = await db.Comments.CountAsync(c => c.SessionId == Session.Id && c.Standing == Standing.Published, ct);
        var document = SummaryDocument.Of(Session, Summary, Cited, published, await db.Letterhead(ct), texts, time);
        return File(WordDocument.Write(document), AdministrativeDocument.ContentType, $"summary-{Session.Code}.docx");
    }

    public async Task ShowAgain()
    {
        db.ChangeTracker.Clear();
        await Load(HttpContext.RequestAborted);
        if (Summary.Version != Version) (Theirs, Version) = (Summary.Text, Summary.Version);
        ModelState.Remove(nameof(Version));
    }

    private async Task<bool> Load(CancellationToken ct)
    {
        if (await db.SessionOf(Code, ct) is not { } session) return false;
        Session = session;
        Summary = await db.Summaries.AsNoTracking().Include(s => s.Versions).SingleOrDefaultAsync(s => s.SessionId == session.Id, ct) ?? SessionSummary.Of(session.Id);
        Selected = await Read(SessionSummary.Cited(With ?? ""), ct);
        Cited = await Read(SessionSummary.Cited(Text ?? Summary.Text), ct);
        return true;
    }

    private Task<List<ShownComment>> Read(IReadOnlyList<int> numbers, CancellationToken ct) => numbers.Count == 0 ? Task.FromResult<List<ShownComment>>([])
        : db.Comments.Where(c => c.SessionId == Session.Id && c.Standing == Standing.Published && numbers.Contains(c.Number)).OrderBy(c => c.Number).Shown(Reader.Of(User.RequiredActor()), db, ct);
}
