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
        if (!clean.InVietnamese && !clean.InEnglish) throw new RuleBroken("A clause needs a heading or a text.");
        if (clean.Heading.Length > LongestHeading || clean.HeadingEn.Length > LongestHeading) throw new RuleBroken("A heading has at most {0} characters.", LongestHeading);
        if (clean.Text.Length > LongestText || clean.TextEn.Length > LongestText) throw new RuleBroken("The text of a clause has at most {0} characters.", LongestText);
        return clean;
    }

    public bool InVietnamese => Heading.Length + Text.Length > 0;
    public bool InEnglish => HeadingEn.Length + TextEn.Length > 0;

    /// <summary>Both texts in one; a heading of the second becomes the beginning of its text.</summary>
    public ClauseText With(ClauseText next)
    {
        static string Line(params string[] parts) => string.Join(' ', parts.Where(p => p.Length > 0));
        return new(Heading, HeadingEn, Line(Text, next.Heading, next.Text), Line(TextEn, next.HeadingEn, next.TextEn));
    }

    /// <summary>Only what is said in one of the languages.</summary>
    public static ClauseText In(bool english, string heading, string text) => english ? new("", heading, "", text) : new(heading, "", text, "");
}

/// <summary>All of a clause that an act may change and take back. What it was built on is told by difference.</summary>
public sealed record ClauseState(
    Guid? ParentId, int Position, ClauseKind Kind, ClauseText Words, Translation Translation, string WrittenLast, DateTime? RemovedAt, Guid? RemovedWith, int Version, IReadOnlyList<Guid> Sources)
{
    /// <summary>Whether someone who reads the text would see a difference; places among siblings follow from others as well.</summary>
    public bool Says(ClauseState other) =>
        (ParentId, Kind, Words, RemovedAt is null) == (other.ParentId, other.Kind, other.Words, other.RemovedAt is null);
}

/// <summary>
/// One piece of a document: a level of the text, an unnumbered paragraph, a recital, a line of the signature. Its number is not
/// stored: it follows from its place (<see cref="Numbering"/>). Changes go through the verbs of its <see cref="Resolution"/>, and
/// every change leaves a <see cref="Revision"/>.
/// </summary>
public sealed class Clause
{
    private readonly List<Revision> revisions = [];
    private readonly List<ClauseSource> sources = [];

    public Guid Id { get; private set; }
    public Guid ResolutionId { get; private set; }
    public Guid? ParentId { get; private set; }
    /// <summary>Order among the clauses of the same parent and the same part of the document.</summary>
    public int Position { get; private set; }
    public ClauseKind Kind { get; private set; }
    public string Heading { get; private set; } = "";
    public string HeadingEn { get; private set; } = "";
    public string Text { get; private set; } = "";
    public string TextEn { get; private set; } = "";
    /// <summary>Whether one language moved on and the other did not.</summary>
    public Translation Translation { get; private set; }
    /// <summary>Who wrote last and in which language: whoever goes on translating does not run ahead.</summary>
    public string WrittenLast { get; private set; } = "";
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
    public bool Stands => RemovedAt is null;
    public Zone Zone => Kind.Zone;
    public ClauseText Words => new(Heading, HeadingEn, Text, TextEn);
    public Place Place => new(Id, ParentId, Position, Kind);
    public ClauseState State => new(ParentId, Position, Kind, Words, Translation, WrittenLast, RemovedAt, RemovedWith, Version, [.. sources.Select(s => s.SourceId)]);

    internal static Clause At(Guid id, Guid resolutionId, Guid? parentId, ClauseKind kind, int position) =>
        new() { Id = id, ResolutionId = resolutionId, ParentId = parentId, Kind = kind, Position = position };

    internal static Clause As(Guid resolutionId, FrozenClause frozen) => new()
    {
        Id = frozen.Id, ResolutionId = resolutionId, ParentId = frozen.ParentId, Kind = frozen.Kind, Position = frozen.Position, Version = frozen.Version,
        Heading = frozen.Words.Heading, HeadingEn = frozen.Words.HeadingEn, Text = frozen.Words.Text, TextEn = frozen.Words.TextEn,
    };

    internal void Say(ClauseText words, Pen pen)
    {
        // A list of recipients has its dashes from whoever shows it.
        if (Kind == ClauseKind.Recipient) words = words with { Text = Undashed(words.Text), TextEn = Undashed(words.TextEn) };
        if (words == Words) return;
        var (vietnamese, english) = ((words.Heading, words.Text) != (Heading, Text), (words.HeadingEn, words.TextEn) != (HeadingEn, TextEn));
        var wrote = $"{(vietnamese ? "vi" : "")}{(english ? "en" : "")} {pen.Person} {pen.Who}";
        if (!words.InVietnamese || !words.InEnglish || !Words.InVietnamese || !Words.InEnglish || vietnamese == english) Translation = Translation.InStep;
        else if (wrote != WrittenLast)
            Translation = vietnamese
                ? Translation == Translation.VietnameseBehind ? Translation.InStep : Translation.EnglishBehind
                : Translation == Translation.EnglishBehind ? Translation.InStep : Translation.VietnameseBehind;
        (Heading, HeadingEn, Text, TextEn) = words;
        (WrittenLast, WordsVersion) = (wrote, Version + 1);
    }

    internal static string Undashed(string text) => text.TrimStart('-', '–', '—', '•', '+', ' ') is { Length: > 0 } bare ? bare : text;

    internal void Stand(Guid? parentId, int position) => (ParentId, Position) = (parentId, position);

    internal void Become(ClauseKind kind) => Kind = kind;

    internal void Become(ClauseState state)
    {
        if (state.Words != Words) WordsVersion = Version + 1;
        (Kind, Heading, HeadingEn, Text, TextEn) = (state.Kind, state.Words.Heading, state.Words.HeadingEn, state.Words.Text, state.Words.TextEn);
        (Translation, WrittenLast, RemovedAt, RemovedWith) = (state.Translation, state.WrittenLast, state.RemovedAt, state.RemovedWith);
    }

    /// <summary>All of it as it is now, to be put back where a change is refused half-way.</summary>
    internal Action Memory()
    {
        var (state, words, links) = (State, WordsVersion, sources.ToList());
        return () =>
        {
            Become(state);
            Stand(state.ParentId, state.Position);
            WordsVersion = words;
            sources.Clear();
            sources.AddRange(links);
        };
    }

    internal void Translated() => (Translation, WrittenLast) = (Translation.InStep, "");

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
