using Conference.Shared.Data;

namespace Conference.Shared.Messages;

/// <summary>
/// The seam behind which an engine carries messages between modules. An engine stores messages in the publisher's own
/// transaction, delivers each to every handler after the commit at least once, retries, and keeps what finally failed.
/// </summary>
public interface IMessageOutbox
{
    /// <summary>Adds the messages to what <paramref name="db"/> is about to save, so that they commit with it or not at all.</summary>
    Task Store(ModuleDb db, IReadOnlyCollection<object> messages, CancellationToken ct);

    /// <summary>The transaction in which <paramref name="db"/> stored messages is committed: deliver them.</summary>
    void Committed(ModuleDb db);

    /// <summary>Waits until every message is handled or dead.</summary>
    Task Idle(CancellationToken ct);
}
