namespace Conference.Agenda;

/// <summary>Two sessions that want the same room or the same chair at the same time.</summary>
/// <param name="Sentence">English sentence with {0} for what is taken twice, a key of its translation.</param>
public sealed record Warning(string Sentence, string What, ProgrammeItem First, ProgrammeItem Second);

internal static class Warnings
{
    public static IReadOnlyList<Warning> Of(IReadOnlyList<ProgrammeItem> draft) =>
    [
        .. from a in draft
           from b in draft
           where a.Number < b.Number && a.Starts < b.Ends && b.Starts < a.Ends
           from warning in Between(a, b)
           select warning
    ];

    private static IEnumerable<Warning> Between(ProgrammeItem a, ProgrammeItem b)
    {
        if (a.RoomCode == b.RoomCode) yield return new("{0} has two sessions at the same time:", Shared.Sentences.Pick(a.Room, a.RoomEn), a, b);
        if (a.Chair.Length > 0 && string.Equals(a.Chair, b.Chair, StringComparison.OrdinalIgnoreCase)) yield return new("{0} chairs two sessions at the same time:", a.Chair, a, b);
    }
}
