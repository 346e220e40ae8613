using System.Globalization;
using System.Text;

namespace Conference.Shared;

/// <summary>Text as searches compare it: lower case, no diacritics, đ as d, single spaces.</summary>
public static class Fold
{
    public static string ForSearch(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return "";
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            // Unicode does not decompose đ, and Vietnamese readers type it as d.
            if (c is 'đ' or 'Đ') folded.Append('d');
            else if (char.IsWhiteSpace(c)) { if (folded.Length > 0 && folded[^1] != ' ') folded.Append(' '); }
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark) folded.Append(char.ToLowerInvariant(c));
        }
        return folded.ToString().TrimEnd().Normalize(NormalizationForm.FormC);
    }

    /// <summary>The words of a search, each to be found somewhere in the folded text.</summary>
    public static string[] Words(string? search) => ForSearch(search).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
