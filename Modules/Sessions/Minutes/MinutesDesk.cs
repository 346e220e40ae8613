using Conference.Shared;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>Someone else changed the same words of a line since this edit began. Nothing is overwritten: the person sees both.</summary>
public sealed class LineConflict(MinutesLine theirs, LineVersion last, LineWords before, LineWords yours)
    : RuleBroken("{0} saved other words in this line first. Nothing of yours is lost.", last.Who)
{
    public MinutesLine Theirs { get; } = theirs;
    /// <summary>Who last changed it, and when.</summary>
    public LineVersion Last { get; } = last;
    public LineWords Before { get; } = before;
    public LineWords Yours { get; } = yours;
}

/// <summary>What is done to the lines of the minutes, for the pages, the cockpit and the API. Each act is one save.</summary>
public sealed class MinutesDesk(SessionsDb db, ConferenceTime time)
{
    /// <summary>The kind of event that tells a room of its minutes.</summary>
    public const string News = "minutes";

    private const int Attempts = 4;

    public Task<MinutesBook> Book(Guid sessionId, CancellationToken ct) => Book(sessionId, tracked: false, ct);

    private async Task<MinutesBook> Book(Guid sessionId, bool tracked, CancellationToken ct) =>
        await (tracked ? db.MinutesBooks : db.MinutesBooks.AsNoTracking()).SingleOrDefaultAsync(b => b.SessionId == sessionId, ct) ?? MinutesBook.Of(sessionId);

