using Conference.Shared;
using Conference.Shared.Contracts;

namespace Conference.Agenda;

/// <summary>What people know a conference by. Texts come in Vietnamese and, where there is one, in English.</summary>
public sealed record EditionFacts(
    int Number, string Name, string NameEn, string ShortName, string ShortNameEn, string Motto, string MottoEn,
    string Theme, string ThemeEn, string Venue, string VenueEn, DateOnly FirstDay, DateOnly LastDay)
{
    /// <summary>The body that holds the conference and stands above its name on documents.</summary>
    public string HostBody { get; init; } = "";
    public string HostBodyEn { get; init; } = "";
    /// <summary>The place that documents are dated from.</summary>
    public string Place { get; init; } = "";
    public string PlaceEn { get; init; } = "";
}

/// <summary>One edition of the conference, such as the 32nd: its facts, and the releases of its agenda.</summary>
public sealed class Edition
{
    public Guid Id { get; private set; }
    public int Number { get; private set; }
    public string Name { get; private set; } = "";
    public string NameEn { get; private set; } = "";
    /// <summary>What the head of every page says, such as Hội nghị Ngoại giao 32.</summary>
    public string ShortName { get; private set; } = "";
    public string ShortNameEn { get; private set; } = "";
    public string Motto { get; private set; } = "";
    public string MottoEn { get; private set; } = "";
    public string Theme { get; private set; } = "";
    public string ThemeEn { get; private set; } = "";
    public string Venue { get; private set; } = "";
    public string VenueEn { get; private set; } = "";
    public string HostBody { get; private set; } = "";
    public string HostBodyEn { get; private set; } = "";
    public string Place { get; private set; } = "";
    public string PlaceEn { get; private set; } = "";
    public DateOnly FirstDay { get; private set; }
    public DateOnly LastDay { get; private set; }
    /// <summary>Number of the latest release of the agenda, 0 before the first.</summary>
    public int Releases { get; private set; }
    public int Version { get; private set; }

    public IEnumerable<DateOnly> Days => Enumerable.Range(0, LastDay.DayNumber - FirstDay.DayNumber + 1).Select(FirstDay.AddDays);

    public static Edition Announce(Guid id, EditionFacts facts, ConferenceTime time, AgendaDb db)
    {
        var edition = new Edition { Id = id };
        edition.Change(facts, [], time, db);
        db.Add(edition);
        return edition;
    }

    /// <summary>Changes the facts; the days must still hold every session that is not cancelled.</summary>
    public void Change(EditionFacts facts, IEnumerable<AgendaSession> sessions, ConferenceTime time, AgendaDb db)
    {
        if (facts.Number is < 1 or > 999) throw new RuleBroken("The number of a conference lies between 1 and 999.");
        if (Clean.Line(facts.Name).Length == 0) throw new RuleBroken("A conference needs a name.");
        if (facts.LastDay < facts.FirstDay) throw new RuleBroken("The last day lies before the first.");
        if (facts.LastDay.DayNumber - facts.FirstDay.DayNumber >= 31) throw new RuleBroken("A conference lasts at most 31 days.");
        if (sessions.FirstOrDefault(s => !s.IsCancelled && !Hold(facts.FirstDay, facts.LastDay, s.Starts, s.Ends, time)) is { } outside)
            throw new RuleBroken("{0} would lie outside these days. Move or cancel it first.", outside.Code);
        (FirstDay, LastDay, Number, Name, NameEn) = (facts.FirstDay, facts.LastDay, facts.Number, Clean.Line(facts.Name), Clean.Line(facts.NameEn));
        (ShortName, ShortNameEn) = (Clean.Line(facts.ShortName), Clean.Line(facts.ShortNameEn));
        (Motto, MottoEn, Theme, ThemeEn) = (Clean.Line(facts.Motto), Clean.Line(facts.MottoEn), Clean.Line(facts.Theme), Clean.Line(facts.ThemeEn));
        (Venue, VenueEn) = (Clean.Line(facts.Venue), Clean.Line(facts.VenueEn));
        (HostBody, HostBodyEn, Place, PlaceEn) = (Clean.Line(facts.HostBody), Clean.Line(facts.HostBodyEn), Clean.Line(facts.Place), Clean.Line(facts.PlaceEn));
        Version++;
        db.Publish(News());
    }

    internal ConferenceChanged News() => new(Id, Name, NameEn, HostBody, HostBodyEn, Place, PlaceEn, FirstDay);

    public bool Holds(DateTime starts, DateTime ends, ConferenceTime time) => Hold(FirstDay, LastDay, starts, ends, time);

    private static bool Hold(DateOnly first, DateOnly last, DateTime starts, DateTime ends, ConferenceTime time) =>
        starts >= time.ToUtc(first) && ends <= time.ToUtc(last.AddDays(1));

    /// <summary>Makes the draft public: from now on everyone sees this programme, and the other modules follow it.</summary>
    public Release Release(IReadOnlyList<ProgrammeItem> draft, Release? last, string who, string note, DateTime now, AgendaDb db)
    {
        if (draft.Count == 0 && last is null) throw new RuleBroken("There is no session to release yet.");
        if (last is not null && draft.SequenceEqual(last.Sessions)) throw new RuleBroken("Nothing has changed since release {0}.", last.Number);
        Releases++;
        Version++;
        var release = new Release(Id, Releases, now, who, Clean.Line(note), draft);
        db.Add(release);
        db.Publish(new AgendaReleased(Id, Releases, now,
            [.. draft.Select(s => new ReleasedSession(s.Id, s.Number, s.Title, s.TitleEn, s.Thematic, s.Room, s.RoomEn, s.Starts, s.Ends))]));
        return release;
    }
}
