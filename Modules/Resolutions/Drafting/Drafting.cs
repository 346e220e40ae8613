using System.Linq.Expressions;
using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>
/// Changes a resolution while others do the same: loads it, changes it and saves it, and does all of it again on what the
/// others saved when they were quicker. What must not be repeated blindly (an edit of the same words) the verb refuses. What
/// was changed is kept as an act that its author can take back.
/// </summary>
public sealed class Drafting(ResolutionsDb db)
{
    private const int Tries = 10;

    /// <returns>The changed resolution, or null when there is none.</returns>
    public async Task<Resolution?> Change(Expression<Func<Resolution, bool>> which, Actor who, Func<Resolution, Pen, Task> change, CancellationToken ct)
    {
        for (var tried = 1; ; tried++)
        {
            if (await db.Whole.SingleOrDefaultAsync(which, ct) is not { } resolution) return null;
            var pen = Pen.Of(who, db);
            var before = resolution.Clauses.ToDictionary(c => c.Id, c => c.State);
            var layout = resolution.Layout;
            await change(resolution, pen);
            if (layout == resolution.Layout && DraftAct.Of(resolution, before, pen, Decided()) is { } act) await Keep(act, ct);
            if (await Saved(tried, ct)) return resolution;
        }
    }

    public Task<Resolution?> Change(string? code, Actor who, Action<Resolution, Pen> change, CancellationToken ct) =>
        Code.Resolution(code) is { } number ? Change(r => r.Number == number, who, Now(change), ct) : Task.FromResult<Resolution?>(null);

    public Task<Resolution?> ChangeClause(Guid clause, Actor who, Action<Resolution, Pen> change, CancellationToken ct) =>
        Change(r => r.Clauses.Any(c => c.Id == clause), who, Now(change), ct);

    /// <summary>Takes back the last act of this person in a draft, or does again what was taken back last. An act that is refused is past: the next try is the one before it.</summary>
    /// <returns>The resolution and the act, or null when there is no such resolution.</returns>
    public async Task<(Resolution Resolution, DraftAct Act)?> Undo(string? code, Actor who, bool redo, CancellationToken ct)
    {
        for (var tried = 1; ; tried++)
        {
            if (Code.Resolution(code) is not { } number || await db.Whole.SingleOrDefaultAsync(r => r.Number == number, ct) is not { } resolution) return null;
            if (resolution.State == ResolutionState.Adopted) throw new RuleBroken(Resolution.Adopted, resolution.Code);
            var acts = Of(resolution.Id, who.PersonId, redo ? ActState.Undone : ActState.Done);
            var act = await (redo ? acts.OrderBy(a => a.No) : acts.OrderByDescending(a => a.No)).FirstOrDefaultAsync(ct)
                ?? throw new RuleBroken(redo ? "There is nothing of yours to do again." : "There is nothing of yours to undo.");
            var changes = act.Changes;
            var ids = changes.Select(c => c.Id).ToList();
            var used = changes.SelectMany(c => c.After.Sources.Concat(c.Before?.Sources ?? [])).Distinct().ToList();
            var since = await db.Revisions.AsNoTracking().Where(r => ids.Contains(r.ClauseId)).ToListAsync(ct);
            var sources = await db.Sources.Where(s => used.Contains(s.Id)).ToListAsync(ct);
            try
            {
                if (redo) resolution.Redo(act, since, sources, Pen.Of(who, db));
                else resolution.Undo(act, since, sources, Pen.Of(who, db));
                await TakeDecided(act, redo, ct);
                db.Announce(AmendmentTopic.Of(resolution.Id), "text", new { resolution.Version });
            }
            catch (RuleBroken) when (resolution.State == ResolutionState.Draft)
            {
                db.Forget();
                await Of(resolution.Id, who.PersonId, act.State).Where(a => a.No == act.No).ExecuteUpdateAsync(a => a.SetProperty(x => x.State, ActState.Past), ct);
                throw;
            }
            if (await Saved(tried, ct)) return (resolution, act);
        }
    }

    /// <summary>How many acts of a person can be undone, and how many done again.</summary>
    public async Task<(int Undo, int Redo)> Acts(Guid resolution, Guid person, CancellationToken ct) =>
        (await Of(resolution, person, ActState.Done).CountAsync(ct), await Of(resolution, person, ActState.Undone).CountAsync(ct));

    private async Task Keep(DraftAct act, CancellationToken ct)
    {
        foreach (var undone in await Of(act.ResolutionId, act.Person, ActState.Undone).ToListAsync(ct)) undone.Take(ActState.Past);
        db.Add(act);
        db.Announce(AmendmentTopic.Of(act.ResolutionId), "text", new { Version = act.No });
    }

    /// <summary>What the change that is about to be saved decided on amendments.</summary>
    private List<AmendmentChange> Decided() =>
    [
        .. from entry in db.ChangeTracker.Entries<Amendment>()
           where entry.State is EntityState.Modified
           let before = Amendment.Read(entry.OriginalValues.GetValue<string>(nameof(Amendment.Stored)))
           where before != entry.Entity.Standing
           select new AmendmentChange(entry.Entity.Id, before, entry.Entity.Standing),
    ];

    private async Task TakeDecided(DraftAct act, bool redo, CancellationToken ct)
    {
        var decided = act.Decided.ToDictionary(d => d.Id);
        List<Guid> ids = [.. decided.Keys];
        foreach (var amendment in await db.Amendments.Where(a => ids.Contains(a.Id)).ToListAsync(ct))
        {
            var (before, after) = (decided[amendment.Id].Before, decided[amendment.Id].After);
            amendment.Take(redo ? before : after, redo ? after : before);
        }
    }

    private IQueryable<DraftAct> Of(Guid resolution, Guid person, ActState state) => db.Acts.Where(a => a.ResolutionId == resolution && a.Person == person && a.State == state);

    private async Task<bool> Saved(int tried, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            if (tried == Tries) throw new RuleBroken("Someone else changed this at the same moment. Read it again and repeat your change.");
            db.Forget();
            return false;
        }
    }

    private static Func<Resolution, Pen, Task> Now(Action<Resolution, Pen> change) => (resolution, pen) =>
    {
        change(resolution, pen);
        return Task.CompletedTask;
    };
}
