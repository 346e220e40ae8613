using Conference.Shared.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Conference.Shared.Messages;

/// <summary>
/// A module whose state others keep copies of, and that can tell all of it again: to a module that was added later, or
/// whose copies hold more since an upgrade. Registered as a service, it needs nothing else; nor do those who listen.
/// </summary>
public interface ITellsAgain
{
    /// <summary>The messages that carry the state; whoever handles one of them is told.</summary>
    IReadOnlyCollection<Type> Messages { get; }

    /// <summary>The context that publishes them.</summary>
    ModuleDb Db { get; }

    /// <summary>Publishes the whole present state, without saving. A transaction is open.</summary>
    Task PublishAll(CancellationToken ct);
}

/// <summary>A handler that was told the whole state when its module's tables stood at this migration.</summary>
public sealed class Listener
{
    public string Handler { get; private set; } = "";
    /// <summary>The last migration of the handler's module: copies grow by migrations, and need to hear everything again.</summary>
    public string Migration { get; private set; } = "";
}

public static class NewListeners
{
    /// <summary>Tells handlers that are new, or whose module's tables changed, what everyone else heard before. The messages' engine is running.</summary>
    public static async Task TellNewListeners(this IServiceProvider services, CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        foreach (var publisher in scope.ServiceProvider.GetServices<ITellsAgain>())
        {
            var told = await publisher.Db.Set<Listener>().AsNoTracking().ToDictionaryAsync(l => l.Handler, l => l.Migration, ct);
            var untold = Listeners(scope.ServiceProvider, publisher).Where(l => string.CompareOrdinal(told.GetValueOrDefault(l.Handler), l.Migration) < 0).ToList();
            if (untold.Count == 0) continue;

            // A second host that starts meanwhile waits at the first row, and then finds nothing left to tell.
            await using var transaction = await publisher.Db.Database.BeginTransactionAsync(ct);
            var marked = 0;
            foreach (var (handler, migration) in untold)
                marked += await publisher.Db.Database.ExecuteSqlAsync(
                    $"""
                    INSERT INTO "Shared_Listeners" ("Handler", "Migration") VALUES ({handler}, {migration})
                    ON CONFLICT ("Handler") DO UPDATE SET "Migration" = excluded."Migration" WHERE "Shared_Listeners"."Migration" < excluded."Migration"
                    """, ct);
            if (marked > 0) await publisher.PublishAll(ct);
            await publisher.Db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
    }

    private static IEnumerable<(string Handler, string Migration)> Listeners(IServiceProvider services, ITellsAgain publisher) =>
        from message in publisher.Messages
        from handler in services.GetRequiredService<MessageHandlers>().Of(message)
        orderby handler.Name
        select (handler.Name, ((ModuleDb)services.GetRequiredService(handler.Context)).Database.GetMigrations().Last());
}
