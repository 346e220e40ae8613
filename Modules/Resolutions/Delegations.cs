using Conference.Shared;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>
/// The short names of delegations as their reader knows them, read once for a page. An amendment is its delegation's and bears the name
/// that this has now; a comment bears the name it was signed with, which is found among those known.
/// </summary>
public sealed class Delegations(ResolutionsDb db)
{
    private Dictionary<Guid, InBoth>? byId;
    private Dictionary<string, InBoth> byName = [];

    public async Task<Delegations> Read(CancellationToken ct = default)
    {
        if (byId is not null) return this;
        var known = await db.Agencies.AsNoTracking().OrderBy(a => a.Id).Select(a => new { a.Id, a.Name, a.NameEn, a.ShortName, a.ShortNameEn }).ToListAsync(ct);
        byId = known.ToDictionary(a => a.Id, a => new InBoth(a.ShortName, a.ShortNameEn));
        byName = byId.Values.Concat(known.Select(a => new InBoth(a.Name, a.NameEn))).DistinctBy(n => n.Vietnamese).ToDictionary(n => n.Vietnamese);
        return this;
    }

    /// <param name="then">Its name at the time, for one that is not known.</param>
    public string Name(Guid id, string then) => (byId ?? throw new InvalidOperationException("The delegations were not read.")).GetValueOrDefault(id)?.ToString() ?? then;

    public string Of(Amendment amendment) => Name(amendment.OrganisationId, amendment.Organisation);

    public IEnumerable<string> Sponsors(Amendment amendment) => [Of(amendment), .. amendment.Cosponsors.OrderBy(c => c.At).Select(c => Name(c.OrganisationId, c.Organisation))];

    public string Of(Source source) => byName.GetValueOrDefault(source.Organisation)?.ToString() ?? source.Organisation;
}
