using System.Text.Json;
using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Data;
using Conference.Shared.Live;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>
/// A resolution as its reader may see it: the secretariat drafts here, the organiser and the chair read the draft, everyone
/// reads what is adopted. Changes are posted to the pages of their verbs and come back to the clause they changed.
/// </summary>
[ForEveryoneSignedIn]
public sealed class OpenResolutionModel(ResolutionsDb db, Drafting drafting, Sentences texts) : PageModel
{
    /// <summary>A clause in the order of the text.</summary>
    public sealed record Line(Clause Clause, Numbered Number, bool Leaf, Numbering Numbering)
    {
        public string Anchor => DraftTrace.Anchor(Clause.Id);
        /// <summary>A clause that says something itself and was built on nothing anyone said.</summary>
        public bool Unsourced => Leaf && Clause.Kind.IsLevel && Clause.Sources.Count == 0;
        public bool Untranslated => Clause.Text.Length > 0 && Clause.TextEn.Length == 0 || Clause.Heading.Length > 0 && Clause.HeadingEn.Length == 0;
        /// <summary>Where the clause is found among its siblings, counted from 1.</summary>
        public int Place => Clause.Position + 1;
        /// <summary>Whether its heading stands over what it holds.</summary>
        public bool IsHead => Clause.Kind is ClauseKind.Part or ClauseKind.Chapter or ClauseKind.Section or ClauseKind.Subsection or ClauseKind.Article or ClauseKind.Annex;

        public string Heading(bool english) => english ? Clause.HeadingEn : Clause.Heading;

        public string Text(bool english) => CrossReference.Read(english ? Clause.TextEn : Clause.Text, Numbering, english);

        /// <summary>Begins with the heading, or with the text where there is none, in the reader's language.</summary>
        public string Name(int longest = 60)
        {
            var name = Sentences.Pick(Clause.Heading, Clause.HeadingEn) is { Length: > 0 } heading ? heading : Sentences.Pick(Text(false), Text(true));
            return name.Length > longest ? name[..longest].TrimEnd() + "…" : name;
        }
    }

    /// <summary>Someone else who has the draft open, and in which clause they are.</summary>
    public sealed record Reader(Guid Person, string Who, Guid? Clause);

    [BindProperty(SupportsGet = true, Name = "clause")] public Guid? SelectedId { get; set; }
    /// <summary>below or inside: the form of a new clause is open there.</summary>
    [BindProperty(SupportsGet = true)] public string? Add { get; set; }
    /// <summary>unsourced, outofdate or untranslated: only the clauses that are.</summary>
    [BindProperty(SupportsGet = true)] public string? Show { get; set; }
    /// <summary>Both languages side by side.</summary>
    [BindProperty(SupportsGet = true)] public bool Both { get; set; }
    /// <summary>Words of the comments among which a source is looked for.</summary>
    [BindProperty(SupportsGet = true)] public string? Find { get; set; }

    public Resolution Resolution { get; private set; } = null!;
    public IReadOnlyList<Line> Lines { get; private set; } = [];
    public Line? Selected { get; private set; }
    /// <summary>The comments with the words that are looked for; otherwise the first on which no clause is built.</summary>
    public IReadOnlyList<Source> Found { get; private set; } = [];
    public IReadOnlyList<Clause> Removed { get; private set; } = [];
    public IReadOnlyList<Reader> Others { get; private set; } = [];
    public (int Undo, int Redo) Acts { get; private set; }
    public int Documents { get; private set; }
    public int Homeless { get; private set; }
    /// <summary>Amendments that wait for validation or a decision.</summary>
    public int Undecided { get; private set; }
    public long LastSeen { get; private set; }
    public bool MayDraft => User.MayDraft() && Resolution.State == ResolutionState.Draft;
    public bool Unchanged { get; private set; }
    public IReadOnlyList<Corrigendum> Corrigenda { get; private set; } = [];
    public bool HasDrafts { get; private set; }

