using System.Security.Claims;
using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>Takes amendments in by the server's clock, and decides on them in the acts of <see cref="Drafting"/>.</summary>
public sealed class Amending(ResolutionsDb db, Drafting drafting, ConferenceTime time)
{
    private IQueryable<Amendment> Whole => db.Amendments.Include(a => a.Cosponsors);

    /// <summary>A draft with its amendments as this reader may see them, or null where they may not.</summary>
    /// <param name="clause">The clause whose amendments are enough, with those to them; all of the draft where it is null.</param>
    public async Task<(AmendmentTable Table, AmendmentWindow? Window)?> Read(ClaimsPrincipal reader, int? number, CancellationToken ct, Guid? clause = null)
    {
        if (number is null || await db.Whole.AsNoTracking().SingleOrDefaultAsync(r => r.Number == number, ct) is not { } resolution) return null;
        var window = await db.AmendmentWindows.AsNoTracking().SingleOrDefaultAsync(w => w.ResolutionId == resolution.Id, ct);
        if (!reader.MayReadAmendments(window, db.Now)) return null;
        var amendments = await Whole.AsNoTracking().Where(a => a.ResolutionId == resolution.Id && (clause == null || a.ClauseId == clause)).ToListAsync(ct);
        return (new(resolution, amendments.Where(reader.MayRead)), window);
    }

    /// <summary>Decides on amendments of one clause of a draft; whoever decides can take it back like any other act on the draft.</summary>
    public Task<Resolution?> Decide(int number, Guid clause, Actor who, Action<AmendmentTable, Pen> decide, CancellationToken ct) =>
        drafting.Change(r => r.Number == number, who, async (resolution, pen) =>
            decide(new(resolution, await Whole.Where(a => a.ResolutionId == resolution.Id && a.ClauseId == clause).ToListAsync(ct)), pen), ct);

    /// <summary>Takes a new amendment in, or the mended text of one, if it arrives in time.</summary>
    /// <param name="make">Makes it with this number, or changes a stored one; the number is then not used.</param>
    public async Task<Amendment> Take(Resolution draft, Func<int, DateTime, Task<Amendment>> make, bool isNew, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var number = isNew ? (int)await db.TakeNumbers("amendments", 1, ct) : 0;
        // Holds the draft until the commit: it is not adopted between the question and the answer.
        if (await db.Resolutions.Where(r => r.Id == draft.Id && r.State == ResolutionState.Draft).ExecuteUpdateAsync(s => s.SetProperty(r => r.CreatedAt, r => r.CreatedAt), ct) == 0)
            throw new RuleBroken(Resolution.Adopted, draft.Code);
        AmendmentWindow.Require(await db.AmendmentWindows.AsNoTracking().SingleOrDefaultAsync(w => w.ResolutionId == draft.Id, ct), draft.Code, db.Now, time);
        var amendment = await make(number, db.Now);
        if (isNew) db.Add(amendment);
        await Save(amendment, ct);
        await transaction.CommitAsync(ct);
        return amendment;
    }

    /// <summary>Changes what is no decision: who sponsors it.</summary>
    public async Task Change(Guid id, Action<Amendment, DateTime> change, CancellationToken ct)
    {
        var amendment = await Whole.SingleAsync(a => a.Id == id, ct);
        change(amendment, db.Now);
        await Save(amendment, ct);
    }

    /// <summary>Sets when amendments are taken in.</summary>
    public async Task SetWindow(Resolution draft, DateTime opens, DateTime closes, Actor who, CancellationToken ct)
    {
        if (draft.State == ResolutionState.Adopted) throw new RuleBroken(Resolution.Adopted, draft.Code);
        var window = await db.AmendmentWindows.SingleOrDefaultAsync(w => w.ResolutionId == draft.Id, ct);
        if (window is null) db.Add(window = AmendmentWindow.Of(draft));
        window.Set(opens, closes, Pen.Of(who, db));
        db.Announce(AmendmentTopic.Of(draft.Id), "window", new { window.Opens, window.Closes });
        await Save(null, ct);
    }

    private async Task Save(Amendment? amendment, CancellationToken ct)
    {
        if (amendment is not null) db.Announce(AmendmentTopic.Of(amendment.ResolutionId), "amendment", new { amendment.Id });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new RuleBroken("Someone else changed this at the same moment. Read it again and repeat your change.");
        }
    }
}
