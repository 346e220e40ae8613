using Microsoft.AspNetCore.Mvc;

namespace Conference.Sessions;

/// <summary>
/// What is being decided, for the big screen: the text, the vote as it may be shown while it is open, its result. Of a vote from
/// laptops only how many have voted is shown before its end; a roll-call is public answer by answer; a show of hands is seen in the hall.
/// </summary>
public sealed class ScreenDecisionViewComponent(SessionsDb db, Silences silences) : ViewComponent
{
    /// <param name="id">One decision; without it whatever the session is deciding or has just decided.</param>
    public async Task<IViewComponentResult> InvokeAsync(LiveSession session, Guid? id = null)
    {
        var ct = HttpContext.RequestAborted;
        if (id is not null) await silences.Settle(ct);
        var current = id is null ? await CurrentDecisions.Of(session, db, silences, ct) : null;
        var decision = current is null ? await db.Decisions.FindAsync([id!.Value], ct) : current.Shown ?? (current.Silent is [var silent, ..] ? silent : null);
        return decision is null ? Content("") : View("/Pages/Sessions/Deciding/ScreenDecision.cshtml", await VoteView.Read(decision, db, ct));
    }
}
