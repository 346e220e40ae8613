using System.Security.Claims;
using Conference.Shared.Live;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>What happens to a draft, for those who have it open to work on it.</summary>
internal sealed class ResolutionTopic(Lazy<ResolutionsDb> db) : LiveTopic
{
    public override string Pattern => "resolution/{id}";

    public override async Task<bool> MayFollow(ClaimsPrincipal user, string id, CancellationToken ct) =>
        user.MayDraft() && Guid.TryParse(id, out var resolution) && await db.Value.Resolutions.AnyAsync(r => r.Id == resolution, ct);
}
