using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Conference.Feedback;

/// <summary>
/// Figures that take long to count rest for twenty times as long: with a few thousand comments they never do, with a million
/// the desk's open pages together take a twentieth of a processor.
/// </summary>
public sealed class RestingFigures(IServiceScopeFactory scopes)
{
    private const int Rest = 20;
    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<Guid, Lazy<Task<(CommentFigures Figures, long Until)>>> counted = [];

    /// <returns>The figures, and how long they will be given out as they are.</returns>
    public async Task<(CommentFigures Figures, TimeSpan Rests)> Of(FeedbackSession? session)
    {
        var of = session?.Id ?? Guid.Empty;
        while (true)
        {
            var one = counted.GetOrAdd(of, _ => new(() => Count(session)));
            var fresh = !one.IsValueCreated || !one.Value.IsCompleted;
            try
            {
                var (figures, until) = await one.Value;
                var now = Stopwatch.GetTimestamp();
                if (now < until) return (figures, Stopwatch.GetElapsedTime(now, until));
                counted.TryRemove(new(of, one));
                if (fresh) return (figures, TimeSpan.Zero);
            }
            catch
            {
                counted.TryRemove(new(of, one));
                throw;
            }
        }
    }

    // For everyone who waits, and not ended by the one who asked first and left.
    private async Task<(CommentFigures, long)> Count(FeedbackSession? session)
    {
        var start = Stopwatch.GetTimestamp();
        await using var scope = scopes.CreateAsyncScope();
        var figures = await CommentFigures.Of(session, scope.ServiceProvider.GetRequiredService<FeedbackDb>(), CancellationToken.None);
        var end = Stopwatch.GetTimestamp();
        return (figures, Stopwatch.GetElapsedTime(start, end) < Long ? end : end + Rest * (end - start));
    }
}
