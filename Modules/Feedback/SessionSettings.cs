using Conference.Shared;
using Conference.Shared.Access;

namespace Conference.Feedback;

/// <summary>How a session takes comments in and who reads them, as the desk sets it.</summary>
public sealed record SessionSettings(
    Publishing Publishing, Intake Intake, int? MostPerPerson, Audience Audience, bool AllowsAnonymous, bool LogPublished, IReadOnlyList<CommentField> Fields);

/// <summary>Whether a session takes comments now: the session's own state, then its intake.</summary>
public enum Taking { Open, Planned, Suspended, Closed, Paused, IntakeClosed }

public sealed partial class FeedbackSession
{
    public Publishing Publishing { get; private set; }
    public Intake Intake { get; private set; }
    /// <summary>How many comments one person may have here that are neither withdrawn nor declined; null for any number.</summary>
    public int? MostPerPerson { get; private set; }
    public Audience Audience { get; private set; }
    public bool AllowsAnonymous { get; private set; }
    /// <summary>The moderation log is open to everyone who is signed in.</summary>
    public bool LogPublished { get; private set; }
    public IReadOnlyList<CommentField> Fields { get; private set; } = [];
    /// <summary>The comment that the big screen shows: our copy of what the session says.</summary>
    public Guid? OnScreenId { get; private set; }
    public int Version { get; private set; }

    public SessionSettings Settings => new(Publishing, Intake, MostPerPerson, Audience, AllowsAnonymous, LogPublished, Fields);

    public void Set(SessionSettings settings)
    {
        if (settings.MostPerPerson is < 1 or > 1000) throw new RuleBroken("The limit per person is a number from 1 to 1000, or empty for none.");
        if (settings.Fields.Count > CommentField.Most) throw new RuleBroken("A session asks for at most {0} fields.", CommentField.Most);
        var fields = settings.Fields.Select(f => f.Checked()).ToList();
        if (fields.GroupBy(f => f.Key).FirstOrDefault(g => g.Count() > 1) is { } twice) throw new RuleBroken("Two fields have the key {0}.", twice.Key);
        (Publishing, Intake, MostPerPerson, Audience, AllowsAnonymous, LogPublished, Fields) =
            (settings.Publishing, settings.Intake, settings.MostPerPerson, settings.Audience, settings.AllowsAnonymous, settings.LogPublished, fields);
        Version++;
    }

    public void Show(Guid? comment) => OnScreenId = comment;

    public Taking Taking => (State, Intake) switch
    {
        (SessionState.Planned, _) => Taking.Planned,
        (SessionState.Suspended, _) => Taking.Suspended,
        (SessionState.Closed, _) => Taking.Closed,
        (_, Intake.Paused) => Taking.Paused,
        (_, Intake.Closed) => Taking.IntakeClosed,
        _ => Taking.Open,
    };

    /// <summary>Why it takes no comments now, or null when it does.</summary>
    public RuleBroken? Closed => Taking switch
    {
        Taking.Open => null,
        Taking.Planned => new RuleBroken("Session {0} is not open yet. Comments can be sent once it opens.", Code),
        Taking.Suspended => new RuleBroken("Session {0} is suspended. Comments can be sent when it goes on.", Code),
        Taking.Paused => new RuleBroken("Session {0} takes no comments for the moment. Keep yours: it can be sent when the intake goes on.", Code),
        Taking.IntakeClosed => new RuleBroken("The intake of comments in session {0} is closed.", Code),
        _ => new RuleBroken("Session {0} is closed and takes no more comments.", Code),
    };

    public bool MayBeReadBy(Reader reader) => reader.Desk || Audience is Audience.Everyone || Audience is Audience.Delegations && !reader.Observer;
}

/// <summary>Someone who reads comments: which ones, and how much of each, depends on who they are.</summary>
/// <param name="Desk">Works at the desk: reads every comment, and who wrote the anonymous ones.</param>
/// <param name="Observer">Reads along only where a session is open to everyone.</param>
public sealed record Reader(Guid PersonId, bool Desk, bool Observer)
{
    public static readonly string[] DeskRoles = [Roles.Secretariat, Roles.Organiser, Roles.Chair];

    public static Reader Of(Actor actor) => new(actor.PersonId, actor.Roles.Any(DeskRoles.Contains), !CommentIntake.MaySend(actor));
}
