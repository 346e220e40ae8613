using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>Every resolution the reader may see: adopted ones for everyone, drafts for those who work on them.</summary>
[ForEveryoneSignedIn]
public sealed class ResolutionsModel(ResolutionsDb db) : PageModel
{
    public sealed record Listed(Resolution Resolution, int Clauses);

    /// <summary>The newest draft of a resolution that delegations may read while its text is still written.</summary>
    public sealed record CirculatedDraft(string Code, NumberedDraft Draft, string Title);

    public IReadOnlyList<Listed> Shown { get; private set; } = [];
    public IReadOnlyList<CirculatedDraft> Circulated { get; private set; } = [];

    /// <summary>Drafts that the reader opens to amend them.</summary>
    public IReadOnlyList<Guid> ForAmendment { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        var (drafts, now) = (User.MayReadDrafts(), db.Now);
        // The delegations have a draft before them from the moment they may amend it.
        ForAmendment = User.MayAmend() && !drafts ? await db.AmendmentWindows.Where(w => w.Opens <= now).Select(w => w.ResolutionId).ToListAsync(ct) : [];
        var resolutions = await db.Resolutions.AsNoTracking().Include(r => r.Adoption)
            .Where(r => drafts || r.State == ResolutionState.Adopted || ForAmendment.Contains(r.Id)).OrderByDescending(r => r.Number).ToListAsync(ct);
        ClauseKind[] counted = [ClauseKind.Part, ClauseKind.Chapter, ClauseKind.Section, ClauseKind.Subsection, ClauseKind.Article, ClauseKind.Item, ClauseKind.Point];
        var clauses = await db.Clauses.Where(c => c.RemovedAt == null && counted.Contains(c.Kind)).GroupBy(c => c.ResolutionId)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        if (!drafts && User.IsAny(Roles.Delegate, Roles.FocalPoint))
        {
            var circulated = await db.NumberedDrafts.AsNoTracking().Where(d => d.Circulated).Join(db.Resolutions.Where(r => r.State == ResolutionState.Draft), d => d.ResolutionId, r => r.Id, (d, r) => new { Draft = d, r.Number })
                .OrderByDescending(d => d.Number).ThenByDescending(d => d.Draft.Draft).ThenByDescending(d => d.Draft.Revision).ToListAsync(ct);
            Circulated = [.. circulated.DistinctBy(d => d.Number).Select(d => new CirculatedDraft(Resolution.CodeOf(d.Number), d.Draft, Sentences.Pick(d.Draft.Text.Title, d.Draft.Text.TitleEn)))];
        }
        Shown = [.. resolutions.Select(r => new Listed(r, clauses.GetValueOrDefault(r.Id)))];
    }
}
