using Conference.Shared;

namespace Conference.Resolutions;

/// <summary>The words of a clause in both languages.</summary>
public sealed record ClauseText(string Heading, string HeadingEn, string Text, string TextEn)
{
    public const int LongestHeading = 500, LongestText = 20_000;

    /// <summary>As it is stored: cleaned, within bounds, and with something to read.</summary>
    public ClauseText Checked()
    {
        var clean = new ClauseText(Clean.Line(Heading), Clean.Line(HeadingEn), Clean.Text(Text), Clean.Text(TextEn));
        if (clean.Heading.Length == 0 && clean.Text.Length == 0) throw new RuleBroken("A clause needs a heading or a text.");
        if (clean.Heading.Length > LongestHeading || clean.HeadingEn.Length > LongestHeading) throw new RuleBroken("A heading has at most {0} characters.", LongestHeading);
        if (clean.Text.Length > LongestText || clean.TextEn.Length > LongestText) throw new RuleBroken("The text of a clause has at most {0} characters.", LongestText);
        return clean;
    }
}

/// <summary>
/// A recital, section, item or point. Its number is not stored: it follows from its place (<see cref="Numbering"/>).
/// Changes go through the verbs of its <see cref="Resolution"/>, and every change leaves a <see cref="Revision"/>.
/// </summary>
public sealed class Clause
{
    private readonly List<Revision> revisions = [];
    private readonly List<ClauseSource> sources = [];

    public Guid Id { get; private set; }
    public Guid ResolutionId { get; private set; }
    public Guid? ParentId { get; private set; }
    /// <summary>Order among the clauses of the same parent; recitals have an order of their own.</summary>
    public int Position { get; private set; }
    public ClauseKind Kind { get; private set; }
    public string Heading { get; private set; } = "";
    public string HeadingEn { get; private set; } = "";
    public string Text { get; private set; } = "";
    public string TextEn { get; private set; } = "";
    /// <summary>The number of the last revision.</summary>
    public int Version { get; private set; }
    /// <summary>The version that last changed the words: an edit that began before it would overwrite them.</summary>
    public int WordsVersion { get; private set; }
    public DateTime? RemovedAt { get; private set; }
    /// <summary>The clause whose removal took this one with it; itself where it was removed on its own.</summary>
    public Guid? RemovedWith { get; private set; }

    public IReadOnlyList<Revision> Revisions => revisions;
    public IReadOnlyList<ClauseSource> Sources => sources;

    public bool IsRecital => Kind == ClauseKind.Recital;
    public ClauseText Words => new(Heading, HeadingEn, Text, TextEn);
    public Place Place => new(Id, ParentId, Position, IsRecital);

    internal static Clause At(Guid id, Guid resolutionId, Guid? parentId, ClauseKind kind, int position) =>
        new() { Id = id, ResolutionId = resolutionId, ParentId = parentId, Kind = kind, Position = position };

    internal void Say(ClauseText words)
    {
        (Heading, HeadingEn, Text, TextEn) = words;
        WordsVersion = Version + 1;
    }

    internal void Stand(Guid? parentId, int position) => (ParentId, Position) = (parentId, position);

    internal void Become(ClauseKind kind) => Kind = kind;

    internal void Leave(Guid with, DateTime at) => (RemovedAt, RemovedWith) = (at, with);

    internal void Return() => (RemovedAt, RemovedWith) = (null, null);

    internal void Keep(RevisionKind what, string place, Pen pen, string note)
    {
        Version++;
        revisions.Add(Revision.Of(this, what, place, pen, note));
    }

    internal void Link(ClauseSource link) => sources.Add(link);

    internal void Unlink(ClauseSource link) => sources.Remove(link);
}
