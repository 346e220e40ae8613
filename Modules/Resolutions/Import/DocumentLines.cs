using System.Text;
using System.Text.RegularExpressions;

namespace Conference.Resolutions;

/// <summary>The paragraphs of a file of plain text, Markdown or Word. Nothing of what a reader sees is left out.</summary>
internal static partial class DocumentLines
{
    public const int LargestFile = 10 << 20, MostLines = 20_000;

    public static IReadOnlyList<DocumentLine> Of(byte[] file, string name)
    {
        if (file.Length == 0) throw new DocumentUnreadable("This file is empty.");
        if (file.AsSpan().StartsWith("PK"u8)) return Bounded(WordLines.Of(file));
        if (file.AsSpan().StartsWith<byte>([0xD0, 0xCF, 0x11, 0xE0])) throw new DocumentUnreadable("This is an old Word document (.doc), or one with a password; save it as .docx without one.");
        if (file.AsSpan().StartsWith("%PDF"u8)) throw new DocumentUnreadable("This is a PDF. Open it in Word, save it as .docx and import that.");
        var text = Decoded(file);
        return Bounded(name.EndsWith(".md", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".markdown", StringComparison.OrdinalIgnoreCase) ? OfMarkdown(text) : OfPlain(text));
    }

    /// <summary>The paragraphs of plain text, such as the clipboard has.</summary>
    public static IReadOnlyList<DocumentLine> OfPlain(string text) =>
        [.. Lines(text).Select(l => new DocumentLine(l.No, l.Text))];

    private static List<DocumentLine> OfMarkdown(string text)
    {
        var lines = new List<DocumentLine>();
        foreach (var (no, raw) in Lines(text))
        {
            var line = raw;
            var aside = false;
            while (Quote().Match(line) is { Success: true } quote) (line, aside) = (line[quote.Length..], true);
            if (Rule().IsMatch(line)) continue;
            var heading = Heading().Match(line);
            if (heading.Success) line = line[heading.Length..].TrimEnd('#', ' ');
            line = Link().Replace(line, "$1 ($2)");
            line = Strong().Replace(Strong().Replace(line, "$2"), "$2");
            line = Escaped().Replace(line, "$1").Trim();
            if (line.StartsWith('|')) line = string.Join(" | ", line.Trim('|').Split('|', StringSplitOptions.TrimEntries));
            if (line.Length > 0) lines.Add(new(no, line, heading.Success ? heading.Groups[1].Length : 0, aside));
        }
        return lines;
    }

    private static IEnumerable<(int No, string Text)> Lines(string text) =>
        Wording.Compose(text).ReplaceLineEndings("\n").Split('\n').Index().Select(l => (l.Index + 1, Text: Shared.Clean.Line(l.Item))).Where(l => l.Text.Length > 0);

    private static IReadOnlyList<DocumentLine> Bounded(IReadOnlyList<DocumentLine> lines) => lines.Count switch
    {
        0 => throw new DocumentUnreadable("There is no text in this file."),
        > MostLines => throw new DocumentUnreadable("This file has more than {0} paragraphs.", MostLines),
        _ => lines,
    };

    private static string Decoded(byte[] file)
    {
        try
        {
            if (file is [0xFF, 0xFE, ..]) return new UnicodeEncoding(false, true, true).GetString(file, 2, file.Length - 2);
            if (file is [0xFE, 0xFF, ..]) return new UnicodeEncoding(true, true, true).GetString(file, 2, file.Length - 2);
            var text = new UTF8Encoding(false, true).GetString(file is [0xEF, 0xBB, 0xBF, ..] ? file.AsSpan(3) : file);
            return text.Contains('\0', StringComparison.Ordinal) ? throw new DocumentUnreadable("This is not a file of text. Import plain text (UTF-8), Markdown or Word (.docx).") : text;
        }
        catch (ArgumentException)
        {
            throw new DocumentUnreadable("This is not a file of text. Import plain text (UTF-8), Markdown or Word (.docx).");
        }
    }

    [GeneratedRegex(@"^\s*>\s?")]
    private static partial Regex Quote();

    [GeneratedRegex(@"^\s*([-*_]\s*){3,}$|^[\s|:\-]*\|[\s|:\-]*-[\s|:\-]*$")]
    private static partial Regex Rule();

    [GeneratedRegex(@"^(#{1,6})\s+")]
    private static partial Regex Heading();

    [GeneratedRegex(@"!?\[([^\]\[]+)\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(\*\*|__|\*|`)(?=\S)(.+?)(?<=\S)\1")]
    private static partial Regex Strong();

    [GeneratedRegex(@"\\([\\`*_{}\[\]()#+.!|>-])")]
    private static partial Regex Escaped();
}
