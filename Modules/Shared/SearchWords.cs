using System.Text;

namespace Conference.Shared;

/// <summary>
/// What someone typed to search for. Every word must occur, each as the beginning of a word, with or without diacritics;
/// numbers and single letters as they are; what stands in quotes, or joined by signs as in C-12 or 2026-2030, in exactly this order.
/// Nothing typed is ever an instruction.
/// </summary>
public sealed class SearchWords
{
    /// <summary>No more words than this are looked at: more find the same.</summary>
    public const int Most = 16;
    /// <summary>Of a word longer than this its beginning is looked for.</summary>
    internal const int Longest = 64;

    /// <param name="Whole">The word itself and not what it begins.</param>
    public readonly record struct Word(string Text, bool Whole);

    private readonly List<Word> words = [];
    private readonly List<string> exact = [];

    private SearchWords(bool given) => Given = given;

    /// <summary>Something was typed; where it holds no word, nothing can be found by it.</summary>
    public bool Given { get; }
    /// <summary>Folded words of letters and digits alone, without repetition.</summary>
    public IReadOnlyList<Word> Words => words;
    /// <summary>Folded pieces of text that must occur as they stand.</summary>
    public IReadOnlyList<string> Exact => exact;

    public static SearchWords Of(string? typed)
    {
        // Cleaned as stored texts are: PostgreSQL takes no text with a null character in it.
        var folded = Fold.ForSearch(Clean.Text(typed)).Replace('“', '"').Replace('”', '"').Replace('„', '"').Replace('«', '"').Replace('»', '"');
        var search = new SearchWords(folded.Length > 0);
        var quoted = false;
        foreach (var part in folded.Split('"'))
        {
            foreach (var piece in quoted ? [part] : part.Split(' ')) search.Add(piece.Trim());
            quoted = !quoted;
        }
        return search;
    }

    /// <summary>The words of a folded text, as they are compared.</summary>
    public static IEnumerable<string> In(string folded)
    {
        var word = new StringBuilder();
        foreach (var rune in folded.EnumerateRunes())
        {
            if (Rune.IsLetter(rune) || Rune.IsNumber(rune)) word.Append(rune);
            else if (word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }
        }
        if (word.Length > 0) yield return word.ToString();
    }

    private void Add(string piece)
    {
        var found = In(piece).ToList();
        foreach (var text in found)
        {
            var word = text.Length > Longest ? new Word(text[..Longest], false) : new(text, text.Length == 1 || text.All(char.IsAsciiDigit));
            if (words.Count < Most && !words.Contains(word)) words.Add(word);
        }
        var inside = Trimmed(piece);
        if (found.Count > 1 && exact.Count < Most && !exact.Contains(inside)) exact.Add(inside);
    }

    // Signs around a word are not looked for: (an ninh) finds an ninh.
    private static string Trimmed(string piece)
    {
        var (from, to) = (0, piece.Length);
        while (from < to && !IsOfWord(piece[from])) from++;
        while (to > from && !IsOfWord(piece[to - 1])) to--;
        return piece[from..to];
    }

    private static bool IsOfWord(char c) => char.IsLetterOrDigit(c) || char.IsNumber(c) || char.IsSurrogate(c);
}
