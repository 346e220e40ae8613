namespace Conference.Shared;

/// <summary>What is under silence procedure at this moment. The messages tell it a moment later, so whoever saves a text asks.</summary>
public interface ISilences
{
    Task<IReadOnlyList<RunningSilence>> Running(CancellationToken ct);
}

/// <param name="SubjectCode">What is decided about, as it was typed, such as R-1; empty where it has no code.</param>
public sealed record RunningSilence(string SubjectCode, DateTime Deadline);
