using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Conference.Sessions;

/// <summary>Where the cockpit's field for a note goes, and its button that publishes a line.</summary>
[For(Roles.Organiser, Roles.Chair, Roles.Secretariat)]
public sealed class NoteForMinutesModel(SessionsDb db, MinutesDesk desk, Sentences texts) : PageModel
{
    private string Who => User.RequiredActor().Name;

    public IActionResult OnGet(string code) => LocalRedirect($"/sessions/{Uri.EscapeDataString(code)}/cockpit");

    public async Task<IActionResult> OnPostAsync(string code, Guid id, string? text, bool publish, CancellationToken ct)
    {
        if (await db.Find(code, ct) is not { } session) return NotFound();
        var words = Sentences.IsEnglish ? new LineWords("", text ?? "", "", "") : new LineWords(text ?? "", "", "", "");
        var line = await desk.Insert(session, id, desk.TimeIn(session, null), LineKind.Note, null, words, Who, ct);
        if (publish) await desk.Publish(session, line.Id, Who, ct);
        return this.Done(publish ? texts["The line is published."] : texts["The line is in the minutes."], $"{session.Url}/cockpit");
    }

    public async Task<IActionResult> OnPostPublishAsync(string code, Guid id, CancellationToken ct)
    {
        if (await db.Find(code, ct) is not { } session || await desk.Publish(session, id, Who, ct) is null) return NotFound();
        return this.Done(texts["The line is published."], $"{session.Url}/cockpit");
    }
}
