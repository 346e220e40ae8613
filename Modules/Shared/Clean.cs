using System.Globalization;
using System.Text;

namespace Conference.Shared;

/// <summary>Text from outside as it is stored: NFC, without control characters and bidirectional overrides, trimmed.</summary>
public static class Clean
{
    public static string Text(string? text) => Characters(text).Trim();

    /// <summary>The same with the spaces around it.</summary>
    public static string Characters(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // A lone surrogate arrives as U+FFFD here; formatting characters could reorder or hide what others read.
            if (rune.Value is '\n' or '\t') kept.Append((char)rune.Value);
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned) || rune.Value is 0x200D)
                kept.Append(rune);
        }
        return kept.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>The same on a single line.</summary>
    public static string Line(string? text) => string.Join(' ', Text(text).Split([' ', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries));
}
