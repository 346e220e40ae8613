using Conference.Shared;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>
/// Computes every fingerprint again: of adopted texts, of numbered drafts, of corrigenda. Finds what was changed in the database past
/// the system. The verb <c>verify [CODE]</c>.
/// </summary>
public sealed class VerifyAdopted(ResolutionsDb db)
{
    /// <param name="Document">What was looked at: R-1 01/NQ-HNNG32, R-1/L.2, 01/NQ-HNNG32/Corr.1.</param>
    /// <param name="Wrong">What is not as it was sealed; null where everything is.</param>
    public sealed record Finding(string Document, string Hash, string? Wrong);

    /// <param name="code">One resolution such as R-1; all of them where it is left out.</param>
    public async Task<IReadOnlyList<Finding>> Run(string? code, CancellationToken ct)
    {
        int? number = code is null ? null : Code.Resolution(code) ?? throw new RuleBroken("There is no resolution {0}.", code);
        var findings = new List<Finding>();
        var resolutions = await db.Whole.AsNoTracking().Where(r => number == null || r.Number == number).OrderBy(r => r.Number).ToListAsync(ct);
        if (number is not null && resolutions.Count == 0) throw new RuleBroken("There is no resolution {0}.", code!);
        foreach (var resolution in resolutions)
        {
            if (resolution.Adoption is { } adoption) findings.Add(new($"{resolution.Code} {adoption.NumberAndSymbol}", adoption.Hash, await Wrong(db, resolution, adoption, ct)));
            foreach (var draft in await db.NumberedDrafts.AsNoTracking().Where(d => d.ResolutionId == resolution.Id).OrderBy(d => d.Draft).ThenBy(d => d.Revision).ToListAsync(ct))
                findings.Add(new(draft.Number.SymbolOf(resolution.Code), draft.Hash, CanonicalText.HashOf(CanonicalText.Of(resolution.As(draft))) == draft.Hash ? null : "the frozen text does not have its fingerprint"));
            foreach (var corrigendum in await db.Corrigenda.AsNoTracking().Where(c => c.ResolutionId == resolution.Id).OrderBy(c => c.No).ToListAsync(ct))
                findings.Add(new(corrigendum.NumberOf(resolution), corrigendum.Hash, corrigendum.IsUnchanged(resolution) ? null : "the text does not have its fingerprint"));
        }
        return findings;
    }

    /// <summary>What is not as it was adopted, in a few words; null where everything is.</summary>
    public static async Task<string?> Wrong(ResolutionsDb db, Resolution resolution, Adoption adoption, CancellationToken ct)
    {
        if (CanonicalText.HashOf(adoption.Text) != adoption.Hash) return "the sealed text does not have its fingerprint";
        if (!adoption.IsRecordUnchanged) return "what was recorded of the adoption was changed";
        var (sealedLines, lines) = (adoption.Text.Split('\n'), (adoption.Form == 1 ? CanonicalText.Of(resolution) : await CanonicalText.Whole(db, resolution, ct)).Split('\n'));
        if (sealedLines.SequenceEqual(lines)) return null;
        var at = sealedLines.Zip(lines).TakeWhile(l => l.First == l.Second).Count();
        string Line(string[] of) => at < of.Length ? of[at] : "";
        return $"line {at + 1} was sealed as “{Line(sealedLines)}” and reads “{Line(lines)}”";
    }
}
