using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Contracts;
using Conference.Shared.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>How long people may speak in a session: by kind of speech and of organisation, in all, and from when the clock warns.</summary>
[For(Roles.Organiser, Roles.Chair, Roles.Secretariat)]
public sealed partial class SetSpeakingTimesModel(SessionsDb db, FloorDesk desk, Sentences texts) : PageModel, IShowsAgain
{
    private const int EmptyRows = 2;

    [BindProperty(SupportsGet = true, Name = "code")] public string Code { get; set; } = "";
    /// <summary>The times with which the form began.</summary>
    [BindProperty] public string? Was { get; set; }
    [BindProperty] public Dictionary<string, string?> Limit { get; set; } = [];
    [BindProperty] public int Rights { get; set; }
    [BindProperty] public string? Second { get; set; }
    [BindProperty] public int Warning { get; set; }
    [BindProperty] public string? Budget { get; set; }
    [BindProperty] public List<string?> BudgetOf { get; set; } = [];
    [BindProperty] public List<string?> BudgetIs { get; set; } = [];

    public LiveSession Session { get; private set; } = null!;
    public IReadOnlyList<KnownOrganisation> Organisations { get; private set; } = [];

    public static string KeyOf(SpeechKind kind, OrganisationKind? of) => of is null ? kind.Key : $"{kind.Key}.{of}";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await db.Find(Code, ct) is not { } session) return NotFound();
        await ShowAgain();
        var floor = (await db.ReadList(session, ct)).Floor;
        var named = Organisations.ToDictionary(o => o.Id, o => o.ShortName);
        (Was, Rights, Second, Warning, Budget) = (Json(floor), floor.RightsOfReply, Words(floor.SecondRightOfReply), floor.Warning, floor.Budget is { } b ? Words(b) : null);
        Limit = floor.Limits.ToDictionary(l => KeyOf(l.Kind, l.Of), l => (string?)Words(l.Seconds));
        foreach (var budget in floor.Budgets) (BudgetOf, BudgetIs) = ([.. BudgetOf, named.GetValueOrDefault(budget.OrganisationId)], [.. BudgetIs, Words(budget.Seconds)]);
        AddRows();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var organisations = await db.Organisations.AsNoTracking().ToListAsync(ct);
        var done = await desk.Run(Code, list =>
        {
            if (Json(list.Floor) != Was) throw new RuleBroken("Someone else set the speaking times meanwhile. Open the page again beside this one, compare, and save once more there.");
            list.Floor.Set(Times(organisations), User.RequiredActor().Name, db);
        }, ct);
        return done is null ? NotFound() : this.Done(texts["The speaking times are set."], $"{done.Session.Url}/speakers");
    }

    public async Task ShowAgain()
    {
        Session = await db.Find(Code) ?? throw new RuleBroken("There is no such session.");
        Organisations = await db.Organisations.AsNoTracking().OrderBy(o => o.Kind).ThenBy(o => o.ShortName).ToListAsync();
        if (Request.Method == "POST") AddRows();
    }

    private SpeakingTimes Times(IReadOnlyList<KnownOrganisation> organisations)
    {
        var limits = from kind in Enum.GetValues<SpeechKind>()
                     from of in Enum.GetValues<OrganisationKind>().Select(o => (OrganisationKind?)o).Prepend(null)
                     let typed = Limit.GetValueOrDefault(KeyOf(kind, of))
                     where !string.IsNullOrWhiteSpace(typed)
                     select new SpeakingLimit(kind, of, Seconds(typed));
        var budgets = BudgetOf.Zip(BudgetIs.Concat(Enumerable.Repeat((string?)null, BudgetOf.Count))).Where(b => !string.IsNullOrWhiteSpace(b.First) || !string.IsNullOrWhiteSpace(b.Second))
            .Select(b => new TimeBudget(Organisation(organisations, b.First), Seconds(b.Second)));
        return new([.. limits], Warning, string.IsNullOrWhiteSpace(Budget) ? null : Seconds(Budget), [.. budgets], Rights, Seconds(Second));
    }

    private static Guid Organisation(IReadOnlyList<KnownOrganisation> organisations, string? typed)
    {
        var wanted = Fold.ForSearch(typed);
        return organisations.FirstOrDefault(o => new[] { o.ShortName, o.ShortNameEn, o.Name, o.NameEn, o.Code }.Any(n => Fold.ForSearch(n) == wanted))?.Id
            ?? throw new RuleBroken("There is no organisation named “{0}”.", Clean.Line(typed));
    }

    private static int Seconds(string? typed)
    {
        if (MinutesAndSeconds().Match(typed?.Trim() ?? "") is not { Success: true } match) throw new RuleBroken("“{0}” is not a time. Write minutes, or minutes and seconds: 5 or 2:30.", Clean.Line(typed));
        return int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * 60 + (match.Groups[2].Success ? int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture) : 0);
    }

    private static string Json(Floor floor) => JsonSerializer.Serialize(floor.Times, ModuleDb.Json);

    private static string Words(int seconds) => seconds % 60 == 0 ? $"{seconds / 60}" : $"{seconds / 60}:{seconds % 60:00}";

    private void AddRows()
    {
        while (BudgetIs.Count < BudgetOf.Count) BudgetIs.Add(null);
        for (var i = 0; i < EmptyRows; i++) (BudgetOf, BudgetIs) = ([.. BudgetOf, null], [.. BudgetIs, null]);
    }

    [GeneratedRegex("^([0-9]{1,4})(?::([0-5][0-9]))?$")]
    private static partial Regex MinutesAndSeconds();
}
