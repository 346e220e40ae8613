using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Conference.Shared.Data;

/// <summary>Rows that are only ever added, as those of a log: many in one statement, and none of them tracked.</summary>
internal static class AppendedRows
{
    private const int MostAtOnce = 100;

    /// <summary>Adds the rows within the current transaction.</summary>
    public static async Task Append<T>(this DbContext db, IReadOnlyList<T> rows, CancellationToken ct) where T : class
    {
        if (rows.Count == 0) return;
        var entity = db.Model.FindEntityType(typeof(T))!;
        var columns = entity.GetProperties().Select(p => (Name: p.GetColumnName(), Type: p.GetRelationalTypeMapping(), Getter: p.GetGetter())).ToArray();
        var into = $"INSERT INTO \"{entity.GetTableName()}\" ({string.Join(", ", columns.Select(c => $"\"{c.Name}\""))}) VALUES ";
        foreach (var some in rows.Chunk(MostAtOnce))
        {
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
            command.CommandText = into + string.Join(", ", some.Select((_, row) => $"({string.Join(", ", columns.Select((_, column) => $"@p{row * columns.Length + column}"))})"));
            foreach (var row in some)
                foreach (var (_, type, getter) in columns)
                    command.Parameters.Add(type.CreateParameter(command, $"@p{command.Parameters.Count}", getter.GetClrValue(row), nullable: true));
            await command.ExecuteNonQueryAsync(ct);
        }
    }
}
