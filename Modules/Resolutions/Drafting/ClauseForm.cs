namespace Conference.Resolutions;

/// <summary>The form in which a clause is written, wherever a page shows it.</summary>
public sealed record ClauseForm(string Action, string Button, string Cancel, ClauseText Words, string Note, ClauseKind Kind, int? Version = null, string Meant = "")
{
    /// <summary>Which field the reader's eye goes to first.</summary>
    public bool HeadingFirst => Kind is ClauseKind.Item or ClauseKind.Annex or >= ClauseKind.Part and <= ClauseKind.Article;

    public static ClauseForm Of(Clause clause, Numbering numbering, string button, string cancel) =>
        Of($"/resolutions/clauses/{clause.Id}/edit", clause.Words, numbering, button, cancel, "", clause.Kind, clause.Version);

    /// <param name="words">As they are stored.</param>
    public static ClauseForm Of(string action, ClauseText words, Numbering numbering, string button, string cancel, string note, ClauseKind kind, int? version) =>
        new(action, button, cancel, Open(words, numbering), note, kind, version, CrossReference.Meant(numbering, words.Text, words.TextEn));

    public static ClauseText Open(ClauseText words, Numbering numbering) =>
        words with { Text = CrossReference.Open(words.Text, numbering), TextEn = CrossReference.Open(words.TextEn, numbering) };

    /// <summary>Words from a form as they are stored.</summary>
    public static ClauseText Close(ClauseText words, Resolution resolution, string? meant)
    {
        if (!(words.Text + words.TextEn).Contains("[[", StringComparison.Ordinal)) return words;
        var (numbering, listed) = (resolution.Numbering, CrossReference.Meant(meant));
        return words with { Text = CrossReference.Close(words.Text, resolution.Code, numbering, listed), TextEn = CrossReference.Close(words.TextEn, resolution.Code, numbering, listed) };
    }
}
