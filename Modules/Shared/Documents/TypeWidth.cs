using System.Globalization;
using System.Text;

namespace Conference.Shared.Documents;

/// <summary>How wide words are in bold Times New Roman: the decree measures its rules by the line above them.</summary>
internal static class TypeWidth
{
    /// <returns>Points.</returns>
    public static double Of(string text, double size) => text.Normalize(NormalizationForm.FormD).Sum(Thousandths) * size / 1000;

    /// <summary>The text in as few lines as it needs within so many points, and none of them much shorter than the others.</summary>
    public static IReadOnlyList<string> Balanced(string text, double size, double points)
    {
        var target = Of(text, size) / Math.Ceiling(Of(text, size) / points);
        var lines = new List<string>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            // A word goes where more than half of it lies within the line.
            if (lines.Count > 0 && Of(lines[^1], size) + Of(word, size) / 2 <= target && Of($"{lines[^1]} {word}", size) <= points) lines[^1] += " " + word;
            else lines.Add(word);
        return lines;
    }

    private static int Thousandths(char letter) => letter switch
    {
        'M' => 944, 'W' => 1000, 'm' => 833,
        'G' or 'H' or 'K' or 'O' or 'Q' => 778,
        'E' or 'B' or 'L' or 'T' or 'Z' => 667,
        'F' or 'P' => 611,
        'S' or 'k' or 'b' or 'd' or 'h' or 'n' or 'p' or 'q' or 'u' or 'đ' => 556,
        'J' or 'a' or 'o' or 'v' or 'x' or 'y' => 500,
        'c' or 'e' or 'r' or 'z' => 444,
        'I' or 's' => 389,
        'f' or 't' or 'j' or '-' or '(' or ')' => 333,
        'i' or 'l' or '/' or ':' or ';' => 278,
        ' ' or '.' or ',' => 250,
        'w' => 722,
        _ when CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark => 0,
        _ => char.IsUpper(letter) ? 722 : 500,
    };
}
