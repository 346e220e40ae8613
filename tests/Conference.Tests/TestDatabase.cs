using Microsoft.Data.Sqlite;
using Npgsql;

namespace Conference.Tests;

/// <summary>A database of one's own: an SQLite file, or a PostgreSQL database where the environment says so.</summary>
public sealed class TestDatabase
{
    public static readonly bool OnPostgres = string.Equals(Environment.GetEnvironmentVariable("CONFERENCE_TEST_DATABASE"), "postgres", StringComparison.OrdinalIgnoreCase);

    private readonly string name = "conference_" + Guid.NewGuid().ToString("N")[..12];

    /// <summary>Where the host under test keeps its files.</summary>
    public string Folder { get; } = Path.Combine(Path.GetTempPath(), "conference-tests", Guid.NewGuid().ToString("N")[..12]);

    /// <param name="filled">A database to begin with a copy of, on which nobody works.</param>
    public async Task Create(TestDatabase? filled = null)
    {
        Directory.CreateDirectory(Folder);
        if (OnPostgres) await OnServer($"CREATE DATABASE \"{name}\"" + (filled is null ? "" : $" TEMPLATE \"{filled.name}\""));
        if (filled is null) return;
        foreach (var file in Directory.GetFiles(filled.Folder, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(Folder, Path.GetRelativePath(filled.Folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    /// <summary>Lets go of what connections are kept for the next, and of the files when the tests are over.</summary>
    public void Rest()
    {
        if (OnPostgres) NpgsqlConnection.ClearAllPools();
        else SqliteConnection.ClearAllPools();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Folder, recursive: true);
    }

    public async Task Drop()
    {
        // Only its own connections: hosts of other tests go on with theirs.
        await using (var own = Connection())
        {
            if (own is NpgsqlConnection onServer) NpgsqlConnection.ClearPool(onServer);
            else SqliteConnection.ClearPool((SqliteConnection)own);
        }
        if (OnPostgres) await OnServer($"DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)");
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Configuration of a host that works on this database.</summary>
    public IReadOnlyDictionary<string, string> Settings(bool demonstration) => new Dictionary<string, string>
    {
        ["Database"] = OnPostgres ? "Postgres" : "Sqlite",
        ["ConnectionStrings:Conference"] = OnPostgres ? Server(name) : $"Data Source={Path.Combine(Folder, "conference.db")}",
        ["Demonstration"] = demonstration ? "true" : "false",
        ["SignIn:AttemptsPerMinute"] = "10000",
        ["Papers:Folder"] = Path.Combine(Folder, "papers"),
        ["Logging:LogLevel:Default"] = "Warning",
    };

    /// <summary>A number read past the host, as an operator with a database shell would.</summary>
    public async Task<long> Count(string sql)
    {
        await using var connection = Connection();
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Keeps the database to itself until it is disposed, as a backup may.</summary>
    public async Task<IAsyncDisposable> Hold()
    {
        var connection = Connection();
        await connection.OpenAsync();
        var transaction = await connection.BeginTransactionAsync();
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        // An SQLite transaction has the whole file already.
        command.CommandText = OnPostgres ? """LOCK TABLE "Feedback_Comments" """ : "SELECT 1";
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    /// <summary>Size of the largest file of an SQLite database.</summary>
    public long LargestFile => Directory.GetFiles(Folder, "conference.db*").Max(f => new FileInfo(f).Length);

    private System.Data.Common.DbConnection Connection() => OnPostgres ? new NpgsqlConnection(Server(name)) : new SqliteConnection(Settings(false)["ConnectionStrings:Conference"]);

    private static string Server(string database) =>
        new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable("CONFERENCE_TEST_POSTGRES")
            ?? throw new InvalidOperationException("CONFERENCE_TEST_POSTGRES names no server; ./test starts one.")) { Database = database, MaxPoolSize = 20 }.ConnectionString;

    private static async Task OnServer(string sql)
    {
        await using var connection = new NpgsqlConnection(Server("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
