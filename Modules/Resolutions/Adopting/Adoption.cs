using System.Globalization;
using Conference.Shared.Contracts;

namespace Conference.Resolutions;

/// <summary>What the conference decided and the text it decided on. Never changed.</summary>
public sealed class Adoption
{
    public Guid ResolutionId { get; private set; }
    public int Year { get; private set; }
    public int Number { get; private set; }
    /// <summary>What stands after the slash, such as NQ-HNNG32. A number is unique within its year and symbol.</summary>
    public string Symbol { get; private set; } = "";
    public DateOnly AdoptedOn { get; private set; }
    public AdoptionBasis Basis { get; private set; }
    public int? VotesFor { get; private set; }
    public int? VotesAgainst { get; private set; }
    public int? Abstentions { get; private set; }
    /// <summary>The session that decided, such as S-22; empty when none is named.</summary>
    public string SessionCode { get; private set; } = "";
    public string Reservations { get; private set; } = "";
    /// <summary>The decision that adopted it, such as D-3; empty where it was recorded by hand.</summary>
    public string DecisionCode { get; private set; } = "";
    public DecisionMethod? Method { get; private set; }
    public int? NotVoting { get; private set; }
    public int? Present { get; private set; }
    /// <summary>How many votes for were needed.</summary>
    public int? Needed { get; private set; }
    public string Objections { get; private set; } = "";
    /// <summary>The numbered draft that was adopted, such as R-1/L.2/Rev.1; empty where the text was none.</summary>
    public string Draft { get; private set; } = "";
    public string AdoptedBy { get; private set; } = "";
    public DateTime AdoptedAt { get; private set; }
    /// <summary>Which canonical form the text has: 1 is that of the clauses alone, 2 has the annexed action programs as well.</summary>
    public int Form { get; private set; }
    /// <summary>The whole text as adopted, and its SHA-256 in lower-case hexadecimal.</summary>
    public string Text { get; private set; } = "";
    public string Hash { get; private set; } = "";

    /// <summary>The SHA-256 of all that is recorded here, the text's fingerprint included; empty where it was recorded before there was one.</summary>
    public string RecordHash { get; private set; } = "";

    /// <summary>Number and symbol as the decree writes them: 01/NQ-HNNG32.</summary>
    public string NumberAndSymbol => new DocumentNumber(Number, Symbol).ToString();

    public bool IsRecordUnchanged => RecordHash.Length == 0 || RecordHash == HashOfRecord();

    internal static Adoption Of(Resolution resolution, Decision decision, string text, Pen pen)
    {
        var adoption = Recorded(resolution, decision, text, pen);
        adoption.RecordHash = adoption.HashOfRecord();
        return adoption;
    }

    private string HashOfRecord() => CanonicalText.HashOf(string.Join('\n', new object?[]
    {
        Year, Number, Symbol, AdoptedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Basis, VotesFor, VotesAgainst, Abstentions, NotVoting, Present, Needed, SessionCode, DecisionCode, Method, Draft,
        Reservations, Objections, AdoptedBy, AdoptedAt.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture), Hash,
    }));

    private static Adoption Recorded(Resolution resolution, Decision decision, string text, Pen pen) => new()
    {
        ResolutionId = resolution.Id, Year = decision.On.Year, Number = decision.Number.Number, Symbol = decision.Number.Symbol, AdoptedOn = decision.On,
        Basis = decision.Basis, VotesFor = decision.For, VotesAgainst = decision.Against, Abstentions = decision.Abstentions, SessionCode = decision.SessionCode,
        Reservations = decision.Reservations, DecisionCode = decision.Taken?.Code ?? "", Method = decision.Taken?.Method, NotVoting = decision.Taken?.NotVoting, Present = decision.Taken?.Present,
        Needed = decision.Taken?.Needed, Objections = decision.Taken?.Objections ?? "", Draft = decision.Draft, AdoptedBy = pen.Who, AdoptedAt = pen.At, Form = 2, Text = text, Hash = CanonicalText.HashOf(text),
    };
}
