using Conference.Shared.Data;

namespace Conference.Resolutions;

/// <summary>One change of a clause as its history keeps it: the whole text after the change, who, when and why. Never changed.</summary>
[NotAudited]
public sealed class Revision
{
    public Guid ClauseId { get; private set; }
    /// <summary>Counts from 1; the clause's version after the change.</summary>
    public int No { get; private set; }
    public RevisionKind What { get; private set; }
    public string Heading { get; private set; } = "";
    public string HeadingEn { get; private set; } = "";
    public string Text { get; private set; } = "";
    public string TextEn { get; private set; } = "";
    /// <summary>How the clause was cited after the change; before it, where it was removed.</summary>
    public string Place { get; private set; } = "";
    public string Who { get; private set; } = "";
    /// <summary>Who it was; names are not unique.</summary>
    public Guid Person { get; private set; }
    public DateTime At { get; private set; }
    public string Note { get; private set; } = "";

    internal static Revision Of(Clause clause, RevisionKind what, string place, Pen pen, string note) => new()
    {
        ClauseId = clause.Id, No = clause.Version, What = what, Heading = clause.Heading, HeadingEn = clause.HeadingEn, Text = clause.Text,
        TextEn = clause.TextEn, Place = place, Who = pen.Who, Person = pen.Person, At = pen.At, Note = note,
    };
}
