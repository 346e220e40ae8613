namespace Conference.Resolutions;

/// <summary>What a clause does with a document it names.</summary>
public enum ReferenceDoes { Cites, Implements, Replaces }

/// <summary>What a person said a clause does with a document, where that is not what its wording was taken for.</summary>
public sealed class DocumentReference
{
    public Guid ClauseId { get; private set; }
    /// <summary>As <see cref="NamedDocument.Code"/> writes it.</summary>
    public string Document { get; private set; } = "";
    public ReferenceDoes Does { get; private set; }
    public string Who { get; private set; } = "";
    public DateTime At { get; private set; }

    public static DocumentReference Of(Guid clause, string document) => new() { ClauseId = clause, Document = document };

    public void Say(ReferenceDoes does, Pen pen) => (Does, Who, At) = (does, pen.Who, pen.At);
}