    /// <summary>The corrigenda that correct a clause of the adopted text.</summary>
    public IEnumerable<Corrigendum> CorrigendaOf(Line line) => Corrigenda.Where(c => c.Corrections.Any(x => x.ClauseId == line.Clause.Id));

    public IEnumerable<Line> Shown => Show switch
    {
        "unsourced" => Lines.Where(l => l.Unsourced || l == Selected),
        "outofdate" => Lines.Where(l => l.Clause.Translation != Translation.InStep || l == Selected),
        "untranslated" => Lines.Where(l => l.Untranslated || l == Selected),
        _ => Lines,
    };

    public async Task<IActionResult> OnGetAsync(string code, CancellationToken ct)
    {
        if (!await Load(code, ct)) return NotFound();
        if (Resolution.Adoption is { } adoption)
        {
            Unchanged = await VerifyAdopted.Wrong(db, Resolution, adoption, ct) is null;
            Corrigenda = await db.Corrigenda.AsNoTracking().Where(c => c.ResolutionId == Resolution.Id).OrderBy(c => c.No).ToListAsync(ct);
        }
        HasDrafts = (await db.NumberedDrafts.AsNoTracking().Where(d => d.ResolutionId == Resolution.Id).Select(d => new { d.Circulated }).ToListAsync(ct)) is { Count: > 0 } issued && (User.MayReadDrafts() || issued.Any(d => d.Circulated) && User.IsAny(Roles.Delegate, Roles.FocalPoint));
        if (!MayDraft) return Page();
        LastSeen = await LiveFrame.Last(db, Resolution.Topic, ct);
        Others = await Readers(ct);
        Undecided = await CountUndecided(db, Resolution.Id, ct);
        await Beside(ct);
        await Contents(ct);
        return Page();
    }

    /// <summary>The contents and the text alone, for a page that has the draft open.</summary>
    public async Task<IActionResult> OnGetTextAsync(string code, CancellationToken ct)
    {
        if (!await Load(code, ct) || !MayDraft) return NotFound();
        await Contents(ct);
        return Partial("/Pages/Resolutions/Drafting/_DraftText.cshtml", this);
    }

    /// <summary>What stands beside one clause alone: its sources and tasks.</summary>
    public async Task<IActionResult> OnGetBesideAsync(string code, CancellationToken ct)
    {
        if (!await Load(code, ct) || !MayDraft) return NotFound();
        await Beside(ct);
        return Partial("/Pages/Resolutions/Drafting/_Beside.cshtml", this);
    }

    private async Task<bool> Load(string code, CancellationToken ct)
    {
        if (Code.Resolution(code) is not { } number) return false;
        if (await db.Whole.AsNoTracking().SingleOrDefaultAsync(r => r.Number == number, ct) is not { } resolution || !User.MayRead(resolution)) return false;
        Resolution = resolution;
        Lines = LinesOf(resolution);
        Selected = Lines.SingleOrDefault(l => l.Clause.Id == SelectedId);
        return true;
    }

    private async Task Contents(CancellationToken ct)
    {
        Removed = [.. Resolution.Clauses.Where(c => c.RemovedWith == c.Id).OrderByDescending(c => c.RemovedAt)];
        Homeless = await CountHomeless(db, ct);
        Acts = await drafting.Acts(Resolution.Id, User.RequiredActor().PersonId, ct);
        Documents = ReferencesModel.Count(Resolution);
    }

    private async Task Beside(CancellationToken ct)
    {
        var words = Fold.Words(Find);
        var query = (words.Length > 0 ? db.Sources.Where(s => !s.Withdrawn) : Unplaced(db)).AsNoTracking();
        foreach (var word in words) query = query.Where(s => s.Folded.Contains(word));
        var linked = Selected?.Clause.Sources.Select(l => l.SourceId).ToHashSet() ?? [];
        Found = [.. (await query.OrderBy(s => s.At).ThenBy(s => s.Id).Take(words.Length > 0 ? 30 : 8).ToListAsync(ct)).Where(s => !linked.Contains(s.Id))];
    }

