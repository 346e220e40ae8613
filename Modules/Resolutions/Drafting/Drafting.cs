using System.Linq.Expressions;
using Conference.Shared;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>
/// Changes a resolution while others do the same: loads it, changes it and saves it, and does all of it again on what the
/// others saved when they were quicker. What must not be repeated blindly (an edit of the same words) the verb refuses.
/// </summary>
public sealed class Drafting(ResolutionsDb db)
{
    private const int Tries = 10;

    /// <returns>The changed resolution, or null when there is none.</returns>
    public async Task<Resolution?> Change(Expression<Func<Resolution, bool>> which, string who, Func<Resolution, Pen, Task> change, CancellationToken ct)
    {
        for (var tried = 1; ; tried++)
        {
            if (await db.Whole.SingleOrDefaultAsync(which, ct) is not { } resolution) return null;
            await change(resolution, new(who, db.Now, db));
            try
            {
                await db.SaveChangesAsync(ct);
                return resolution;
            }
            catch (DbUpdateConcurrencyException)
            {
                if (tried == Tries) throw new RuleBroken("Someone else changed this at the same moment. Read it again and repeat your change.");
                db.ChangeTracker.Clear();
            }
        }
    }

    public Task<Resolution?> Change(string? code, string who, Action<Resolution, Pen> change, CancellationToken ct) =>
        Code.Resolution(code) is { } number ? Change(r => r.Number == number, who, Now(change), ct) : Task.FromResult<Resolution?>(null);

    public Task<Resolution?> ChangeClause(Guid clause, string who, Action<Resolution, Pen> change, CancellationToken ct) =>
        Change(r => r.Clauses.Any(c => c.Id == clause), who, Now(change), ct);

    private static Func<Resolution, Pen, Task> Now(Action<Resolution, Pen> change) => (resolution, pen) =>
    {
        change(resolution, pen);
        return Task.CompletedTask;
    };
}
