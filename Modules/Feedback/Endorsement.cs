using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Conference.Feedback;

/// <summary>Someone stands behind another's comment.</summary>
[NotAudited]
public sealed class Endorsement
{
    private Endorsement() { }

    internal Endorsement(Guid commentId, Guid personId, string person, string organisation, DateTime at, Guid? viaId) =>
        (CommentId, PersonId, Person, Organisation, At, ViaId) = (commentId, personId, person, organisation, at, viaId);

    public Guid CommentId { get; private set; }
    public Guid PersonId { get; private set; }
    public string Person { get; private set; } = "";
    public string Organisation { get; private set; } = "";
    public DateTime At { get; private set; }
    /// <summary>The comment it was given to, where that one was merged into this.</summary>
    public Guid? ViaId { get; private set; }
}

/// <summary>Endorses comments, once for each person. The count is kept by the database: many hands at once do not collide.</summary>
public sealed class Endorsing(FeedbackDb db)
{
    /// <returns>How many stand behind it now.</returns>
    public Task<int?> Endorse(int number, Actor person, CancellationToken ct) => Change(number, person, endorse: true, ct);

    public Task<int?> TakeBack(int number, Actor person, CancellationToken ct) => Change(number, person, endorse: false, ct);

    private async Task<int?> Change(int number, Actor person, bool endorse, CancellationToken ct)
    {
        var reader = Reader.Of(person);
        if (reader.Observer) throw new RuleBroken("Observers read along; they do not endorse comments.");
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Comments.AsNoTracking().VisibleTo(reader, db).SingleOrDefaultAsync(c => c.Number == number, ct) is not { } comment) return null;
        comment.RequireEndorsable(person.PersonId);
        if (await db.Comments.AnyAsync(c => c.MergedIntoId == comment.Id && c.AuthorId == person.PersonId, ct)) throw new RuleBroken("{0} is your own comment.", comment.Code);
        var session = await db.Sessions.AsNoTracking().SingleAsync(s => s.Id == comment.SessionId, ct);

        var changed = endorse ? await db.AddOnce(new Endorsement(comment.Id, person.PersonId, person.Name, person.Organisation, db.Now, null), ct)
            : -await db.Endorsements.Where(e => e.CommentId == comment.Id && e.PersonId == person.PersonId).ExecuteDeleteAsync(ct);
        if (changed != 0) await db.Comments.Where(c => c.Id == comment.Id).ExecuteUpdateAsync(set => set.SetProperty(c => c.EndorsementCount, c => c.EndorsementCount + changed), ct);
        var count = await db.Comments.Where(c => c.Id == comment.Id).Select(c => c.EndorsementCount).SingleAsync(ct);
        if (changed != 0)
        {
            var endorsed = new { comment.Id, comment.Code, comment.SessionId, Endorsements = count };
            if (session.RoomTopic is { } room) db.Announce(room, "endorsed", endorsed);
            db.Announce(DeskComments.Topic, "endorsed", endorsed);
            await db.SaveChangesAsync(ct);
        }
        await transaction.CommitAsync(ct);
        return count;
    }
}
