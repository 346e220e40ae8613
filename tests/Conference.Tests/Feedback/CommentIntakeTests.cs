using Conference.Feedback;
using Conference.Shared;
using Conference.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using System.Net;
using System.Net.Http.Json;

namespace Conference.Tests.Feedback;

public sealed class SmallQueueApp : ConferenceApp
{
    protected override bool BeginsFilled => true;

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Feedback:MostWaiting"] = "3" };
}

public sealed class CommentIntakeTests(SmallQueueApp app) : IClassFixture<SmallQueueApp>
{
    [Fact]
    public async Task When_too_many_wait_the_next_is_asked_to_come_again_and_nothing_is_dropped()
    {
        var session = await app.ASession();
        await using var live = await LiveClient.Connect(app, "DNG-01");
        using var api = await app.Api(badge: "DLK-01");
        var waiting = new List<Task<ReceivedComment>>();
        var author = await app.Person("DNG-01");
        LiveAnswer refused;
        HttpResponseMessage called;
        await using (await Hold(app))
        {
            // More than the queue's three: the writer has taken some and stands still, and the queue is full again.
            while (true)
            {
                try { waiting.Add(Receive(app, session, author)); }
                catch (PleaseWait) when (waiting.Count > 3) { break; }
                catch (PleaseWait) { await Task.Yield(); }
            }
            refused = await live.Send(session.Topic, Given.Body("quá tải"));
            called = await api.PostAsJsonAsync("/api/v1/comments", new { id = Guid.CreateVersion7(), session = session.Code, kind = "comment", text = "quá tải" });
        }
        var received = await Task.WhenAll(waiting);

        Assert.Equal((false, true, "The system is very busy. Your text is safe here and will be sent again in a moment."), (refused.Accepted, refused.TryAgain, refused.Refusal));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "2"), (called.StatusCode, called.Headers.RetryAfter?.ToString()));
        Assert.InRange(received.Length, 4, 6);
        Assert.Equal(received.Length, await app.With<FeedbackDb, int>(db => db.Comments.CountAsync(c => c.SessionId == session.Id)));
        Assert.True((await live.Send(session.Topic, Given.Body("bây giờ thì được"))).Accepted);
    }

    [Fact]
    public async Task One_that_is_refused_does_not_spoil_those_stored_with_it()
    {
        var (open, closed) = (await app.ASession(), await app.ASession(open: false));
        var author = await app.Person("DNG-01");
        List<Task<ReceivedComment>> sent;
        await using (await Hold(app)) sent = [Receive(app, open, author), Receive(app, closed, author), Receive(app, open, author)];

        var (first, second, third) = (await sent[0], await Assert.ThrowsAsync<RuleBroken>(() => sent[1]), await sent[2]);

        Assert.Contains("is not open yet", second.Message, StringComparison.Ordinal);
        Assert.Equal(first.Comment.Number + 1, third.Comment.Number);
    }

    [Fact]
    public async Task A_stop_finishes_what_was_accepted()
    {
        await using var stopping = new StoppingApp();
        await stopping.InitializeAsync();
        var session = await stopping.ASession();
        var author = await stopping.Person("DNG-01");
        List<Task<ReceivedComment>> sent;
        Task stop;
        await using (await Hold(stopping))
        {
            sent = [.. Enumerable.Range(0, 40).Select(_ => Receive(stopping, session, author))];
            stop = stopping.Services.GetRequiredService<CommentIntake>().StopAsync(default);
            Assert.Throws<PleaseWait>(() => { _ = Receive(stopping, session, author); });
        }
        await stop;

        Assert.All(sent, task => Assert.True(task.IsCompletedSuccessfully));
        Assert.Equal(40, await stopping.With<FeedbackDb, int>(db => db.Comments.CountAsync(c => c.SessionId == session.Id)));
    }

    private sealed class StoppingApp : ConferenceApp
    {
        protected override bool BeginsFilled => true;
    }

    private static Task<ReceivedComment> Receive(ConferenceApp app, TestSession session, Conference.Shared.Access.Actor author) =>
        app.Services.GetRequiredService<CommentIntake>().Receive(new(Guid.CreateVersion7(), session.Id, Conference.Shared.Contracts.CommentKind.Comment, "một ý kiến", null), author, default);

    /// <summary>Keeps the writer from storing anything until it is disposed: another transaction has the series of numbers.</summary>
    private static async Task<IAsyncDisposable> Hold(ConferenceApp app)
    {
        var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SharedDb>();
        await db.Database.BeginTransactionAsync();
        await db.TakeNumbers("comments", 0);
        return scope;
    }
}
