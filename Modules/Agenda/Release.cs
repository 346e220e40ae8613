namespace Conference.Agenda;

/// <summary>One session as a release shows it: everything in it, so that a release can be read without the draft.</summary>
public sealed record ProgrammeItem(
    Guid Id, int Number, string Title, string TitleEn, string Description, string DescriptionEn, bool Thematic,
    string RoomCode, string Room, string RoomEn, DateTime Starts, DateTime Ends, string Chair)
{
    public string Code => AgendaSession.CodeOf(Number);
}

/// <summary>The agenda as it was made public at one moment. The latest release is what everyone sees.</summary>
public sealed class Release
{
    private Release() { }

    internal Release(Guid editionId, int number, DateTime at, string by, string note, IReadOnlyList<ProgrammeItem> sessions) =>
        (Id, EditionId, Number, At, By, Note, Sessions) = (Guid.CreateVersion7(at), editionId, number, at, by, note, sessions);

    public Guid Id { get; private set; }
    public Guid EditionId { get; private set; }
    public int Number { get; private set; }
    public DateTime At { get; private set; }
    public string By { get; private set; } = "";
    public string Note { get; private set; } = "";
    public IReadOnlyList<ProgrammeItem> Sessions { get; private set; } = [];
}
