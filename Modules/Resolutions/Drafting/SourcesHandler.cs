using Conference.Shared.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>Keeps our copy of the published comments.</summary>
public static class SourcesHandler
{
    public static Task Handle(CommentPublished news, ResolutionsDb db, CancellationToken ct) => Handle(new CommentsPublished([news]), db, ct);

    public static async Task Handle(CommentsPublished published, ResolutionsDb db, CancellationToken ct)
    {
        var ids = published.Comments.Select(c => c.CommentId).ToList();
        var known = await db.Sources.Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, ct);
        foreach (var news in published.Comments)
        {
            if (!known.TryGetValue(news.CommentId, out var source)) db.Add(known[news.CommentId] = Source.Of(news));
            else if (source.At <= news.At) source.Take(news);
        }
    }
}
