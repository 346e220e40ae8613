namespace Conference.Resolutions;

internal enum WorkbookLanguage { Vi, En }

internal enum FindingSeverity { Info, Warning, Error }

/// <summary>What a person should look at; the message is a text key.</summary>
internal sealed record Finding(int Row, string Column, FindingSeverity Severity, string Message, object[] Arguments);

internal sealed record ProgramSheet(IReadOnlyList<string> Titles, IReadOnlyList<ProgramGroup> Groups, IReadOnlyList<Finding> Findings)
{
    /// <summary>The language of the headings, and so of the texts below them.</summary>
    public WorkbookLanguage Language { get; init; }

    /// <summary>Columns the sheet has; of one it does not have it says nothing.</summary>
    public bool HasCoordinating { get; init; } = true;
    public bool HasProduct { get; init; } = true;
    public bool HasClause { get; init; } = true;
}

internal sealed record ProgramGroup(int Row, string Number, string Title, IReadOnlyList<ProgramTask> Tasks);

internal sealed record ProgramTask(
    int Row, string Number, string What, IReadOnlyList<string> Leads, IReadOnlyList<string> Coordinators,
    string Product, Deadline Deadline, string Clause, string Code);
