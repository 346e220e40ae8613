using System.Globalization;
using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Data;
using Conference.Shared.Live;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Conference.Feedback;

/// <summary>
/// The desk where published comments find their place: search, filter, select; then note, decline with a reason, assign,
/// group, write into the summary, or link to a clause of the draft beside.
/// </summary>
[For(Roles.Secretariat, Roles.Organiser, Roles.Chair)]
public sealed class TriageCommentsModel(FeedbackDb db, CommentDecisions decisions, CommentChanges changes, Sentences texts, ConferenceTime time) : PageModel
{
    private const int PageSize = 50, MostCompared = 400, MostSuggested = 6;

    /// <summary>Comments that look alike, for a person to decide whether they belong together.</summary>
    internal sealed record Suggestion(IReadOnlyList<ShownComment> Comments, IReadOnlyList<string> Words);

    /// <summary>Goes on after this number, towards the older ones.</summary>
    [BindProperty(SupportsGet = true)] public int? Before { get; set; }
    /// <summary>Goes back to those newer than this number.</summary>
    [BindProperty(SupportsGet = true)] public int? After { get; set; }
    /// <summary>Look for comments that say something alike.</summary>
    [BindProperty(SupportsGet = true)] public bool Suggest { get; set; }

    [BindProperty] public List<Guid> Comments { get; set; } = [];
    [BindProperty] public string? Reason { get; set; }
    [BindProperty] public string? ReturnUrl { get; set; }

