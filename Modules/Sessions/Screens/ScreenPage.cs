using System.Text.Json;
using Conference.Shared.Data;
using Conference.Shared.Live;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Conference.Sessions;

/// <summary>What a display shows now, and the topics at whose news it looks again.</summary>
public abstract class ScreenPage(SessionsDb db) : PageModel
{
    protected SessionsDb Db { get; } = db;

    private readonly List<object[]> seen = [];

    public LiveSession? Session { get; protected set; }
    public Slide Slide { get; protected set; } = Slide.Automatic;
    public DateTime Since { get; protected set; }
    public long ServerNow => new DateTimeOffset(Db.Now).ToUnixTimeMilliseconds();

    /// <summary>Topics with the last event that the slide already shows, as JSON: [["conference", 12], …].</summary>
    public string Topics => JsonSerializer.Serialize(seen, ModuleDb.Json);

    /// <summary>Where the slide alone is read again.</summary>
    public string Again => Request.Path + QueryString.Create(Request.Query.Where(q => q.Key is "lang" or "theme")).Add("handler", "Slide");

    /// <summary>Notes a topic before what it tells of is read: what happens in between is read again, and not missed.</summary>
    protected async Task Follow(string topic, CancellationToken ct) => seen.Add([topic, await LiveFrame.Last(Db, topic, ct)]);

    /// <summary>What the screens of a session show.</summary>
    protected async Task Load(LiveSession session, CancellationToken ct)
    {
        await Follow(RoomTopic.Of(session.Id), ct);
        var shown = await Db.SessionScreens.AsNoTracking().SingleOrDefaultAsync(s => s.SessionId == session.Id, ct);
        (Session, Slide, Since) = (session, shown?.Now ?? Slide.Automatic, shown?.Since ?? DateTime.UnixEpoch);
    }

    protected IActionResult Holder() => Partial("/Pages/Sessions/Screens/SlideHolder.cshtml", this);
}
