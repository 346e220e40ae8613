using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>What is done to the papers of a session, for the pages and the API. The file is on the disk before its row commits.</summary>
internal sealed class PaperDesk(SessionsDb db, PaperStore store)
{
    /// <summary>The kind of event that tells a room of its papers.</summary>
    public const string News = "papers";

    public const string Series = "papers";

    /// <summary>The papers of a session that this reader may see, in the order of their numbers.</summary>
    public async Task<List<Paper>> Of(LiveSession session, Actor reader, CancellationToken ct) =>
        [.. (await db.Papers.AsNoTracking().Include(p => p.Versions).Where(p => p.SessionId == session.Id && p.RemovedAt == null).OrderBy(p => p.Number).ToListAsync(ct)).Where(p => p.MayBeSeenBy(reader, session))];

    /// <summary>A paper by its code, where this reader may see it.</summary>
    public async Task<(Paper Paper, LiveSession Session)?> Find(string code, Actor reader, CancellationToken ct)
    {
        if (Paper.NumberOf(code) is not { } number || await db.Papers.AsNoTracking().Include(p => p.Versions).SingleOrDefaultAsync(p => p.Number == number, ct) is not { } paper) return null;
        var session = await db.Sessions.AsNoTracking().SingleAsync(s => s.Id == paper.SessionId, ct);
        return paper.MayBeSeenBy(reader, session) ? (paper, session) : null;
    }

    public async Task<Paper> Add(LiveSession session, Stream upload, string? fileName, string? title, string? titleEn, PaperAudience audience, string who, CancellationToken ct, DateTime? at = null)
    {
        var file = await store.Keep(upload, fileName, ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var paper = Paper.Added(session, (int)await db.TakeNumbers(Series, 1, ct), title, titleEn, audience, file, who, at ?? db.Now);
        db.Add(paper);
        Log(session, SessionAct.PaperAdded, paper, who, at);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return paper;
    }

    public async Task<Paper?> Replace(LiveSession session, string code, Stream upload, string? fileName, string who, CancellationToken ct)
    {
        if (await Tracked(session, code, ct) is not { } paper) return null;
        var file = await store.Keep(upload, fileName, ct);
        db.Add(paper.Replace(file, who, db.Now));
        await Save(session, paper, ct);
        return paper;
    }

    public async Task<Paper?> Describe(LiveSession session, string code, string? title, string? titleEn, PaperAudience audience, CancellationToken ct)
    {
        if (await Tracked(session, code, ct) is not { } paper) return null;
        paper.Describe(title, titleEn, audience);
        await Save(session, paper, ct);
        return paper;
    }

    public async Task<Paper?> Remove(LiveSession session, string code, string who, CancellationToken ct)
    {
        if (await Tracked(session, code, ct) is not { } paper) return null;
        paper.Remove(who, db.Now);
        Log(session, SessionAct.PaperRemoved, paper, who);
        await Save(session, paper, ct);
        return paper;
    }

    private async Task<Paper?> Tracked(LiveSession session, string code, CancellationToken ct) =>
        Paper.NumberOf(code) is { } number ? await db.Papers.Include(p => p.Versions).SingleOrDefaultAsync(p => p.Number == number && p.SessionId == session.Id, ct) : null;

    private void Log(LiveSession session, SessionAct act, Paper paper, string who, DateTime? at = null) => db.Log(session.Id, act, who, new()
    {
        Code = paper.Code, Text = paper.Title, TextEn = paper.TitleEn.Length > 0 ? paper.TitleEn : null, Kind = paper.Audience.ToString().ToLowerInvariant(),
    }, at: at);

    private async Task Save(LiveSession session, Paper paper, CancellationToken ct)
    {
        db.Announce(RoomTopic.Of(session.Id), News, new { });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            throw new RuleBroken("Someone else changed {0} at the same moment. Look at it, then repeat your step if it is still needed.", paper.Code);
        }
    }
}
