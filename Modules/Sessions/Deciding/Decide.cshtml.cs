using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Contracts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Conference.Sessions;

/// <summary>Where the chair's buttons go: adopting by consensus, opening and closing a vote, silence, taking off.</summary>
[For(Roles.Organiser, Roles.Chair)]
public sealed class DecideModel(DecisionDesk desk, Sentences texts, ConferenceTime time) : PageModel
{
    [BindProperty(SupportsGet = true)] public string Code { get; set; } = "";
    [BindProperty(SupportsGet = true)] public string Decision { get; set; } = "";
    [BindProperty] public string? WithoutQuorum { get; set; }
    [BindProperty] public string? ReturnUrl { get; set; }

    private string Who => User.RequiredActor().Name;

    public IActionResult OnGet() => LocalRedirect($"/sessions/{Uri.EscapeDataString(Code)}/decisions/{Uri.EscapeDataString(Decision)}");

    public Task<IActionResult> OnPostConsensusAsync(CancellationToken ct) => Done(desk.Adopt(Code, Decision, WithoutQuorum, Who, ct), d => texts["{0} is adopted by consensus.", d.Code]);

    public Task<IActionResult> OnPostOpenAsync(DecisionMethod? method, MajorityRule? rule, RollOrder? order, CancellationToken ct) =>
        Done(desk.OpenVote(Code, Decision, new(method, rule, order), WithoutQuorum, Who, ct), d => texts["The vote on {0} is open.", d.Code]);

    public Task<IActionResult> OnPostCloseAsync(CancellationToken ct) => Done(desk.CloseVote(Code, Decision, null, WithoutQuorum, Who, ct),
        d => d.State is DecisionState.Adopted ? texts["{0} is adopted: {1} for, {2} against, {3} abstentions.", d.Code, d.For!, d.Against!, d.Abstain!]
            : texts["{0} is not adopted: {1} for, {2} against, {3} abstentions; {4} were needed.", d.Code, d.For!, d.Against!, d.Abstain!, d.Needed!]);

    public Task<IActionResult> OnPostDropAsync(CancellationToken ct) => Done(desk.Drop(Code, Decision, Who, ct), d => texts["{0} is taken off.", d.Code]);

    /// <param name="deadline">Local time of the conference, as the browser writes it: 2026-11-20T17:00:00.</param>
    public Task<IActionResult> OnPostSilenceAsync(string? deadline, CancellationToken ct)
    {
        if (!DateTime.TryParse(deadline, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var local))
            throw new RuleBroken("Say until when silence is adoption: a day and a time.");
        return Done(desk.BeginSilence(Code, Decision, time.ToUtc(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local)), Who, ct), d => texts["{0} is under silence procedure.", d.Code]);
    }

    private async Task<IActionResult> Done(Task<Decided?> act, Func<Decision, string> sentence) =>
        await act is { } done ? this.Done(sentence(done.Decision), ReturnUrl ?? $"{done.Session.Url}/decisions/{done.Decision.Code}") : NotFound();
}
