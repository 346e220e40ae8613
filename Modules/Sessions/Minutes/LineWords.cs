using Conference.Shared;

namespace Conference.Sessions;

/// <summary>The words of a line in both languages: what happened, and below it what was said.</summary>
public sealed record LineWords(string Head, string HeadEn, string Text, string TextEn)
{
    public const int LongestHead = 1000, LongestText = 20_000;

    public static readonly LineWords Empty = new("", "", "", "");

    public bool IsEmpty => Head.Length + HeadEn.Length + Text.Length + TextEn.Length == 0;

    /// <summary>As it is stored: cleaned, within bounds, and with something to read.</summary>
    public LineWords Checked()
    {
        var clean = new LineWords(Clean.Line(Head), Clean.Line(HeadEn), Clean.Text(Text), Clean.Text(TextEn));
        if (clean.IsEmpty) throw new RuleBroken("A line needs some words.");
        if (clean.Head.Length > LongestHead || clean.HeadEn.Length > LongestHead) throw new RuleBroken("The first sentence of a line has at most {0} characters. Write what was said below it.", LongestHead);
        if (clean.Text.Length > LongestText || clean.TextEn.Length > LongestText) throw new RuleBroken("What was said has at most {0} characters.", LongestText);
        return clean;
    }

    /// <summary>
    /// Two edits of the same words put together, field by field: who wrote Vietnamese and who wrote English do not touch each
    /// other. Null where both changed the same field in different ways.
    /// </summary>
    public static LineWords? Together(LineWords before, LineWords theirs, LineWords yours)
    {
        var (head, headEn) = (Field(before.Head, theirs.Head, yours.Head), Field(before.HeadEn, theirs.HeadEn, yours.HeadEn));
        var (text, textEn) = (Field(before.Text, theirs.Text, yours.Text), Field(before.TextEn, theirs.TextEn, yours.TextEn));
        return head is null || headEn is null || text is null || textEn is null ? null : new(head, headEn, text, textEn);
    }

    private static string? Field(string before, string theirs, string yours) => yours == before ? theirs : theirs == before || theirs == yours ? yours : null;
}
