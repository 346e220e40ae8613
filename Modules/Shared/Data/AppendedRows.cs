using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Conference.Shared.Data;

/// <summary>Rows that are only added, as those of a log: written past the change tracker in the quickest way each database has.</summary>
internal static class AppendedRows
{
    /// <summary>Adds the rows, of whatever tables, within the current transaction.</summary>
    public static async Task Insert(this DbContext db, IReadOnlyCollection<object> rows, CancellationToken ct)
    {
        foreach (var some in rows.GroupBy(r => r.GetType()))
        {
            var table = Table.Of(db.Model.FindEntityType(some.Key)!);
            if (db.Database.GetDbConnection() is NpgsqlConnection postgres) await Copy(postgres, table, some, ct);
            else Insert(db, table, some);
        }
    }

    private static async Task Copy(NpgsqlConnection connection, Table table, IEnumerable<object> rows, CancellationToken ct)
    {
        await using var import = await connection.BeginBinaryImportAsync($"COPY {table.NameAndColumns} FROM STDIN (FORMAT BINARY)", ct);
        foreach (var row in rows)
        {
            await import.StartRowAsync(ct);
            foreach (var column in table.Columns)
            {
                if (column.Stored(row) is { } value) await import.WriteAsync(value, column.Type.StoreType, ct);
                else await import.WriteNullAsync(ct);
            }
        }
        await import.CompleteAsync(ct);
    }

    // SQLite looks a parameter up by going through all of them: one row at a time, of a statement that stays prepared, is faster than many in one.
    private static void Insert(DbContext db, Table table, IEnumerable<object> rows)
    {
        using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = $"INSERT INTO {table.NameAndColumns} VALUES ({string.Join(", ", table.Columns.Select((_, i) => $"@{i}"))})";
        var parameters = new DbParameter[table.Columns.Count];
        for (var i = 0; i < parameters.Length; i++) command.Parameters.Add(parameters[i] = table.Columns[i].Type.CreateParameter(command, $"@{i}", null, nullable: true));
        foreach (var row in rows)
        {
            for (var i = 0; i < parameters.Length; i++) parameters[i].Value = table.Columns[i].Stored(row) ?? DBNull.Value;
            command.ExecuteNonQuery();
        }
    }
}
