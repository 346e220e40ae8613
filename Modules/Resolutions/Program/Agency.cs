using System.Text.RegularExpressions;
using Conference.Shared.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>Our copy of an organisation, so that agencies are recognised in either language.</summary>
public sealed class Agency
{
    public Guid Id { get; private set; }
    public string Code { get; private set; } = "";
    public OrganisationKind Kind { get; private set; }
    public string Name { get; private set; } = "";
    public string NameEn { get; private set; } = "";
    public string ShortName { get; private set; } = "";
    public string ShortNameEn { get; private set; } = "";

    internal static Agency Of(OrganisationChanged news)
    {
        var agency = new Agency { Id = news.OrganisationId };
        agency.Become(news);
        return agency;
    }

    internal void Become(OrganisationChanged news) =>
        (Code, Kind, Name, NameEn, ShortName, ShortNameEn) = (news.Code, news.Kind, news.Name, news.NameEn, news.ShortName, news.ShortNameEn);
}

/// <summary>Keeps our copy of organisations. Messages to one handler arrive in the order of their publication.</summary>
public static class AgencyNewsHandler
{
    public static async Task Handle(OrganisationsChanged changed, ResolutionsDb db, CancellationToken ct)
    {
        var ids = changed.Organisations.Select(o => o.OrganisationId).ToList();
        var known = await db.Agencies.Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, ct);
        foreach (var news in changed.Organisations)
            if (known.GetValueOrDefault(news.OrganisationId) is { } agency) agency.Become(news);
            else db.Add(Agency.Of(news));
    }
}

/// <summary>The organisations we know, to recognise their names and to write them in the other language.</summary>
internal sealed partial class KnownAgencies
{
    /// <summary>Groups of agencies that programs name together; they are no organisations, but have two languages too.</summary>
    private static readonly (string Vi, string En)[] Collectives =
    [
        ("các bộ, ngành, địa phương liên quan", "relevant ministries, sectors and localities"),
        ("các bộ, ngành liên quan", "relevant ministries and sectors"),
        ("các bộ, ngành, địa phương", "ministries, sectors and localities"),
        ("các bộ, ngành", "ministries and sectors"),
        ("các địa phương biên giới", "border localities"),
        ("các địa phương", "localities"),
        ("các cơ quan đại diện", "missions abroad"),
    ];

    private readonly Dictionary<Guid, Agency> byId;
    private readonly Dictionary<string, Agency?> byName = [];
    private readonly List<string> names;
    private readonly AgencyNames split;

    public KnownAgencies(IReadOnlyCollection<Agency> agencies)
    {
        byId = agencies.ToDictionary(a => a.Id);
        foreach (var agency in agencies)
            foreach (var name in NamesOf(agency).Select(Key).Distinct())
                // A name two organisations share, such as a city and a consulate, recognises neither.
                byName[name] = byName.TryGetValue(name, out var other) && other != agency ? null : agency;
        names = [.. agencies.SelectMany(NamesOf).Concat(Collectives.SelectMany(c => new[] { c.Vi, c.En })).Distinct()];
        split = new(names);
    }

    public static async Task<KnownAgencies> Load(ResolutionsDb db, CancellationToken ct) => new(await db.Agencies.AsNoTracking().ToListAsync(ct));

    public IReadOnlyCollection<Agency> All => byId.Values;

    /// <summary>Every known name, and those the program's tasks have as somebody wrote them, so that each is read back as one.</summary>
    public IReadOnlyCollection<string> NamesWith(IEnumerable<ActionTask> tasks) =>
        [.. names.Union(tasks.SelectMany(t => t.Agencies).Select(a => a.Name))];

    public NamedAgency Recognise(string name) => new(name, byName.GetValueOrDefault(Key(name))?.Id);

    public IReadOnlyList<NamedAgency> Read(string? lines) =>
        [.. split.Split(lines).Select(Recognise).DistinctBy(a => a.OrganisationId is { } id ? id.ToString() : Key(a.Name))];

    public Agency? Find(Guid? organisationId) => organisationId is { } id ? byId.GetValueOrDefault(id) : null;

    /// <summary>The agency as a program in this language names it.</summary>
    public string NameIn(WorkbookLanguage language, NamedAgency agency)
    {
        if (language == WorkbookLanguage.Vi) return agency.Name;
        if (Find(agency.OrganisationId) is { NameEn.Length: > 0 } known) return known.NameEn;
        var collective = Array.Find(Collectives, c => Key(c.Vi) == Key(agency.Name)).En;
        return collective is null ? agency.Name : char.IsUpper(agency.Name[0]) ? char.ToUpperInvariant(collective[0]) + collective[1..] : collective;
    }

    /// <summary>The agency as it is stored: by its Vietnamese name, whichever language it was recognised in.</summary>
    public NamedAgency InVietnamese(string name) =>
        Recognise(name) is { OrganisationId: { } id } ? new(byId[id].Name, id)
        : Array.Find(Collectives, c => Key(c.En) == Key(name)) is { Vi: { } vi } ? new(vi, null)
        : new(name, null);

    /// <summary>Names in folded text, longest first: what a clause says is searched for them.</summary>
    public IEnumerable<(string Key, NamedAgency Agency)> Keys() => byName
        .Where(n => n.Value is not null).Select(n => (n.Key, new NamedAgency(n.Value!.Name, n.Value.Id)))
        .Concat(Collectives.SelectMany(c => new[] { (Key(c.Vi), new NamedAgency(c.Vi, null)), (Key(c.En), new NamedAgency(c.Vi, null)) }))
        .OrderByDescending(n => n.Item1.Length);

    private static IEnumerable<string> NamesOf(Agency agency) => new[] { agency.Name, agency.NameEn, agency.ShortName, agency.ShortNameEn }.Where(n => n.Length > 1);

    private static string Key(string name) => The().Replace(Wording.Fold(name), "");

    [GeneratedRegex("^the ")]
    private static partial Regex The();
}
