using Conference.Shared;

namespace Conference.Agenda;

public enum ChangeKind { Added, Changed, Cancelled }

/// <summary>One fact of a session as it was and as it is; the name of the field is a key of its translation.</summary>
public sealed record Difference(string Field, string Before, string After);

/// <summary>What happened to one session between two states of the agenda.</summary>
public sealed record Change(ChangeKind Kind, ProgrammeItem Session, IReadOnlyList<Difference> Differences);

/// <summary>What an organiser sees before a release, and everyone after it.</summary>
internal static class Changes
{
    public static IReadOnlyList<Change> Between(IReadOnlyList<ProgrammeItem> before, IReadOnlyList<ProgrammeItem> after, ConferenceTime time, Sentences t)
    {
        var was = before.ToDictionary(s => s.Id);
        var isNow = after.Select(s => s.Id).ToHashSet();
        return
        [
            .. after.Where(s => !was.ContainsKey(s.Id)).Select(s => new Change(ChangeKind.Added, s, [])),
            .. after.Where(s => was.TryGetValue(s.Id, out var old) && old != s).Select(s => new Change(ChangeKind.Changed, s, [.. Differences(was[s.Id], s, time, t)])),
            .. before.Where(s => !isNow.Contains(s.Id)).Select(s => new Change(ChangeKind.Cancelled, s, [])),
        ];
    }

    public static string When(this ConferenceTime time, ProgrammeItem session) =>
        $"{time.Day(session.Starts)}, {time.Clock(session.Starts)}–{time.Clock(session.Ends)}";

    private static IEnumerable<Difference> Differences(ProgrammeItem before, ProgrammeItem after, ConferenceTime time, Sentences t)
    {
        (string Field, Func<ProgrammeItem, string> Value)[] fields =
        [
            ("Time", time.When), ("Room", s => Sentences.Pick(s.Room, s.RoomEn)), ("Title", s => s.Title), ("Title in English", s => s.TitleEn),
            ("Chair", s => s.Chair), ("Thematic", s => s.Thematic ? t["Yes"] : t["No"]), ("Description", s => s.Description), ("Description in English", s => s.DescriptionEn),
        ];
        return from f in fields
               let was = f.Value(before)
               let now = f.Value(after)
               where was != now
               select new Difference(f.Field, was, now);
    }
}