    private async Task<IReadOnlyList<Reader>> Readers(CancellationToken ct)
    {
        var since = db.Now - ResolutionTopic.Forgotten;
        var me = User.RequiredActor().PersonId;
        var said = await db.Set<LiveEvent>().AsNoTracking().Where(e => e.Topic == Resolution.Topic && e.Kind == "here" && e.At > since).OrderBy(e => e.Sequence).Select(e => e.Body).ToListAsync(ct);
        return [.. said.Select(body => JsonSerializer.Deserialize<Presence>(body, ModuleDb.Json)!).GroupBy(p => p.Person).Select(g => g.Last()).Where(p => p.Person != me && !p.Left).Select(p => new Reader(p.Person, p.Who, p.Clause))];
    }

    public static IReadOnlyList<Line> LinesOf(Resolution resolution)
    {
        var clauses = resolution.Standing.ToDictionary(c => c.Id);
        var holders = clauses.Values.Select(c => c.ParentId).ToHashSet();
        var numbering = resolution.Numbering;
        return [.. numbering.InOrder.Select(n => new Line(clauses[n.Id], n, !holders.Contains(n.Id), numbering))];
    }

    /// <summary>Published comments on which no clause is built.</summary>
    internal static IQueryable<Source> Unplaced(ResolutionsDb db) =>
        db.Sources.Where(s => !s.Withdrawn && !db.ClauseSources.Any(l => l.SourceId == s.Id && db.Clauses.Any(c => c.Id == l.ClauseId && c.RemovedAt == null)));

    /// <summary>Amendments to a draft that wait for the secretariat or for the conference.</summary>
    internal static Task<int> CountUndecided(ResolutionsDb db, Guid resolution, CancellationToken ct) =>
        db.Amendments.CountAsync(a => a.ResolutionId == resolution && (a.State == AmendmentState.Submitted || a.State == AmendmentState.Receivable), ct);

    internal static Task<int> CountHomeless(ResolutionsDb db, CancellationToken ct) => Unplaced(db).CountAsync(ct);

    /// <summary>Clauses that can hold others.</summary>
    public IEnumerable<Line> Holders => Lines.Where(l => l.Clause.Kind is < ClauseKind.Point and >= ClauseKind.Part or ClauseKind.Annex);

    /// <summary>The clauses the contents name, with those below them; what stands right below a level without a number is not named.</summary>
    public static IEnumerable<(Line Line, IReadOnlyList<Line> Below)> ContentsOf(IReadOnlyList<Line> lines)
    {
        var children = lines.Where(l => l.Clause.Kind.IsLevel && l.Clause.Kind != ClauseKind.Point).ToLookup(l => l.Clause.ParentId);
        return lines.Where(l => l.Clause.ParentId is null && (l.Clause.Kind.IsLevel || l.Clause.Kind == ClauseKind.Annex)).Select(l => (l, (IReadOnlyList<Line>)[.. children[l.Clause.Id]]));
    }

    /// <summary>How many sources a clause and all it holds were built on.</summary>
    public int SourcesOf(Line line)
    {
        sums ??= Sums();
        return sums[line.Clause.Id];
    }

    private Dictionary<Guid, int>? sums;

    private Dictionary<Guid, int> Sums()
    {
        var found = Lines.ToDictionary(l => l.Clause.Id, l => l.Clause.Sources.Count);
        foreach (var line in Lines.Reverse())
            if (line.Clause.ParentId is { } holder) found[holder] += found[line.Clause.Id];
        return found;
    }

    public string Label(Line line) => (Sentences.IsEnglish ? line.Number.LabelEn : line.Number.Label) is { Length: > 0 } label ? label : line.Number.Kind == ClauseKind.Paragraph ? "¶" : "–";

    /// <summary>What the link on a number does, beginning with what the eye reads there.</summary>
    public string Opens(Line line) => Label(line) + " " + texts["Open {0}", line.Number.Citation];

    public string Address(Line line) => $"/resolutions/{Resolution.Code}?clause={line.Clause.Id}{(Both ? "&both=true" : "")}#{line.Anchor}";
}
