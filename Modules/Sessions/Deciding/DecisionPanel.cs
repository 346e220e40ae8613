using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>What is to be decided now, and the way to decide it.</summary>
/// <param name="Current">The open vote, or the first of what waits.</param>
/// <param name="Vote">The open vote with its seats.</param>
public sealed record DecisionPanel(
    LiveSession Session, Hall Hall, Decision? Current, VoteView? Vote, VoteView? Last, IReadOnlyList<Decision> Waiting, IReadOnlyList<Decision> Silent, IReadOnlyList<KnownOrganisation> Delegations, bool MayDecide)
{
    /// <summary>How many of those who vote are there.</summary>
    public int Present => Hall.Heads.Present(Hall.Rules.VotesOf);

    public string Back => $"{Session.Url}/cockpit";
}

public sealed class DecisionPanelViewComponent(SessionsDb db, Silences silences) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(LiveSession session)
    {
        var ct = HttpContext.RequestAborted;
        var decisions = await CurrentDecisions.Of(session, db, silences, ct);
        var (open, last, waiting, silent) = decisions;
        var current = open ?? decisions.First;
        var voters = current is null ? [] : await db.VotersOf(session).Select(p => p.OrganisationId).Distinct().ToListAsync(ct);
        var delegations = (await db.Organisations.AsNoTracking().Where(o => voters.Contains(o.Id)).ToListAsync(ct)).OrderBy(o => o.ShortName, Alphabet.Vietnamese);
        return View("/Pages/Sessions/Deciding/DecisionPanel.cshtml", new DecisionPanel(session, await db.HallOf(session, ct), current,
            open is null ? null : await VoteView.Read(open, db, ct), last is null || open is not null ? null : await VoteView.Read(last, db, ct),
            [.. waiting.Where(d => d != current)], silent, [.. delegations], HttpContext.User.IsAny(Roles.Organiser, Roles.Chair)));
    }
}
