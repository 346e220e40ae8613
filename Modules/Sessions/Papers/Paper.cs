using Conference.Shared;
using Conference.Shared.Access;

namespace Conference.Sessions;

/// <summary>Who may see a paper: everyone who is signed in, the delegations that take part, or those who run the session.</summary>
public enum PaperAudience { Everyone, Delegations, Podium }

/// <summary>A document of a session. A new version is added to it; the old ones are kept, and a removed paper is only hidden.</summary>
public sealed class Paper
{
    public const int LongestTitle = 300;

    private readonly List<PaperVersion> versions = [];

    public Guid Id { get; private set; }
    public Guid SessionId { get; private set; }
    public int Number { get; private set; }
    public string Title { get; private set; } = "";
    public string TitleEn { get; private set; } = "";
    public PaperAudience Audience { get; private set; }
    public string By { get; private set; } = "";
    public DateTime At { get; private set; }
    public DateTime? RemovedAt { get; private set; }
    public string? RemovedBy { get; private set; }
    public int Version { get; private set; }
    public IReadOnlyList<PaperVersion> Versions => versions;

    public string Code => $"DOC-{Number}";
    public string Url => $"/papers/{Code}";
    public string Name => Sentences.Pick(Title, TitleEn);
    public PaperVersion Newest => versions.MaxBy(v => v.No)!;

    /// <summary>The number in DOC-7, however it is typed; null when it is none.</summary>
    public static int? NumberOf(string? code) =>
        code is { Length: > 4 and <= 13 } && code.StartsWith("DOC-", StringComparison.OrdinalIgnoreCase) && int.TryParse(code.AsSpan(4), System.Globalization.NumberStyles.None, null, out var number)
            ? number : null;

    internal static Paper Added(LiveSession session, int number, string? title, string? titleEn, PaperAudience audience, StoredFile file, string who, DateTime now)
    {
        var paper = new Paper { Id = Guid.CreateVersion7(now), SessionId = session.Id, Number = number, By = who, At = now };
        paper.Describe(title is { } t && Clean.Line(t).Length > 0 ? t : Path.GetFileNameWithoutExtension(file.FileName), titleEn, audience);
        paper.Add(file, who, now);
        return paper;
    }

    internal void Describe(string? title, string? titleEn, PaperAudience audience)
    {
        MustStand();
        var (vi, en) = (Clean.Line(title), Clean.Line(titleEn));
        if (vi.Length == 0) throw new RuleBroken("A paper needs a title.");
        if (vi.Length > LongestTitle || en.Length > LongestTitle) throw new RuleBroken("A title has at most {0} characters.", LongestTitle);
        (Title, TitleEn, Audience) = (vi, en, audience);
        Version++;
    }

    internal PaperVersion Replace(StoredFile file, string who, DateTime now)
    {
        MustStand();
        if (versions.Count > 0 && Newest.Hash == file.Hash) throw new RuleBroken("This file is the newest version already.");
        return Add(file, who, now);
    }

    internal void Remove(string who, DateTime now)
    {
        MustStand();
        (RemovedAt, RemovedBy) = (now, who);
        Version++;
    }

    public bool MayBeSeenBy(Actor reader, LiveSession session) => reader.Roles.Any(Podium.Roles.Contains)
        || RemovedAt is null && (Audience == PaperAudience.Everyone || Audience == PaperAudience.Delegations && session.Admits(reader));

    private PaperVersion Add(StoredFile file, string who, DateTime now)
    {
        var version = new PaperVersion(this, versions.Count == 0 ? 1 : Newest.No + 1, file, who, now);
        versions.Add(version);
        Version++;
        return version;
    }

    private void MustStand()
    {
        if (RemovedAt is not null) throw new RuleBroken("{0} was removed by {1}.", Code, RemovedBy!);
    }
}

/// <summary>One file that a paper was. Never changed.</summary>
public sealed class PaperVersion
{
    private PaperVersion() { }

    internal PaperVersion(Paper paper, int no, StoredFile file, string by, DateTime at) =>
        (Id, PaperId, No, FileName, ContentType, Size, Hash, By, At) = (Guid.CreateVersion7(at), paper.Id, no, file.FileName, file.Kind.ContentType, file.Size, file.Hash, by, at);

    public Guid Id { get; private set; }
    public Guid PaperId { get; private set; }
    public int No { get; private set; }
    /// <summary>As its owner called it, without folders and without characters that could mislead.</summary>
    public string FileName { get; private set; } = "";
    /// <summary>What its bytes say it is.</summary>
    public string ContentType { get; private set; } = "";
    /// <summary>Bytes.</summary>
    public long Size { get; private set; }
    /// <summary>SHA-256 of its bytes, lower-case hexadecimal; the file bears this name in the store.</summary>
    public string Hash { get; private set; } = "";
    public string By { get; private set; } = "";
    public DateTime At { get; private set; }
}
