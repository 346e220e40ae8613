using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Conference.Benchmarks.Live;
using Conference.Tests;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Conference.Benchmarks.Store;

/// <summary>
/// How many comments a second are acknowledged when hundreds of senders each send the next as soon as the last is durable,
/// beside a bare loop that writes the very same rows into the same tables in groups and does nothing else.
/// </summary>
internal static class StoreBenchmark
{
    private const int Senders = 400, Group = 256;

    /// <summary>What a comment writes before it is acknowledged, and how its newest rows are found.</summary>
    private static readonly (string Table, string Newest, int RowsOfEach)[] Tables =
    [
        ("Feedback_Comments", "\"Number\"", 1), ("Shared_LiveEvents", "\"At\"", 2), ("Shared_Audit", "\"Id\"", 1),
    ];

    public static async Task Run(int comments)
    {
        var database = new TestDatabase();
        await database.Create();
        try
        {
            (double PerSecond, double Cpu) acknowledged;
            await using (var server = await LiveServer.Conference(database))
            {
                await LiveBenchmark.WarmUp(server, server.Speak(new(0)));
                acknowledged = await Send(server, comments);
            }
            var bare = await Bare(database, comments);
            Console.WriteLine("| database | acknowledged a second | bare loop | ratio | host's CPU per comment | bare loop's |\n|---|---|---|---|---|---|");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {(TestDatabase.OnPostgres ? "PostgreSQL" : "SQLite")} | {acknowledged.PerSecond:N0} | {bare.PerSecond:N0} | {acknowledged.PerSecond / bare.PerSecond:0.00} | {acknowledged.Cpu:0} µs | {bare.Cpu:0} µs |"));
        }
        finally
        {
            await database.Drop();
        }
    }

    /// <summary>Half as many again before the clock starts: what a host compiles at first is not what a comment costs.</summary>
    private static async Task<(double, double)> Send(LiveServer server, int comments)
    {
        var (ledger, before) = (new Ledger(comments + comments / 2), comments / 2);
        var dialect = server.Speak(ledger);
        var (next, clock, cpu, done) = (-1, new Stopwatch(), TimeSpan.Zero, new TaskCompletionSource());
        dialect.Answered += wire =>
        {
            var acknowledged = ledger.Acknowledged;
            if (acknowledged >= before && Interlocked.Exchange(ref before, int.MaxValue) != int.MaxValue) { cpu = Cpu(server.Process); clock.Start(); }
            if (acknowledged == ledger.Comments) done.TrySetResult();
            else if (Interlocked.Increment(ref next) is var number && number < ledger.Comments) dialect.Send(wire, number);
        };
        var senders = await LiveBenchmark.Open(Senders, i => Wire.Open(server.Address, dialect, server.Cookies[i % server.Cookies.Count], null));
        foreach (var wire in senders) dialect.Send(wire, Interlocked.Increment(ref next));
        await done.Task.WaitAsync(TimeSpan.FromMinutes(2));
        clock.Stop();
        foreach (var wire in senders) wire.Dispose();
        return (comments / clock.Elapsed.TotalSeconds, (Cpu(server.Process) - cpu).TotalMicroseconds / comments);
    }

    private static async Task<(double PerSecond, double Cpu)> Bare(TestDatabase database, int comments)
    {
        await using DbConnection connection = TestDatabase.OnPostgres
            ? new NpgsqlConnection(database.Settings(false)["ConnectionStrings:Conference"]) : new SqliteConnection(database.Settings(false)["ConnectionStrings:Conference"]);
        await connection.OpenAsync();
        if (!TestDatabase.OnPostgres) await Execute(connection, "PRAGMA synchronous=FULL; PRAGMA cache_size=-16000");

        var rows = new List<object[]>[Tables.Length];
        for (var t = 0; t < Tables.Length; t++)
        {
            var (table, newest, each) = Tables[t];
            rows[t] = [];
            await using (var read = connection.CreateCommand())
            {
                read.CommandText = $"SELECT * FROM \"{table}\" ORDER BY {newest} DESC LIMIT {comments * each}";
                await using var reader = await read.ExecuteReaderAsync();
                // PostgreSQL makes the words of a comment itself.
                var columns = Enumerable.Range(0, reader.FieldCount).Where(i => reader.GetDataTypeName(i) is not "tsvector").ToArray();
                while (await reader.ReadAsync()) rows[t].Add([.. columns.Select(reader.GetValue)]);
            }
            rows[t].Reverse();
            await Execute(connection, TestDatabase.OnPostgres ? $"TRUNCATE \"{table}\" CASCADE" : $"DELETE FROM \"{table}\"");
        }

        using var self = Process.GetCurrentProcess();
        var (clock, cpu) = (Stopwatch.StartNew(), Cpu(self));
        for (var done = 0; done < comments; done += Group)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            for (var t = 0; t < Tables.Length; t++) await Insert(connection, transaction, Tables[t].Table, rows[t].Skip(done * Tables[t].RowsOfEach).Take(Group * Tables[t].RowsOfEach));
            await transaction.CommitAsync();
        }
        return (comments / clock.Elapsed.TotalSeconds, (Cpu(self) - cpu).TotalMicroseconds / comments);
    }

    /// <summary>In the quickest way each database has: a statement that stays prepared, or a binary copy.</summary>
    private static async Task Insert(DbConnection connection, DbTransaction transaction, string table, IEnumerable<object[]> rows)
    {
        if (connection is NpgsqlConnection postgres)
        {
            await using var import = await postgres.BeginBinaryImportAsync($"COPY \"{table}\" FROM STDIN (FORMAT BINARY)");
            foreach (var row in rows) await import.WriteRowAsync(CancellationToken.None, row);
            await import.CompleteAsync();
            return;
        }
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        foreach (var row in rows)
        {
            if (command.Parameters.Count == 0)
            {
                command.CommandText = $"INSERT INTO \"{table}\" VALUES ({string.Join(", ", row.Select((_, i) => $"@{i}"))})";
                for (var i = 0; i < row.Length; i++) command.Parameters.Add(new SqliteParameter { ParameterName = $"@{i}" });
            }
            for (var i = 0; i < row.Length; i++) command.Parameters[i].Value = row[i];
            command.ExecuteNonQuery();
        }
    }

    private static TimeSpan Cpu(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }

    private static async Task Execute(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
