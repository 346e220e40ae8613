using Conference.Shared;

namespace Conference.Resolutions;

/// <summary>Clauses reworded by several at once: put together word by word, and how far a wording is from another.</summary>
internal static class AmendedText
{
    /// <summary>All these rewordings of <paramref name="before"/> in one, each change once; null where they touch the same words.</summary>
    public static ClauseText? Merge(ClauseText before, params IReadOnlyList<ClauseText> rewordings)
    {
        string? Part(Func<ClauseText, string> of) => WordDiff.Merge(of(before), [.. rewordings.Select(of)]);
        return Part(w => w.Heading) is { } heading && Part(w => w.HeadingEn) is { } headingEn && Part(w => w.Text) is { } text && Part(w => w.TextEn) is { } textEn
            ? new(heading, headingEn, text, textEn) : null;
    }

    /// <summary>Deleted and inserted words, as a share of the words of both; between 0 and 1. The language that changes more counts.</summary>
    public static double Distance(ClauseText before, ClauseText after) =>
        Math.Max(Distance(before.Heading + "\n" + before.Text, after.Heading + "\n" + after.Text), Distance(before.HeadingEn + "\n" + before.TextEn, after.HeadingEn + "\n" + after.TextEn));

    private static double Distance(string before, string after)
    {
        if (before == after) return 0;
        var runs = WordDiff.Between(before, after);
        double Words(Func<WordRun, bool> which) => runs.Where(which).Sum(r => r.Text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Length);
        var all = Words(_ => true) + Words(r => r.Change == WordChange.Same);
        return all == 0 ? 1 : Words(r => r.Change != WordChange.Same) / all;
    }

    /// <summary>Where in a clause the first change stands, in characters.</summary>
    public static int Begins(ClauseText before, ClauseText after)
    {
        var (old, now) = ($"{before.Heading}\n{before.Text}", $"{after.Heading}\n{after.Text}");
        return old.AsSpan().CommonPrefixLength(now);
    }
}
