using System.Globalization;
using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Conference.Resolutions;

/// <summary>The table of an action program, as a ministry reads it.</summary>
[ForEveryoneSignedIn]
public sealed class ReadProgramModel(ResolutionsDb db, ConferenceTime time) : PageModel
{
    [BindProperty(SupportsGet = true)] public string? Agency { get; set; }
    [BindProperty(SupportsGet = true)] public string? Q { get; set; }
    [BindProperty(SupportsGet = true)] public string? Show { get; set; }

    internal WholeProgram Program { get; private set; } = null!;
    internal IReadOnlyList<string> AgencyNames { get; private set; } = [];
    internal HashSet<Guid> Shown { get; private set; } = [];

    internal WorkbookLanguage Language => ProgramExport.LanguageOf(null);
    internal bool MayChange => User.IsInRole(Roles.Secretariat) && !Program.Adopted;
    internal bool Filtered => Shown.Count < Program.Tasks.Count;
    internal int Recurring => Program.Tasks.Count(IsRecurring);
    internal int Overdue => Program.Tasks.Count(IsOverdue);
    internal int Gaps => Program.Tasks.Count(HasGap);

    /// <summary>The same table with another state; what else it is filtered by stays.</summary>
    internal string Filter(string? show) => Program.Program.Code + QueryString.Create(new KeyValuePair<string, string?>[] { new("show", show), new("agency", Agency), new("q", Q) }.Where(f => !string.IsNullOrEmpty(f.Value)));

    internal string NameOf(NamedAgency agency) => Program.Known.NameIn(Language, agency);

    public async Task<IActionResult> OnGetAsync(string code, CancellationToken ct)
    {
        if (await WholeProgram.Read(db, code, ct) is not { } program || !program.MaySee(User)) return NotFound();
        Program = program;
        AgencyNames = [.. program.Tasks.SelectMany(t => t.Leads.Concat(t.Coordinating)).Select(NameOf).Distinct().Order(StringComparer.Create(CultureInfo.CurrentUICulture, ignoreCase: true))];
        var words = Fold.Words(Q);
        Shown = [.. program.Tasks.Where(t => Matches(t, words)).Select(t => t.Id)];
        return Page();
    }

    private bool Matches(ActionTask task, string[] words)
    {
        if (Show is "gaps" && !HasGap(task) || Show is "overdue" && !IsOverdue(task) || Show is "recurring" && !IsRecurring(task)) return false;
        var agencies = task.Leads.Concat(task.Coordinating).ToList();
        if (!string.IsNullOrEmpty(Agency) && !agencies.Any(a => NameOf(a) == Agency)) return false;
        if (words.Length == 0) return true;
        var text = Fold.ForSearch(string.Join(' ', [task.Code, task.What, task.WhatEn, task.Product, task.ProductEn, task.DeadlineText, Program.CitationOf(task), .. agencies.SelectMany(a => new[] { a.Name, NameOf(a) })]));
        return words.All(text.Contains);
    }

    private bool IsOverdue(ActionTask task) => task.Deadline.IsOverdue(time.Today);

    private static bool IsRecurring(ActionTask task) => task.DeadlineKind == DeadlineKind.Recurring;

    /// <summary>What somebody still has to decide before the program can be carried out and followed.</summary>
    private static bool HasGap(ActionTask task) => task.Leads.Count == 0 || task.DeadlineKind is DeadlineKind.None or DeadlineKind.Unclear;
}
