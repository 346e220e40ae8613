using System.Text.RegularExpressions;

namespace Conference.Resolutions;

/// <summary>Agencies as the wording of a clause names them: "Bộ X chủ trì, phối hợp với Bộ Y, Bộ Z …". A proposal for a person to accept.</summary>
internal sealed partial record AgencyProposal(IReadOnlyList<NamedAgency> Leads, IReadOnlyList<NamedAgency> Coordinating, string Rest)
{
    public static AgencyProposal From(string text, KnownAgencies known)
    {
        var names = known.Keys().ToList();
        var clean = Wording.Clean(text);
        var folded = Wording.Fold(clean);
        var verb = Lead().Match(folded);
        if (!verb.Success) return new([], [], Bare(clean));
        var (leads, before) = Listed(folded[..verb.Index].TrimStart(), names);
        if (leads.Count == 0 || before.Trim().Length > 0) return new([], [], Bare(clean));

        var after = folded[(verb.Index + verb.Length)..];
        IReadOnlyList<NamedAgency> coordinating = [];
        if (With().Match(after) is { Success: true } with) (coordinating, after) = Listed(after[with.Length..], names);
        return new(leads, [.. coordinating.Except(leads)], Written(clean, folded, Doing().Replace(after, "")));
    }

    /// <summary>The names a text begins with, parted by commas or "and", and what follows them.</summary>
    private static (List<NamedAgency> Found, string After) Listed(string text, List<(string Key, NamedAgency Agency)> names)
    {
        var found = new List<NamedAgency>();
        while (true)
        {
            var start = The().Match(text).Length;
            var (key, agency) = names.FirstOrDefault(n => text.AsSpan(start).StartsWith(n.Key, StringComparison.Ordinal) && (start + n.Key.Length == text.Length || !char.IsLetterOrDigit(text[start + n.Key.Length])));
            if (key is null) return (found, text);
            if (!found.Contains(agency)) found.Add(agency);
            var rest = text[(start + key.Length)..];
            var joint = Joint().Match(rest);
            if (!joint.Success || rest.Length == joint.Length) return (found, rest.TrimStart(' ', ','));
            var next = rest[joint.Length..];
            // After the last agency the sentence goes on, sometimes with a comma as well.
            var more = names.Any(n => next.AsSpan(The().Match(next).Length).StartsWith(n.Key, StringComparison.Ordinal));
            if (!more) return (found, next);
            text = next;
        }
    }

    /// <summary>The folded rest of a text as it is written, with a capital letter; the whole text where that is not certain.</summary>
    private static string Written(string clean, string folded, string rest)
    {
        rest = rest.Trim();
        if (clean.Length != folded.Length || rest.Length == 0 || !folded.EndsWith(rest, StringComparison.Ordinal)) return Bare(clean);
        var written = Bare(clean[^rest.Length..]);
        return char.ToUpperInvariant(written[0]) + written[1..];
    }

    private static string Bare(string text) => text.TrimEnd(';', '.', ':', ' ');

    [GeneratedRegex(@"\bchu tri\b|\b(shall |will |to )?(preside over|take the lead|lead|assume the prime responsibility( for)?)\b")]
    private static partial Regex Lead();

    [GeneratedRegex(@"^\s*,?\s*(va |and |to )?(phoi hop( chat che)? (voi|cung)|(closely )?(coordinate|cooperate)( closely)? with)\s+")]
    private static partial Regex With();

    [GeneratedRegex(@"^\s*(,|va\b|and\b|,\s*(va|and)\b)\s*")]
    private static partial Regex Joint();

    [GeneratedRegex(@"^(the )?")]
    private static partial Regex The();

    [GeneratedRegex(@"^[\s,]*(in )?")]
    private static partial Regex Doing();
}
