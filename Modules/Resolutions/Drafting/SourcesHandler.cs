using Conference.Shared.Contracts;

namespace Conference.Resolutions;

/// <summary>Keeps our copy of the published comments.</summary>
public static class SourcesHandler
{
    public static async Task Handle(CommentPublished news, ResolutionsDb db, CancellationToken ct) => (await Known(db, news.CommentId, ct)).Take(news);

    public static async Task Handle(CommentWithdrawn news, ResolutionsDb db, CancellationToken ct) => (await Known(db, news.CommentId, ct)).Take(news);

    private static async Task<Source> Known(ResolutionsDb db, Guid comment, CancellationToken ct)
    {
        if (await db.Sources.FindAsync([comment], ct) is { } known) return known;
        var source = Source.Of(comment);
        db.Add(source);
        return source;
    }
}
