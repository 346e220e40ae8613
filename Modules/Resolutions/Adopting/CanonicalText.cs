using System.Security.Cryptography;
using System.Text;

namespace Conference.Resolutions;

/// <summary>
/// The whole text of a resolution as plain lines with its numbers, the same on every machine and database (NFC, LF): what
/// an adoption seals. Vietnamese first, then the English translation, then the annexed action programs.
/// </summary>
public static class CanonicalText
{
    public static string Of(Resolution resolution)
    {
        var numbering = resolution.Numbering;
        var clauses = resolution.Clauses.ToDictionary(c => c.Id);
        var text = new StringBuilder();
        Write(resolution.Title, n => n.Label, c => c.Heading, c => CrossReference.Read(c.Text, numbering, false));
        text.Append("\n—\n\n");
        Write(resolution.TitleEn, n => n.LabelEn, c => c.HeadingEn, c => CrossReference.Read(c.TextEn, numbering, true));
        return text.ToString().ReplaceLineEndings("\n").Normalize(NormalizationForm.FormC);

        void Write(string title, Func<Numbered, string> label, Func<Clause, string> heading, Func<Clause, string> words)
        {
            text.Append(title).Append('\n');
            foreach (var numbered in numbering.InOrder)
            {
                var clause = clauses[numbered.Id];
                string[] parts = [label(numbered), heading(clause), words(clause)];
                text.Append(string.Join(' ', parts.Where(p => p.Length > 0))).Append('\n');
            }
        }
    }

    /// <param name="programs">The action programs as <see cref="ProgramText"/> writes them; empty where none is annexed.</param>
    public static string Of(Resolution resolution, string programs) => programs.Length == 0 ? Of(resolution) : $"{Of(resolution)}\n—\n\n{programs}";

    /// <summary>The text with the programs as they are stored now.</summary>
    public static async Task<string> Whole(ResolutionsDb db, Resolution resolution, CancellationToken ct) => Of(resolution, await ProgramText.Of(db, resolution, ct));

    /// <summary>SHA-256 of the text's UTF-8 bytes, lower-case hexadecimal.</summary>
    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
