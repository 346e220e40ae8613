using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>How the acts of a session read in the minutes, sentence by sentence in both languages; what is worded here holds for lines written from now on.</summary>
[For(Roles.Organiser, Roles.Secretariat)]
public sealed class WordMinutesModel(SessionsDb db, Sentences texts) : PageModel, IShowsAgain
{
    internal sealed record Shown(UsualSentence Usual, MinutesSentence? Own, string Vi, string En, bool IsTyped);

    [BindProperty] public string? Key { get; set; }
    [BindProperty] public string? Vi { get; set; }
    [BindProperty] public string? En { get; set; }
    [BindProperty] public int Version { get; set; }

    internal IReadOnlyList<Shown> All { get; private set; } = [];

    public Task OnGetAsync(CancellationToken ct) => Load(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (MinutesWording.UsualOf(Key) is not { } usual) return NotFound();
        var sentence = await db.MinutesSentences.FindAsync([usual.Key], ct) ?? db.Add(MinutesSentence.Of(usual.Key)).Entity;
        sentence.Word(Vi, En, usual.Places, Version);
        await Save(ct);
        return this.Done(texts["{0}: worded anew for the lines that are written from now on.", texts[usual.Name].Value], $"/sessions/wording#{usual.Key}");
    }

    /// <summary>Shows how it would read, and changes nothing.</summary>
    public async Task<IActionResult> OnPostPreviewAsync(CancellationToken ct)
    {
        if (MinutesWording.UsualOf(Key) is not { } usual) return NotFound();
        (Vi, En) = (LineTemplate.Checked(Vi, usual.Places), LineTemplate.Checked(En, usual.Places));
        await Load(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostRestoreAsync(CancellationToken ct)
    {
        if (MinutesWording.UsualOf(Key) is not { } usual) return NotFound();
        if (await db.MinutesSentences.FindAsync([usual.Key], ct) is { } own) db.Remove(own);
        await Save(ct);
        return this.Done(texts["{0}: worded as usual again.", texts[usual.Name].Value], $"/sessions/wording#{usual.Key}");
    }

    public Task ShowAgain()
    {
        db.ChangeTracker.Clear();
        return Load(HttpContext.RequestAborted);
    }

    private async Task Save(CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            throw new RuleBroken("Someone else changed this at the same moment. Read it again and repeat your change.");
        }
    }

    private async Task Load(CancellationToken ct)
    {
        var own = await db.MinutesSentences.AsNoTracking().ToDictionaryAsync(s => s.Key, ct);
        All = [.. MinutesWording.Usual.Select(u => (Usual: u, Own: own.GetValueOrDefault(u.Key))).Select(s => s.Usual.Key == Key
            ? new Shown(s.Usual, s.Own, Vi ?? "", En ?? "", true) : new Shown(s.Usual, s.Own, s.Own?.Vi ?? s.Usual.Vi, s.Own?.En ?? s.Usual.En, false))];
    }
}
