using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Contracts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>The conference's rules of procedure: quorum, who has a vote, majorities, how votes are usually taken.</summary>
[For(Roles.Organiser)]
public sealed class SetRulesModel(SessionsDb db, Sentences texts) : PageModel, IShowsAgain
{
    [BindProperty] public QuorumFraction ToOpen { get; set; }
    [BindProperty] public QuorumFraction ToDecide { get; set; }
    [BindProperty] public PresenceRule Presence { get; set; }
    [BindProperty] public CountedUnit QuorumOf { get; set; }
    [BindProperty] public CountedUnit VotesOf { get; set; }
    [BindProperty] public MajorityRule Majority { get; set; }
    [BindProperty] public DecisionMethod Method { get; set; }
    [BindProperty] public RollOrder RollOrder { get; set; }
    [BindProperty] public int Version { get; set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        var rules = await db.ProcedureOf(RulesOfProcedure.OfTheConference, ct);
        (ToOpen, ToDecide, Presence, QuorumOf, VotesOf, Majority, Method, RollOrder) = (rules.ToOpen, rules.ToDecide, rules.Presence, rules.QuorumOf, rules.VotesOf, rules.Majority, rules.Method, rules.RollOrder);
        Version = await db.Rules.Where(r => r.SessionId == RulesOfProcedure.OfTheConference).Select(r => r.Version).SingleOrDefaultAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid) throw new RuleBroken("This could not be read. Choose each rule again.");
        var rules = await db.Rules.FindAsync([RulesOfProcedure.OfTheConference], ct) ?? db.Add(RulesOfProcedure.Of(RulesOfProcedure.OfTheConference)).Entity;
        if (rules.Version != Version) throw new RuleBroken("Someone else changed the rules meanwhile. Open the page again, then repeat your change if it is still needed.");
        rules.Set(new(ToOpen, ToDecide, Presence, QuorumOf, VotesOf, Majority, Method, RollOrder));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            throw new RuleBroken("Someone else changed the rules meanwhile. Open the page again, then repeat your change if it is still needed.");
        }
        return this.Done(texts["The rules of procedure are saved. They hold for whatever is put to the vote from now on."], "/sessions/rules");
    }

    public Task ShowAgain() => Task.CompletedTask;
}
