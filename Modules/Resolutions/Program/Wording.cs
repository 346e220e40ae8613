using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Conference.Resolutions;

internal static partial class Wording
{
    /// <summary>NFC, single spaces, no control or formatting characters; line breaks stay, empty lines do not.</summary>
    public static string Clean(string? text)
    {
        var lines = Shared.Clean.Text(Compose(text).ReplaceLineEndings("\n")).Split('\n').Select(line => Space().Replace(line, " ").Trim());
        return string.Join('\n', lines.Where(line => line.Length > 0));
    }

    /// <summary>NFC; half a surrogate pair, which has no normal form, becomes a replacement character.</summary>
    public static string Compose(string? text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text ?? "")).Normalize();

    /// <summary>For comparing and recognising: lower case, no diacritics, one kind of dash, single spaces.</summary>
    public static string Fold(string? text)
    {
        var folded = new StringBuilder();
        foreach (var letter in Compose(text).Normalize(NormalizationForm.FormKD).ToLowerInvariant())
            if (char.GetUnicodeCategory(letter) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format))
                folded.Append(letter switch
                {
                    'đ' => 'd',
                    '\u2044' or '\u2215' => '/',
                    '\u2212' => '-',
                    _ when char.IsDigit(letter) => (char)('0' + char.GetNumericValue(letter)),
                    _ when char.GetUnicodeCategory(letter) == UnicodeCategory.DashPunctuation => '-',
                    _ => letter,
                });
        return Space().Replace(folded.ToString(), " ").Trim();
    }

    [GeneratedRegex(@"[\s\p{Cc}]+")]
    private static partial Regex Space();
}
