using System.Threading.Channels;
using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Conference.Feedback;

/// <summary>A comment on its way in. <paramref name="Id"/> is made by the sender: sending it again is sending the same comment.</summary>
public sealed record NewComment(Guid Id, Guid SessionId, CommentKind Kind, string? Text, DateTime? SentAt);

/// <summary>The answer to a sender: the comment is stored for good. <paramref name="Again"/> when it had been before.</summary>
public sealed record ReceivedComment(ShownComment Comment, bool Again);

/// <summary>
/// The one way in for comments, whatever they come through. Those that wait are committed together by one writer, and
/// each sender is answered only after the commit. When too many wait, the next is asked to come again: nothing is dropped.
/// </summary>
public sealed partial class CommentIntake(IServiceScopeFactory scopes, IConfiguration configuration, ILogger<CommentIntake> log) : BackgroundService
{
    private const int MostAtOnce = 256;

    private sealed record Waiting(NewComment Comment, Actor Author)
    {
        public TaskCompletionSource<ReceivedComment> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private readonly Channel<Waiting> waiting = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(configuration.GetValue("Feedback:MostWaiting", 2000)) { SingleReader = true });

    /// <summary>Stores a comment and returns it once it is durable.</summary>
    public Task<ReceivedComment> Receive(NewComment comment, Actor author, CancellationToken ct)
    {
        if (!MaySend(author)) throw new RuleBroken("Observers read along; they do not send comments.");
        if (comment.Id == Guid.Empty) throw new RuleBroken("The comment has no id.");
        if (!Enum.IsDefined(comment.Kind)) throw new RuleBroken("This could not be read as a comment.");
        var one = new Waiting(comment with { Text = Comment.Checked(comment.Text) }, author);
        if (!waiting.Writer.TryWrite(one)) throw new PleaseWait();
        return one.Answer.Task.WaitAsync(ct);
    }

    public static bool MaySend(Actor author) => author.Roles.Any(r => r != Roles.Observer);

    // What was accepted is finished, also when the host stops: the loop ends when the channel is closed and empty.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<Waiting>();
        while (await waiting.Reader.WaitToReadAsync(CancellationToken.None))
        {
            batch.Clear();
            while (batch.Count < MostAtOnce && waiting.Reader.TryRead(out var one)) batch.Add(one);
            await StoreAll(batch);
        }
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        waiting.Writer.TryComplete();
        return base.StopAsync(cancellationToken);
    }

    private async Task StoreAll(IReadOnlyList<Waiting> batch)
    {
        try
        {
            await Store(batch);
        }
        catch (Exception failure) when (batch.Count > 1)
        {
            LogBatchFailed(failure, batch.Count);
            foreach (var one in batch) await StoreAll([one]);
        }
        catch (Exception failure)
        {
            LogFailed(failure, batch[0].Comment.Id);
            batch[0].Answer.TrySetException(new PleaseWait());
        }
    }

    private async Task Store(IReadOnlyList<Waiting> batch)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentActor>().Is("intake of comments");
        var db = scope.ServiceProvider.GetRequiredService<FeedbackDb>();
        await using var transaction = await db.Database.BeginTransactionAsync();

        var ids = batch.Select(w => w.Comment.Id).Distinct().ToList();
        var known = (await db.Comments.Where(c => ids.Contains(c.Id)).Shown(db, CancellationToken.None)).ToDictionary(c => c.Id);
        var sessionIds = batch.Select(w => w.Comment.SessionId).Distinct().ToList();
        var sessions = await db.Sessions.Where(s => sessionIds.Contains(s.Id)).AsNoTracking().ToDictionaryAsync(s => s.Id);

        var refused = new Dictionary<Waiting, RuleBroken>();
        var fresh = new Dictionary<Guid, Waiting>();
        foreach (var one in batch)
        {
            if (known.TryGetValue(one.Comment.Id, out var before) ? before.AuthorId != one.Author.PersonId
                : fresh.TryGetValue(one.Comment.Id, out var earlier) && earlier.Author.PersonId != one.Author.PersonId)
                refused[one] = new("This id belongs to another comment.");
            else if (before is null && !fresh.ContainsKey(one.Comment.Id))
            {
                if (!sessions.TryGetValue(one.Comment.SessionId, out var session)) refused[one] = new("There is no such session.");
                else if (session.Closed is { } closed) refused[one] = closed;
                else fresh.Add(one.Comment.Id, one);
            }
        }

        if (fresh.Count > 0)
        {
            var published = new List<CommentPublished>(fresh.Count);
            var number = await db.TakeNumbers("comments", fresh.Count) - fresh.Count;
            foreach (var (comment, author) in fresh.Values)
            {
                var session = sessions[comment.SessionId];
                var received = Comment.Receive(comment.Id, (int)++number, session.Id, comment.Kind, comment.Text!, author, comment.SentAt, db.Now);
                db.Add(received);
                var shown = known[received.Id] = ShownComment.Of(received, session);
                db.Announce(SessionComments.Topic(session.Id), "comment", shown);
                db.Announce(DeskComments.Topic, "comment", shown);
                published.Add(new(shown.Id, shown.Code, shown.SessionId, shown.Session, shown.Kind, shown.Text, shown.Author, shown.Organisation, shown.At));
            }
            db.Publish(new CommentsPublished(published));
            await db.SaveChangesAsync();
        }
        await transaction.CommitAsync();

        foreach (var one in batch)
        {
            if (refused.TryGetValue(one, out var refusal)) one.Answer.TrySetException(refusal);
            else one.Answer.TrySetResult(new(known[one.Comment.Id], !ReferenceEquals(fresh.GetValueOrDefault(one.Comment.Id), one)));
        }
    }

    [LoggerMessage(LogLevel.Warning, "Storing {Count} comments together failed; storing them one by one")]
    private partial void LogBatchFailed(Exception failure, int count);

    [LoggerMessage(LogLevel.Error, "Storing comment {Id} failed; its sender keeps it and tries again")]
    private partial void LogFailed(Exception failure, Guid id);
}
