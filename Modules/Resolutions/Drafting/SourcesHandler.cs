using Conference.Shared.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>Keeps our copy of the published comments.</summary>
public static class SourcesHandler
{
    public static async Task Handle(CommentPublished news, ResolutionsDb db, CancellationToken ct) => (await Known(db, news.CommentId, ct)).Take(news);

    public static async Task Handle(CommentsPublished published, ResolutionsDb db, CancellationToken ct)
    {
        var ids = published.Comments.Select(c => c.CommentId).ToList();
        await db.Sources.Where(s => ids.Contains(s.Id)).LoadAsync(ct);
        foreach (var news in published.Comments)
        {
            if (db.Sources.Local.FindEntry(news.CommentId)?.Entity is { } known) { known.Take(news); continue; }
            var source = Source.Of(news.CommentId);
            source.Take(news);
            db.Append(source);
        }
    }

    public static async Task Handle(CommentWithdrawn news, ResolutionsDb db, CancellationToken ct) => (await Known(db, news.CommentId, ct)).Take(news);

    private static async Task<Source> Known(ResolutionsDb db, Guid comment, CancellationToken ct) =>
        await db.Sources.FindAsync([comment], ct) ?? New(db, comment);

    private static Source New(ResolutionsDb db, Guid comment) => db.Add(Source.Of(comment)).Entity;
}
