using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Contracts;
using Conference.Shared.Live;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Feedback;

/// <summary>
/// Sends a comment without a socket: the room's form where no script runs, and its script where no socket opens. What is
/// refused stands in the form again.
/// </summary>
[ForEveryoneSignedIn]
public sealed class SendCommentModel(FeedbackDb db, CommentIntake intake, Sentences texts) : PageModel, IShowsAgain
{
    [BindProperty] public Guid Id { get; set; }
    [BindProperty(SupportsGet = true)] public Guid SessionId { get; set; }
    [BindProperty] public CommentKind Kind { get; set; }
    // Blank is the comment's own rule, with its own sentence.
    [BindProperty] public string? Text { get; set; }
    [BindProperty] public DateTimeOffset? SentAt { get; set; }
    [BindProperty] public bool OnBehalf { get; set; }
    [BindProperty] public bool Anonymous { get; set; }
    [BindProperty] public Guid? ReplyToId { get; set; }
    [BindProperty] public string? About { get; set; }
    /// <summary>Answers to the session's fields: Answers[key].</summary>
    [BindProperty] public Dictionary<string, string> Answers { get; set; } = [];

    public FeedbackSession Session { get; private set; } = null!;
    public Composing Composing => new(Session, User.RequiredActor())
    {
        Id = Id, Kind = Kind, Text = Text, OnBehalf = OnBehalf, Anonymous = Anonymous, ReplyTo = ReplyTo, About = About, Answers = Answers,
    };

    private Quote? ReplyTo { get; set; }

    /// <param name="reply">Code of the comment to answer.</param>
    public async Task<IActionResult> OnGetAsync(string? reply)
    {
        Id = Guid.CreateVersion7();
        await ShowAgain();
        if (Session is null) return NotFound();
        ReplyTo = await Composing.Answered(Session, Comment.NumberOf(reply), Reader.Of(User.RequiredActor()), db, HttpContext.RequestAborted);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await ShowAgain();
        if (Session is null) return NotFound();
        if (!Request.GetTypedHeaders().Accept.Any(a => a.MediaType == "application/json"))
        {
            var received = await Receive();
            return LocalRedirect($"/sessions/{Session.Code}#{received.Code}");
        }
        try
        {
            return new JsonResult(new SendAnswer(true, await Receive(), null, false), Shared.Data.ModuleDb.Json);
        }
        catch (RuleBroken refusal)
        {
            return new JsonResult(new SendAnswer(false, null, texts[refusal], refusal is PleaseWait), Shared.Data.ModuleDb.Json);
        }
    }

    public async Task ShowAgain()
    {
        Session = (await db.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == SessionId))!;
        if (Session is null || ReplyToId is null) return;
        var number = await db.Comments.Where(c => c.Id == ReplyToId).Select(c => (int?)c.Number).SingleOrDefaultAsync();
        ReplyTo = await Composing.Answered(Session, number, Reader.Of(User.RequiredActor()), db, HttpContext.RequestAborted);
    }

    private async Task<ShownComment> Receive()
    {
        var comment = new NewComment(Id, SessionId, Kind, Text, SentAt?.UtcDateTime) { OnBehalf = OnBehalf, Anonymous = Anonymous, ReplyToId = ReplyToId, About = About, Answers = Answers };
        return (await intake.Receive(comment, User.RequiredActor(), HttpContext.RequestAborted)).Comment;
    }
}
