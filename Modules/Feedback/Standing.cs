namespace Conference.Feedback;

/// <summary>
/// Whether a comment stands in the room. Not to be mistaken for <see cref="CommentState"/>, which says what became of a
/// published comment in the draft.
/// </summary>
public enum Standing { Waiting, Published, Declined, Withdrawn, TakenDown, Merged }

/// <summary>Whether a comment is published when it is received, or when a moderator approves it.</summary>
public enum Publishing { AtOnce, AfterApproval }

/// <summary>Whether comments are taken in while the session is open.</summary>
public enum Intake { Open, Paused, Closed }

/// <summary>Who reads the published comments of a session. The desk reads them always, authors their own.</summary>
public enum Audience { Everyone, Delegations, Desk }
