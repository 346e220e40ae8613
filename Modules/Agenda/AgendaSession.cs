using Conference.Shared;

namespace Conference.Agenda;

/// <summary>What an organiser decides about a session; times are UTC.</summary>
public sealed record SessionPlan(
    string Title, string TitleEn, string Description, string DescriptionEn, bool Thematic, Guid RoomId, DateTime Starts, DateTime Ends, string Chair);

/// <summary>
/// A session of the draft agenda. It is public only as the latest release has it. Rooms and chairs that are taken twice
/// are warnings and no refusals: the desk solves them one after the other.
/// </summary>
public sealed class AgendaSession
{
    public const int LongestTitle = 300, LongestDescription = 4000, LongestChair = 200;

    public Guid Id { get; private set; }
    public Guid EditionId { get; private set; }
    public int Number { get; private set; }
    public string Title { get; private set; } = "";
    public string TitleEn { get; private set; } = "";
    public string Description { get; private set; } = "";
    public string DescriptionEn { get; private set; } = "";
    public bool Thematic { get; private set; }
    public Guid RoomId { get; private set; }
    public DateTime Starts { get; private set; }
    public DateTime Ends { get; private set; }
    public string Chair { get; private set; } = "";
    public bool IsCancelled { get; private set; }
    public int Version { get; private set; }

    public string Code => CodeOf(Number);

    public static string CodeOf(int number) => $"S-{number:00}";

    /// <summary>The counter that numbers sessions: a code is never given twice, even when its session is cancelled.</summary>
    public static string Series(Guid editionId) => $"agenda/sessions/{editionId}";

    public static AgendaSession Schedule(Guid id, int number, SessionPlan plan, Edition edition, ConferenceTime time, AgendaDb db)
    {
        var session = new AgendaSession { Id = id, EditionId = edition.Id, Number = number };
        session.Change(plan, edition, time);
        db.Add(session);
        return session;
    }

    public void Change(SessionPlan plan, Edition edition, ConferenceTime time)
    {
        if (IsCancelled) throw new RuleBroken("{0} is cancelled. Take it back into the agenda before changing it.", Code);
        var (title, titleEn, description, descriptionEn, chair) =
            (Clean.Line(plan.Title), Clean.Line(plan.TitleEn), Clean.Text(plan.Description), Clean.Text(plan.DescriptionEn), Clean.Line(plan.Chair));
        if (title.Length == 0) throw new RuleBroken("A session needs a title.");
        if (title.Length > LongestTitle || titleEn.Length > LongestTitle) throw new RuleBroken("A title has at most {0} characters.", LongestTitle);
        if (description.Length > LongestDescription || descriptionEn.Length > LongestDescription) throw new RuleBroken("A description has at most {0} characters.", LongestDescription);
        if (chair.Length > LongestChair) throw new RuleBroken("The name of a chair has at most {0} characters.", LongestChair);
        if (plan.Ends <= plan.Starts) throw new RuleBroken("A session ends after it starts.");
        if (!edition.Holds(plan.Starts, plan.Ends, time)) throw new RuleBroken("A session lies within the days of the conference.");
        (Title, TitleEn, Description, DescriptionEn, Thematic) = (title, titleEn, description, descriptionEn, plan.Thematic);
        (RoomId, Starts, Ends, Chair) = (plan.RoomId, plan.Starts, plan.Ends, chair);
        Version++;
    }

    /// <summary>Takes the session off the agenda; people see it once that is released. Its code stays its own.</summary>
    public void Cancel()
    {
        if (IsCancelled) throw new RuleBroken("{0} is already cancelled.", Code);
        IsCancelled = true;
        Version++;
    }

    public void Reinstate(Edition edition, ConferenceTime time)
    {
        if (!IsCancelled) throw new RuleBroken("{0} is on the agenda already.", Code);
        if (!edition.Holds(Starts, Ends, time)) throw new RuleBroken("A session lies within the days of the conference.");
        IsCancelled = false;
        Version++;
    }
}
