namespace Conference.Shared.Contracts;

/// <summary>The organiser released the agenda: this is the whole programme as everyone may now see it.</summary>
public sealed record AgendaReleased(Guid ConferenceId, int Release, DateTime At, IReadOnlyList<ReleasedSession> Sessions);

/// <summary>One session of a released agenda; times are UTC.</summary>
public sealed record ReleasedSession(Guid SessionId, int Number, string Title, string TitleEn, bool Thematic, string Room, string RoomEn, DateTime Starts, DateTime Ends);
