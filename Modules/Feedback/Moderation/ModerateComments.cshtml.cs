using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Data;
using Conference.Shared.Live;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Conference.Feedback;

/// <summary>The moderators' queue: what waits, oldest first, worked by keys or by forms; what was done last, with its undo.</summary>
[For(Roles.Secretariat, Roles.Organiser, Roles.Chair)]
public sealed class ModerateCommentsModel(FeedbackDb db, Moderation desk, Sentences texts) : PageModel
{
    private const int PageSize = 30, MostCompared = 500, MostDone = 8;

    /// <summary>English sentences that moderators choose from when they decline or take down; keys of their translations.</summary>
    public static readonly string[] Reasons =
    [
        "It does not belong to the subject of this session.", "It says again what another comment says.", "It concerns a person and not the matter.",
        "It holds information that is not public.", "It is a request to the organisers: they have been told.",
    ];

    public enum Part { Waiting, Published, Marked, Gone }

    internal sealed record Line(ShownComment Comment, IReadOnlyList<Alike> Alike, bool OnScreen, IReadOnlyList<CommentField> Fields);

    /// <summary>Code of a session; without one the page shows the whole conference.</summary>
    [BindProperty(SupportsGet = true)] public string? Session { get; set; }
    [BindProperty(SupportsGet = true)] public Part Show { get; set; }

    [BindProperty] public Guid Comment { get; set; }
    [BindProperty] public string? Template { get; set; }
    [BindProperty] public string? Reason { get; set; }
    [BindProperty] public string? Text { get; set; }
    [BindProperty] public string? Into { get; set; }
    [BindProperty] public string? ReturnUrl { get; set; }

