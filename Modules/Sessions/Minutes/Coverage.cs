using Conference.Shared;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>A line as everyone reads it who follows the live coverage.</summary>
public sealed record CoverageLine(Guid Id, DateTime At, LineWords Words, DateTime? CorrectedAt, string? Code)
{
    public string Head => Sentences.IsEnglish && Words.HeadEn.Length > 0 ? Words.HeadEn : Words.Head.Length > 0 ? Words.Head : Words.HeadEn;
    public string Said => Sentences.IsEnglish && Words.TextEn.Length > 0 ? Words.TextEn : Words.Text.Length > 0 ? Words.Text : Words.TextEn;
}

/// <summary>The published lines of a session, newest first.</summary>
public sealed record Coverage(LiveSession Session, IReadOnlyList<CoverageLine> Lines, bool More)
{
    /// <param name="most">How many of the newest; null for all.</param>
    public static async Task<Coverage> Read(LiveSession session, SessionsDb db, int? most, CancellationToken ct)
    {
        var published = db.MinutesLines.AsNoTracking().Where(l => l.SessionId == session.Id && l.Published != null && !l.IsStruck)
            .OrderByDescending(l => l.At).ThenByDescending(l => l.Id).Select(l => new { l.Id, l.At, l.Published, l.CorrectedAt, l.Code });
        var rows = await (most is { } n ? published.Take(n + 1) : published).ToListAsync(ct);
        return new(session, [.. rows.Take(most ?? int.MaxValue).Select(r => new CoverageLine(r.Id, r.At, r.Published!, r.CorrectedAt, r.Code))], rows.Count > most);
    }
}

/// <summary>The live coverage on the room's page. One query: a thousand laptops read it again at each line.</summary>
public sealed class CoverageViewComponent(SessionsDb db) : ViewComponent
{
    private const int Newest = 8;

    public async Task<IViewComponentResult> InvokeAsync(LiveSession session)
    {
        var coverage = await Coverage.Read(session, db, Newest, HttpContext.RequestAborted);
        return coverage.Lines.Count == 0 ? Content("") : View("/Pages/Sessions/Minutes/Coverage.cshtml", coverage);
    }
}
