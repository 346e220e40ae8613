namespace Conference.Shared.Contracts;

/// <summary>The conference was set up, or one of these facts about it changed.</summary>
/// <param name="HostBody">The body that holds it and stands above its name on documents, such as Bộ Ngoại giao; may be empty.</param>
/// <param name="Place">The place that documents are dated from, such as Hà Nội; may be empty.</param>
public sealed record ConferenceChanged(
    Guid ConferenceId, string Name, string NameEn, string HostBody, string HostBodyEn, string Place, string PlaceEn, DateOnly FirstDay);

/// <summary>The organiser released the agenda: this is the whole programme as everyone may now see it.</summary>
public sealed record AgendaReleased(Guid ConferenceId, int Release, DateTime At, IReadOnlyList<ReleasedSession> Sessions);

/// <summary>One session of a released agenda; times are UTC.</summary>
public sealed record ReleasedSession(Guid SessionId, int Number, string Title, string TitleEn, bool Thematic, string Room, string RoomEn, DateTime Starts, DateTime Ends);
