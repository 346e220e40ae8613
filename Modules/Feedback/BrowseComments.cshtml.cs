using Conference.Shared.Access;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Feedback;

/// <summary>A further part of a session's comments, for the room's script to put where it belongs.</summary>
[ForEveryoneSignedIn]
public sealed class BrowseCommentsModel(FeedbackDb db) : PageModel
{
    public CommentPart Part { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string code, CancellationToken ct)
    {
        var number = FeedbackSession.NumberOf(code);
        if (await db.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.Number == number, ct) is not { } session) return NotFound();
        var query = CommentQuery.Of(Request.Query);
        // Who reads on knows how many there are.
        Part = await CommentPart.Read(session, query, Reader.Of(User.RequiredActor()), db, counted: query is { Before: null, After: null }, ct);
        return Page();
    }
}
