using Conference.Shared.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>Keeps our copy of the published comments.</summary>
public static class SourcesHandler
{
    public static async Task Handle(CommentPublished news, ResolutionsDb db, CancellationToken ct)
    {
        var source = await db.Sources.SingleOrDefaultAsync(s => s.Id == news.CommentId, ct);
        if (source is null) db.Add(Source.Of(news));
        else if (source.At <= news.At) source.Take(news);
    }
}
