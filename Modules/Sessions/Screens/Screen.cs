using Conference.Shared;

namespace Conference.Sessions;

/// <summary>
/// A display in the house, opened once at its address and left alone for days: led by one session, or by whatever session is
/// on in its room, and showing what that session shows unless it is fixed on one thing.
/// </summary>
public sealed class Screen
{
    /// <summary>The live topic on which every change of a screen is announced.</summary>
    public const string Topic = "screens";

    public const int LongestName = 120;

    /// <summary>What a screen can be fixed on; speaker, list, title and way in need a session.</summary>
    public static IReadOnlyList<SlideKind> Fixable { get; } =
        [SlideKind.Programme, SlideKind.Message, SlideKind.Join, SlideKind.Speaker, SlideKind.List, SlideKind.Title, SlideKind.Clock, SlideKind.Blank];

    public Guid Id { get; private set; }
    public int Number { get; private set; }
    public string Name { get; private set; } = "";
    public Guid? SessionId { get; private set; }
    public string? Room { get; private set; }
    /// <summary>Null while it shows what its session shows.</summary>
    public Slide? Fixed { get; private set; }
    public int Version { get; private set; }

    public string Url => $"/screens/{Number}";

    public static Screen Hang(int number, string? name, Guid? sessionId, string? room, Slide? on, SessionsDb db)
    {
        var screen = new Screen { Id = Guid.CreateVersion7(), Number = number };
        screen.Set(name, sessionId, room, on, db);
        return screen;
    }

    public void Set(string? name, Guid? sessionId, string? room, Slide? on, SessionsDb db)
    {
        var clean = Clean.Line(name ?? "");
        if (clean.Length is 0 or > LongestName) throw new RuleBroken("Give the screen a name of at most {0} characters, such as Hall A, left.", LongestName);
        var led = sessionId is not null || room is not null;
        if (on is null && !led) throw new RuleBroken("Choose the session or the room that leads this screen, or what it is fixed on.");
        if (on is not null && !Fixable.Contains(on.Kind)) throw new RuleBroken("A screen cannot be fixed on this.");
        if (!led && on?.Kind is SlideKind.Join or SlideKind.Speaker or SlideKind.List or SlideKind.Title)
            throw new RuleBroken("Choose the session or the room whose speakers, title or way in this screen shall show.");
        (Name, SessionId, Room, Fixed) = (clean, sessionId, sessionId is null ? room : null, on);
        Version++;
        db.Announce(Topic, "set", new { Number });
    }

    /// <summary>The session that leads it now: of a room the one that is on, else the next one, else the last.</summary>
    /// <param name="programme">In the order of the agenda.</param>
    internal LiveSession? LedBy(IReadOnlyList<LiveSession> programme, DateTime now) => (SessionId, Room) switch
    {
        ({ } id, _) => programme.FirstOrDefault(s => s.Id == id),
        (_, { } room) => programme.LastOrDefault(s => s.Room == room && s.IsOn)
            ?? programme.FirstOrDefault(s => s.Room == room && s.State == SessionState.Planned && s.Ends > now)
            ?? programme.LastOrDefault(s => s.Room == room),
        _ => null,
    };
}
