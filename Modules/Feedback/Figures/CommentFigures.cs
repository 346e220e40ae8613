using Conference.Shared;
using Conference.Shared.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Conference.Feedback;

/// <summary>How much was said and by whom: in one session, or in the whole conference.</summary>
/// <param name="Minutes">The last hour of it, minute by minute, oldest first; empty while nothing was said.</param>
/// <param name="NotHeard">Delegations with someone who may speak, of whom no comment came.</param>
public sealed record CommentFigures(
    int Total, IReadOnlyDictionary<Standing, int> Standings, int Authors, int Endorsements, IReadOnlyList<(DateTime Minute, int Count)> Minutes, IReadOnlyList<(CommentKind Kind, int Count)> Kinds,
    IReadOnlyList<(InBoth Organisation, int Count)> Organisations, IReadOnlyList<(FeedbackSession Session, int Count)> Sessions, IReadOnlyList<KnownOrganisation> NotHeard)
{
    private const int Window = 60, AtOnce = 1000;

    public static async Task<CommentFigures> Of(FeedbackSession? session, FeedbackDb db, CancellationToken ct)
    {
        var all = session is null ? db.Comments : db.Comments.Where(c => c.SessionId == session.Id);
        // The table is read once; what it is counted by are a few thousand groups at most.
        var groups = await all.GroupBy(c => new { c.SessionId, c.Standing, c.Kind, c.OrganisationId, c.Organisation, c.AuthorId })
            .Select(g => new { g.Key, Count = g.Count(), Endorsements = g.Sum(c => c.EndorsementCount) }).ToListAsync(ct);
        var said = groups.Where(g => g.Key.Standing is not Standing.Withdrawn).ToList();
        var sessions = said.GroupBy(g => g.Key.SessionId).ToDictionary(g => g.Key, g => g.Sum(x => x.Count));
        var known = (await db.Sessions.AsNoTracking().OrderBy(s => s.Number).ToListAsync(ct)).Where(s => sessions.ContainsKey(s.Id));
        var heard = said.Select(g => g.Key.OrganisationId).ToHashSet();
        var silent = await db.Organisations.AsNoTracking().Where(o => db.People.Any(p => p.OrganisationId == o.Id && p.Heard)).ToListAsync(ct);
        var english = await EnglishNames.Of([.. said.Select(g => g.Key.Organisation).Distinct()], db, ct);
        return new(
            groups.Sum(g => g.Count), groups.GroupBy(g => g.Key.Standing).ToDictionary(g => g.Key, g => g.Sum(x => x.Count)), said.DistinctBy(g => g.Key.AuthorId).Count(), said.Sum(g => g.Endorsements),
            await ByMinute(all.Where(c => c.Standing != Standing.Withdrawn), session, db.Now, ct),
            [.. from g in said group g.Count by g.Key.Kind into kind let count = kind.Sum() orderby count descending select (kind.Key, count)],
            [.. from g in said group g.Count by (g.Key.OrganisationId, g.Key.Organisation) into one let count = one.Sum() orderby count descending, one.Key.Organisation select (new InBoth(one.Key.Organisation, english.GetValueOrDefault(one.Key.Organisation)), count)],
            [.. known.Select(s => (s, sessions[s.Id]))],
            [.. silent.Where(o => !heard.Contains(o.Id)).OrderBy(o => o.Kind).ThenBy(o => o.ShortName, StringComparer.Create(System.Globalization.CultureInfo.GetCultureInfo("vi-VN"), true))]);
    }

    private static async Task<IReadOnlyList<(DateTime, int)>> ByMinute(IQueryable<Comment> said, FeedbackSession? session, DateTime now, CancellationToken ct)
    {
        // Times grow with numbers: from the newest backwards the hour is soon read.
        var newest = said.OrderByDescending(c => c.Number).Select(c => new { c.Number, c.At });
        var part = await newest.Take(AtOnce).ToListAsync(ct);
        if (part.Count == 0) return [];
        // An open session is looked at from now, one that is over from the last that was said in it.
        var end = session is { State: SessionState.Open } ? now : part[0].At;
        var first = Minute(end).AddMinutes(1 - Window);
        var counts = new Dictionary<DateTime, int>();
        while (part.Count > 0)
        {
            foreach (var minute in part.Where(c => c.At >= first).CountBy(c => Minute(c.At))) counts[minute.Key] = counts.GetValueOrDefault(minute.Key) + minute.Value;
            if (part.Count < AtOnce || part[^1].At < first) break;
            var last = part[^1].Number;
            part = await newest.Where(c => c.Number < last).Take(AtOnce).ToListAsync(ct);
        }
        return [.. Enumerable.Range(0, Window).Select(i => first.AddMinutes(i)).Select(minute => (minute, counts.GetValueOrDefault(minute)))];
    }

    private static DateTime Minute(DateTime at) => new(at.Ticks - at.Ticks % TimeSpan.TicksPerMinute, DateTimeKind.Utc);
}
