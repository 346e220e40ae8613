namespace Conference.Participants;

/// <summary>The badges that the demonstration offers, for the terminal and for tests.</summary>
public static class DemonstrationBadges
{
    public static IEnumerable<(string Code, string Role, string Name)> All =>
        ParticipantsDemonstration.People.Where(p => p.Demo).Select(p => (p.BadgeCode, p.DemoRole ?? p.Roles[0], p.Name));
}
