using System.Text.Json;
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
    public sealed record Followed(string Topic, long Seen);

    [BindProperty(SupportsGet = true)] public CommentState? State { get; set; }

    public IReadOnlyList<ShownComment> Comments { get; private set; } = [];
    public IReadOnlyDictionary<CommentState, int> Counts { get; private set; } = new Dictionary<CommentState, int>();
    public string Texts => CommentTexts.For(texts, time);
    public Actor Me => User.RequiredActor();
    /// <summary>The rooms where the outcome of these comments is announced, for the script.</summary>
    public string Follow { get; private set; } = "[]";

    public async Task OnGetAsync(CancellationToken ct)
    {
        var mine = db.Comments.AsNoTracking().Where(c => c.AuthorId == Me.PersonId);
        var followed = new List<Followed>();
        foreach (var session in await mine.Select(c => c.SessionId).Distinct().ToListAsync(ct))
            followed.Add(new(SessionComments.Topic(session), await LiveFrame.Last(db, SessionComments.Topic(session), ct)));
        Follow = JsonSerializer.Serialize(followed, Shared.Data.ModuleDb.Json);
        Counts = await mine.GroupBy(c => c.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        Comments = await mine.Where(c => State == null || c.State == State).OrderByDescending(c => c.Number).Shown(db, ct);
    }
}
