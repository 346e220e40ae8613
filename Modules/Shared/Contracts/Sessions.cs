namespace Conference.Shared.Contracts;

/// <summary>A session was opened, or resumed after a suspension: the floor and the intake of comments are open.</summary>
public sealed record SessionOpened(Guid SessionId, DateTime At);

/// <summary>A session was suspended: it goes on later, nothing is taken in meanwhile.</summary>
public sealed record SessionSuspended(Guid SessionId, DateTime At);

/// <summary>A session was closed for good.</summary>
public sealed record SessionClosed(Guid SessionId, DateTime At);

/// <summary>An opening was taken back within the half minute in which that is possible: the session is planned again.</summary>
public sealed record SessionOpeningTakenBack(Guid SessionId, DateTime At);

/// <summary>What someone asks the floor for.</summary>
public enum SpeechKind { Statement, Question, Reply, PointOfOrder, RightOfReply, Intervention }

/// <summary>
/// Someone has spoken in a session. Told again with the final figures, by the same id, when the end was taken back and the
/// speech went on.
/// </summary>
/// <param name="OnBehalfOf">For whom it was spoken besides one's own delegation; null for nobody.</param>
/// <param name="Seconds">Time on the clock, without interruptions.</param>
public sealed record SpeechGiven(
    Guid SpeechId, Guid SessionId, string SessionCode, SpeechKind Kind, Guid PersonId, string Person, string Title, Guid OrganisationId, string Organisation,
    string OrganisationEn, string? OnBehalfOf, string? Subject, DateTime StartedAt, DateTime EndedAt, int Seconds);
