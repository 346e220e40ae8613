namespace Conference.Feedback;

/// <summary>A clause of a draft is built on a comment. A use that was taken back stays as a mark, so that older news cannot bring it back.</summary>
public sealed class CommentUse
{
    private CommentUse() { }

    internal CommentUse(Guid commentId, DraftClause clause) => (CommentId, ClauseId, Clause) = (commentId, clause.Id, clause);

    public Guid CommentId { get; private set; }
    public Guid ClauseId { get; private set; }
    public DraftClause Clause { get; private set; } = null!;
    public bool Linked { get; private set; }
    /// <summary>When it was linked or taken back.</summary>
    public DateTime At { get; private set; }

    internal bool Hear(bool linked, DateTime at)
    {
        if (at < At) return false;
        (Linked, At) = (linked, at);
        return true;
    }
}

/// <summary>Our copy of a clause that uses comments: how people cite it now, and under which number it was adopted.</summary>
public sealed class DraftClause
{
    public Guid Id { get; private set; }
    public Guid ResolutionId { get; private set; }
    /// <summary>Such as R-1 §3.2.đ.</summary>
    public string Citation { get; private set; } = "";
    public DateTime CitedAt { get; private set; }
    public string? AdoptedAs { get; private set; }

    public static DraftClause Of(Guid id, Guid resolutionId, string citation, DateTime at, string? adoptedAs) =>
        new() { Id = id, ResolutionId = resolutionId, Citation = citation, CitedAt = at, AdoptedAs = adoptedAs };

    /// <returns>Whether anything changed.</returns>
    public bool Cite(string citation, DateTime at)
    {
        if (at < CitedAt) return false;
        CitedAt = at;
        if (Citation == citation) return false;
        Citation = citation;
        return true;
    }

    /// <returns>Whether anything changed.</returns>
    public bool Adopt(string number)
    {
        if (AdoptedAs == number) return false;
        AdoptedAs = number;
        return true;
    }
}

/// <summary>A resolution that was adopted, remembered for news of its clauses that come later.</summary>
public sealed class AdoptedResolution
{
    public Guid Id { get; private set; }
    /// <summary>Number and symbol, such as 01/NQ-HNNG32.</summary>
    public string Number { get; private set; } = "";

    public static AdoptedResolution Of(Guid id, string number) => new() { Id = id, Number = number };
}
