using System.Globalization;
using System.Text;
using System.Text.Json;
using Conference.Shared;
using Conference.Shared.Data;

namespace Conference.Resolutions;

/// <summary>How one clause was printed and how it is to be read; <paramref name="Place"/> says which clause, in the words of the text.</summary>
public sealed record Correction(Guid ClauseId, string Citation, string Place, string PlaceEn, ClauseText Was, ClauseText Reads);

/// <summary>
/// Corrects errors in an adopted text without touching it: a document of its own, numbered within its resolution, with a fingerprint of
/// its own. Never changed; another corrigendum corrects it.
/// </summary>
public sealed class Corrigendum
{
    public const int LongestReason = 1000;

    public Guid Id { get; private set; }
    public Guid ResolutionId { get; private set; }
    public int No { get; private set; }
    public DateOnly IssuedOn { get; private set; }
    public DateTime IssuedAt { get; private set; }
    public string IssuedBy { get; private set; } = "";
    public string Reason { get; private set; } = "";
    public string ReasonEn { get; private set; } = "";
    public string Stored { get; private set; } = "[]";
    /// <summary>What it says as plain lines, and the SHA-256 of that in lower-case hexadecimal.</summary>
    public string Text { get; private set; } = "";
    public string Hash { get; private set; } = "";

    public IReadOnlyList<Correction> Corrections => JsonSerializer.Deserialize<List<Correction>>(Stored, ModuleDb.Json)!;

    public string Name => string.Create(CultureInfo.InvariantCulture, $"Corr.{No}");

    public string NumberOf(Resolution resolution) => $"{resolution.Adoption!.NumberAndSymbol}/{Name}";

    /// <param name="earlier">All corrigenda of this resolution so far.</param>
    /// <param name="reads">How clauses are to be read; those that read as they do now are left out.</param>
    internal static Corrigendum Issue(Resolution resolution, int no, IReadOnlyList<Corrigendum> earlier, IReadOnlyDictionary<Guid, ClauseText> reads, string? reason, string? reasonEn, DateOnly on, Pen pen)
    {
        if (resolution.State != ResolutionState.Adopted) throw new RuleBroken("Only an adopted text needs a corrigendum. A draft is simply changed.");
        var (why, whyEn) = (Clean.Line(reason), Clean.Line(reasonEn));
        if (why.Length == 0) throw new RuleBroken("Say why the text is corrected.");
        if (why.Length > LongestReason || whyEn.Length > LongestReason) throw new RuleBroken("The reason has at most {0} characters.", LongestReason);
        var numbering = resolution.Numbering;
        var now = Reading(resolution, earlier);
        var corrections = (from numbered in numbering.InOrder
                           where reads.ContainsKey(numbered.Id)
                           let corrected = reads[numbered.Id].Checked()
                           where corrected != now[numbered.Id]
                           select new Correction(numbered.Id, numbered.Citation, numbering.InWords(numbered, false), numbering.InWords(numbered, true), now[numbered.Id], corrected)).ToList();
        if (reads.Keys.Any(id => !now.ContainsKey(id))) throw new RuleBroken("This clause is not in the adopted text.");
        if (corrections.Count == 0) throw new RuleBroken("Nothing is corrected: every clause reads as it did.");
        var corrigendum = new Corrigendum
        {
            Id = Guid.CreateVersion7(), ResolutionId = resolution.Id, No = no, IssuedOn = on, IssuedAt = pen.At, IssuedBy = pen.Who, Reason = why, ReasonEn = whyEn, Stored = JsonSerializer.Serialize(corrections, ModuleDb.Json),
        };
        corrigendum.Text = corrigendum.Canonical(resolution);
        corrigendum.Hash = CanonicalText.HashOf(corrigendum.Text);
        pen.Db.Announce(resolution.Topic, "corrected", new { pen.Who, Number = corrigendum.NumberOf(resolution) });
        return corrigendum;
    }

    /// <summary>How each clause of an adopted text is to be read, after all its corrigenda.</summary>
    public static Dictionary<Guid, ClauseText> Reading(Resolution resolution, IEnumerable<Corrigendum> corrigenda)
    {
        var numbering = resolution.Numbering;
        var reading = resolution.Standing.ToDictionary(c => c.Id, c => c.Words with { Text = CrossReference.Read(c.Text, numbering, false), TextEn = CrossReference.Read(c.TextEn, numbering, true) });
        foreach (var correction in corrigenda.OrderBy(c => c.No).SelectMany(c => c.Corrections)) reading[correction.ClauseId] = correction.Reads;
        return reading;
    }

    public bool IsUnchanged(Resolution resolution) => CanonicalText.HashOf(Text) == Hash && Canonical(resolution) == Text;

    private string Canonical(Resolution resolution)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{NumberOf(resolution)}\n{IssuedOn:yyyy-MM-dd}\n{Reason}\n");
        foreach (var c in Corrections) text.Append(CultureInfo.InvariantCulture, $"{c.Place}\n– {c.Was.Heading} {c.Was.Text}\n+ {c.Reads.Heading} {c.Reads.Text}\n");
        text.Append(CultureInfo.InvariantCulture, $"\n—\n\n{ReasonEn}\n");
        foreach (var c in Corrections) text.Append(CultureInfo.InvariantCulture, $"{c.PlaceEn}\n– {c.Was.HeadingEn} {c.Was.TextEn}\n+ {c.Reads.HeadingEn} {c.Reads.TextEn}\n");
        return text.ToString().ReplaceLineEndings("\n").Normalize(NormalizationForm.FormC);
    }
}
