using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Conference.Shared.Data;

namespace Conference.Resolutions;

/// <summary>Which draft of a resolution: L.1, L.1/Rev.1, L.2, as the United Nations number drafts that are handed out.</summary>
public readonly partial record struct DraftNumber(int Draft, int Revision)
{
    /// <summary>As it is spoken of: 1, 1/Rev.1.</summary>
    public string Name => Revision == 0 ? $"{Draft}" : $"{Draft}/Rev.{Revision}";

    /// <summary>As addresses have it: 1, 1.1.</summary>
    public string Key => Revision == 0 ? $"{Draft}" : $"{Draft}.{Revision}";

    /// <summary>The one after it: another revision of the same draft, or the first of the next.</summary>
    public DraftNumber Next(bool revises) => revises ? this with { Revision = Revision + 1 } : new(Draft + 1, 0);

    public string SymbolOf(string resolution) => $"{resolution}/L.{Name}";

    public static DraftNumber? Read(string? key) => Pattern().Match(key ?? "") is { Success: true } m
        ? new(int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture), m.Groups[2].Success ? int.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture) : 0) : null;

    [GeneratedRegex(@"^([1-9]\d{0,3})(?:\.([1-9]\d{0,3}))?$")]
    private static partial Regex Pattern();
}

/// <summary>A clause as a numbered draft froze it.</summary>
public sealed record FrozenClause(Guid Id, Guid? ParentId, int Position, ClauseKind Kind, int Version, ClauseText Words);

/// <summary>All that a numbered draft says: title, layout, the tree of its clauses, the action programs that are annexed.</summary>
public sealed record FrozenText(string Title, string TitleEn, DocumentLayout Layout, IReadOnlyList<FrozenClause> Clauses, IReadOnlyList<ProgramAnnex> Programs);

/// <summary>A draft as it was handed out, with a number of its own. Never changed.</summary>
[NotAudited]
public sealed class NumberedDraft
{
    public const int LongestNote = 300;

    public Guid Id { get; private set; }
    public Guid ResolutionId { get; private set; }
    public int Draft { get; private set; }
    public int Revision { get; private set; }
    public DateTime IssuedAt { get; private set; }
    public string IssuedBy { get; private set; } = "";
    public string Note { get; private set; } = "";
    /// <summary>Delegations and focal points may read it too.</summary>
    public bool Circulated { get; private set; }
    /// <summary>The version of the resolution that it froze.</summary>
    public int Version { get; private set; }
    /// <summary>A <see cref="FrozenText"/>.</summary>
    public string Stored { get; private set; } = "";
    /// <summary>SHA-256 of its canonical text.</summary>
    public string Hash { get; private set; } = "";

    public DraftNumber Number => new(Draft, Revision);

    public FrozenText Text => JsonSerializer.Deserialize<FrozenText>(Stored, ModuleDb.Json)!;

    internal static NumberedDraft Of(Resolution resolution, DraftNumber number, IReadOnlyList<ProgramAnnex> programs, string note, bool circulated, Pen pen) => new()
    {
        Id = Guid.CreateVersion7(), ResolutionId = resolution.Id, Draft = number.Draft, Revision = number.Revision, IssuedAt = pen.At, IssuedBy = pen.Who, Note = note, Circulated = circulated,
        Version = resolution.Version, Hash = CanonicalText.HashOf(CanonicalText.Of(resolution)),
        Stored = JsonSerializer.Serialize(new FrozenText(resolution.Title, resolution.TitleEn, resolution.Layout,
            [.. resolution.Standing.Select(c => new FrozenClause(c.Id, c.ParentId, c.Position, c.Kind, c.Version, c.Words)).OrderBy(c => c.Id)], programs), ModuleDb.Json),
    };

    /// <summary>Whether it says the same as another one, whatever their numbers.</summary>
    public bool Says(NumberedDraft other) => Hash == other.Hash && JsonSerializer.Serialize(Text.Programs, ModuleDb.Json) == JsonSerializer.Serialize(other.Text.Programs, ModuleDb.Json);
}
