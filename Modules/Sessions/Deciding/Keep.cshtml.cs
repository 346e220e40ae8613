using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Conference.Sessions;

/// <summary>What the clerk at the podium writes down: statements, hands counted, answers to a roll-call.</summary>
[For(Roles.Organiser, Roles.Chair, Roles.Secretariat)]
public sealed class KeepModel(SessionsDb db, DecisionDesk desk, BallotIntake intake, Sentences texts) : PageModel
{
    [BindProperty(SupportsGet = true)] public string Code { get; set; } = "";
    [BindProperty(SupportsGet = true)] public string Decision { get; set; } = "";
    [BindProperty] public string? ReturnUrl { get; set; }

    public IActionResult OnGet() => LocalRedirect($"/sessions/{Uri.EscapeDataString(Code)}/decisions/{Uri.EscapeDataString(Decision)}");

    public Task<IActionResult> OnPostSayAsync(StatementKind kind, Guid organisation, string? text, CancellationToken ct) =>
        Done(desk.Say(Code, Decision, kind, organisation, text, ct), _ => kind is StatementKind.Objection ? texts["The objection is on record."] : texts["The reservation is on record."]);

    public Task<IActionResult> OnPostUnsayAsync(Guid statement, CancellationToken ct) => Done(desk.Unsay(Code, Decision, statement, null, ct), _ => texts["The statement is taken off the record."]);

    public Task<IActionResult> OnPostHandsAsync(int? @for, int? against, int? abstain, int? present, CancellationToken ct)
    {
        if (!ModelState.IsValid || @for is null || against is null || abstain is null) throw new RuleBroken("Enter how many hands were for, against and abstaining, as whole numbers.");
        return Done(desk.EnterHands(Code, Decision, @for.Value, against.Value, abstain.Value, present, ct), d => texts["Hands entered: {0} for, {1} against, {2} abstentions.", d.For!, d.Against!, d.Abstain!]);
    }

    public async Task<IActionResult> OnPostAnswerAsync(Guid voter, Choice choice, Guid? id, CancellationToken ct)
    {
        if (await db.Find(Code, ct) is not { } session || await db.FindDecision(session.Id, Decision, ct) is not { } decision) return NotFound();
        if (!ModelState.IsValid) throw new RuleBroken("Vote for, against or abstain.");
        if (decision is { Method: not Shared.Contracts.DecisionMethod.RollCall }) throw new RuleBroken("{0} is not voted on by roll-call.", decision.Code);
        var received = await intake.Receive(new(id ?? Guid.CreateVersion7(), decision.Id, choice, User.RequiredActor(), voter), ct);
        return this.Done($"{received.VoterName}: {texts[(received.Choice ?? choice).Words]}", ReturnUrl ?? session.Url + "/cockpit");
    }

    private async Task<IActionResult> Done(Task<Decided?> act, Func<Decision, string> sentence) =>
        await act is { } done ? this.Done(sentence(done.Decision), ReturnUrl ?? $"{done.Session.Url}/decisions/{done.Decision.Code}") : NotFound();
}
