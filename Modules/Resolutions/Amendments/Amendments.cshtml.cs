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

    /// <summary>How many amendments are shown at once; of a longer table the rest is a press away.</summary>
    public const int AtOnce = 40;
    /// <summary>How many lines the lists beside the table show until somebody asks for all.</summary>
    public const int Listed = 30;

    [FromRoute(Name = "code")] public string DraftCode { get; set; } = "";
    /// <summary>Numbers of the amendments that are switched on.</summary>
    [BindProperty(SupportsGet = true)] public int[] On { get; set; } = [];
    /// <summary>all: also the clauses of which everything is decided.</summary>
    [BindProperty(SupportsGet = true)] public string? Show { get; set; }
    /// <summary>Where a long table begins: the code of an amendment, or the id of a clause.</summary>
    [BindProperty(SupportsGet = true)] public string? At { get; set; }
    /// <summary>The lists beside the table are shown to their ends.</summary>
    [BindProperty(SupportsGet = true)] public bool Whole { get; set; }
    /// <summary>When amendments are to be taken in, on the conference's clock; as set, or as just typed.</summary>
    [BindProperty] public DateTime? Opens { get; set; }
    [BindProperty] public DateTime? Closes { get; set; }

    public AmendmentTable Table { get; private set; } = null!;
    public Resolution Resolution => Table.Resolution;
    public AmendmentWindow? Window { get; private set; }
    public IReadOnlyList<Amendment> Open { get; private set; } = [];
    public IReadOnlyList<Row> Rows { get; private set; } = [];
    /// <summary>The clause with which the part of the table before this one begins, and the one after it.</summary>
    public OpenResolutionModel.Line? Earlier { get; private set; }
    public OpenResolutionModel.Line? Later { get; private set; }
    /// <summary>What came in last, for pages that are open meanwhile.</summary>
    public IEnumerable<Amendment> Latest => Table.All.Where(a => a.State is AmendmentState.Submitted or AmendmentState.Receivable).OrderByDescending(Arrived).Take(20);
    /// <summary>What was proposed for clauses that are no longer in the text.</summary>
    public IReadOnlyList<Amendment> Homeless { get; private set; } = [];
    public (int Undo, int Redo) Acts { get; private set; }
    public long LastSeen { get; private set; }
    public DateTime Now { get; private set; }
    public bool MayMerge => User.MayDraft() && Resolution.State == ResolutionState.Draft;
    public bool MayPropose => User.MayAmend() && Resolution.State == ResolutionState.Draft && Window?.IsOpen(Now) == true;
    public string Home => $"/resolutions/{Resolution.Code}/amendments";
    public string Kept => string.Concat(On.Order().Select(n => $"&on={n}")) + (Show is "all" ? "&show=all" : "");
    public string Query => Kept + (At is null ? "" : $"&at={Uri.EscapeDataString(At)}") + (Whole ? "&whole=true" : "");

    /// <summary>When it came before the eyes of those who decide, in microseconds.</summary>
    public static long Arrived(Amendment amendment) => ((amendment.Standing.At ?? amendment.At) - DateTime.UnixEpoch).Ticks / 10;

    private HashSet<Guid> present = [];

    /// <summary>To an amendment in the table, wherever that has to begin.</summary>
    public string Address(Amendment amendment) => present.Contains(amendment.AmendsId ?? amendment.Id) ? $"#{amendment.Code}" : $"{Home}?at={amendment.Code}{Kept}#{amendment.Code}";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await Load(ct) ? Page() : NotFound();

    /// <summary>The table alone, for a page that has it open.</summary>
    public async Task<IActionResult> OnGetTableAsync(CancellationToken ct) => await Load(ct) ? Partial("/Pages/Resolutions/Amendments/_Table.cshtml", this) : NotFound();

    public async Task<IActionResult> OnPostWindowAsync(CancellationToken ct)
    {
        if (!User.MayDraft()) return Forbid();
        if (await amending.Read(User, Code.Resolution(DraftCode), ct, Guid.Empty) is not var (table, _)) return NotFound();
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
        // Who may read them may take back what they did themselves.
        if (await amending.Read(User, Code.Resolution(DraftCode), ct, Guid.Empty) is not var (table, _)) return NotFound();
        if (await drafting.Undo(DraftCode, User.RequiredActor(), redo, ct) is not var (_, act)) return NotFound();
        var ids = act.Decided.Select(d => d.Id).ToList();
        var decided = (await db.Amendments.AsNoTracking().Where(a => ids.Contains(a.Id)).OrderBy(a => a.Number).Select(a => a.Number).ToListAsync(ct)).Select(n => $"A-{n}").ToList();
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
        var byClause = table.ByClause(Show is "all");
        var rows = (from row in byClause where row.Line is not null select (row.Line, row.Amendments)).ToList();
        var (begin, end) = Part(rows, OpenResolutionModel.LinesOf(table.Resolution));
        Rows = [.. rows[begin..end].Select(r => new Row(r.Line, r.Amendments, table.Result(r.Line.Clause.Id, On)))];
        Homeless = Later is null ? [.. byClause.Where(r => r.Line is null).SelectMany(r => r.Amendments)] : [];
        present = [.. rows[begin..end].SelectMany(r => r.Amendments).Concat(Homeless).Select(a => a.Id)];
        return true;
    }

    /// <summary>Which clauses of a long table are shown: from the one asked for on.</summary>
    private (int Begin, int End) Part(List<(OpenResolutionModel.Line Line, IReadOnlyList<Amendment> Amendments)> rows, IReadOnlyList<OpenResolutionModel.Line> lines)
    {
        if (rows.Sum(r => r.Amendments.Count) <= AtOnce * 3 / 2) return (0, rows.Count);
        var clause = Amendment.NumberOf(At) is { } number && Table.All.FirstOrDefault(a => a.Number == number) is { } asked ? asked.Standing.Became ?? asked.ClauseId : Guid.TryParse(At, out var id) ? id : Guid.Empty;
        var order = lines.Index().ToDictionary(l => l.Item.Clause.Id, l => l.Index);
        var from = order.GetValueOrDefault(clause);
        // Where everything of the clause is decided, the next one takes its place.
        var begin = Math.Max(0, rows.FindIndex(r => order[r.Line.Clause.Id] >= from));
        int Step(int at, int step)
        {
            for (var seen = 0; at >= 0 && at < rows.Count && seen < AtOnce; at += step) seen += rows[at].Amendments.Count;
            return at;
        }
        var end = Step(begin, 1);
        (Earlier, Later) = (begin == 0 ? null : rows[Step(begin - 1, -1) + 1].Line, end == rows.Count ? null : rows[end].Line);
        return (begin, end);
    }

    private DateTime ToUtc(DateTime local) => time.ToUtc(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
}