    /// <summary>Changes the book; of two who do so at once, the second is told.</summary>
    public async Task Change(LiveSession session, Func<MinutesBook, Task> act, CancellationToken ct)
    {
        var book = await Book(session.Id, tracked: true, ct);
        if (book.Version == 0) db.Add(book);
        await act(book);
        db.Announce(MinutesTopic.Of(session.Id), "book", new { });
        db.Announce(RoomTopic.Of(session.Id), News, new { });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            throw new RuleBroken("Someone else acted on {0} at the same moment. Look at its state, then repeat your step if it is still needed.", session.Code);
        }
    }

    /// <param name="id">Made by who sends it, so that sending again does not write twice.</param>
    public async Task<MinutesLine> Insert(LiveSession session, Guid id, DateTime at, LineKind kind, string? code, LineWords words, string who, CancellationToken ct)
    {
        if (await db.MinutesLines.AsNoTracking().SingleOrDefaultAsync(l => l.Id == id, ct) is { } known)
        {
            if (known.SessionId == session.Id && known.Words == words.Checked()) return known;
            id = Guid.CreateVersion7();
        }
        await MustBeOpen(session, ct);
        var line = db.Add(MinutesLine.Written(id == Guid.Empty ? Guid.CreateVersion7() : id, session.Id, at, kind, code, words, who, db.Now)).Entity;
        db.TellLine(line);
        db.TellPodium(session.Id, "minutes");
        await db.SaveChangesAsync(ct);
        return line;
    }

    /// <summary>Saves the words of a line. A field that nobody else touched since <paramref name="seen"/> is saved beside what they wrote.</summary>
    /// <exception cref="LineConflict">Someone else changed the same field in another way.</exception>
    public async Task<(MinutesLine Line, bool Changed)?> Write(LiveSession session, Guid id, int seen, LineWords yours, string who, CancellationToken ct)
    {
        var changed = false;
        var line = await Act(session, id, async line =>
        {
            yours = yours.Checked();
            var words = yours;
            if (line.Version != seen)
            {
                var before = (await db.LineVersions.AsNoTracking().SingleOrDefaultAsync(v => v.LineId == id && v.No == seen, ct))?.Words ?? LineWords.Empty;
                words = LineWords.Together(before, line.Words, yours)
                    ?? throw new LineConflict(line, await db.LineVersions.AsNoTracking().Where(v => v.LineId == id).OrderByDescending(v => v.No).FirstAsync(ct), before, yours);
            }
            changed = line.Write(words, who, db.Now);
        }, ct);
        return line is null ? null : (line, changed);
    }

    /// <summary>Moves a line to a time of day, on the day it stands on.</summary>
    public Task<MinutesLine?> Move(LiveSession session, Guid id, TimeOnly to, string who, CancellationToken ct) => Act(session, id, line =>
    {
        var local = time.Local(line.At);
        // Without this, saving the minute that stands there would drop its seconds and change the order.
        if (TimeOnly.FromDateTime(local) is var now && now.Hour == to.Hour && now.Minute == to.Minute) return Task.CompletedTask;
        line.Move(time.ToUtc(DateOnly.FromDateTime(local), to), who, db.Now);
        return Task.CompletedTask;
    }, ct);

    public Task<MinutesLine?> Strike(LiveSession session, Guid id, string who, CancellationToken ct) => Act(session, id, l => l.Strike(who, db.Now), ct);

    public Task<MinutesLine?> Restore(LiveSession session, Guid id, string who, CancellationToken ct) => Act(session, id, l => l.Restore(who, db.Now), ct);

    public Task<MinutesLine?> Publish(LiveSession session, Guid id, string who, CancellationToken ct) => Act(session, id, l => l.Publish(who, db.Now), ct);

    public Task<MinutesLine?> Unpublish(LiveSession session, Guid id, string who, CancellationToken ct) => Act(session, id, l => l.Unpublish(who, db.Now), ct);

    /// <summary>Publishes every line that stands and is not published, or has changed since.</summary>
    public async Task<int> PublishAll(LiveSession session, string who, CancellationToken ct)
    {
        await MustBeOpen(session, ct);
        var lines = (await db.LinesOf(session.Id).Where(l => !l.IsStruck && l.UndoneAt == null).ToListAsync(ct)).Where(l => l.Published is null || l.IsBehind).ToList();
        foreach (var line in lines)
        {
            line.Publish(who, db.Now);
            db.TellLine(line);
        }
        TellRoom(session);
        await db.SaveChangesAsync(ct);
        return lines.Count;
    }

    /// <summary>A time of day in the session, as UTC; without one it is now while the session is on, otherwise its end or its beginning.</summary>
    public DateTime TimeIn(LiveSession session, TimeOnly? at)
    {
        if (at is { } given) return time.ToUtc(DateOnly.FromDateTime(time.Local(session.OpenedAt ?? session.Starts)), given);
        return session.IsOn ? db.Now : session.ClosedAt ?? session.Starts;
    }

    private Task<MinutesLine?> Act(LiveSession session, Guid id, Action<MinutesLine> act, CancellationToken ct) =>
        Act(session, id, line => { act(line); return Task.CompletedTask; }, ct);

    private async Task<MinutesLine?> Act(LiveSession session, Guid id, Func<MinutesLine, Task> act, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            db.ChangeTracker.Clear();
            if (await db.MinutesLines.SingleOrDefaultAsync(l => l.Id == id && l.SessionId == session.Id, ct) is not { } line) return null;
            await MustBeOpen(session, ct);
            var (version, published, struck) = (line.Version, line.Published, line.IsStruck);
            await act(line);
            if (line.Version == version) return line;
            db.TellLine(line);
            if (line.Published != published) TellRoom(session);
            else if (line.IsStruck != struck) db.TellPodium(session.Id, "minutes");
            try
            {
                await db.SaveChangesAsync(ct);
                return line;
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // Someone saved this line between our reading and our writing: look again at what stands there now.
            }
        }
    }

    /// <summary>Those who follow the coverage read it again.</summary>
    private void TellRoom(LiveSession session) => db.Tell(session.Id, SessionAct.MinutesPublished);

    private async Task MustBeOpen(LiveSession session, CancellationToken ct)
    {
        if (!(await Book(session.Id, ct)).IsOpen) throw new RuleBroken(MinutesBook.Sealed, session.Code);
    }
}
