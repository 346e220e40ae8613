using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>One amendment, what became of it, and what the reader may do with it. Whoever acts in the merge table returns there.</summary>
[For(Roles.Secretariat, Roles.Organiser, Roles.Chair, Roles.Delegate)]
public sealed class OpenAmendmentModel(ResolutionsDb db, Amending amending, Sentences texts) : WordsPage, IShowsAgain
{
    [FromRoute(Name = "code")] public string AmendmentCode { get; set; } = "";
    [BindProperty] public string? Why { get; set; }

    public AmendmentTable Table { get; private set; } = null!;
    public Amendment Amendment { get; private set; } = null!;
    public AmendmentWindow? Window { get; private set; }
    public DateTime Now { get; private set; }
    /// <summary>What the clause said when the amendment had been accepted.</summary>
    public ClauseText? Became { get; private set; }

    public bool IsDraft => Table.Resolution.State == ResolutionState.Draft;
    public bool MayMerge => IsDraft && User.MayDraft();
    public bool IsOwn => User.IsOwn(Amendment);
    public bool MayRevise => IsDraft && IsOwn && Amendment.State is (AmendmentState.Submitted or AmendmentState.Returned) && Window?.IsOpen(Now) == true;
    public bool MaySponsor => IsDraft && User.MayAmend() && !IsOwn && Amendment.IsPending;
    public bool HasJoined => Amendment.Cosponsors.Any(c => c.OrganisationId == User.RequiredActor().OrganisationId);
    public bool MayAmendThis => MaySponsor && Amendment.AmendsId is null && Amendment.Kind != AmendmentKind.Delete && Window?.IsOpen(Now) == true;
    public string Address => $"/amendments/{Amendment.Code}";
    public string Home => $"/resolutions/{Table.Resolution.Code}/amendments";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await Load(ct)) return NotFound();
        Open();
        return Page();
    }

    public Task<IActionResult> OnPostReceiveAsync(CancellationToken ct) =>
        Decide((table, id, pen) => table.Receive(id, pen), _ => texts["{0} is receivable: the delegations see it now.", Amendment.Code], ct);

    public Task<IActionResult> OnPostReturnAsync(CancellationToken ct) =>
        Decide((table, id, pen) => table.Return(id, Why ?? "", pen), _ => texts["{0} is returned to its delegation.", Amendment.Code], ct);

    public Task<IActionResult> OnPostAcceptAsync(CancellationToken ct) => Decide((table, id, pen) => table.Accept(id, null, pen), Accepted, ct);

    public Task<IActionResult> OnPostChangedAsync(CancellationToken ct) =>
        Decide((table, id, pen) => table.Accept(id, Closed(table.Resolution), pen), Accepted, ct);

    public Task<IActionResult> OnPostRejectAsync(CancellationToken ct) =>
        Decide((table, id, pen) => table.Reject(id, Why ?? "", pen), _ => texts["{0} is not accepted.", Amendment.Code], ct);

    public async Task<IActionResult> OnPostWithdrawAsync(CancellationToken ct)
    {
        if (!await Load(ct)) return NotFound();
        if (!User.MayDraft() && !IsOwn) return Forbid();
        return await Decide((table, id, pen) => table.Withdraw(id, pen), _ => texts["{0} is withdrawn.", Amendment.Code], ct, forSecretariat: false);
    }

    public Task<IActionResult> OnPostJoinAsync(CancellationToken ct) => Sponsor((a, now) => a.Join(User.RequiredActor(), now), "Your delegation co-sponsors {0}.", ct);

    public Task<IActionResult> OnPostLeaveAsync(CancellationToken ct) => Sponsor((a, _) => a.Leave(User.RequiredActor()), "Your delegation no longer co-sponsors {0}.", ct);

    public async Task ShowAgain()
    {
        db.Forget();
        await Load(HttpContext.RequestAborted);
        if (Text is null && TextEn is null) Open();
    }

    private string Accepted(AmendmentTable table) => Amendment.AmendsId is { } parent
        ? texts["{0} is accepted: {1} is reworded.", Amendment.Code, table.Find(parent).Code] : texts["{0} is accepted in {1}.", Amendment.Code, table.Find(Amendment.Id).Standing.Place];

    private async Task<IActionResult> Decide(Action<AmendmentTable, Guid, Pen> decide, Func<AmendmentTable, string> said, CancellationToken ct, bool forSecretariat = true)
    {
        if (forSecretariat && !User.MayDraft()) return Forbid();
        if (!await Load(ct)) return NotFound();
        AmendmentTable decided = null!;
        await amending.Decide(Table.Resolution.Number, Amendment.ClauseId, User.RequiredActor(), (table, pen) =>
        {
            decided = table;
            decide(table, Amendment.Id, pen);
        }, ct);
        return this.Done(said(decided), forSecretariat ? $"{Home}?at={Amendment.Code}#{Amendment.Code}" : Address);
    }

    private async Task<IActionResult> Sponsor(Action<Amendment, DateTime> change, string said, CancellationToken ct)
    {
        if (!User.MayAmend()) return Forbid();
        if (!await Load(ct)) return NotFound();
        await amending.Change(Amendment.Id, change, ct);
        return this.Done(texts[said, Amendment.Code], Address);
    }

    private void Open() => Open(Table.Proposed(Amendment) ?? Amendment.Words, Table.Numbering);

    private async Task<bool> Load(CancellationToken ct)
    {
        var number = Amendment.NumberOf(AmendmentCode);
        var place = await (from a in db.Amendments where a.Number == number join r in db.Resolutions on a.ResolutionId equals r.Id select new { r.Number, a.ClauseId }).SingleOrDefaultAsync(ct);
        Now = db.Now;
        if (place is null || await amending.Read(User, place.Number, ct, place.ClauseId) is not var (table, window) || table.All.SingleOrDefault(a => a.Number == number) is not { } amendment) return false;
        (Table, Window, Amendment) = (table, window, amendment);
        if (amendment.Standing is { Became: { } clause, Revision: var no } && amendment.Kind != AmendmentKind.Delete)
            Became = await db.Revisions.AsNoTracking().Where(r => r.ClauseId == clause && r.No == no).Select(r => new ClauseText(r.Heading, r.HeadingEn, r.Text, r.TextEn)).SingleOrDefaultAsync(ct);
        return true;
    }
}
