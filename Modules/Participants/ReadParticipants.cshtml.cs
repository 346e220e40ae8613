using System.Globalization;
using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Participants;

/// <summary>The list of participants: organisations in the order of protocol with their people, to find one and correct a name.</summary>
[For(Roles.Secretariat, Roles.Organiser)]
public sealed class ReadParticipantsModel(ParticipantsDb db) : PageModel
{
    /// <summary>A part of the list ends with the organisation in which it has this many lines.</summary>
    private const int PartSize = 100;

    public sealed record Line(string Badge, string Name, string Title, string TitleEn, IReadOnlyList<string> Roles)
    {
        public bool LacksEnglish => Title.Length > 0 && TitleEn.Length == 0;
    }

    public sealed record Group(Organisation Organisation, IReadOnlyList<Line> People)
    {
        public bool LacksEnglish => Organisation.NameEn.Length == 0 || Organisation.ShortNameEn.Length == 0;
    }

    [BindProperty(SupportsGet = true)] public string? Q { get; set; }
    /// <summary>Only what has no English name or title.</summary>
    [BindProperty(SupportsGet = true)] public bool Missing { get; set; }
    [BindProperty(SupportsGet = true)] public int Part { get; set; } = 1;

    public IReadOnlyList<Group> Groups { get; private set; } = [];
    public int Parts { get; private set; }
    public int Found { get; private set; }
    public bool Filtered => Missing || !string.IsNullOrWhiteSpace(Q);

    public async Task OnGetAsync(CancellationToken ct)
    {
        var words = Fold.Words(Q);
        bool Matches(params string[] texts) => Fold.ForSearch(string.Join(' ', texts)) is var inside && words.All(w => inside.Contains(w, StringComparison.Ordinal));
        var people = (await db.People.AsNoTracking().OrderBy(p => p.Badge).Select(p => new { p.OrganisationId, Line = new Line(p.Badge, p.Name, p.Title, p.TitleEn, p.Roles) }).ToListAsync(ct))
            .ToLookup(p => p.OrganisationId, p => p.Line);
        List<List<Group>> parts = [];
        foreach (var o in (await db.Organisations.AsNoTracking().ToListAsync(ct)).OrderBy(o => o.Kind).ThenBy(o => o.Name, StringComparer.Create(CultureInfo.GetCultureInfo("vi-VN"), ignoreCase: true)))
        {
            string[] names = [o.Code, o.Name, o.NameEn, o.ShortName, o.ShortNameEn];
            var group = new Group(o, [.. people[o.Id].Where(p => (!Missing || p.LacksEnglish) && Matches([.. names, p.Badge, p.Name, p.Title, p.TitleEn]))]);
            if (group.People.Count == 0 && !((!Missing || group.LacksEnglish) && Matches(names))) continue;
            if (parts.Count == 0 || parts[^1].Sum(g => g.People.Count) >= PartSize) parts.Add([]);
            parts[^1].Add(group);
            Found += group.People.Count;
        }
        Parts = parts.Count;
        Part = Math.Clamp(Part, 1, Math.Max(1, Parts));
        Groups = Parts == 0 ? [] : parts[Part - 1];
    }

    /// <summary>This list, in this part or another.</summary>
    public string Here(int part) => With("/people", ("q", Q?.Trim()), ("missing", Missing ? "true" : null), ("part", part > 1 ? part.ToString(CultureInfo.InvariantCulture) : null));

    /// <summary>The page that corrects a line, which comes back to it.</summary>
    public string Edit(string address, string anchor) => With(address, ("returnUrl", Here(Part) + "#" + anchor));

    private static string With(string address, params (string Key, string? Value)[] query) =>
        address + Microsoft.AspNetCore.Http.QueryString.Create(query.Where(q => !string.IsNullOrEmpty(q.Value)).Select(q => KeyValuePair.Create(q.Key, q.Value)));
}
