using Conference.Shared.Access;
using Conference.Shared.Live;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Conference.Feedback;

/// <summary>The figures of the whole conference, or of one session, as they grow.</summary>
[For(Roles.Secretariat, Roles.Organiser, Roles.Chair)]
public sealed class ShowFiguresModel(FeedbackDb db, RestingFigures resting) : PageModel
{
    [BindProperty(SupportsGet = true)] public string? Code { get; set; }

    public FeedbackSession? Session { get; private set; }
    public CommentFigures Figures { get; private set; } = null!;
    public long Seen { get; private set; }
    /// <summary>How long these figures stay as they are.</summary>
    public TimeSpan Rests { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (Code is not null && (Session = await db.SessionOf(Code, ct)) is null) return NotFound();
        Seen = await LiveFrame.Last(db, DeskComments.Topic, ct);
        (Figures, Rests) = await resting.Of(Session);
        return Page();
    }
}
