using Conference.Shared.Access;
using Conference.Shared.Live;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Conference.Sessions;

/// <summary>One decision: its text, how it was decided, who voted how where that is public, what was put on record.</summary>
[ForEveryoneSignedIn]
public sealed class ReadDecisionModel(SessionsDb db, Silences silences) : PageModel
{
    public LiveSession Session { get; private set; } = null!;
    public VoteView Vote { get; private set; } = null!;
    public Decision Decision => Vote.Decision;
    public long Seen { get; private set; }
    /// <summary>How each voted is public: in a roll-call from the first answer on, otherwise once the vote is closed.</summary>
    public bool ShowsBallots => Vote.Seats.Count > 0 && (Decision.IsTaken || Decision.Method is Shared.Contracts.DecisionMethod.RollCall);

    public async Task<IActionResult> OnGetAsync(string code, string decision, CancellationToken ct) => await Load(code, decision, ct) ? Page() : NotFound();

    public async Task<IActionResult> OnGetPartAsync(string code, string decision, CancellationToken ct) => await Load(code, decision, ct) ? Partial("/Pages/Sessions/Deciding/DecisionSheet.cshtml", this) : NotFound();

    private async Task<bool> Load(string code, string decision, CancellationToken ct)
    {
        if (await db.Find(code, ct) is not { } session) return false;
        Seen = await LiveFrame.Last(db, RoomTopic.Of(session.Id), ct);
        await silences.Settle(ct);
        if (await db.FindDecision(session.Id, decision, ct) is not { } found) return false;
        (Session, Vote) = (session, await VoteView.Read(found, db, ct));
        return true;
    }
}
