using Conference.Shared;
using Conference.Shared.Contracts;
using Conference.Shared.Data;

namespace Conference.Resolutions;

/// <summary>Our copy of a published comment, kept current by its news: what the draft may be built on.</summary>
[NotAudited]
public sealed class Source
{
    public Guid Id { get; private set; }
    public string Code { get; private set; } = "";
    public string SessionCode { get; private set; } = "";
    public CommentKind Kind { get; private set; }
    public string Text { get; private set; } = "";
    public string Folded { get; private set; } = "";
    public string Author { get; private set; } = "";
    public string Organisation { get; private set; } = "";
    public DateTime At { get; private set; }

    public static Source Of(CommentPublished news)
    {
        var source = new Source { Id = news.CommentId };
        source.Take(news);
        return source;
    }

    public void Take(CommentPublished news)
    {
        (Code, SessionCode, Kind, Text, Author, Organisation, At) = (news.Code, news.SessionCode, news.Kind, news.Text, news.Author, news.Organisation, news.At);
        Folded = Fold.ForSearch($"{Code} {Text} {Author} {Organisation}");
    }
}

/// <summary>A clause was built on a source. Kept while the clause is removed, so that restoring it brings its sources back.</summary>
public sealed class ClauseSource
{
    public Guid ClauseId { get; private set; }
    public Guid SourceId { get; private set; }
    public Source Source { get; private set; } = null!;
    public string LinkedBy { get; private set; } = "";
    public DateTime LinkedAt { get; private set; }

    internal static ClauseSource Of(Clause clause, Source source, Pen pen) =>
        new() { ClauseId = clause.Id, SourceId = source.Id, Source = source, LinkedBy = pen.Who, LinkedAt = pen.At };
}
