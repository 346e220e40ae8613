using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Conference.Sessions;

/// <summary>Where the chair's buttons go: giving the floor, the clock, rulings, the items of the run sheet.</summary>
[For(Roles.Organiser, Roles.Chair)]
public sealed class LeadFloorModel(SessionsDb db, FloorDesk desk, Sentences texts) : PageModel
{
    public IActionResult OnGet(string code) => LocalRedirect($"/sessions/{Uri.EscapeDataString(code)}/cockpit");

    /// <param name="current">Who had the floor on the page on which this was decided.</param>
    public Task<IActionResult> OnPostGiveAsync(string code, Guid speaker, Guid? current, CancellationToken ct) => Run(code, (list, who) =>
    {
        if (list.Speaking?.Id != current && list.Speaking is { } other) throw new RuleBroken("Someone else was quicker: {0} has the floor now. Look, then repeat your step if it is still needed.", other.Name);
        list.Floor.Give(list.Entry(speaker), list, who, db);
    }, list => texts["{0} has the floor.", list.Speaking!.Name], ct);

    public Task<IActionResult> OnPostPauseAsync(string code, CancellationToken ct) => Run(code, (list, who) => list.Floor.Pause(list, who, db), _ => texts["The clock stands."], ct);

    public Task<IActionResult> OnPostResumeAsync(string code, CancellationToken ct) => Run(code, (list, who) => list.Floor.Resume(list, who, db), _ => texts["The clock runs."], ct);

    public Task<IActionResult> OnPostAddTimeAsync(string code, CancellationToken ct, int seconds = 60) =>
        Run(code, (list, who) => list.Floor.AddTime(seconds, list, who, db), _ => texts["The speech is extended."], ct);

    public Task<IActionResult> OnPostEndAsync(string code, Guid? current, CancellationToken ct) => Run(code, (list, who) =>
    {
        if (current is { } expected && list.Speaking is { } other && other.Id != expected) throw new RuleBroken("Someone else was quicker: {0} has the floor now. Look, then repeat your step if it is still needed.", other.Name);
        list.Floor.End(list, who, db);
    }, _ => texts["The speech is over."], ct);

    public Task<IActionResult> OnPostRuleAsync(string code, Guid point, Ruling ruling, string? words, CancellationToken ct) =>
        Run(code, (list, who) => list.Floor.Rule(list.Entry(point), ruling, words, list, who, db), _ => texts[ruling is Ruling.Upheld ? "The point of order is upheld." : "The point of order is rejected."], ct);

    public async Task<IActionResult> OnPostBeginItemAsync(string code, Guid item, CancellationToken ct) =>
        await desk.BeginItem(code, item, User.RequiredActor(), ct) is null ? NotFound() : this.Done(texts["The item has begun."], Back(code));

    private async Task<IActionResult> Run(string code, Action<ListOfSpeakers, string> act, Func<ListOfSpeakers, string> said, CancellationToken ct) =>
        await desk.Run(code, list => act(list, User.RequiredActor().Name), ct) is { } list ? this.Done(said(list), Back(code)) : NotFound();

    private static string Back(string code) => $"/sessions/{Uri.EscapeDataString(code)}/cockpit";
}
