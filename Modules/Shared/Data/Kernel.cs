namespace Conference.Shared.Data;

/// <summary>A series of numbers without gaps: a number is taken in the transaction that uses it.</summary>
public sealed class Counter
{
    public string Name { get; private set; } = "";
    public long Last { get; private set; }
}

/// <summary>One change of one record: who changed what, when, from which values to which.</summary>
[NotAudited]
public sealed class AuditEntry
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public DateTime At { get; init; }
    public string Who { get; init; } = "";
    public string Action { get; init; } = "";
    public string Record { get; init; } = "";
    public string RecordId { get; init; } = "";
    /// <summary>JSON object of the changed values, null where there was none.</summary>
    public string? Before { get; init; }
    public string? After { get; init; }
}

/// <summary>One event of a live topic. Sequence numbers of a topic have no gaps and grow in the order of commits.</summary>
[NotAudited]
public sealed class LiveEvent
{
    public string Topic { get; init; } = "";
    public long Sequence { get; init; }
    public string Kind { get; init; } = "";
    /// <summary>What happened, as JSON; never more than every follower of the topic may read.</summary>
    public string Body { get; init; } = "";
    public DateTime At { get; init; }
}

/// <summary>One message on its way to one handler. Deleted in the transaction that handles it.</summary>
[NotAudited]
public sealed class Delivery
{
    public Guid Id { get; init; }
    public string Handler { get; init; } = "";
    public string MessageType { get; init; } = "";
    public string Body { get; init; } = "";
    public DateTime PublishedAt { get; init; }
    public int Attempts { get; private set; }
    public DateTime DueAt { get; private set; }
    /// <summary>Why it was last refused.</summary>
    public string? Error { get; private set; }
    /// <summary>A dead letter: no longer tried until someone replays it.</summary>
    public bool Dead { get; private set; }

    public static Delivery Of(Guid id, string handler, string messageType, string body, DateTime now) =>
        new() { Id = id, Handler = handler, MessageType = messageType, Body = body, PublishedAt = now, DueAt = now };

    public void Fail(string error, DateTime? retryAt, DateTime now)
    {
        Attempts++;
        Error = error.Length > 2000 ? error[..2000] : error;
        Dead = retryAt is null;
        DueAt = retryAt ?? now;
    }

    public void Replay(DateTime now) => (Dead, Attempts, DueAt) = (false, 0, now);
}

/// <summary>Kept out of the audit: records that are themselves a log, or that change with every request.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NotAuditedAttribute : Attribute;

/// <summary>Kept out of audit entries: secrets.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute;
