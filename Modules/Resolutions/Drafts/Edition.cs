using System.Security.Claims;
using Conference.Shared;
using Conference.Shared.Documents;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>The text of a resolution at one time: as a numbered draft froze it, or as it stands now.</summary>
internal sealed record Edition(Resolution Resolution, NumberedDraft? Draft)
{
    /// <summary>What addresses call the text as it stands now.</summary>
    public const string Current = "now";

    public string Key => Draft?.Number.Key ?? Current;
    public Resolution Text { get; } = Draft is null ? Resolution : Resolution.As(Draft);
    public DateTime At => Draft?.IssuedAt ?? Resolution.Adoption?.AdoptedAt ?? Resolution.ChangedAt;
    public string Who => Draft?.IssuedBy ?? Resolution.Adoption?.AdoptedBy ?? Resolution.ChangedBy;

    public string NameIn(Sentences texts) => Draft is { } draft ? texts["Draft {0}", draft.Number.Name] : texts[Resolution.Adoption is null ? "Text as it stands now" : "Adopted text"];

    public Task<WholeResolution> Whole(ResolutionsDb db, CancellationToken ct) => WholeResolution.Of(db, Resolution, Draft, ct);

    /// <summary>Every text of a resolution that this reader may see, in the order in which they came about; null where there is none.</summary>
    public static async Task<IReadOnlyList<Edition>?> Of(ResolutionsDb db, string? code, ClaimsPrincipal reader, CancellationToken ct)
    {
        if (Code.Resolution(code) is not { } number || await db.Whole.AsNoTracking().SingleOrDefaultAsync(r => r.Number == number, ct) is not { } resolution) return null;
        var drafts = await db.NumberedDrafts.AsNoTracking().Where(d => d.ResolutionId == resolution.Id).OrderBy(d => d.Draft).ThenBy(d => d.Revision).ToListAsync(ct);
        List<Edition> editions = [.. drafts.Where(reader.MayRead).Select(d => new Edition(resolution, d)), .. reader.MayRead(resolution) ? [new(resolution, null)] : Array.Empty<Edition>()];
        return editions.Count > 0 ? editions : null;
    }

    /// <summary>Who changed each clause last between two texts, and when.</summary>
    public static async Task<Func<Guid, Authorship?>> Authors(ResolutionsDb db, Edition before, Edition after, CancellationToken ct)
    {
        var (was, now) = (before.Text.Clauses.ToDictionary(c => c.Id, c => c.Version), after.Text.Clauses.Where(c => c.Stands).ToDictionary(c => c.Id, c => c.Version));
        var ids = before.Resolution.Clauses.Select(c => c.Id).ToHashSet();
        var revisions = await db.Revisions.AsNoTracking().Where(r => db.Clauses.Any(c => c.Id == r.ClauseId && c.ResolutionId == before.Resolution.Id)).Select(r => new { r.ClauseId, r.No, r.Who, r.At }).ToListAsync(ct);
        var last = revisions.Where(r => ids.Contains(r.ClauseId) && r.No > was.GetValueOrDefault(r.ClauseId) && r.At <= after.At && (!now.TryGetValue(r.ClauseId, out var to) || r.No <= to))
            .GroupBy(r => r.ClauseId).ToDictionary(g => g.Key, g => g.MaxBy(r => r.No)!);
        return clause => last.TryGetValue(clause, out var by) ? new(by.Who, by.At) : null;
    }
}
