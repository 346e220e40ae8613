using System.Security.Claims;
using System.Text.Json;
using Conference.Shared.Access;
using Conference.Shared.Live;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>Someone has the draft open, in a clause or in none; or has closed it.</summary>
internal sealed record Presence(Guid Person, string Who, Guid? Clause, bool Left);

/// <summary>What happens to a draft, for those who have it open to work on it; and where each of them is.</summary>
internal sealed class ResolutionTopic(Lazy<ResolutionsDb> db) : LiveTopic
{
    /// <summary>Who has not been heard of for so long is gone; pages say every half minute that they are there.</summary>
    public static readonly TimeSpan Forgotten = TimeSpan.FromSeconds(75);

    public override string Pattern => "resolution/{id}";

    public override async Task<bool> MayFollow(ClaimsPrincipal user, string id, CancellationToken ct) =>
        user.MayDraft() && Guid.TryParse(id, out var resolution) && await db.Value.Resolutions.AnyAsync(r => r.Id == resolution, ct);

    public override async Task<object> Accept(ClaimsPrincipal user, string id, JsonElement body, CancellationToken ct)
    {
        if (!await MayFollow(user, id, ct)) throw new Shared.RuleBroken("There is no such topic.");
        var actor = user.RequiredActor();
        Guid? clause = body.TryGetProperty("clause", out var at) && at.ValueKind == JsonValueKind.String && at.TryGetGuid(out var named) ? named : null;
        var left = body.TryGetProperty("left", out var gone) && gone.ValueKind == JsonValueKind.True;
        db.Value.Announce($"resolution/{Guid.Parse(id)}", "here", new Presence(actor.PersonId, actor.Name, clause, left));
        await db.Value.SaveChangesAsync(ct);
        return new { };
    }
}
