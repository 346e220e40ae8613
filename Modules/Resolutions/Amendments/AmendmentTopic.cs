using System.Security.Claims;
using Conference.Shared.Live;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>That something happened to a draft's amendments or its text. It says no more: whoever hears it reads again what they may read.</summary>
internal sealed class AmendmentTopic(Lazy<ResolutionsDb> db) : LiveTopic
{
    public override string Pattern => "resolution/{id}/amendments";

    public static string Of(Guid resolution) => $"resolution/{resolution}/amendments";

    public override async Task<bool> MayFollow(ClaimsPrincipal user, string id, CancellationToken ct) =>
        Guid.TryParse(id, out var resolution) && await db.Value.Resolutions.AnyAsync(r => r.Id == resolution, ct)
        && user.MayReadAmendments(await db.Value.AmendmentWindows.AsNoTracking().SingleOrDefaultAsync(w => w.ResolutionId == resolution, ct), db.Value.Now);
}
