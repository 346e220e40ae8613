using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Conference.Sessions;

/// <summary>Puts something up for decision.</summary>
[For(Roles.Organiser, Roles.Chair, Roles.Secretariat)]
public sealed class ProposeDecisionModel(SessionsDb db, DecisionDesk desk, Sentences texts) : WordDecisionModel(db, texts)
{
    protected override Task<Decided?> Store(CancellationToken ct) => desk.Propose(Code, Wording, User.RequiredActor().Name, ct);

    protected override string Said(Decision decision) => Texts["{0} is up for decision.", decision.Code];
}

/// <summary>Changes the wording of what is up for decision, as long as nothing is decided about it.</summary>
[For(Roles.Organiser, Roles.Chair, Roles.Secretariat)]
public sealed class ChangeDecisionModel(SessionsDb db, DecisionDesk desk, Sentences texts) : WordDecisionModel(db, texts)
{
    [BindProperty(SupportsGet = true)] public string Decision { get; set; } = "";

    protected override async Task<bool> Prefill(CancellationToken ct)
    {
        if (await Db.FindDecision(Session.Id, Decision, ct) is not { State: DecisionState.Proposed } decision) return false;
        (Title, TitleEn, Text, TextEn, Subject) = (decision.Title, decision.TitleEn, decision.Text, decision.TextEn, decision.Subject);
        return true;
    }

    protected override Task<Decided?> Store(CancellationToken ct) => desk.Change(Code, Decision, Wording, ct);

    protected override string Said(Decision decision) => Texts["The wording of {0} is changed.", decision.Code];
}

/// <summary>The form of a decision's wording.</summary>
public abstract class WordDecisionModel(SessionsDb db, Sentences texts) : PageModel, IShowsAgain
{
    [BindProperty(SupportsGet = true)] public string Code { get; set; } = "";
    [BindProperty] public string? Title { get; set; }
    [BindProperty] public string? TitleEn { get; set; }
    [BindProperty] public string? Text { get; set; }
    [BindProperty] public string? TextEn { get; set; }
    [BindProperty] public string? Subject { get; set; }

    public LiveSession Session { get; private set; } = null!;
    protected SessionsDb Db => db;
    protected Sentences Texts => texts;
    protected DecisionWording Wording => new(Title, TitleEn, Text, TextEn, Subject);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        await ShowAgain();
        return Session is not null && await Prefill(ct) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await Store(ct) is not { } done) return NotFound();
        return this.Done(Said(done.Decision), $"{done.Session.Url}/cockpit");
    }

    public async Task ShowAgain() => Session = (await db.Find(Code, HttpContext.RequestAborted))!;

    protected virtual Task<bool> Prefill(CancellationToken ct) => Task.FromResult(true);

    protected abstract Task<Decided?> Store(CancellationToken ct);

    protected abstract string Said(Decision decision);
}
