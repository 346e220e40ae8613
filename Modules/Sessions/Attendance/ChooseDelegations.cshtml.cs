using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>Which delegations take part in a session, and where its quorum differs from the conference's rules.</summary>
[For(Roles.Organiser)]
public sealed class ChooseDelegationsModel(SessionsDb db, SessionDesk desk, Sentences texts) : PageModel, IShowsAgain
{
    public sealed record Choice(KnownOrganisation Organisation, int People);

    [BindProperty(SupportsGet = true)] public string Code { get; set; } = "";
    [BindProperty] public bool Everyone { get; set; }
    [BindProperty] public List<Guid> Delegations { get; set; } = [];
    [BindProperty] public QuorumFraction? ToOpen { get; set; }
    [BindProperty] public QuorumFraction? ToDecide { get; set; }
    [BindProperty] public PresenceRule? Presence { get; set; }

    public LiveSession Session { get; private set; } = null!;
    public Procedure General { get; private set; } = Procedure.Usual;
    public IReadOnlyList<IGrouping<Conference.Shared.Contracts.OrganisationKind, Choice>> Kinds { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        await ShowAgain();
        if (Session is null) return NotFound();
        (Everyone, Delegations) = (Session.Delegations.Count == 0, [.. Session.Delegations]);
        var own = await db.Rules.AsNoTracking().SingleOrDefaultAsync(r => r.SessionId == Session.Id, ct);
        (ToOpen, ToDecide, Presence) = (own?.ToOpen, own?.ToDecide, own?.Presence);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid) throw new RuleBroken("This could not be read. Choose the delegations again.");
        var chosen = Everyone ? [] : Delegations.Distinct().ToList();
        if (!Everyone && chosen.Count == 0) throw new RuleBroken("Choose the delegations that take part, or all of them.");
        if (await db.Organisations.CountAsync(o => chosen.Contains(o.Id), ct) != chosen.Count) throw new RuleBroken("One of these delegations is not registered.");
        var session = await desk.Run(Code, async session =>
        {
            var own = await db.Rules.FindAsync([session.Id], ct) ?? db.Add(RulesOfProcedure.Of(session.Id)).Entity;
            own.Differ(ToOpen, ToDecide, Presence);
            session.Invite(chosen, User.RequiredActor().Name, db);
        }, ct);
        if (session is null) return NotFound();
        return this.Done(chosen.Count == 0 ? texts["All delegations take part in {0}.", session.Code] : texts["{0} delegations take part in {1}.", chosen.Count, session.Code], $"{session.Url}/delegations");
    }

    public async Task ShowAgain()
    {
        var ct = HttpContext.RequestAborted;
        Session = (await db.Find(Code, ct))!;
        General = await db.ProcedureOf(RulesOfProcedure.OfTheConference, ct);
        var people = await db.People.AsNoTracking().Where(SessionsDb.Votes).GroupBy(p => p.OrganisationId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        Kinds = [.. (await db.Organisations.AsNoTracking().ToListAsync(ct)).Where(o => people.ContainsKey(o.Id)).OrderBy(o => o.Kind).ThenBy(o => o.ShortName, Alphabet.Vietnamese)
            .Select(o => new Choice(o, people[o.Id])).GroupBy(c => c.Organisation.Kind)];
    }
}
