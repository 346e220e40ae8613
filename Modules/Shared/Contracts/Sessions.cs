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
    Guid SpeechId, Guid SessionId, string SessionCode, SpeechKind Kind, Guid PersonId, string Person, string Title, string TitleEn, Guid OrganisationId, string Organisation,
    string OrganisationEn, string? OnBehalfOf, string? Subject, DateTime StartedAt, DateTime EndedAt, int Seconds);

/// <summary>How a decision is taken: without a vote, by one of the ways of voting, or by silence until a deadline.</summary>
public enum DecisionMethod { Consensus, ShowOfHands, Recorded, RollCall, Secret, Silence }

/// <summary>How many votes adopt. Present and voting are those who voted for or against, as in the rules of the General Assembly.</summary>
public enum MajorityRule { SimpleMajority, AbsoluteMajority, TwoThirdsOfVoting, TwoThirdsOfAll, HalfOfPresent, TwoThirdsOfPresent }

/// <summary>The figures of a vote. <paramref name="Needed"/> is how many votes for were needed.</summary>
public sealed record DecisionFigures(int For, int Against, int Abstain, int NotVoting, int Present, int Entitled, int Needed);

/// <summary>A reservation or an objection put on record with a decision.</summary>
public sealed record DecisionReservation(string Who, string Text);

/// <summary>A session adopted what was put to it, or did not.</summary>
/// <param name="Code">Such as D-3.</param>
/// <param name="SubjectCode">What is decided about, such as R-1 §2.3; empty where it has no code.</param>
/// <param name="Figures">Null where nobody voted: consensus and silence.</param>
/// <param name="Objections">Those that a vote overcame, or that broke a silence.</param>
public sealed record DecisionTaken(
    Guid DecisionId, string Code, Guid SessionId, string SessionCode, string SubjectCode, string Title, string TitleEn, bool Adopted,
    DecisionMethod Method, MajorityRule? Rule, DecisionFigures? Figures, IReadOnlyList<DecisionReservation> Reservations, DateTime At,
    IReadOnlyList<DecisionReservation>? Objections = null);

/// <summary>An adoption by consensus was taken back within the half minute in which that is possible: it waits for a decision again.</summary>
public sealed record DecisionTakenBack(Guid DecisionId, string Code, Guid SessionId, DateTime At);

/// <summary>Something was put under silence procedure: adopted at the deadline unless a delegation objects before.</summary>
public sealed record SilenceBegan(Guid DecisionId, string Code, Guid SessionId, string SubjectCode, DateTime Deadline, DateTime At);

/// <summary>A silence procedure is over: kept, broken, annulled, or its beginning taken back.</summary>
public sealed record SilenceEnded(Guid DecisionId, string Code, Guid SessionId, string SubjectCode, DateTime At);

/// <summary>The big screens of a session show something else from now on.</summary>
/// <param name="CommentId">The comment that they show; null when it is none.</param>
public sealed record ScreenChanged(Guid SessionId, Guid? CommentId, DateTime At);
