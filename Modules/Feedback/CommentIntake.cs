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
public sealed record NewComment(Guid Id, Guid SessionId, CommentKind Kind, string? Text, DateTime? SentAt)
{
    public bool OnBehalf { get; init; }
    public bool Anonymous { get; init; }
    /// <summary>The earlier comment it answers.</summary>
    public Guid? ReplyToId { get; init; }
    /// <summary>What is being said now, as the room shows it.</summary>
    public string? About { get; init; }
    /// <summary>Answers to the session's fields, by their keys.</summary>
    public IReadOnlyDictionary<string, string>? Answers { get; init; }
}

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
        // Nearly all are new: what belongs to a comment is read only of those that were sent again.
        var known = await db.Comments.AnyAsync(c => ids.Contains(c.Id)) ? (await db.Comments.Where(c => ids.Contains(c.Id)).Rows(db, CancellationToken.None)).ToDictionary(r => r.Comment.Id) : [];
        var sessionIds = batch.Select(w => w.Comment.SessionId).Distinct().ToList();
        var sessions = await db.Sessions.Where(s => sessionIds.Contains(s.Id)).AsNoTracking().ToDictionaryAsync(s => s.Id);
        var answered = await Answered(batch, db);
        var shares = await Shares(batch, sessions, db);
        var english = EnglishNames.Of(batch.Select(w => w.Author));

        var refused = new Dictionary<Waiting, RuleBroken>();
        var fresh = new Dictionary<Guid, Waiting>();
        var received = new List<CommentRow>();
        foreach (var one in batch)
        {
            var (sent, author) = one;
            if (known.TryGetValue(sent.Id, out var before) ? before.Comment.AuthorId != author.PersonId
                : fresh.TryGetValue(sent.Id, out var earlier) && earlier.Author.PersonId != author.PersonId)
                refused[one] = new RuleBroken("This id belongs to another comment.");
            else if (before is null && !fresh.ContainsKey(sent.Id))
            {
                try
                {
                    var session = sessions.GetValueOrDefault(sent.SessionId) ?? throw new RuleBroken("There is no such session.");
                    if (session.Closed is { } closed) throw closed;
                    var share = (session.Id, author.PersonId);
                    if (shares.GetValueOrDefault(share) >= session.MostPerPerson)
                        throw new RuleBroken("Session {0} takes {1} comments of each person, and these are sent. Withdraw one to send another.", session.Code, session.MostPerPerson);
                    var to = sent.ReplyToId is { } id ? answered.GetValueOrDefault(id) : null;
                    if (sent.ReplyToId is not null && (to is null || to.SessionId != session.Id)) throw new RuleBroken("The comment that this one answers is no longer there.");
                    received.Add(new(Comment.Receive(sent, session, author, db.Now), session) { English = english, ReplyTo = to?.Code });
                    shares[share] = shares.GetValueOrDefault(share) + 1;
                    fresh.Add(sent.Id, one);
                }
                catch (RuleBroken refusal)
                {
                    refused[one] = refusal;
                }
            }
        }

        if (received.Count > 0)
        {
            var number = await db.TakeNumbers("comments", received.Count) - received.Count;
            foreach (var row in received)
            {
                row.Comment.Take((int)++number);
                db.Append(row.Comment);
                db.TellReceived(row);
                known.Add(row.Comment.Id, row);
            }
            var published = received.Where(r => r.Comment.IsPublished).Select(r => r.Published()).ToList();
            if (published.Count > 0) db.Publish(new CommentsPublished(published));
            await db.SaveChangesAsync();
        }
        await transaction.CommitAsync();

        foreach (var one in batch)
        {
            if (refused.TryGetValue(one, out var refusal)) one.Answer.TrySetException(refusal);
            else one.Answer.TrySetResult(new(known[one.Comment.Id].ForAuthor(), !ReferenceEquals(fresh.GetValueOrDefault(one.Comment.Id), one)));
        }
    }

    /// <summary>The published comments that those of this batch answer.</summary>
    private static async Task<Dictionary<Guid, Comment>> Answered(IReadOnlyList<Waiting> batch, FeedbackDb db)
    {
        var ids = batch.Select(w => w.Comment.ReplyToId).OfType<Guid>().Distinct().ToList();
        return ids.Count == 0 ? [] : await db.Comments.AsNoTracking().Where(c => ids.Contains(c.Id) && c.Standing == Standing.Published).ToDictionaryAsync(c => c.Id);
    }

    /// <summary>How many comments each author has in the sessions that limit them.</summary>
    private static async Task<Dictionary<(Guid Session, Guid Author), int>> Shares(IReadOnlyList<Waiting> batch, Dictionary<Guid, FeedbackSession> sessions, FeedbackDb db)
    {
        var limited = sessions.Values.Where(s => s.MostPerPerson is not null).Select(s => s.Id).ToList();
        if (limited.Count == 0) return [];
        var authors = batch.Where(w => limited.Contains(w.Comment.SessionId)).Select(w => w.Author.PersonId).Distinct().ToList();
        return await db.Comments.Where(c => authors.Contains(c.AuthorId) && limited.Contains(c.SessionId) && c.Standing != Standing.Withdrawn && c.Standing != Standing.Declined)
            .GroupBy(c => new { c.SessionId, c.AuthorId }).Select(g => new { g.Key.SessionId, g.Key.AuthorId, Count = g.Count() })
            .ToDictionaryAsync(g => (g.SessionId, g.AuthorId), g => g.Count);
    }

    [LoggerMessage(LogLevel.Warning, "Storing {Count} comments together failed; storing them one by one")]
    private partial void LogBatchFailed(Exception failure, int count);

    [LoggerMessage(LogLevel.Error, "Storing comment {Id} failed; its sender keeps it and tries again")]
    private partial void LogFailed(Exception failure, Guid id);
}
