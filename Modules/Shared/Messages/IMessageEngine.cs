using Conference.Shared.Data;

namespace Conference.Shared.Messages;

/// <summary>
/// The seam behind which an engine carries messages between modules. An engine stores messages in the publisher's own
/// transaction, delivers each to every handler after the commit at least once, retries, and keeps what finally failed.
/// </summary>
public interface IMessageEngine
{
    /// <summary>What operators call it.</summary>
    string Name { get; }

    /// <summary>Makes ready to store messages in a process that does not serve, such as one that runs a verb. No transaction is open.</summary>
    Task Prepare(CancellationToken ct);

    /// <summary>Adds the messages to what <paramref name="db"/> is about to save, so that they commit with it or not at all. A transaction is open.</summary>
    Task Store(ModuleDb db, IReadOnlyCollection<object> messages, CancellationToken ct);

    /// <summary>The transaction in which <paramref name="db"/> stored messages is committed: deliver them.</summary>
    Task Committed(ModuleDb db);

    /// <summary>Waits until every message is handled or dead.</summary>
    Task Idle(CancellationToken ct);

    /// <summary>What is on its way and what failed: how many of each, and the oldest <paramref name="most"/> of each.</summary>
    Task<Letters> Letters(int most, CancellationToken ct);

    /// <summary>Tries a dead letter again, as if it had just been published.</summary>
    /// <returns>Whether there was such a dead letter.</returns>
    Task<bool> Replay(Guid id, CancellationToken ct);
}

/// <summary>Waiting for its first try, failed and tried again by itself, or dead: given up until someone replays it.</summary>
public enum LetterState { Waiting, Failed, Dead }

/// <summary>One message on its way to one handler.</summary>
/// <param name="Message">Full name of the message's type.</param>
/// <param name="Handler">Full name of the handler.</param>
/// <param name="Attempts">How often it was tried in vain, as far as the engine has written down.</param>
/// <param name="DueAt">When it is tried again; null for a dead letter.</param>
/// <param name="Error">Why it was last refused, where the engine keeps it.</param>
/// <param name="Body">The message as JSON.</param>
public sealed record Letter(Guid Id, LetterState State, string Message, string Handler, DateTime PublishedAt, int Attempts, DateTime? DueAt, string? Error, string Body);

/// <summary>How many messages wait, failed and are dead, with the oldest of each.</summary>
public sealed record Letters(int Waiting, int Failed, int Dead, IReadOnlyList<Letter> Oldest);
