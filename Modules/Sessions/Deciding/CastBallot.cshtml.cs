using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Conference.Sessions;

/// <summary>What a delegate hands in from the laptop: a ballot, a reservation, an objection.</summary>
[ForEveryoneSignedIn]
public sealed class CastBallotModel(SessionsDb db, DecisionDesk desk, BallotIntake intake, Sentences texts) : PageModel
{
    [BindProperty(SupportsGet = true)] public string Code { get; set; } = "";
    [BindProperty(SupportsGet = true)] public string Decision { get; set; } = "";

    public IActionResult OnGet() => LocalRedirect($"/sessions/{Uri.EscapeDataString(Code)}");

    /// <param name="id">Made by the laptop: the same ballot sent again is the same ballot.</param>
    public async Task<IActionResult> OnPostAsync(Choice? choice, Guid? id, CancellationToken ct)
    {
        if (await db.Find(Code, ct) is not { } session || await db.FindDecision(session.Id, Decision, ct) is not { } decision) return NotFound();
        if (!ModelState.IsValid || choice is null) throw new RuleBroken("Vote for, against or abstain.");
        try
        {
            var received = await intake.Receive(new(id ?? Guid.CreateVersion7(), decision.Id, choice.Value, User.RequiredActor()), ct);
            return this.Done(received switch
            {
                { Choice: null, Again: true } => texts["Your secret ballot is recorded already. It cannot be changed."],
                { Choice: null } => texts["Your secret ballot is recorded."],
                var r => texts["Recorded for {0}: {1}", r.VoterName, texts[r.Choice!.Value.Words].Value],
            }, session.Url);
        }
        catch (PleaseWait wait) when (Acts.AnswersScript(Request))
        {
            return new JsonResult(new { said = texts[wait] }) { StatusCode = StatusCodes.Status503ServiceUnavailable };
        }
    }

    public Task<IActionResult> OnPostSayAsync(StatementKind kind, string? text, CancellationToken ct)
    {
        var me = Delegate();
        return Done(desk.Say(Code, Decision, kind, me.OrganisationId, text, ct), kind is StatementKind.Objection ? texts["The objection is on record."] : texts["The reservation is on record."]);
    }

    public Task<IActionResult> OnPostUnsayAsync(Guid statement, CancellationToken ct) =>
        Done(desk.Unsay(Code, Decision, statement, Delegate().OrganisationId, ct), texts["The statement is taken off the record."]);

    /// <summary>Breaks the silence.</summary>
    public Task<IActionResult> OnPostObjectAsync(string? text, CancellationToken ct)
    {
        var me = Delegate();
        return Done(desk.Object(Code, Decision, me.OrganisationId, text, me.Name, ct), texts["Your objection is recorded: the silence is broken."]);
    }

    private Actor Delegate() => User.RequiredActor() is var me && me.Roles.Any(r => r is Roles.Delegate or Roles.FocalPoint) ? me
        : throw new RuleBroken("Only delegates put a statement on record here.");

    private async Task<IActionResult> Done(Task<Decided?> act, string sentence) => await act is { } done ? this.Done(sentence, done.Session.Url) : NotFound();
}
