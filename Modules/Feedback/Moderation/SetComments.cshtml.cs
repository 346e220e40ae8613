using System.Globalization;
using Conference.Shared;
using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Conference.Feedback;

/// <summary>How one session takes comments in, publishes them and who reads them.</summary>
[For(Roles.Secretariat, Roles.Organiser, Roles.Chair)]
public sealed class SetCommentsModel(FeedbackDb db, SessionRules rules, Sentences texts) : PageModel, IShowsAgain
{
    public sealed class FieldInput
    {
        public string? Key { get; set; }
        public string? Label { get; set; }
        public string? LabelEn { get; set; }
        public bool Required { get; set; }
        /// <summary>Separated by semicolons.</summary>
        public string? Choices { get; set; }

        public bool IsEmpty => string.IsNullOrWhiteSpace(Key + Label + LabelEn + Choices);
    }

    [BindProperty(SupportsGet = true)] public string Code { get; set; } = "";
    [BindProperty] public Publishing Publishing { get; set; }
    [BindProperty] public Intake Intake { get; set; }
    [BindProperty] public string? MostPerPerson { get; set; }
    [BindProperty] public Audience Audience { get; set; }
    [BindProperty] public bool AllowsAnonymous { get; set; }
    [BindProperty] public bool LogPublished { get; set; }
    [BindProperty] public List<FieldInput> Fields { get; set; } = [];
    [BindProperty] public int Version { get; set; }

    public FeedbackSession Session { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        await ShowAgain();
        if (Session is null) return NotFound();
        (Publishing, Intake, Audience, AllowsAnonymous, LogPublished, Version) = (Session.Publishing, Session.Intake, Session.Audience, Session.AllowsAnonymous, Session.LogPublished, Session.Version);
        MostPerPerson = Session.MostPerPerson?.ToString(CultureInfo.InvariantCulture);
        Fields =
        [
            .. Session.Fields.Select(f => new FieldInput { Key = f.Key, Label = f.Label, LabelEn = f.LabelEn, Required = f.Required, Choices = string.Join("; ", f.Choices) }),
            .. Session.Fields.Count < CommentField.Most ? (FieldInput[])[new()] : [],
        ];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await ShowAgain();
        if (Session is null) return NotFound();
        var most = string.IsNullOrWhiteSpace(MostPerPerson) ? (int?)null : int.TryParse(MostPerPerson, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var fields = Fields.Where(f => !f.IsEmpty)
            .Select(f => new CommentField(f.Key ?? "", f.Label ?? "", f.LabelEn ?? "", f.Required, [.. (f.Choices ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries)]));
        await rules.Set(Session.Id, new(Publishing, Intake, most, Audience, AllowsAnonymous, LogPublished, [.. fields]), Version, ct);
        TempData["done"] = texts["The settings of {0} are saved and hold at once.", Session.Code].Value;
        return LocalRedirect($"/sessions/{Session.Code}/comments");
    }

    /// <summary>Opens, pauses or closes the intake, and leaves everything else.</summary>
    public async Task<IActionResult> OnPostIntakeAsync(Intake to, string? returnUrl, CancellationToken ct)
    {
        await ShowAgain();
        if (Session is null) return NotFound();
        await rules.Set(Session.Id, Session.Settings with { Intake = to }, Session.Version, ct);
        TempData["done"] = texts["The intake of {0} is {1}.", Session.Code, texts[to.Words].Value].Value;
        return LocalRedirect(Url.IsLocalUrl(returnUrl) ? returnUrl : $"/sessions/{Session.Code}/comments");
    }

    public async Task ShowAgain() => Session = (await db.SessionOf(Code, HttpContext.RequestAborted))!;
}
