using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Conference.Participants;
using Conference.Shared.Contracts;
using Conference.Shared.Data;
using Conference.Shared.Messages;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Conference.Tests.Shared;

/// <summary>Somebody rang: two handlers answer, one of them only after some failures.</summary>
public sealed record BellRung(Guid Id, int FailuresOfSecond);

public static class FirstBellHandler
{
    public static Task Handle(BellRung bell, SharedDb db, CancellationToken ct) => db.TakeNumbers($"first {bell.Id}", 1, ct);
}

public static class SecondBellHandler
{
    public static ConcurrentDictionary<Guid, int> Tries { get; } = [];

    public static async Task Handle(BellRung bell, SharedDb db, CancellationToken ct)
    {
        await db.TakeNumbers($"second {bell.Id}", 1, ct);
        if (Tries.AddOrUpdate(bell.Id, 1, (_, tries) => tries + 1) <= bell.FailuresOfSecond) throw new InvalidOperationException("The second bell is stuck.");
    }
}

public sealed class BellApp : ConferenceApp
{
    protected override bool Demonstration => false;

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Messages:Cooldown"] = "1 1 1" };

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services => services.AddSingleton(new ModuleAssembly(typeof(BellRung).Assembly)));
    }

    public Task<long> Effects(string handler, Guid id) =>
        With<SharedDb, long>(db => db.Set<Counter>().Where(c => c.Name == $"{handler} {id}").Select(c => c.Last).SingleOrDefaultAsync());

    /// <summary>Waits until a handler has done its work.</summary>
    public async Task Handled(string handler, Guid id)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (await Effects(handler, id) == 0) await Task.Delay(10, patience.Token);
    }

    public async Task<(int Waiting, int Failed, int Dead)> Counts()
    {
        await Settled();
        var letters = await Letters();
        return (letters.Waiting, letters.Failed, letters.Dead);
    }

    public Task<Letters> Letters() => Services.GetRequiredService<IMessageEngine>().Letters(100, CancellationToken.None);

    public Task Publish(params object[] messages) => With<SharedDb>(async db =>
    {
        foreach (var message in messages) db.Publish(message);
        await db.SaveChangesAsync();
    });
}

public sealed class MessagingTests(BellApp app) : IClassFixture<BellApp>
{
    [Fact]
    public async Task A_message_reaches_each_of_its_handlers_once()
    {
        var bell = new BellRung(Guid.NewGuid(), 0);
        await app.Publish(bell);
        await app.Settled();
        Assert.Equal((1, 1), (await app.Effects("first", bell.Id), await app.Effects("second", bell.Id)));
    }

    [Fact]
    public async Task A_message_is_published_with_its_state_or_not_at_all()
    {
        var bell = new BellRung(Guid.NewGuid(), 0);
        await app.With<SharedDb>(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Publish(bell);
            await db.SaveChangesAsync();
            await transaction.RollbackAsync();
        });
        await app.Settled();
        Assert.Equal((0, 0), (await app.Effects("first", bell.Id), await app.Effects("second", bell.Id)));
    }

    [Fact]
    public async Task A_handler_that_fails_is_tried_again_alone_and_has_one_effect()
    {
        var bell = new BellRung(Guid.NewGuid(), 2);
        await app.Publish(bell);
        await app.Settled();
        Assert.Equal(3, SecondBellHandler.Tries[bell.Id]);
        Assert.Equal((1, 1), (await app.Effects("first", bell.Id), await app.Effects("second", bell.Id)));
    }

    [Fact]
    public async Task A_handler_that_never_succeeds_leaves_a_dead_letter_that_can_be_replayed()
    {
        var bell = new BellRung(Guid.NewGuid(), 4);
        await app.Publish(bell);
        await app.Settled();
        var letters = await app.Letters();
        Assert.Equal((0, 0, 1), (letters.Waiting, letters.Failed, letters.Dead));
        var dead = Assert.Single(letters.Oldest);
        Assert.Equal((LetterState.Dead, 4, typeof(BellRung).FullName, typeof(SecondBellHandler).FullName, (DateTime?)null), (dead.State, dead.Attempts, dead.Message, dead.Handler, dead.DueAt));
        Assert.Contains("The second bell is stuck.", dead.Error, StringComparison.Ordinal);
        Assert.Equal(bell, JsonSerializer.Deserialize<BellRung>(dead.Body, ModuleDb.Json));
        Assert.Equal((1, 0), (await app.Effects("first", bell.Id), await app.Effects("second", bell.Id)));

        using var organiser = await app.Api("organiser");
        using var delegates = await app.Api("delegate");
        Assert.Equal(HttpStatusCode.Forbidden, (await delegates.GetAsync("/api/v1/messages")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await delegates.PostAsync($"/api/v1/messages/{dead.Id}/replay", null)).StatusCode);
        var told = await organiser.GetFromJsonAsync<JsonElement>("/api/v1/messages");
        Assert.Equal((1, dead.Id, "dead"), (told.GetProperty("dead").GetInt32(), told.GetProperty("oldest")[0].GetProperty("id").GetGuid(), told.GetProperty("oldest")[0].GetProperty("state").GetString()));

        Assert.Equal(HttpStatusCode.NoContent, (await organiser.PostAsync($"/api/v1/messages/{dead.Id}/replay", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await organiser.PostAsync($"/api/v1/messages/{dead.Id}/replay", null)).StatusCode);
        await app.Handled("second", bell.Id);
        Assert.Equal((0, 0, 0), await app.Counts());
        Assert.Equal((1, 1), (await app.Effects("first", bell.Id), await app.Effects("second", bell.Id)));
    }

    [Fact]
    public async Task A_message_that_comes_twice_has_one_effect()
    {
        var news = new CommentPublished(Guid.NewGuid(), "C-1", Guid.NewGuid(), "S-01", CommentKind.Comment, "Twice told.", "Nguyễn Văn An", "Bộ Ngoại giao", DateTime.UtcNow);
        await app.Publish(news, news);
        await app.Publish(news);
        await app.Settled();
        Assert.Equal((0, 0, 0), await app.Counts());
        Assert.Equal(1, await app.Database.Count("""SELECT COUNT(*) FROM "Resolutions_Sources" """));
    }

    [Fact]
    public async Task One_handlers_failures_hold_up_neither_the_other_handler_nor_other_messages()
    {
        var (stuck, fine) = (new BellRung(Guid.NewGuid(), 10), new BellRung(Guid.NewGuid(), 0));
        await app.Publish(stuck, fine);
        await app.Settled();
        Assert.Equal((1, 0), (await app.Effects("first", stuck.Id), await app.Effects("second", stuck.Id)));
        Assert.Equal((1, 1), (await app.Effects("first", fine.Id), await app.Effects("second", fine.Id)));

        SecondBellHandler.Tries[stuck.Id] = 10;
        foreach (var letter in (await app.Letters()).Oldest) await app.Services.GetRequiredService<IMessageEngine>().Replay(letter.Id, CancellationToken.None);
        await app.Handled("second", stuck.Id);
    }
}

