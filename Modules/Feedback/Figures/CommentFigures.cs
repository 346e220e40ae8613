using Conference.Shared.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Conference.Feedback;

/// <summary>How much was said and by whom: in one session, or in the whole conference.</summary>
/// <param name="Minutes">The last hour of it, minute by minute, oldest first; empty while nothing was said.</param>
/// <param name="NotHeard">Delegations with someone who may speak, of whom no comment came.</param>
public sealed record CommentFigures(
    int Total, IReadOnlyDictionary<Standing, int> Standings, int Authors, int Endorsements, IReadOnlyList<(DateTime Minute, int Count)> Minutes, IReadOnlyList<(CommentKind Kind, int Count)> Kinds,
    IReadOnlyList<(string Organisation, int Count)> Organisations, IReadOnlyList<(FeedbackSession Session, int Count)> Sessions, IReadOnlyList<KnownOrganisation> NotHeard)
{
    private const int Window = 60;

    public static async Task<CommentFigures> Of(FeedbackSession? session, FeedbackDb db, CancellationToken ct)
    {
        var all = db.Comments.AsNoTracking().Where(c => session == null || c.SessionId == session.Id);
        var said = all.Where(c => c.Standing != Standing.Withdrawn);
        var standings = await all.GroupBy(c => c.Standing).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var kinds = await said.GroupBy(c => c.Kind).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        var organisations = await said.GroupBy(c => new { c.OrganisationId, c.Organisation }).Select(g => new { g.Key.OrganisationId, g.Key.Organisation, Count = g.Count() }).ToListAsync(ct);
        var sessions = await said.GroupBy(c => c.SessionId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var known = await db.Sessions.AsNoTracking().Where(s => sessions.Keys.Contains(s.Id)).OrderBy(s => s.Number).ToListAsync(ct);
        var heard = organisations.Select(o => o.OrganisationId).ToHashSet();
        var silent = await db.Organisations.AsNoTracking().Where(o => db.People.Any(p => p.OrganisationId == o.Id && p.Heard)).ToListAsync(ct);
        return new(
            standings.Values.Sum(), standings, await said.Select(c => c.AuthorId).Distinct().CountAsync(ct), await said.SumAsync(c => c.EndorsementCount, ct), await ByMinute(said, session, db.Now, ct),
            [.. kinds.OrderByDescending(k => k.Count).Select(k => (k.Key, k.Count))], [.. organisations.OrderByDescending(o => o.Count).ThenBy(o => o.Organisation, StringComparer.Ordinal).Select(o => (o.Organisation, o.Count))],
            [.. known.Select(s => (s, sessions[s.Id]))], [.. silent.Where(o => !heard.Contains(o.Id)).OrderBy(o => o.Kind).ThenBy(o => o.ShortName, StringComparer.Create(System.Globalization.CultureInfo.GetCultureInfo("vi-VN"), true))]);
    }

    private static async Task<IReadOnlyList<(DateTime, int)>> ByMinute(IQueryable<Comment> said, FeedbackSession? session, DateTime now, CancellationToken ct)
    {
        if (await said.MaxAsync(c => (DateTime?)c.At, ct) is not { } last) return [];
        // An open session is looked at from now, one that is over from the last that was said in it.
        var end = session is { State: SessionState.Open } ? now : last;
        var first = Minute(end).AddMinutes(1 - Window);
        var times = await said.Where(c => c.At >= first).Select(c => c.At).ToListAsync(ct);
        var counts = times.GroupBy(Minute).ToDictionary(g => g.Key, g => g.Count());
        return [.. Enumerable.Range(0, Window).Select(i => first.AddMinutes(i)).Select(minute => (minute, counts.GetValueOrDefault(minute)))];
    }

    private static DateTime Minute(DateTime at) => new(at.Ticks - at.Ticks % TimeSpan.TicksPerMinute, DateTimeKind.Utc);
}
