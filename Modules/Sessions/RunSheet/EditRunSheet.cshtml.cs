using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Conference.Sessions;

/// <summary>What the fields of one item show.</summary>
public sealed record ItemFields(string Key, string? Title, string? TitleEn, int Minutes, string? Directions);

/// <summary>The run sheet of a session as organisers prepare it: add, edit, reorder and remove items.</summary>
[For(Roles.Organiser)]
public sealed class EditRunSheetModel(SessionsDb db, SessionDesk desk, Sentences texts) : PageModel, IShowsAgain
{
    [BindProperty(SupportsGet = true, Name = "code")] public string Code { get; set; } = "";
    [BindProperty] public Guid? Item { get; set; }
    [BindProperty] public int Version { get; set; }
    [BindProperty] public string? Title { get; set; }
    [BindProperty] public string? TitleEn { get; set; }
    [BindProperty] public int Minutes { get; set; }
    [BindProperty] public string? Directions { get; set; }

    public LiveSession Session { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await db.Find(Code, ct) is not { } session) return NotFound();
        if (Code != session.Code) return LocalRedirect($"{session.Url}/runsheet");
        Session = session;
        return Page();
    }

    public Task<IActionResult> OnPostAddAsync(CancellationToken ct) => Run("The item is added.", (items, session) =>
    {
        db.Add(RunSheetItem.Plan(session.Id, Title, TitleEn, Minutes, Directions, items.Count == 0 ? 1 : items[^1].Order + 1));
    }, ct);

    public Task<IActionResult> OnPostEditAsync(CancellationToken ct) => Run("The item is changed.", (items, _) =>
    {
        var item = Chosen(items);
        if (item.Version != Version && (item.Title, item.TitleEn, item.Minutes, item.Directions ?? "") != (Clean.Line(Title), Clean.Line(TitleEn), Minutes, Clean.Text(Directions)))
            throw new RuleBroken("Someone else changed this item meanwhile; it reads now: {0} ({1} min). Your text is still in the form: compare, then save again.", item.Title, item.Minutes);
        item.Change(Title, TitleEn, Minutes, Directions);
    }, ct);

    public Task<IActionResult> OnPostRemoveAsync(CancellationToken ct) => Run("The item is removed.", (items, _) =>
    {
        var item = Chosen(items);
        if (item.BeganAt is not null) throw new RuleBroken("This item has begun already.");
        db.Remove(item);
    }, ct);

    public Task<IActionResult> OnPostMoveAsync(int places, CancellationToken ct) => Run("The items are reordered.", (items, _) =>
    {
        var item = Chosen(items);
        var (from, first) = (items.IndexOf(item), items.Count(i => i.BeganAt is not null));
        if (item.BeganAt is not null) throw new RuleBroken("This item has begun already.");
        items.RemoveAt(from);
        items.Insert((int)Math.Clamp((long)from + places, first, items.Count), item);
        for (var i = 0; i < items.Count; i++) items[i].Stand(i + 1);
    }, ct);

    public async Task ShowAgain() => Session = await db.Find(Code) ?? throw new RuleBroken("There is no such session.");

    private async Task<IActionResult> Run(string done, Action<List<RunSheetItem>, LiveSession> act, CancellationToken ct)
    {
        // What is not a number at all is said as what a number may be.
        ModelState.Clear();
        var session = await desk.Run(Code, async session =>
        {
            act(await db.ItemsOf(session.Id, ct), session);
            db.TellPodium(session.Id, "runsheet");
        }, ct);
        return session is null ? NotFound() : this.Done(texts[done], $"{session.Url}/runsheet");
    }

    private RunSheetItem Chosen(List<RunSheetItem> items) => items.SingleOrDefault(i => i.Id == Item) ?? throw new RuleBroken("There is no such item.");
}
