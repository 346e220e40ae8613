using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Live;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Feedback;

/// <summary>How a comment stands for its author: in the room, in the draft, or no longer in the room.</summary>
public enum OwnState { Waiting, Open, TakenUp, Noted, Declined, Gone }

/// <summary>A person's own comments, and what became of each.</summary>
[ForEveryoneSignedIn]
public sealed class MyCommentsModel(FeedbackDb db, Sentences texts, ConferenceTime time) : PageModel
{
    private const int PageSize = 50;

    [BindProperty(SupportsGet = true)] public OwnState? State { get; set; }

    /// <summary>Goes on after this number, towards the older ones.</summary>
    [BindProperty(SupportsGet = true)] public int? Before { get; set; }

    public IReadOnlyList<ShownComment> Comments { get; private set; } = [];
    /// <summary>Where it goes on, null at the end.</summary>
    public int? Older { get; private set; }
    public IReadOnlyDictionary<OwnState, int> Counts { get; private set; } = new Dictionary<OwnState, int>();
    public string Texts => CommentTexts.For(texts, time);
    public Actor Me => User.RequiredActor();
    public string Topic => OwnComments.Topic(Me.PersonId);
    public long Seen { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        var mine = db.Comments.Where(c => c.AuthorId == Me.PersonId);
        Seen = await LiveFrame.Last(db, Topic, ct);
        Counts = (await mine.GroupBy(c => new { c.Standing, c.State }).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct))
            .GroupBy(g => Of(g.Key.Standing, g.Key.State)).ToDictionary(g => g.Key, g => g.Sum(x => x.Count));
        CommentState? became = State is null or OwnState.Waiting or OwnState.Gone ? null : Enum.Parse<CommentState>(State.Value.ToString());
        mine = State switch
        {
            null => mine,
            OwnState.Waiting => mine.Where(c => c.Standing == Standing.Waiting),
            OwnState.Gone => mine.Where(c => c.Standing != Standing.Waiting && c.Standing != Standing.Published),
            _ => mine.Where(c => c.Standing == Standing.Published && c.State == became),
        };
        if (Before is not null) mine = mine.Where(c => c.Number < Before);
        var read = await mine.OrderByDescending(c => c.Number).Take(PageSize + 1).Shown(Reader.Of(Me) with { Desk = false }, db, ct);
        if (read.Count > PageSize) Older = read[PageSize - 1].Number;
        Comments = [.. read.Take(PageSize)];
    }

    public static bool MayChange(ShownComment c) => new CommentCard(c, Mine: true).MayChange;

    private static OwnState Of(Standing standing, CommentState state) => standing switch
    {
        Standing.Waiting => OwnState.Waiting,
        Standing.Published => Enum.Parse<OwnState>(state.ToString()),
        _ => OwnState.Gone,
    };
}
