namespace Conference.Resolutions;

/// <summary>A clause as a file or the clipboard has it, with what stands in it.</summary>
/// <param name="Line">Where it begins in the file, counted from 1.</param>
public sealed record ReadClause(ClauseKind Kind, ClauseText Words, int Line, IReadOnlyList<ReadClause> Children)
{
    /// <summary>Given where other clauses of the file refer to it.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public IEnumerable<ReadClause> All => Children.SelectMany(c => c.All).Prepend(this);
}

/// <summary>What someone has to look at after reading: a sentence about a line of the file.</summary>
/// <param name="What">English sentence, the key of its translation.</param>
public sealed record ReadRemark(int Line, string What, object[] Arguments, string Text);

/// <summary>A document as it was read: its tree, and what was kept without being understood.</summary>
/// <param name="SourceWords">Words of the file; <paramref name="NumberWords"/> of them are numbers that now follow from the place.</param>
public sealed record ReadDocument(
    string Title, DocumentLayout Layout, bool English, IReadOnlyList<ReadClause> Clauses, IReadOnlyList<ReadRemark> Remarks, int SourceWords, int NumberWords, IReadOnlyList<string> Lost)
{
    public IEnumerable<ReadClause> All => Clauses.SelectMany(c => c.All);

    public int Count(ClauseKind kind) => All.Count(c => c.Kind == kind);
}
