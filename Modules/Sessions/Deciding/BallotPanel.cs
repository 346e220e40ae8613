using Conference.Shared.Access;
using Conference.Shared.Contracts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>What a delegate sees of what is being decided, and one's own ballot.</summary>
/// <param name="Mine">One's own seat in the open vote; null for whoever has none.</param>
/// <param name="Called">A roll-call that is going on.</param>
/// <param name="MayVote">Takes part as a delegate, and may put statements on record.</param>
public sealed record BallotPanel(LiveSession Session, Decision? Shown, Seat? Mine, VoteView? Called, IReadOnlyList<Decision> Silent, bool MayVote, Guid MyOrganisation)
{
    public Roll? Roll => Called?.Roll;

    /// <summary>One's own answer is awaited now.</summary>
    public bool IsMyTurn => Shown is { IsVoting: true, Method: { HasBallots: true } } && Mine is not null && (Roll is null || Roll.Called?.VoterId == Mine.VoterId);
}

public sealed class BallotPanelViewComponent(SessionsDb db, Silences silences) : ViewComponent
{
    public async Task<IViewComponentResult> InvokeAsync(LiveSession session)
    {
        var ct = HttpContext.RequestAborted;
        var me = HttpContext.User.RequiredActor();
        var current = await CurrentDecisions.Of(session, db, silences, ct);
        var (open, shown) = (current.Open, current.Shown);
        var mayVote = me.Roles.Any(r => r is Roles.Delegate or Roles.FocalPoint) && session.Admits(me);
        if (shown is null && current.Silent.Count == 0) return Content("");
        var (mine, called) = ((Seat?)null, (VoteView?)null);
        if (open is { Method: DecisionMethod.RollCall })
        {
            called = await VoteView.Read(open, db, ct);
            mine = called.Seats.FirstOrDefault(s => s.VoterId == Voter(open, me));
        }
        else if (shown is { OpenedAt: not null } && mayVote)
        {
            var voter = Voter(shown, me);
            mine = await db.Seats.AsNoTracking().SingleOrDefaultAsync(s => s.DecisionId == shown.Id && s.VoterId == voter, ct);
        }
        return View("/Pages/Sessions/Deciding/BallotPanel.cshtml", new BallotPanel(session, shown, mayVote ? mine : null, called, current.Silent, mayVote, me.OrganisationId));
    }

    private static Guid Voter(Decision decision, Actor me) => decision.VotesOf is CountedUnit.Persons ? me.PersonId : me.OrganisationId;
}
