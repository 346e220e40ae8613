using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Live;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Conference.Feedback;

/// <summary>
/// One comment: its author corrects or withdraws it here and reads its earlier texts, as the desk does; others stand
/// behind it. The room does the same in place, where a script runs.
/// </summary>
[ForEveryoneSignedIn]
public sealed class OpenCommentModel(FeedbackDb db, AuthorChanges own, Endorsing endorsing, Sentences texts) : PageModel, IShowsAgain
{
    public CommentCard Card { get; private set; } = null!;
    public IReadOnlyList<CommentRevision> Earlier { get; private set; } = [];
    // Blank is the comment's own rule, with its own sentence.
    [BindProperty] public string? Text { get; set; }

    private Actor Me => User.RequiredActor();
    private CancellationToken Ct => HttpContext.RequestAborted;

    public async Task<IActionResult> OnGetAsync(string code) => await Find(code) ? Page() : NotFound();

    public Task<IActionResult> OnPostCorrectAsync(string code) => Act(code, async c => { await own.Correct(c.Id, Text, Me, Ct); return await Again(c); });

    public Task<IActionResult> OnPostWithdrawAsync(string code) => Act(code, async c => { await own.Withdraw(c.Id, Me, Ct); return await Again(c); });

    public Task<IActionResult> OnPostEndorseAsync(string code) => Act(code, async c => await endorsing.Endorse(c.Number, Me, Ct));

    public Task<IActionResult> OnPostTakeBackAsync(string code) => Act(code, async c => await endorsing.TakeBack(c.Number, Me, Ct));

    public Task ShowAgain() => Find(RouteData.Values["code"]?.ToString());

    private async Task<IActionResult> Act(string code, Func<ShownComment, Task<object?>> act)
    {
        if (!await Find(code)) return NotFound();
        var comment = Card.Comment!;
        if (!Request.GetTypedHeaders().Accept.Any(a => a.MediaType == "application/json"))
        {
            await act(comment);
            return LocalRedirect($"/sessions/{comment.Session}#{comment.Code}");
        }
        try
        {
            return Answer(new(true, await act(comment), null, false));
        }
        catch (RuleBroken refusal)
        {
            return Answer(new(false, null, texts[refusal], false));
        }
    }

    private async Task<bool> Find(string? code)
    {
        db.ChangeTracker.Clear();
        var (number, reader) = (Comment.NumberOf(code) ?? 0, Reader.Of(Me));
        if ((await db.Comments.Where(c => c.Number == number).VisibleTo(reader, db).Rows(db, Ct)).SingleOrDefault() is not { } row) return false;
        Card = (await CommentPart.CardsOf([row], row.Session, reader, db, Ct))[0] with { Comment = row.For(reader) };
        if (reader.Desk || Card.Mine) Earlier = row.Revisions;
        return true;
    }

    private async Task<object?> Again(ShownComment comment) =>
        (await db.Comments.Where(c => c.Id == comment.Id).Rows(db, Ct)).Single().ForAuthor();

    private static JsonResult Answer(SendAnswer answer) => new(answer, Shared.Data.ModuleDb.Json);
}