    public TriageFilter Filter { get; private set; } = new();
    public IReadOnlyList<ShownComment> Shown { get; private set; } = [];
    /// <summary>Where it goes on to older ones and to newer ones, null at the ends.</summary>
    public (int? Older, int? Newer) Edges { get; private set; }
    public IReadOnlyDictionary<CommentState, Tally> Counts { get; private set; } = new Dictionary<CommentState, Tally>();
    public Tally Everywhere => Counts.Values.Aggregate((one, other) => one + other);
    public IReadOnlyList<SelectListItem> Sessions { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Organisations { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Colleagues { get; private set; } = [];
    public IReadOnlyDictionary<Guid, string> Groups { get; private set; } = new Dictionary<Guid, string>();
    internal IReadOnlyList<Suggestion> Suggestions { get; private set; } = [];
    public long Seen { get; private set; }
    public bool MayDecide => User.IsInRole(Roles.Secretariat);
    public string Texts => CommentTexts.For(texts, time);
    /// <summary>Where every action comes back to: this page with its filters.</summary>
    public string Here => From(Before, After);
    /// <summary>What the last action changed, so that it can be taken back.</summary>
    // One id alone comes back from TempData as a Guid, several as text.
    public IReadOnlyList<Guid> Undo => TempData["triage-undo"]?.ToString() is { } ids ? [.. ids.Split(' ').Select(Guid.Parse)] : [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        Seen = await LiveFrame.Last(db, DeskComments.Topic, ct);
        Filter = await Remembered(ct);

        Counts = await CountByState(ct);
        var found = await Filter.Published(db, Filter.InState, ct);
        Shown = await Part(found, ct);
        await ReadChoices(ct);
        if (MayDecide && Suggest) Suggestions = await Compare(found.Where(c => c.GroupId == null), ct);
    }

    public Task<IActionResult> OnPostNoteAsync(CancellationToken ct) => Decide(c => c.Note(Reason, User.RequiredActor().Name, db.Now), "{0} noted", ct);

    public Task<IActionResult> OnPostDeclineAsync(CancellationToken ct) => Decide(c => c.LeaveOut(Reason, User.RequiredActor().Name, db.Now), "{0} not taken up", ct);

    public Task<IActionResult> OnPostReopenAsync(CancellationToken ct) => Decide(c => c.Reopen(), "{0} under review again", ct);

    /// <param name="to">Someone of the secretariat; nobody takes the assignment off.</param>
    public async Task<IActionResult> OnPostAssignAsync(Guid? to, CancellationToken ct)
    {
        var colleague = to is null ? null : await db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == to && p.Secretariat, ct)
            ?? throw new RuleBroken("Comments are assigned to people of the secretariat.");
        return await Change(c => c.Assign(colleague?.Id, colleague?.Name), colleague is null ? "{0} assigned to nobody" : "{0} assigned", ct);
    }

    /// <param name="group">A group there is; without one a new group is made of the title.</param>
    public async Task<IActionResult> OnPostGroupAsync(Guid? group, string? title, CancellationToken ct)
    {
        if (!MayDecide) return Forbid();
        if (Comments.Count == 0) throw new RuleBroken("Choose one or more comments first.");
        if (group is null)
        {
            var made = CommentGroup.Of(title);
            db.Add(made);
            await db.SaveChangesAsync(ct);
            group = made.Id;
        }
        else if (!await db.Groups.AnyAsync(g => g.Id == group, ct)) throw new RuleBroken("There is no such group.");
        return await Change(c => c.Join(group), "{0} grouped", ct);
    }

    public Task<IActionResult> OnPostUngroupAsync(CancellationToken ct) => Change(c => c.Join(null), "{0} taken out of the group", ct);

    /// <summary>On to the rapporteur's summary of their session, with the comments to write it from.</summary>
    public async Task<IActionResult> OnPostSummariseAsync(CancellationToken ct)
    {
        if (!MayDecide) return Forbid();
        if (Comments.Count == 0) throw new RuleBroken("Choose one or more comments first.");
        var chosen = await db.Comments.Where(c => Comments.Contains(c.Id)).OrderBy(c => c.Number).Select(c => new { c.Number, c.SessionId }).ToListAsync(ct);
        if (chosen.DistinctBy(c => c.SessionId).Count() != 1) throw new RuleBroken("A summary belongs to one session: choose comments of one session.");
        var session = await db.Sessions.AsNoTracking().SingleAsync(s => s.Id == chosen[0].SessionId, ct);
        return LocalRedirect(QueryHelpers.AddQueryString($"/sessions/{session.Code}/comments/summary", "with", string.Join(' ', chosen.Select(c => $"C-{c.Number}"))));
    }

    /// <summary>This page with one part of its address changed.</summary>
    public string With(string name, object? value)
    {
        var query = QueryHelpers.ParseQuery(Filter.Query).ToDictionary(p => p.Key, p => (string?)p.Value.ToString());
        query[name] = value?.ToString();
        return QueryHelpers.AddQueryString("/comments/triage", query.Where(p => !string.IsNullOrEmpty(p.Value)));
    }

    /// <summary>This page from another place on.</summary>
    public string From(int? before = null, int? after = null) => before is not null ? With("before", before) : With("after", after);

    private async Task<IReadOnlyDictionary<CommentState, Tally>> CountByState(CancellationToken ct)
    {
        // What several filters leave is few, and read once; of more each state has its own place in the index.
        var states = await (await Filter.Published(db, null, ct)).Take(Tally.Most + 1).Select(c => c.State).ToListAsync(ct);
        var counts = new Dictionary<CommentState, Tally>();
        foreach (var state in Enum.GetValues<CommentState>())
            counts[state] = states.Count <= Tally.Most ? Tally.Of(states.Count(s => s == state)) : await Tally.Of(await Filter.Published(db, state, ct), ct);
        return counts;
    }

    private async Task<IReadOnlyList<ShownComment>> Part(IQueryable<Comment> found, CancellationToken ct)
    {
        // One more than is shown tells whether there are more.
        var part = After is not null ? found.Where(c => c.Number > After).OrderBy(c => c.Number) : (Before is null ? found : found.Where(c => c.Number < Before)).OrderByDescending(c => c.Number);
        var read = await part.Take(PageSize + 1).Shown(Reader.Of(User.RequiredActor()), db, ct);
        var more = read.Count > PageSize;
        var shown = read.Take(PageSize).OrderByDescending(c => c.Number).ToList();
        if (shown.Count == 0) return shown;
        int? older = After is not null || more ? shown[^1].Number : null, newer = After is null ? null : more ? shown[0].Number : null;
        if (Before is not null && await found.AnyAsync(c => c.Number > shown[0].Number, ct)) newer = shown[0].Number;
        Edges = (older, newer);
        return shown;
    }

    /// <summary>The filter of the address; where that names none, the one this person chose last.</summary>
    private async Task<TriageFilter> Remembered(CancellationToken ct)
    {
        var me = User.RequiredActor().PersonId;
        var remembered = await db.RememberedFilters.SingleOrDefaultAsync(f => f.PersonId == me, ct);
        if (Request.QueryString.Value is null or "" || Request.Query.Keys.All(k => k is "before" or "after" or "suggest")) return TriageFilter.Parse(remembered?.Query ?? "");
        var filter = TriageFilter.Parse(Request.QueryString.Value);
        if ((remembered?.Query ?? "") == filter.Query) return filter;
        (remembered ?? db.Add(RememberedFilter.Of(me)).Entity).Become(filter.Query);
        await db.SaveChangesAsync(ct);
        return filter;
    }

    private async Task ReadChoices(CancellationToken ct)
    {
        Sessions = [.. (await db.Sessions.AsNoTracking().Where(s => db.Comments.Any(c => c.SessionId == s.Id)).OrderBy(s => s.Number).ToListAsync(ct))
            .Select(s => new SelectListItem($"{s.Code} {Sentences.Pick(s.Title, s.TitleEn).Shortened(32)}", s.Code, string.Equals(s.Code, Filter.Session, StringComparison.OrdinalIgnoreCase)))];
        var heard = await db.OrganisationsHeard(ct);
        var english = await EnglishNames.Of([.. heard.Select(o => o.Organisation)], db, ct);
        Organisations = [.. heard.Select(o => new SelectListItem(Sentences.Pick(o.Organisation, english.GetValueOrDefault(o.Organisation)), o.Id.ToString(), o.Id == Filter.Organisation))
            .OrderBy(o => o.Text, StringComparer.Create(CultureInfo.GetCultureInfo("vi-VN"), ignoreCase: true))];
        Colleagues = [.. (await db.People.AsNoTracking().Where(p => p.Secretariat).OrderBy(p => p.Name).ToListAsync(ct)).Select(p => new SelectListItem(p.Name, p.Id.ToString(), p.Id.ToString() == Filter.Assigned))];
        Groups = await db.Groups.AsNoTracking().Where(g => db.Comments.Any(c => c.GroupId == g.Id)).OrderBy(g => g.Title).ToDictionaryAsync(g => g.Id, g => g.Title, ct);
    }

    private async Task<IReadOnlyList<Suggestion>> Compare(IQueryable<Comment> comments, CancellationToken ct)
    {
        var texts = await comments.OrderByDescending(c => c.Number).Take(MostCompared).Select(c => new { c.Id, c.Number, c.Text }).ToListAsync(ct);
        var groups = new Likeness(texts.Select(c => (c.Id, $"C-{c.Number}", c.Text))).Groups().Take(MostSuggested).ToList();
        var ids = groups.SelectMany(g => g.Comments).ToList();
        var shown = (await db.Comments.Where(c => ids.Contains(c.Id)).Shown(Reader.Of(User.RequiredActor()), db, ct)).ToDictionary(c => c.Id);
        return [.. groups.Select(g => new Suggestion([.. g.Comments.Select(id => shown[id]).OrderBy(c => c.Number)], g.Words))];
    }

    private async Task<IActionResult> Decide(Action<Comment> decide, string sentence, CancellationToken ct)
    {
        if (!MayDecide) return Forbid();
        var decided = await decisions.Decide(Comments, decide, ct);
        if (decided.Any(c => c.Decision is not CommentState.Open)) TempData["triage-undo"] = string.Join(' ', decided.Select(c => c.Id));
        return Back(sentence, decided);
    }

    private async Task<IActionResult> Change(Action<Comment> change, string sentence, CancellationToken ct)
    {
        if (!MayDecide) return Forbid();
        if (Comments.Count == 0) throw new RuleBroken("Choose one or more comments first.");
        return Back(sentence, await changes.Change(Comments, comments =>
        {
            foreach (var comment in comments) change(comment);
            return Task.CompletedTask;
        }, ct));
    }

    private LocalRedirectResult Back(string sentence, IReadOnlyList<Comment> changed)
    {
        TempData["done"] = texts[sentence, changed.Count == 1 ? changed[0].Code : texts["{0} comments", changed.Count].Value].Value;
        return LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/comments/triage");
    }
}