public sealed class MessagesPageTests(BellApp app) : IClassFixture<BellApp>
{
    [Fact]
    public async Task Organisers_see_what_failed_and_replay_it_and_nobody_else_may()
    {
        using var organiser = await SignedIn("Nguyễn Văn An", "organiser");
        using var secretary = await SignedIn("Trần Thị Bình", "secretariat");
        await app.Settled();
        Assert.Contains("Everything is handled", await organiser.Read("/messages"), StringComparison.Ordinal);

        var bell = new BellRung(Guid.NewGuid(), 10);
        await app.Publish(bell);
        await app.Settled();
        var page = await organiser.Read("/messages");
        Assert.Contains("given up", page, StringComparison.Ordinal);
        Assert.Contains("The second bell is stuck.", page, StringComparison.Ordinal);
        Assert.Contains(bell.Id.ToString(), page, StringComparison.Ordinal);

        var id = Assert.Single((await app.Letters()).Oldest).Id.ToString();
        Assert.Equal(["/denied", "/denied"],
        [
            (await secretary.Get("/messages")).Headers.Location?.AbsolutePath ?? "",
            (await secretary.Submit("/", "/messages?handler=Replay", ("ids", id))).Headers.Location?.AbsolutePath ?? "",
        ]);
        Assert.Equal((0, 0, 1), await app.Counts());

        SecondBellHandler.Tries[bell.Id] = 10;
        await organiser.Submit("/messages", "/messages?handler=Replay", ("ids", id));
        Assert.Contains("Replayed: 1.", await organiser.Read("/messages"), StringComparison.Ordinal);
        await organiser.Submit("/messages", "/messages?handler=Replay", ("ids", id));
        Assert.Contains("someone replayed it already", await organiser.Read("/messages"), StringComparison.Ordinal);
        await app.Handled("second", bell.Id);
        Assert.Equal((1, 1), (await app.Effects("first", bell.Id), await app.Effects("second", bell.Id)));
    }

    private async Task<Visitor> SignedIn(string name, string role)
    {
        var password = await app.With<AddUser, string>(async add => (await add.Run(name, role, null)).Password);
        var visitor = app.Visit("en-GB");
        await visitor.Submit("/sign-in", "/sign-in?handler=Password", ("UserName", name), ("Password", password));
        return visitor;
    }
}

/// <summary>What a host left undone, the next one on the same database does.</summary>
public sealed class MessagesLeftBehindTests
{
    [Fact]
    public async Task A_message_whose_host_ended_before_it_heard_of_the_commit_is_handled_by_the_next_host()
    {
        var untold = new BellRung(Guid.NewGuid(), 0);
        var database = new TestDatabase();
        await database.Create();
        try
        {
            await using (var first = new BellApp { Database = database })
            {
                await first.Begin();
                // Committed behind the engine's back, as if the host died before it could hear of the commit.
                await first.With<SharedDb>(async db =>
                {
                    await using var transaction = await db.Database.BeginTransactionAsync();
                    db.Publish(untold);
                    await db.SaveChangesAsync();
                    await db.Database.ExecuteSqlRawAsync("COMMIT; BEGIN");
                });
            }
            await using var next = new BellApp { Database = database };
            await next.Begin();
            await next.Handled("second", untold.Id);
            await next.Settled();
            Assert.Equal((1, 1), (await next.Effects("first", untold.Id), await next.Effects("second", untold.Id)));
        }
        finally
        {
            await database.Drop();
        }
    }
}
