using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>Reads an Excel file into a program: upload, a preview that stores nothing, and the confirmation of exactly that preview.</summary>
[For(Roles.Secretariat), RequestSizeLimit(64 << 20)]
public sealed class ImportProgramModel(ResolutionsDb db, Sentences texts, ConferenceTime time) : PageModel, IShowsAgain
{
    [BindProperty(SupportsGet = true)] public string Code { get; set; } = "";
    [BindProperty(SupportsGet = true)] public Guid? Id { get; set; }
    [BindProperty(SupportsGet = true)] public string? Show { get; set; }

    public string Title { get; private set; } = "";
    public string FileName { get; private set; } = "";
    public DateTime? Confirmed { get; private set; }
    internal ImportPlan? Plan { get; private set; }

    internal int Remarks => Plan!.Tasks.Count(HasRemark) + Plan.Groups.Count(g => g.Findings.Count > 0) + Plan.Strays.Select(f => f.Row).Distinct().Count();

    internal string Summary => Confirmed is { } at ? texts["This import was confirmed on {0} at {1}.", time.Day(at), time.Clock(at)]
        : !Plan!.ChangesAnything && !Plan.HasErrors ? texts["The file says what the program already says. There is nothing to store."]
        : Plan.HasErrors ? texts["Nothing is stored yet. Rows that are not understood will be left out: correct them in Excel and import the same file again at any time."]
        : texts["Nothing is stored yet."];

    internal string WillStore => texts["Store {0} tasks", Plan!.Count(RowOutcome.New) + Plan.Count(RowOutcome.Changed)];
    internal string Detail => texts["{0} new, {1} changed; groups: {2} new, {3} changed", Plan!.Count(RowOutcome.New), Plan.Count(RowOutcome.Changed), Plan.NewGroups, Plan.ChangedGroups];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await WholeProgram.Read(db, Code, ct) is not { } program) return NotFound();
        if (program.Adopted && Id is null) return this.IsAdopted(program, texts);
        return await ShowProgram(program, ct) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(IFormFile? file, CancellationToken ct)
    {
        Id = null;
        if (await WholeProgram.Read(db, Code, ct) is not { } program) return NotFound();
        program.MustBeOpen();
        if (file is null) throw new RuleBroken("Choose an Excel workbook (.xlsx) first.");
        await using var upload = file.OpenReadStream();
        var import = await Importing.Keep(db, program, file.FileName, await Importing.Take(upload, ct), User.RequiredActor(), ct);
        return LocalRedirect($"/programs/{program.Program.Code}/import?id={import.Id}");
    }

    public async Task<IActionResult> OnPostConfirmAsync(string? plan, CancellationToken ct)
    {
        if (Id is not { } id || await Importing.Confirm(db, Code, id, plan, User.RequiredActor(), ct) is not { } done) return NotFound();
        return this.Done(texts["{0} tasks are added and {1} changed.", done.Count(RowOutcome.New), done.Count(RowOutcome.Changed)], $"/programs/{Code}");
    }

    public async Task ShowAgain()
    {
        db.ChangeTracker.Clear();
        var ct = HttpContext.RequestAborted;
        if (await WholeProgram.Read(db, Code, ct) is { } program) await ShowProgram(program, ct);
    }

    internal string Filter(string? show) => $"/programs/{Code}/import?id={Id}" + (show is null ? "" : $"&show={show}");

    internal bool Shows(PlannedTask row) => Show switch
    {
        "new" => row.Outcome == RowOutcome.New,
        "changed" => row.Outcome == RowOutcome.Changed,
        "same" => row.Outcome == RowOutcome.Unchanged,
        "bad" => row.Outcome == RowOutcome.NotUnderstood,
        "remarks" => HasRemark(row),
        _ => true,
    };

    /// <summary>A finding in words, with the place in the sheet.</summary>
    internal string Say(Finding finding) => $"{texts["Row {0}, {1}", finding.Row, texts[finding.Column].Value]}: {texts[finding.Message, finding.Arguments]}";

    internal string TitleOf(TaskGroup group) => Plan!.Language == WorkbookLanguage.En && group.TitleEn.Length > 0 ? group.TitleEn : group.Title;

    internal string Word(RowOutcome outcome) => outcome switch { RowOutcome.New => "new", RowOutcome.Changed => "changed", RowOutcome.Unchanged => "unchanged", _ => "Not understood" };

    private static bool HasRemark(PlannedTask row) => row.Findings.Count > 0;

    private async Task<bool> ShowProgram(WholeProgram program, CancellationToken ct)
    {
        (Code, Title) = (program.Program.Code, Sentences.Pick(program.Program.Title, program.Program.TitleEn));
        if (Id is not { } id) return true;
        if (await db.Imports.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id && i.ProgramId == program.Program.Id, ct) is not { } import) return false;
        (FileName, Confirmed) = (import.FileName, import.ConfirmedAt);
        Plan = Importing.Plan(import.File, program);
        return true;
    }
}
