namespace Conference.Sessions;

/// <summary>Who has the floor and who comes next, as a big screen tells it.</summary>
/// <param name="Running">Server time in ms since which the clock runs; null while it stands.</param>
/// <param name="Spent">Milliseconds on the clock before.</param>
/// <param name="Limit">Seconds allowed.</param>
/// <param name="Warning">Seconds before the end from which the clock warns.</param>
public sealed record FloorOnScreen(FloorOnScreen.Person? Speaking, long? Running, long Spent, int? Limit, int Warning, IReadOnlyList<FloorOnScreen.Person> Waiting, bool ListIsClosed)
{
    /// <param name="Kind">English sentence of what they speak for, a key of its translation; null for a statement.</param>
    public sealed record Person(string Name, string Title, string Organisation, string? Kind, string? OnBehalfOf, string? Subject);

    public static FloorOnScreen Nobody { get; } = new(null, null, 0, null, 0, [], false);

    internal static Task<FloorOnScreen> Read(LiveSession session, SessionsDb db, CancellationToken ct) => Task.FromResult(Nobody);
}
