using Conference.Shared.Data;

namespace Conference.Sessions;

public enum SessionAct { Opened, Suspended, Resumed, Closed }

/// <summary>One line of a session's log: who did what when.</summary>
[NotAudited]
public sealed class SessionEvent
{
    private SessionEvent() { }

    internal SessionEvent(Guid sessionId, SessionAct act, string who, DateTime at) =>
        (Id, SessionId, Act, Who, At) = (Guid.CreateVersion7(), sessionId, act, who, at);

    public Guid Id { get; private set; }
    public Guid SessionId { get; private set; }
    public SessionAct Act { get; private set; }
    public string Who { get; private set; } = "";
    public DateTime At { get; private set; }
}