    internal IReadOnlyList<Line> Lines { get; private set; } = [];
    public IReadOnlyDictionary<Part, Tally> Counts { get; private set; } = new Dictionary<Part, Tally>();
    public IReadOnlyList<ModerationEntry> Done { get; private set; } = [];
    public FeedbackSession? Chosen { get; private set; }
    public IReadOnlyList<SelectListItem> Sessions { get; private set; } = [];
    public long Seen { get; private set; }
    public DateTime Now => db.Now;
    public string Here => Request.Path + Request.QueryString;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Seen = await LiveFrame.Last(db, DeskComments.Topic, ct);
        if (!string.IsNullOrEmpty(Session) && (Chosen = await db.SessionOf(Session, ct)) is null) return NotFound();
        var comments = Chosen is null ? db.Comments : db.Comments.Where(c => c.SessionId == Chosen.Id);
        var counts = new Dictionary<Part, Tally>();
        foreach (var each in Enum.GetValues<Part>()) counts[each] = await Tally.Of(Of(each, comments).OrderByDescending(c => c.Number), ct);
        Counts = counts;
        // What waits is worked from the oldest; of the rest the newest is looked for.
        var part = Of(Show, comments);
        var rows = await (Show is Part.Waiting ? part.OrderBy(c => c.Number) : part.OrderByDescending(c => c.Number)).Take(PageSize).Rows(db, ct);
        var alike = await Compare(rows, ct);
        Lines = [.. rows.Select(r => new Line(r.ForDesk(), alike.GetValueOrDefault(r.Comment.SessionId)?.To(r.Comment.Id) ?? [], r.Session.OnScreenId == r.Comment.Id, r.Session.Fields))];
        Done = await (Chosen is null ? db.ModerationLog : db.ModerationLog.Where(e => e.SessionId == Chosen.Id)).AsNoTracking().OrderByDescending(e => e.At).Take(MostDone).ToListAsync(ct);
        Sessions = [.. (await db.Sessions.AsNoTracking().Where(s => s.State != SessionState.Planned).OrderBy(s => s.Number).ToListAsync(ct))
            .Select(s => new SelectListItem($"{s.Code} {Sentences.Pick(s.Title, s.TitleEn).Shortened(32)}", s.Code, s.Id == Chosen?.Id))];
        return Page();
    }

    /// <summary>The cockpit's panel of comments alone, for when something happens.</summary>
    public async Task<IActionResult> OnGetPanelAsync(CancellationToken ct) => await db.SessionOf(Session, ct) is { } session ? ViewComponent("CommentsPanel", new { sessionId = session.Id }) : NotFound();

    public Task<IActionResult> OnPostApproveAsync(CancellationToken ct) => Act(who => desk.Approve(Comment, who, ct));

    public Task<IActionResult> OnPostDeclineAsync(CancellationToken ct) => Act(who => desk.Decline(Comment, Why, who, ct));

    public Task<IActionResult> OnPostTakeDownAsync(CancellationToken ct) => Act(who => desk.TakeDown(Comment, Why, who, ct));

    public Task<IActionResult> OnPostMarkAsync(bool marked, CancellationToken ct) => Act(who => desk.Mark(Comment, marked, who, ct));

    public Task<IActionResult> OnPostCorrectAsync(CancellationToken ct) => Act(who => desk.Correct(Comment, Text, who, ct));

    public Task<IActionResult> OnPostScreenAsync(CancellationToken ct) => Act(who => desk.Show(Comment, who, ct));

    public async Task<IActionResult> OnPostClearAsync(Guid sessionId, CancellationToken ct) =>
        await desk.ClearScreen(sessionId, User.RequiredActor(), ct) is { } done ? Say(done) : this.Done(texts["The big screen shows no comment."], Way);

    public async Task<IActionResult> OnPostMergeAsync(CancellationToken ct)
    {
        var number = Feedback.Comment.NumberOf(Into?.Trim()) ?? throw new RuleBroken("Name the comment that stands for both by its code, such as C-12.");
        var into = await db.Comments.Where(c => c.Number == number).Select(c => (Guid?)c.Id).SingleOrDefaultAsync(ct) ?? throw new RuleBroken("There is no such comment.");
        return await Act(who => desk.Merge(Comment, into, who, ct));
    }

    public async Task<IActionResult> OnPostUndoAsync(Guid entry, CancellationToken ct)
    {
        var undone = await desk.Undo(entry, User.RequiredActor(), ct);
        return this.Done(texts["{0}: {1}, undone", undone.Code, texts[undone.Action.Words].Value], Way);
    }

    /// <summary>One's own words, or the chosen template in one's language.</summary>
    private string? Why => !string.IsNullOrWhiteSpace(Reason) ? Reason : Reasons.Contains(Template) ? texts[Template!].Value : null;

    private async Task<IActionResult> Act(Func<Actor, Task<ModerationEntry>> act) => Say(await act(User.RequiredActor()));

    private IActionResult Say(ModerationEntry done) => this.Done($"{done.Code}: {texts[done.Action.Words]}{(done.Action is ModerationAction.Merge ? $" {done.OtherCode}" : "")}", Way);

    private string Way => Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/comments/queue";

    private static IQueryable<Comment> Of(Part part, IQueryable<Comment> comments) => part switch
    {
        Part.Waiting => comments.Where(c => c.Standing == Standing.Waiting),
        Part.Published => comments.Where(c => c.Standing == Standing.Published),
        Part.Marked => comments.Where(c => c.Marked),
        _ => comments.Where(c => c.Standing != Standing.Waiting && c.Standing != Standing.Published),
    };

    /// <summary>What stands or waits in the sessions of these comments, to find those that say the same.</summary>
    private async Task<Dictionary<Guid, Likeness>> Compare(List<CommentRow> rows, CancellationToken ct)
    {
        var found = new Dictionary<Guid, Likeness>();
        var sessions = rows.Where(r => r.Comment.Standing is Standing.Waiting or Standing.Published).Select(r => r.Comment.SessionId).Distinct().ToList();
        foreach (var session in sessions)
            found[session] = new((await db.Comments.AsNoTracking().Where(c => c.SessionId == session && (c.Standing == Standing.Waiting || c.Standing == Standing.Published))
                .OrderByDescending(c => c.Number).Take(MostCompared / sessions.Count).Select(c => new { c.Id, c.Number, c.Text }).ToListAsync(ct)).Select(c => (c.Id, $"C-{c.Number}", c.Text)));
        return found;
    }
}
