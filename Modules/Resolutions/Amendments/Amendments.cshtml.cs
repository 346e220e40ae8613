using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Live;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>
/// The merge table of a draft: clause by clause what is proposed, each amendment to be switched on in place. The secretariat decides
/// here; the room follows the same table without its buttons.
/// </summary>
[For(Roles.Secretariat, Roles.Organiser, Roles.Chair, Roles.Delegate)]
public sealed class AmendmentsModel(ResolutionsDb db, Amending amending, Drafting drafting, ConferenceTime time, Sentences texts) : PageModel, IShowsAgain
{
    /// <summary>A clause with what is proposed for it, in the order of treatment and then what is decided.</summary>
    public sealed record Row(OpenResolutionModel.Line Line, IReadOnlyList<Amendment> Amendments, AmendedClause Result);

    [FromRoute(Name = "code")] public string DraftCode { get; set; } = "";
    /// <summary>Numbers of the amendments that are switched on.</summary>
    [BindProperty(SupportsGet = true)] public int[] On { get; set; } = [];
    /// <summary>all: also the clauses of which everything is decided.</summary>
    [BindProperty(SupportsGet = true)] public string? Show { get; set; }
    /// <summary>When amendments are to be taken in, on the conference's clock; as set, or as just typed.</summary>
    [BindProperty] public DateTime? Opens { get; set; }
    [BindProperty] public DateTime? Closes { get; set; }

    public AmendmentTable Table { get; private set; } = null!;
    public Resolution Resolution => Table.Resolution;
    public AmendmentWindow? Window { get; private set; }
    public IReadOnlyList<Amendment> Open { get; private set; } = [];
    public IReadOnlyList<Row> Rows { get; private set; } = [];
    /// <summary>What was proposed for clauses that are no longer in the text.</summary>
    public IReadOnlyList<Amendment> Homeless { get; private set; } = [];
    public (int Undo, int Redo) Acts { get; private set; }
    public long LastSeen { get; private set; }
    public DateTime Now { get; private set; }
    public bool MayMerge => User.MayDraft() && Resolution.State == ResolutionState.Draft;
    public bool MayPropose => User.MayAmend() && Resolution.State == ResolutionState.Draft && Window?.IsOpen(Now) == true;
    public string Home => $"/resolutions/{Resolution.Code}/amendments";
    public string Query => string.Concat(On.Order().Select(n => $"&on={n}")) + (Show is "all" ? "&show=all" : "");

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await Load(ct) ? Page() : NotFound();

    /// <summary>The table alone, for a page that has it open.</summary>
    public async Task<IActionResult> OnGetTableAsync(CancellationToken ct) => await Load(ct) ? Partial("/Pages/Resolutions/Amendments/_Table.cshtml", this) : NotFound();

    public async Task<IActionResult> OnPostWindowAsync(CancellationToken ct)
    {
        if (!User.MayDraft()) return Forbid();
        if (await amending.Read(User, Code.Resolution(DraftCode), ct) is not var (table, _)) return NotFound();
        if (Opens is not { } from || Closes is not { } to) throw new RuleBroken("Say from when and until when amendments are taken in.");
        await amending.SetWindow(table.Resolution, ToUtc(from), ToUtc(to), User.RequiredActor(), ct);
        return this.Done(texts["Amendments are taken in from {0} until {1}. The delegations can read the draft in that time.", time.Moment(ToUtc(from)), time.Moment(ToUtc(to))], $"/resolutions/{table.Resolution.Code}/amendments");
    }

    public Task ShowAgain()
    {
        db.Forget();
        return Load(HttpContext.RequestAborted);
    }

    public Task<IActionResult> OnPostUndoAsync(CancellationToken ct) => TakeBack(redo: false, ct);

    public Task<IActionResult> OnPostRedoAsync(CancellationToken ct) => TakeBack(redo: true, ct);

    private async Task<IActionResult> TakeBack(bool redo, CancellationToken ct)
    {
        if (await amending.Read(User, Code.Resolution(DraftCode), ct) is not var (table, _)) return NotFound();
        if (await drafting.Undo(DraftCode, User.RequiredActor(), redo, ct) is not var (_, act)) return NotFound();
        var decided = act.Decided.Select(d => table.All.FirstOrDefault(a => a.Id == d.Id)?.Code).OfType<string>().ToList();
        var what = decided.Count > 0 ? string.Join(", ", decided) : act.Place;
        return this.Done(redo ? texts["Done again: {0}", what] : texts["Undone: {0}", what], $"/resolutions/{table.Resolution.Code}/amendments");
    }

    private async Task<bool> Load(CancellationToken ct)
    {
        Now = db.Now;
        var number = Code.Resolution(DraftCode);
        // Before the rows: what happens while they are read is read once more rather than missed.
        LastSeen = await LiveFrame.Last(db, AmendmentTopic.Of(await db.Resolutions.Where(r => r.Number == number).Select(r => r.Id).SingleOrDefaultAsync(ct)), ct);
        if (await amending.Read(User, number, ct) is not var (table, window)) return false;
        (Table, Window, Open) = (table, window, table.InOrder());
        (Opens, Closes) = (Opens ?? time.Local(window?.Opens ?? Now), Closes ?? time.Local(window?.Closes ?? Now.AddDays(1)));
        Acts = await drafting.Acts(table.Resolution.Id, User.RequiredActor().PersonId, ct);
        var rows = table.ByClause(Show is "all");
        Rows = [.. from row in rows where row.Line is not null select new Row(row.Line, row.Amendments, table.Result(row.Line.Clause.Id, On))];
        Homeless = [.. rows.Where(r => r.Line is null).SelectMany(r => r.Amendments)];
        return true;
    }

    private DateTime ToUtc(DateTime local) => time.ToUtc(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
}
