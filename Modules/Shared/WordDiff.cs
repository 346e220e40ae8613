using System.Buffers;
using DiffPlex;

namespace Conference.Shared;

public enum WordChange { Same, Inserted, Deleted }

/// <summary>Some words in a row that share their fate.</summary>
public sealed record WordRun(WordChange Change, string Text);

/// <summary>Two texts compared word by word, and edits of one text put together.</summary>
public static class WordDiff
{
    private sealed record Block(int OldStart, int OldEnd, int NewStart, int NewEnd);

    public static IReadOnlyList<WordRun> Between(string before, string after)
    {
        var (old, now, blocks) = Blocks(before, after);
        var runs = new List<WordRun>();
        var at = 0;
        foreach (var block in blocks)
        {
            Add(WordChange.Same, old[at..block.OldStart]);
            Add(WordChange.Deleted, old[block.OldStart..block.OldEnd]);
            Add(WordChange.Inserted, now[block.NewStart..block.NewEnd]);
            at = block.OldEnd;
        }
        Add(WordChange.Same, old[at..]);
        return runs;

        void Add(WordChange change, string[] pieces)
        {
            if (pieces.Length > 0) runs.Add(new(change, string.Concat(pieces)));
        }
    }

    /// <summary>The same for people to read: where only scattered words are left of a text, all of it was replaced.</summary>
    public static IReadOnlyList<WordRun> Told(string before, string after)
    {
        var runs = Between(before, after);
        var kept = runs.Where(r => r.Change is WordChange.Same).Sum(r => r.Text.Length);
        return before.Length > 0 && after.Length > 0 && kept * 3 < Math.Max(before.Length, after.Length) ? [new(WordChange.Deleted, before), new(WordChange.Inserted, after)] : runs;
    }

    /// <summary>Edits of one text put together, each change once; or null where two touch the same words.</summary>
    public static string? Merge(string before, params IReadOnlyList<string> edited)
    {
        var texts = edited.Where(e => e != before).Distinct().ToList();
        if (texts.Count < 2) return texts.FirstOrDefault() ?? before;
        string[] old = [];
        var all = new HashSet<(int OldStart, int OldEnd, string Text)>();
        foreach (var text in texts)
        {
            (old, var now, var blocks) = Blocks(before, text);
            all.UnionWith(blocks.Select(b => (b.OldStart, b.OldEnd, string.Concat(now[b.NewStart..b.NewEnd]))));
        }
        var edits = all.OrderBy(e => e.OldStart).ThenBy(e => e.OldEnd).ToList();
        var merged = new List<string>();
        var at = 0;
        for (var i = 0; i < edits.Count; i++)
        {
            if (i > 0 && edits[i].OldStart <= edits[i - 1].OldEnd) return null;
            merged.Add(string.Concat(old[at..edits[i].OldStart]) + edits[i].Text);
            at = edits[i].OldEnd;
        }
        return string.Concat(merged) + string.Concat(old[at..]);
    }

    private static (string[] Old, string[] New, List<Block> Blocks) Blocks(string before, string after)
    {
        string[] old = Cut(before), now = Cut(after);
        // Most changes touch a few words: what is the same before and after them is not compared any further.
        var head = old.AsSpan().CommonPrefixLength(now);
        var (ends, most) = (0, Math.Min(old.Length, now.Length) - head);
        while (ends < most && old[^(ends + 1)] == now[^(ends + 1)]) ends++;
        var blocks = new List<Block>();
        var diff = new Differ().CreateCustomDiffs("old", "new", false, false, side => side == "old" ? old[head..^ends] : now[head..^ends]);
        foreach (var b in diff.DiffBlocks) Join(blocks, old, new(head + b.DeleteStartA, head + b.DeleteStartA + b.DeleteCountA, head + b.InsertStartB, head + b.InsertStartB + b.InsertCountB));
        return (old, now, blocks);
    }

    private static readonly SearchValues<char> between = SearchValues.Create(" \n\t,;.:()");

    /// <summary>Words, and what stands between them character by character.</summary>
    private static string[] Cut(string text)
    {
        var pieces = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            var word = text.AsSpan(at).IndexOfAny(between) is var next && next < 0 ? text.Length - at : Math.Max(next, 1);
            pieces.Add(text.Substring(at, word));
            at += word;
        }
        return [.. pieces];
    }

    // Two changes with only a space between them read as one.
    private static void Join(List<Block> blocks, string[] old, Block next)
    {
        if (blocks.Count > 0 && old[blocks[^1].OldEnd..next.OldStart].All(string.IsNullOrWhiteSpace))
            blocks[^1] = blocks[^1] with { OldEnd = next.OldEnd, NewEnd = next.NewEnd };
        else blocks.Add(next);
    }
}
