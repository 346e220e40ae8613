using System.Collections.Concurrent;
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

    public Task<List<Delivery>> Letters() => With<SharedDb, List<Delivery>>(db => db.Set<Delivery>().AsNoTracking().ToListAsync());
}

public sealed class MessagingTests(BellApp app) : IClassFixture<BellApp>
{
    private Task Ring(BellRung bell) => app.With<SharedDb>(async db =>
    {
        db.Publish(bell);
        await db.SaveChangesAsync();
    });

    [Fact]
    public async Task A_message_reaches_each_of_its_handlers_once()
    {
        var bell = new BellRung(Guid.NewGuid(), 0);
        await Ring(bell);
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
        await Ring(bell);
        await app.Settled();
        Assert.Equal(3, SecondBellHandler.Tries[bell.Id]);
        Assert.Equal((1, 1), (await app.Effects("first", bell.Id), await app.Effects("second", bell.Id)));
    }

    [Fact]
    public async Task A_handler_that_never_succeeds_leaves_a_dead_letter_that_can_be_replayed()
    {
        var bell = new BellRung(Guid.NewGuid(), 4);
        await Ring(bell);
        await app.Settled();
        var dead = Assert.Single(await app.Letters());
        Assert.Equal((true, 4, typeof(BellRung).FullName), (dead.Dead, dead.Attempts, dead.MessageType));
        Assert.Contains("The second bell is stuck.", dead.Error, StringComparison.Ordinal);
        Assert.Equal((1, 0), (await app.Effects("first", bell.Id), await app.Effects("second", bell.Id)));

        await app.With<SharedDb>(async db =>
        {
            (await db.Set<Delivery>().SingleAsync(d => d.Id == dead.Id)).Replay(db.Now);
            await db.SaveChangesAsync();
        });
        await app.Settled();
        Assert.Empty(await app.Letters());
        Assert.Equal((1, 1), (await app.Effects("first", bell.Id), await app.Effects("second", bell.Id)));
    }

    [Fact]
    public async Task A_message_that_a_crashed_host_left_behind_is_delivered()
    {
        var bell = new BellRung(Guid.NewGuid(), 0);
        var handlers = app.Services.GetRequiredService<MessageHandlers>().Of(typeof(BellRung));
        await app.With<SharedDb>(async db =>
        {
            foreach (var handler in handlers)
                db.Add(Delivery.Of(Guid.CreateVersion7(), handler.Name, typeof(BellRung).FullName!, System.Text.Json.JsonSerializer.Serialize(bell, ModuleDb.Json), db.Now));
            await db.SaveChangesAsync();
        });
        await app.Settled();
        Assert.Equal((1, 1), (await app.Effects("first", bell.Id), await app.Effects("second", bell.Id)));
    }

}
