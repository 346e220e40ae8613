using Conference.Shared;
using Conference.Shared.Contracts;
using Conference.Shared.Data;

namespace Conference.Resolutions;

/// <summary>Our copy of a published comment, kept current by its news: what the draft may be built on. Who wrote it is empty when that is anonymous.</summary>
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

    /// <summary>It left its room: clauses keep their link to it, its words are gone.</summary>
    public bool Withdrawn { get; private set; }
    /// <summary>Code of the comment that stands for it, when it was merged.</summary>
    public string? MergedInto { get; private set; }
    /// <summary>Of the news it was last told by. News may come twice and in any order; older news changes nothing.</summary>
    public int Version { get; private set; }

    public static Source Of(Guid comment) => new() { Id = comment, Version = -1 };

    public void Take(CommentPublished news)
    {
        if (news.Version < Version) return;
        (Code, SessionCode, Kind, Text, Author, Organisation, At) = (news.Code, news.SessionCode, news.Kind, news.Text, news.Author, news.Organisation, news.At);
        (Withdrawn, MergedInto, Version) = (false, null, news.Version);
        Folded = Fold.ForSearch($"{Code} {Text} {Author} {Organisation}");
    }

    public void Take(CommentWithdrawn news)
    {
        if (news.Version < Version) return;
        (Code, Text, Author, Organisation) = (news.Code, "", "", "");
        (Withdrawn, MergedInto, Version) = (true, news.MergedInto, news.Version);
        Folded = Fold.ForSearch(Code);
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
