using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Live;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Feedback;

/// <summary>A person's own comments, and what became of each.</summary>
[ForEveryoneSignedIn]
public sealed class MyCommentsModel(FeedbackDb db, Sentences texts, ConferenceTime time) : PageModel
{
    [BindProperty(SupportsGet = true)] public CommentState? State { get; set; }

    public IReadOnlyList<ShownComment> Comments { get; private set; } = [];
    public IReadOnlyDictionary<CommentState, int> Counts { get; private set; } = new Dictionary<CommentState, int>();
    public string Texts => CommentTexts.For(texts, time);
    public Actor Me => User.RequiredActor();
    public string Topic => OwnComments.Topic(Me.PersonId);
    public long Seen { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        var mine = db.Comments.AsNoTracking().Where(c => c.AuthorId == Me.PersonId);
        Seen = await LiveFrame.Last(db, Topic, ct);
        Counts = await mine.GroupBy(c => c.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        Comments = await mine.Where(c => State == null || c.State == State).OrderByDescending(c => c.Number).Shown(Reader.Of(Me) with { Desk = false }, db, ct);
    }
}
