using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Conference.Sessions;

/// <summary>The list of speakers as those who keep it need it: who waits, who has spoken for how long, who not yet; and its forms.</summary>
[For(Roles.Organiser, Roles.Chair, Roles.Secretariat)]
public sealed class KeepListModel(SessionsDb db, FloorDesk desk, Sentences texts) : PageModel
{
    public LiveSession Session { get; private set; } = null!;
    public long ServerNow { get; private set; }

    public async Task<IActionResult> OnGetAsync(string code, CancellationToken ct)
    {
        if (await db.Find(code, ct) is not { } session) return NotFound();
        if (code != session.Code) return LocalRedirect($"{session.Url}/speakers");
        (Session, ServerNow) = (session, new DateTimeOffset(db.Now).ToUnixTimeMilliseconds());
        return Page();
    }

    /// <summary>People who may be put on the list, for the search as one types.</summary>
    public async Task<IActionResult> OnGetPeopleAsync(string code, string? q, CancellationToken ct)
    {
        if (await db.Find(code, ct) is not { } session) return NotFound();
        return new JsonResult((await new PeopleSearch(db).Find(session, q, ct)).Take(PeopleSearch.Most).Select(f => new { words = f.Words, title = f.Person.TitleName }));
    }

    public Task<IActionResult> OnPostOpenAsync(string code, CancellationToken ct) => Run(code, (list, who) => list.Floor.OpenList(list, who, db), texts["The list of speakers is open."], ct);

    public Task<IActionResult> OnPostCloseAsync(string code, CancellationToken ct) => Run(code, (list, who) => list.Floor.CloseList(list, who, db), texts["The list of speakers is closed."], ct);

    public async Task<IActionResult> OnPostAddAsync(string code, string? who, SpeechKind kind, string? subject, string? onBehalfOf, Guid? answers, CancellationToken ct) =>
        await desk.Add(code, who, new(kind, subject, onBehalfOf, answers), User.RequiredActor(), ct) is null ? NotFound() : this.Done(texts["Put on the list."], Back(code));

    public Task<IActionResult> OnPostRemoveAsync(string code, Guid speaker, CancellationToken ct) => Run(code, (list, who) => list.Floor.GiveUp(list.Entry(speaker), list, who, db), texts["Taken off the list."], ct);

    public Task<IActionResult> OnPostMoveAsync(string code, Guid speaker, int places, CancellationToken ct) =>
        Run(code, (list, who) => list.Floor.Move(list.Entry(speaker), places, list, who, db), texts["The list is reordered."], ct);

    private async Task<IActionResult> Run(string code, Action<ListOfSpeakers, string> act, string said, CancellationToken ct) =>
        await desk.Run(code, list => act(list, User.RequiredActor().Name), ct) is null ? NotFound() : this.Done(said, Back(code));

    private string Back(string code) => Request.GetTypedHeaders().Referer?.AbsolutePath is { } from && from.EndsWith("/speakers", StringComparison.Ordinal) ? from : $"/sessions/{Uri.EscapeDataString(code)}/cockpit";
}
