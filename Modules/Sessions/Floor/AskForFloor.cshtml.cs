using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Contracts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Conference.Sessions;

/// <summary>Where the room's forms go with which people ask for the floor for themselves, and give up their place again.</summary>
[ForEveryoneSignedIn]
public sealed class AskForFloorModel(SessionsDb db, FloorDesk desk, Sentences texts) : PageModel
{
    private Actor Me => User.RequiredActor();

    public IActionResult OnGet(string code) => LocalRedirect($"/sessions/{Uri.EscapeDataString(code)}");

    public async Task<IActionResult> OnPostAsync(string code, SpeechKind kind, string? subject, string? onBehalfOf, Guid? answers, CancellationToken ct)
    {
        if (await desk.Ask(code, new(kind, subject, onBehalfOf, answers), Me, ct) is not { } list) return NotFound();
        var place = list.PlaceOf(list.Entries.Last(s => s.PersonId == Me.PersonId && s.Kind == kind && s.State is SpeakerState.Waiting));
        return this.Done(texts["You are on the list: number {0}.", place], list.Session.Url);
    }

    public Task<IActionResult> OnPostGiveUpAsync(string code, Guid speaker, CancellationToken ct) =>
        Run(code, list => list.Floor.GiveUp(Mine(list, speaker), list, Me.Name, db), texts["You are off the list."], ct);

    public Task<IActionResult> OnPostComeBackAsync(string code, Guid speaker, CancellationToken ct) =>
        Run(code, list => list.Floor.ComeBack(Mine(list, speaker), list, Me.Name, db), texts["You have your place back."], ct);

    private Speaker Mine(ListOfSpeakers list, Guid speaker) => list.Entries.SingleOrDefault(s => s.Id == speaker && s.PersonId == Me.PersonId) ?? throw new RuleBroken("There is no such entry on the list.");

    private async Task<IActionResult> Run(string code, Action<ListOfSpeakers> act, string said, CancellationToken ct) =>
        await desk.Run(code, act, ct) is { } list ? this.Done(said, list.Session.Url) : NotFound();
}
