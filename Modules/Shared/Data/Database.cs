using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Conference.Shared.Data;

/// <summary>One module's context, so that the host can migrate them all.</summary>
public sealed record ModuleDatabase(Type Context);

public static class Duplicates
{
    /// <summary>A row with the same key is there already: someone else was quicker.</summary>
    public static bool IsDuplicate(this DbUpdateException failure) => failure.InnerException is Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.UniqueViolation }
        or SqliteException { SqliteExtendedErrorCode: 2067 or 1555 };
}

/// <summary>The one database behind all modules: an SQLite file, or PostgreSQL where the configuration says so.</summary>
public sealed class DatabaseChoice(IConfiguration configuration)
{
    public bool IsPostgres { get; } = string.Equals(configuration["Database"], "Postgres", StringComparison.OrdinalIgnoreCase);

    private readonly SqliteTurns turns = new();

    public string ConnectionString { get; } = configuration.GetConnectionString("Conference")
        ?? throw new InvalidOperationException("There is no connection string named Conference.");

    public void Configure(DbContextOptionsBuilder options, string module)
    {
        var history = $"{module}_Migrations";
        if (IsPostgres) options.UseNpgsql(ConnectionString, o => o.MigrationsHistoryTable(history));
        // As one parameter a list leaves the statement as it is: written out, EF makes a new one for each, which costs more than to read it.
        else options.UseSqlite(ConnectionString, o => o.MigrationsHistoryTable(history).UseParameterizedCollectionMode(ParameterTranslationMode.Parameter)).AddInterceptors(SqlitePragmas.Instance, turns, turns.UntilClosed);
        options.AddInterceptors(CommitInterceptor.Instance);
        // Migrations are written by hand and without a snapshot; a test migrates and reads every entity instead.
        // A tally takes rows as they are found.
        options.ConfigureWarnings(w => w.Ignore(RelationalEventId.PendingModelChangesWarning, CoreEventId.RowLimitingOperationWithoutOrderByWarning));
    }

    /// <summary>Brings the database up to date. Safe to call at every start, also after a start that was killed half-way.</summary>
    public async Task Migrate(IServiceProvider services)
    {
        if (!IsPostgres)
        {
            var file = new SqliteConnectionStringBuilder(ConnectionString).DataSource;
            if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder) Directory.CreateDirectory(folder);
            using var connection = new SqliteConnection(ConnectionString);
            await connection.OpenAsync();
            // WAL stays with the file. A start that was killed leaves EF's lock row behind, and SQLite serves one host only.
            foreach (var sql in new[] { "PRAGMA journal_mode=WAL", "DROP TABLE IF EXISTS \"__EFMigrationsLock\"" })
            {
                using var command = connection.CreateCommand();
                command.CommandText = sql;
                await command.ExecuteNonQueryAsync();
            }
        }
        await using var alone = IsPostgres ? await MigratingAlone() : null;
        await using var scope = services.CreateAsyncScope();
        var modules = scope.ServiceProvider.GetServices<ModuleDatabase>().ToList();
        // The models of the later modules are built while the earlier ones migrate: a start waits for whichever takes longer.
        var models = Task.Run(() =>
        {
            using var beside = services.CreateScope();
            foreach (var module in modules.AsEnumerable().Reverse()) _ = ((DbContext)beside.ServiceProvider.GetRequiredService(module.Context)).Model;
        });
        foreach (var module in modules) await ((DbContext)scope.ServiceProvider.GetRequiredService(module.Context)).Database.MigrateAsync();
        await models;
    }

    /// <summary>
    /// Holds PostgreSQL's lock for migrating until it is disposed: EF's own one does not keep a second host, which starts at
    /// the same moment on an empty database, from migrating too.
    /// </summary>
    private async Task<IAsyncDisposable?> MigratingAlone()
    {
        const long Migrating = 0x436f6e66;
        // Without the pool, so that the lock ends with the connection.
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false, CommandTimeout = 0 }.ConnectionString);
        try
        {
            await connection.OpenAsync();
        }
        catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            // EF makes the database.
            await connection.DisposeAsync();
            return null;
        }
        await using var command = new NpgsqlCommand("SELECT pg_advisory_lock($1)", connection) { Parameters = { new() { Value = Migrating } } };
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    private sealed class SqlitePragmas : DbConnectionInterceptor
    {
        public static readonly SqlitePragmas Instance = new();

        // FULL flushes the log at every commit: what was acknowledged survives a power cut.
        private const string Sql = "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY";

        // The pool hands out an open file again: it keeps what it was told.
        private readonly ConditionalWeakTable<SafeHandle, string> told = [];

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            var sql = $"PRAGMA busy_timeout={1000 * Math.Min(15, command.CommandTimeout)}; {Sql}";
            if (((SqliteConnection)connection).Handle is not { } file || told.TryGetValue(file, out var before) && before == sql) return;
            command.CommandText = sql;
            command.ExecuteNonQuery();
            told.AddOrUpdate(file, sql);
        }

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            ConnectionOpened(connection, eventData);
            return Task.CompletedTask;
        }
    }

    /// <summary>
    /// SQLite has one writer, and lets those who wait for it ask again every now and then: under load someone would wait
    /// for seconds. This host's transactions stand in line instead.
    /// </summary>
#pragma warning disable CA1001 // A semaphore that nobody asks for its wait handle has nothing to dispose.
    private sealed class SqliteTurns : DbTransactionInterceptor
#pragma warning restore CA1001
    {
        private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

        private readonly SemaphoreSlim writer = new(1);
        private readonly ConditionalWeakTable<DbContext, object> held = [];

        public SqliteTurns() => UntilClosed = new(this);

        public Closing UntilClosed { get; }

        public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
            DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
        {
            if (await writer.WaitAsync(Longest, cancellationToken)) held.Add(eventData.Context!, this);
            return result;
        }

        public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Next(eventData.Context);
            return Task.CompletedTask;
        }

        private void Next(DbContext? after)
        {
            if (after is not null && held.Remove(after)) writer.Release();
        }

        // A transaction that ends in any other way is followed by the end of its connection.
        public sealed class Closing(SqliteTurns turns) : DbConnectionInterceptor
        {
            public override void ConnectionClosed(DbConnection connection, ConnectionEndEventData eventData) => turns.Next(eventData.Context);

            public override Task ConnectionClosedAsync(DbConnection connection, ConnectionEndEventData eventData)
            {
                turns.Next(eventData.Context);
                return Task.CompletedTask;
            }
        }
    }

    private sealed class CommitInterceptor : DbTransactionInterceptor
    {
        public static readonly CommitInterceptor Instance = new();

        public override ValueTask<DbTransaction> TransactionStartedAsync(DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
        {
            (eventData.Context as ModuleDb)?.Began();
            return ValueTask.FromResult(result);
        }

        public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default) =>
            eventData.Context is ModuleDb db ? db.Committed() : Task.CompletedTask;
    }
}
