using System.Globalization;
using System.Text.RegularExpressions;
using Conference.Shared;
using Conference.Shared.Contracts;

namespace Conference.Resolutions;

/// <summary>Number and symbol of a document: a number below 10 gets a leading 0, no spaces (Decree 30/2020).</summary>
public sealed partial record DocumentNumber(int Number, string Symbol)
{
    public static DocumentNumber Read(string? text)
    {
        var match = Pattern().Match(Clean.Line(text).ToUpperInvariant());
        var number = match.Success ? int.Parse(match.Groups["number"].Value, CultureInfo.InvariantCulture) : 0;
        if (number == 0) throw new RuleBroken("Write number and symbol like this: {0}.", "01/NQ-HNNG32");
        return new(number, match.Groups["symbol"].Value);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number:00}/{Symbol}");

    [GeneratedRegex(@"^(?<number>\d{1,5}) ?/ ?(?<symbol>[\p{Lu}\d]+( ?- ?[\p{Lu}\d]+)*)$")]
    private static partial Regex Pattern();
}

/// <summary>What the conference decided about a draft.</summary>
public sealed partial record Decision(DocumentNumber Number, DateOnly On, AdoptionBasis Basis, int? For, int? Against, int? Abstentions, string SessionCode, string Reservations)
{
    /// <summary>The decision of a session that is recorded here: basis, figures and statements are then as the session had them.</summary>
    public TakenDecision? Taken { get; init; }
    /// <summary>The text may be another one than was decided on: the conference knows of the corrections.</summary>
    public bool Corrected { get; init; }
    /// <summary>The symbol of the numbered draft that is adopted, such as R-1/L.2/Rev.1; empty where the text is none.</summary>
    public string Draft { get; init; } = "";

    /// <summary>The action programs that are adopted with the text, as <see cref="ProgramText"/> writes them.</summary>
    public string Programs { get; init; } = "";

    /// <summary>As it is stored; refused where it contradicts itself.</summary>
    public Decision Checked(DateOnly today)
    {
        if (On > today) throw new RuleBroken("The day of adoption lies in the future.");
        if (today.Year - On.Year > 1) throw new RuleBroken("The day of adoption lies too far in the past.");
        var session = Clean.Line(SessionCode).ToUpperInvariant();
        if (session.Length > 0 && !Session().IsMatch(session)) throw new RuleBroken("Write the deciding session like this: {0}.", "S-22");
        var reservations = Clean.Text(Reservations);
        if (reservations.Length > 10_000) throw new RuleBroken("The reservations have at most {0} characters.", 10_000);
        var number = Number with { Symbol = Number.Symbol.Replace(" ", "", StringComparison.Ordinal) };
        if (number.Symbol.Length > 60) throw new RuleBroken("Write number and symbol like this: {0}.", "01/NQ-HNNG32");
        if (Taken is { } taken)
            return this with
            {
                Number = number, Basis = taken.Basis, For = taken.VotesFor, Against = taken.VotesAgainst, Abstentions = taken.Abstentions, SessionCode = taken.SessionCode,
                Reservations = Clean.Text($"{taken.Reservations}\n{reservations}"),
            };
        if (Basis != AdoptionBasis.Vote) return this with { Number = number, For = null, Against = null, Abstentions = null, SessionCode = session, Reservations = reservations };
        if (For is null || Against is null || Abstentions is null) throw new RuleBroken("A vote needs the number of votes for, against and abstaining.");
        if (For < 0 || Against < 0 || Abstentions < 0) throw new RuleBroken("Numbers of votes are not negative.");
        if (For <= Against) throw new RuleBroken("With {0} for and {1} against the text is not adopted.", For, Against);
        return this with { Number = number, SessionCode = session, Reservations = reservations };
    }

    /// <summary>Refused unless the session adopted this very text, for good.</summary>
    internal void MustConcern(Resolution resolution, string text, DateTime now)
    {
        if (Taken is not { } taken) return;
        if (taken.Subject != resolution.Code) throw new RuleBroken("{0} is not about {1}.", taken.Code, resolution.Code);
        if (taken.TakenBackAt is not null) throw new RuleBroken("{0} was taken back in its session. There is nothing to record yet.", taken.Code);
        if (!taken.Adopted) throw new RuleBroken("{0} did not adopt the text.", taken.Code);
        if (taken.Method is DecisionMethod.Consensus && now - taken.At < TakenDecision.MayBeTakenBack) throw new RuleBroken("{0} can still be taken back in its session for half a minute. Seal the text after that.", taken.Code);
        if (!Corrected && taken.TextHash.Length > 0 && taken.TextHash != CanonicalText.HashOf(text))
            throw new RuleBroken("The text has changed since {0} was taken. Say that the conference knows of the corrections, or put the text back as it was decided.", taken.Code);
    }

    [GeneratedRegex(@"^S-\d{2,3}$")]
    private static partial Regex Session();
}
