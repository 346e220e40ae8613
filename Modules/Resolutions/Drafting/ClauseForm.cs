namespace Conference.Resolutions;

/// <summary>The form in which a clause is written, wherever a page shows it.</summary>
public sealed record ClauseForm(string Action, string Button, string Cancel, ClauseText Words, string Note, ClauseKind Kind, int? Version = null)
{
    /// <summary>Which field the reader's eye goes to first.</summary>
    public bool HeadingFirst => Kind is ClauseKind.Section or ClauseKind.Item;
}
