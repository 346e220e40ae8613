using Conference.Shared;
using Conference.Shared.Data;

namespace Conference.Sessions;

/// <summary>
/// What the screens of a session show, and what they showed before: the one place that knows it. A screen that is fixed on
/// something else is a <see cref="Screen"/> of its own.
/// </summary>
public sealed class SessionScreen
{
    /// <summary>As far as one can go back.</summary>
    public const int Kept = 12;

    public Guid SessionId { get; private set; }
    public Slide Now { get; private set; } = Slide.Automatic;
    /// <summary>Since when it is shown.</summary>
    public DateTime Since { get; private set; }
    /// <summary>Who put it there.</summary>
    public string Who { get; private set; } = "";
    /// <summary>What was shown before, the latest first; a blank screen is nothing to go back to.</summary>
    public IReadOnlyList<Slide> Before { get; private set; } = [];
    public int Version { get; private set; }

    internal static SessionScreen Of(Guid sessionId) => new() { SessionId = sessionId };

    /// <param name="at">When it was asked for: what is asked for earlier than what is shown came too late.</param>
    public void Show(Slide slide, string who, DateTime at, SessionsDb db)
    {
        if (slide == Now) return;
        Become(slide, Now.Kind is SlideKind.Blank ? Before : [Now, .. Before], who, at, db);
    }

    /// <summary>Shows again what was shown before; from a blank screen, what it was blanked over.</summary>
    public void GoBack(string who, DateTime at, SessionsDb db)
    {
        if (Before.Count > 0) Become(Before[0], [.. Before.Skip(1)], who, at, db);
        else if (Now != Slide.Automatic) Become(Slide.Automatic, [], who, at, db);
        else throw new RuleBroken("Nothing else was shown before.");
    }

    /// <summary>Something was taken off by who put it there: the screen follows the session again, or shows what was before when that was undone.</summary>
    public void TakeOff(Guid id, bool undone, string who, DateTime at, SessionsDb db)
    {
        if (Now.Id != id) return;
        if (undone) GoBack(who, at, db);
        else Show(Slide.Automatic, who, at, db);
    }

    /// <summary>Something can no longer be shown, whoever showed it: it goes at once, and nobody comes back to it.</summary>
    internal void Lose(Guid id, DateTime now, SessionsDb db)
    {
        if (Now.Id == id)
        {
            (Now, Since, Who) = (Slide.Automatic, now, "");
            db.Tell(SessionId, SessionAct.Shown);
        }
        else if (Before.All(s => s.Id != id)) return;
        Before = [.. Before.Where(s => s.Id != id && s != Now)];
        Version++;
    }

    private void Become(Slide slide, IEnumerable<Slide> before, string who, DateTime at, SessionsDb db)
    {
        (Now, Since, Who, Before) = (slide, at, who, [.. before.Where(s => s != slide).Distinct().Take(Kept)]);
        Version++;
        db.Log(SessionId, slide.Kind is SlideKind.Blank ? SessionAct.Blanked : SessionAct.Shown, who, slide.Facts);
    }
}

/// <summary>What the operator looks at before the room does. Nobody but the podium sees it; taking back what was shown leaves it alone.</summary>
[NotAudited]
public sealed class PreparedSlide
{
    public Guid SessionId { get; private set; }
    public Slide? Slide { get; private set; }
    public string Who { get; private set; } = "";

    internal static PreparedSlide Of(Guid sessionId) => new() { SessionId = sessionId };

    internal void Become(Slide? slide, string who, SessionsDb db)
    {
        (Slide, Who) = (slide, who);
        db.TellPodium(SessionId, "prepared");
    }
}
