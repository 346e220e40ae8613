using System.Globalization;
using System.Text.Json;
using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Contracts;
using Conference.Shared.Live;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Conference.Feedback;

/// <summary>The desk where comments find their place: search, filter, select; then note, decline with a reason, or link to a clause of the draft beside.</summary>
[For(Roles.Secretariat, Roles.Organiser, Roles.Chair)]
public sealed class TriageCommentsModel(FeedbackDb db, CommentDecisions decisions, Sentences texts, ConferenceTime time) : PageModel
{
    private const int PageSize = 50;

    [BindProperty(SupportsGet = true)] public string? Q { get; set; }
    /// <summary>A state, or "all". Without one the page shows what is still open.</summary>
    [BindProperty(SupportsGet = true)] public string? State { get; set; }
    [BindProperty(SupportsGet = true)] public CommentKind? Kind { get; set; }
    /// <summary>Code of a session.</summary>
    [BindProperty(SupportsGet = true)] public string? Session { get; set; }
    [BindProperty(SupportsGet = true)] public Guid? Organisation { get; set; }
    [BindProperty(SupportsGet = true, Name = "p")] public int Number { get; set; } = 1;

    [BindProperty] public List<Guid> Comments { get; set; } = [];
    [BindProperty] public string? Reason { get; set; }
    [BindProperty] public string? ReturnUrl { get; set; }

    public IReadOnlyList<ShownComment> Shown { get; private set; } = [];
    public int Total { get; private set; }
    public int Pages => Math.Max(1, (Total + PageSize - 1) / PageSize);
    public IReadOnlyDictionary<CommentState, int> Counts { get; private set; } = new Dictionary<CommentState, int>();
    public IReadOnlyList<SelectListItem> Sessions { get; private set; } = [];
    public IReadOnlyList<SelectListItem> Organisations { get; private set; } = [];
    public long Seen { get; private set; }
    public CommentState? Chosen { get; private set; }
    public bool MayDecide => User.IsInRole(Roles.Secretariat);
    public string Texts => CommentTexts.For(texts, time);
    /// <summary>Where every action comes back to: this page with its filters.</summary>
    public string Here => Request.Path + Request.QueryString;
    /// <summary>What the last action changed, so that it can be taken back.</summary>
    // One id alone comes back from TempData as a Guid, several as text.
    public IReadOnlyList<Guid> Undo => TempData["triage-undo"]?.ToString() is { } ids ? [.. ids.Split(' ').Select(Guid.Parse)] : [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        Seen = await LiveFrame.Last(db, DeskComments.Topic, ct);
        Chosen = State is null ? CommentState.Open : Enum.TryParse<CommentState>(State, ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : null;

        var everywhere = db.Comments.AsNoTracking().Where(c => c.Standing == Standing.Published).Search(Q);
        if (Kind is not null) everywhere = everywhere.Where(c => c.Kind == Kind);
        if (Organisation is not null) everywhere = everywhere.Where(c => c.OrganisationId == Organisation);
        if (FeedbackSession.NumberOf(Session) is { } number) everywhere = everywhere.Where(c => db.Sessions.Any(s => s.Id == c.SessionId && s.Number == number));

        Counts = await everywhere.GroupBy(c => c.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        Total = Chosen is { } chosen ? Counts.GetValueOrDefault(chosen) : Counts.Values.Sum();
        Number = Math.Clamp(Number, 1, Pages);
        Shown = await everywhere.Where(c => Chosen == null || c.State == Chosen).OrderByDescending(c => c.Number).Skip((Number - 1) * PageSize).Take(PageSize).Shown(Reader.Of(User.RequiredActor()), db, ct);

        Sessions = [.. (await db.Sessions.AsNoTracking().Where(s => db.Comments.Any(c => c.SessionId == s.Id)).OrderBy(s => s.Number).ToListAsync(ct))
            .Select(s => new SelectListItem($"{s.Code} {Short(Sentences.Pick(s.Title, s.TitleEn))}", s.Code, string.Equals(s.Code, Session, StringComparison.OrdinalIgnoreCase)))];
        var organisations = await db.Comments.Select(c => new { c.OrganisationId, c.Organisation }).Distinct().ToListAsync(ct);
        Organisations = [.. organisations.DistinctBy(o => o.OrganisationId).OrderBy(o => o.Organisation, StringComparer.Create(CultureInfo.GetCultureInfo("vi-VN"), ignoreCase: true))
            .Select(o => new SelectListItem(o.Organisation, o.OrganisationId.ToString(), o.OrganisationId == Organisation))];
    }

    public Task<IActionResult> OnPostNoteAsync(CancellationToken ct) => Decide(c => c.Note(Reason, User.RequiredActor().Name, db.Now), "{0} noted", ct);

    public Task<IActionResult> OnPostDeclineAsync(CancellationToken ct) => Decide(c => c.LeaveOut(Reason, User.RequiredActor().Name, db.Now), "{0} not taken up", ct);

    public Task<IActionResult> OnPostReopenAsync(CancellationToken ct) => Decide(c => c.Reopen(), "{0} under review again", ct);

    /// <summary>This page with one part of its query changed.</summary>
    public string With(string name, object? value)
    {
        var query = QueryHelpers.ParseQuery(Request.QueryString.Value).ToDictionary(p => p.Key, p => (string?)p.Value.ToString());
        query[name] = value?.ToString();
        return QueryHelpers.AddQueryString("/comments/triage", query.Where(p => !string.IsNullOrEmpty(p.Value)));
    }

    public static string Value(Enum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static string Short(string title) => title.Length > 32 ? title[..title.LastIndexOf(' ', 31)].TrimEnd(',', ';', ':') + "…" : title;

    private async Task<IActionResult> Decide(Action<Comment> decide, string sentence, CancellationToken ct)
    {
        if (!MayDecide) return Forbid();
        var decided = await decisions.Decide(Comments, decide, ct);
        TempData["done"] = texts[sentence, decided.Count == 1 ? decided[0].Code : texts["{0} comments", decided.Count].Value].Value;
        if (decided.Any(c => c.Decision is not CommentState.Open)) TempData["triage-undo"] = string.Join(' ', decided.Select(c => c.Id));
        return LocalRedirect(Url.IsLocalUrl(ReturnUrl) ? ReturnUrl : "/comments/triage");
    }
}
