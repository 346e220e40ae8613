using System.Security.Cryptography;
using System.Text;
using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>
/// A delegation reads the draft and proposes an amendment by writing in the text itself: of a clause, of another amendment, or its own
/// anew. What is different is shown before it is sent.
/// </summary>
[For(Roles.Delegate)]
public sealed class ProposeAmendmentModel(ResolutionsDb db, Amending amending, Sentences texts) : WordsPage, IShowsAgain
{
    [FromRoute(Name = "code")] public string DraftCode { get; set; } = "";
    [BindProperty(SupportsGet = true)] public Guid? Clause { get; set; }
    [BindProperty(SupportsGet = true)] public AmendmentKind Kind { get; set; }
    /// <summary>Code of the amendment that is to be amended.</summary>
    [BindProperty(SupportsGet = true)] public string? To { get; set; }
    /// <summary>Code of one's own amendment that is written anew.</summary>
    [BindProperty(SupportsGet = true)] public string? Revise { get; set; }

    [BindProperty] public int Version { get; set; }
    /// <summary>Says which words of an amendment were read when this was begun.</summary>
    [BindProperty] public string? Seen { get; set; }
    [BindProperty] public string? Reason { get; set; }

    public AmendmentTable Table { get; private set; } = null!;
    public AmendmentWindow? Window { get; private set; }
    public DateTime Now { get; private set; }
    public IReadOnlyList<OpenResolutionModel.Line> Lines { get; private set; } = [];
    public Clause? Amended { get; private set; }
    public Amendment? Parent { get; private set; }
    public Amendment? Own { get; private set; }
    /// <summary>The text it begins from; empty for a new clause.</summary>
    public ClauseText Before { get; private set; } = new("", "", "", "");
    /// <summary>What was written, to be read against the text before it is sent.</summary>
    public ClauseText? Preview { get; private set; }
    public bool IsWriting => Amended is not null || Parent is not null || Own is not null;
    public AmendmentKind Doing => Own?.Kind ?? (Parent is null ? Kind : AmendmentKind.Change);
    public string Home => $"/resolutions/{Table.Resolution.Code}/amend";
    /// <summary>Where in the text, or at which amendment, this was begun.</summary>
    public string Back => (Own ?? Parent) is { } amendment ? $"/amendments/{amendment.Code}" : Amended is null ? Home : $"{Home}#{DraftTrace.Anchor(Amended.Id)}";
    public string Query => Own is not null ? $"?revise={Own.Code}" : Parent is not null ? $"?to={Parent.Code}" : $"?clause={Clause}&kind={Kind}";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await Load(ct)) return NotFound();
        var words = Own?.Words ?? Parent?.Words ?? Before;
        Open(words, Table.Numbering);
        Reason = Own?.Reason;
        (Version, Seen) = (Amended?.Version ?? 0, Mark(Before));
        return Page();
    }

    public async Task<IActionResult> OnPostPreviewAsync(CancellationToken ct)
    {
        if (!await Load(ct) || !IsWriting) return NotFound();
        Preview = Closed(Table.Resolution).Checked();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!await Load(ct) || !IsWriting) return NotFound();
        var (who, words) = (User.RequiredActor(), Closed(Table.Resolution));
        var taken = await amending.Take(Table.Resolution, async (number, now) =>
        {
            if (Own is not null)
            {
                var own = await db.Amendments.SingleAsync(a => a.Id == Own.Id, ct);
                own.Revise(words, Reason ?? "", who);
                return own;
            }
            if (Parent is not null)
            {
                var parent = await db.Amendments.AsNoTracking().SingleAsync(a => a.Id == Parent.Id, ct);
                if (Seen != Mark(parent.Words)) throw new RuleBroken("{0} was reworded since. Read it again.", parent.Code);
                return parent.Amend(number, parent.Words, words, Reason ?? "", who, now);
            }
            return Amendment.Propose(number, Amended!, Kind, Before, words, Reason ?? "", who, now);
        }, isNew: Own is null, ct);
        TempData["done"] = texts["{0} is with the secretariat, which validates it.", taken.Code].Value;
        return LocalRedirect($"/amendments/{taken.Code}");
    }

    public Task ShowAgain()
    {
        db.Forget();
        return Load(HttpContext.RequestAborted);
    }

    /// <summary>How many amendments stand to each clause and to all it holds.</summary>
    public IReadOnlyDictionary<Guid, int> Proposed()
    {
        var counts = Lines.ToDictionary(l => l.Clause.Id, l => Table.Of(l.Clause.Id).Count(a => a.IsOpen || a.IsAccepted));
        // Each clause stands after the one that holds it.
        foreach (var line in Lines.Reverse())
            if (line.Clause.ParentId is { } holder) counts[holder] += counts[line.Clause.Id];
        return counts;
    }

    private static string Mark(ClauseText words) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{words}")))[..16];

    private async Task<bool> Load(CancellationToken ct)
    {
        Now = db.Now;
        // Whoever writes needs what is proposed to that clause; whoever reads, all of it.
        var number = Amendment.NumberOf(Revise) ?? Amendment.NumberOf(To);
        var of = number is null ? Clause : await db.Amendments.Where(a => a.Number == number).Select(a => (Guid?)a.ClauseId).SingleOrDefaultAsync(ct);
        if (await amending.Read(User, Code.Resolution(DraftCode), ct, of) is not var (table, window) || table.Resolution.State != ResolutionState.Draft) return false;
        (Table, Window, Lines) = (table, window, OpenResolutionModel.LinesOf(table.Resolution));
        if (Amendment.NumberOf(Revise) is { } own)
        {
            Own = table.All.SingleOrDefault(a => a.Number == own && User.IsOwn(a));
            Before = Own?.Before ?? Before;
            return Own is not null;
        }
        if (Amendment.NumberOf(To) is { } to)
        {
            Parent = table.All.SingleOrDefault(a => a.Number == to);
            Before = Parent?.Words ?? Before;
            return Parent is not null;
        }
        if (Clause is not { } id) return true;
        Amended = table.Resolution.Clauses.SingleOrDefault(c => c.Id == id && c.Stands);
        if (Amended is null) return false;
        if (Kind == AmendmentKind.Insert) return true;
        // What the delegation read when it began to write, however the text has moved on since.
        Before = Version > 0 && await db.Revisions.AsNoTracking().Where(r => r.ClauseId == id && r.No == Version).Select(r => new ClauseText(r.Heading, r.HeadingEn, r.Text, r.TextEn)).SingleOrDefaultAsync(ct) is { } then ? then : Amended.Words;
        return true;
    }
}
