using System.Security.Claims;
using Conference.Shared;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>
/// Resolutions and clauses in the chain: comment → clause → resolution. Of a draft, the other participants see only the
/// clauses that were built on comments, because the author of a comment may read what became of it.
/// </summary>
internal sealed class DraftTrace(ResolutionsDb db) : ITrace
{
    public async Task<IReadOnlyList<TraceNode>> Find(IReadOnlyCollection<string> codes, ClaimsPrincipal reader, CancellationToken ct)
    {
        var nodes = new List<TraceNode>();
        foreach (var resolution in await Cited(codes, ct))
        {
            var mayRead = reader.MayRead(resolution);
            var adopted = resolution.State == ResolutionState.Adopted;
            if (mayRead && codes.Any(c => Code.Normal(c) == resolution.Code))
                nodes.Add(new(resolution.Code, adopted ? "Adopted resolution" : "Draft resolution", Sentences.Pick(resolution.Title, resolution.TitleEn),
                    resolution.Adoption?.NumberAndSymbol, adopted ? "Adopted" : "Draft", $"/resolutions/{resolution.Code}", resolution.Adoption?.AdoptedAt ?? resolution.ChangedAt));
            var numbering = resolution.Numbering;
            foreach (var citation in codes.Select(Code.Normal).OfType<string>().Distinct())
            {
                if (numbering.Cited(citation) is not { } numbered) continue;
                var clause = resolution.Clauses.Single(c => c.Id == numbered.Id);
                if (!mayRead && clause.Sources.Count == 0) continue;
                string[] words = [Sentences.Pick(clause.Heading, clause.HeadingEn), Sentences.Pick(CrossReference.Read(clause.Text, numbering, false), CrossReference.Read(clause.TextEn, numbering, true))];
                nodes.Add(new(citation, adopted ? "Clause of a resolution" : "Clause of a draft", string.Join(". ", words.Where(w => w.Length > 0)), null, adopted ? "Adopted" : "Draft",
                    mayRead ? $"/resolutions/{resolution.Code}?clause={clause.Id}#{Anchor(clause.Id)}" : null));
            }
        }
        return nodes;
    }

    public async Task<IReadOnlyList<TraceLink>> Links(IReadOnlyCollection<string> codes, CancellationToken ct)
    {
        var wanted = codes.Select(c => Code.Normal(c) ?? c).ToHashSet();
        var sourced = await db.ClauseSources.AsNoTracking().Where(s => wanted.Contains(s.Source.Code))
            .Join(db.Clauses, s => s.ClauseId, c => c.Id, (s, c) => c.ResolutionId).Distinct().ToListAsync(ct);
        var links = new List<TraceLink>();
        foreach (var resolution in await Cited(wanted, ct, sourced))
        {
            var numbering = resolution.Numbering;
            foreach (var clause in resolution.Standing)
            {
                var citation = numbering[clause.Id].Citation;
                foreach (var source in clause.Sources)
                    if (wanted.Contains(citation) || wanted.Contains(source.Source.Code)) links.Add(new(source.Source.Code, citation));
                if (wanted.Contains(citation) || (wanted.Contains(resolution.Code) && clause.Sources.Count > 0)) links.Add(new(citation, resolution.Code));
            }
        }
        return links;
    }

    /// <summary>What an element of the text is called in addresses.</summary>
    public static string Anchor(Guid clause) => $"c-{clause:N}";

    private async Task<List<Resolution>> Cited(IEnumerable<string> codes, CancellationToken ct, IReadOnlyCollection<Guid>? also = null)
    {
        var numbers = codes.Select(c => Code.Normal(c) is { } normal ? Code.Resolution(Code.OfCitation(normal)) : null).OfType<int>().Distinct().ToList();
        var ids = also ?? [];
        if (numbers.Count == 0 && ids.Count == 0) return [];
        return await db.Whole.AsNoTracking().Where(r => numbers.Contains(r.Number) || ids.Contains(r.Id)).ToListAsync(ct);
    }
}
