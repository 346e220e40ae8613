using System.Globalization;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Conference.Shared.Data;

/// <summary>
/// Finds rows of a table by the words of a folded text, newest first without looking at all that match: an FTS5 table that
/// triggers keep current on SQLite, a generated column with a GIN index on PostgreSQL. What leaves the text leaves the index
/// in the same transaction, whoever writes.
/// </summary>
/// <param name="Key">A column of unique whole numbers that grow with time: results can be read in its order, up or down.</param>
/// <param name="Text">The column of text, folded with <see cref="Fold.ForSearch"/>.</param>
public sealed record FullText(string Table, string Key, string Text)
{
    // Of the private use area, which no word that someone types can hold: marks of rows, of words that not everyone may search by, and of beginnings.
    private const char Mark = '\uE000', Reservation = '\uE001', Beginning = '\uE002';
    // Nearly all there are of Vietnamese syllables.
    private const int LongestBeginning = 6;
    // Of so many of the newest rows so many have to match for words to be common: the next part, and a tally, are then near.
    private const int Looked = 200, Common = 10;
    private const string Signs = """!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~–—…“”‘’«»•·""";

    /// <summary>A second column of folded text, by which only those may search who may read it.</summary>
    public string? Reserved { get; init; }

    /// <summary>
    /// Columns whose equality narrows a search: part of the index of words. On SQLite several of them without any word are read
    /// from it in order as well; PostgreSQL combines the table's own indexes.
    /// </summary>
    public IReadOnlyList<string> Narrowing { get; init; } = [];

    /// <summary>Of the narrowing columns, those whose rows the table has an index of in the order of <see cref="Key"/>.</summary>
    public IReadOnlyList<string> InOrder { get; init; } = [];

    private string Index => Table + "_Words";

    /// <summary>Makes the index, of the rows there are as well.</summary>
    public void Create(MigrationBuilder migration)
    {
        if (migration.ActiveProvider!.EndsWith("PostgreSQL", StringComparison.Ordinal)) CreateOnPostgres(migration);
        else CreateOnSqlite(migration);
    }

    /// <summary>
    /// The rows that hold every word and meet the conditions, in the order in which some of them are found soonest; what is shown
    /// is to be ordered and cut by <see cref="Key"/>.
    /// </summary>
    /// <param name="words">Where nothing was typed, the conditions alone decide.</param>
    /// <param name="reserved">Whether the reserved text is searched as well.</param>
    /// <param name="conditions">Narrowing columns, by the names of their properties, with the values they must have.</param>
    public async Task<IQueryable<T>> Find<T>(ModuleDb db, SearchWords words, bool reserved, IReadOnlyCollection<(string Column, object Value)> conditions, CancellationToken ct) where T : class
    {
        if (words is { Given: true, Words.Count: 0 }) return db.Set<T>().Where(_ => false);
        var postgres = db.Database.IsNpgsql();
        var common = postgres && words.Given && conditions.Count + words.Exact.Count > 0 && await AreCommon(db, words, reserved, conditions, ct);
        // The marks of rows are for what is seldom. Said beside the conditions themselves, PostgreSQL would expect far fewer rows than there are.
        var marked = !postgres || words.Given && !common;
        // A single condition is read from the table's own index.
        var rows = words.Given || marked && conditions.Count > 1 ? Matching<T>(db, words, reserved, marked ? conditions : [], common) : db.Set<T>();
        if (postgres && marked) return rows;
        return conditions.Aggregate(rows, (found, condition) => found.Where(Meets<T>(condition.Column, condition.Value))).OrderByDescending(r => EF.Property<int>(r, Key));
    }

    /// <summary>
    /// Common words are found soonest by reading the table in order. PostgreSQL estimates words and conditions as if they had
    /// nothing to do with each other, so the newest rows are asked.
    /// </summary>
    private async Task<bool> AreCommon(ModuleDb db, SearchWords words, bool reserved, IReadOnlyCollection<(string Column, object Value)> conditions, CancellationToken ct)
    {
        var parameters = new List<object> { PostgresQuery(words, reserved, []) };
        var leading = InOrder.FirstOrDefault(column => conditions.Any(c => c.Column == column));
        var (where, others) = (new StringBuilder(), new StringBuilder());
        foreach (var (column, value) in conditions)
        {
            (column == leading ? where : others).Append(CultureInfo.InvariantCulture, $" AND {Quoted(column)} = {{{parameters.Count}}}");
            parameters.Add(value is Enum ? Stored(value) : value);
        }
        Exactly(words, reserved, "strpos({0}, {1}) > 0", others, parameters);
        var newest = $"SELECT * FROM {Quoted(Table)} WHERE true{where} ORDER BY {Quoted(Key)} DESC LIMIT {Looked}";
        var sql = $"SELECT CAST(count(*) AS int) AS \"Value\" FROM ({newest}) AS r WHERE r.\"Words\" @@ CAST({{0}} AS tsquery){others}";
        return await db.Database.SqlQueryRaw<int>(sql, [.. parameters]).SingleAsync(ct) >= Common;
    }

    private IQueryable<T> Matching<T>(ModuleDb db, SearchWords words, bool reserved, IReadOnlyCollection<(string Column, object Value)> marks, bool common) where T : class
    {
        var postgres = db.Database.IsNpgsql();
        var columns = db.Model.FindEntityType(typeof(T))!.GetProperties().Select(p => p.GetColumnName());
        var parameters = new List<object> { postgres ? PostgresQuery(words, reserved, marks) : SqliteQuery(words, reserved, marks) };
        var sql = new StringBuilder("SELECT ");
        if (postgres) sql.AppendJoin(", ", columns.Select(Quoted)).Append(CultureInfo.InvariantCulture, $" FROM {Quoted(Table)} AS r WHERE r.\"Words\" @@ CAST({{0}} AS tsquery)");
        // The number is read from the index of words, which then gives the order and takes the limits of a part.
        else sql.AppendJoin(", ", columns.Select(c => c == Key ? $"w.rowid AS {Quoted(c)}" : $"r.{Quoted(c)}"))
            .Append(CultureInfo.InvariantCulture, $" FROM {Quoted(Index)} AS w CROSS JOIN {Quoted(Table)} AS r ON r.{Quoted(Key)} = w.rowid WHERE w.{Quoted(Index)} MATCH {{0}}");
        // PostgreSQL expects nearly all rows to meet the second form, and hardly any the third.
        Exactly(words, reserved, !postgres ? "instr({0}, {1}) > 0" : common ? "nullif(strpos({0}, {1}), 0) IS NOT NULL" : "least(strpos({0}, {1}), 1) = 1", sql, parameters);
        return db.Set<T>().FromSqlRaw(sql.ToString(), [.. parameters]);
    }

    private void Exactly(SearchWords words, bool reserved, string form, StringBuilder sql, List<object> parameters)
    {
        var text = reserved && Reserved is not null ? $"(r.{Quoted(Text)} || ' ' || r.{Quoted(Reserved)})" : $"r.{Quoted(Text)}";
        foreach (var exact in words.Exact)
        {
            sql.Append(" AND ").AppendFormat(CultureInfo.InvariantCulture, form, text, $"{{{parameters.Count}}}");
            parameters.Add(exact);
        }
    }

    private static Expression<Func<T, bool>> Meets<T>(string column, object value)
    {
        var row = Expression.Parameter(typeof(T));
        var property = Expression.Property(row, column);
        // A field, and not a constant, is sent as a parameter.
        var wanted = Expression.Convert(Expression.Field(Expression.Constant(new StrongBox<object>(value)), nameof(StrongBox<object>.Value)), property.Type);
        return Expression.Lambda<Func<T, bool>>(value is true ? property : Expression.Equal(property, wanted), row);
    }

    private void CreateOnSqlite(MigrationBuilder migration)
    {
        // Of each word only that it occurs is kept, and its beginnings.
        migration.Sql($"CREATE VIRTUAL TABLE {Quoted(Index)} USING fts5(words, content='', contentless_delete=1, detail=none, prefix='{string.Join(' ', Enumerable.Range(2, LongestBeginning - 1))}', tokenize=\"unicode61 remove_diacritics 0 categories 'L* N*' tokenchars '{Mark}{Reservation}'\")");
        var add = $"INSERT INTO {Quoted(Index)} (rowid, words)";
        migration.Sql($"{add} SELECT r.{Quoted(Key)}, {Words("r")} FROM {Quoted(Table)} AS r ORDER BY r.{Quoted(Key)}");
        var remove = $"DELETE FROM {Quoted(Index)} WHERE rowid = old.{Quoted(Key)};";
        var addNew = $"{add} VALUES (new.{Quoted(Key)}, {Words("new")});";
        var columns = string.Join(", ", new[] { Text, Reserved }.OfType<string>().Concat(Narrowing).Select(Quoted));
        migration.Sql($"CREATE TRIGGER {Quoted(Index + "_Added")} AFTER INSERT ON {Quoted(Table)} BEGIN {addNew} END");
        migration.Sql($"CREATE TRIGGER {Quoted(Index + "_Changed")} AFTER UPDATE OF {columns} ON {Quoted(Table)} BEGIN {remove} {addNew} END");
        migration.Sql($"CREATE TRIGGER {Quoted(Index + "_Removed")} AFTER DELETE ON {Quoted(Table)} BEGIN {remove} END");
    }

    private string Words(string row) => string.Join(" || ",
    [
        $"replace(replace({row}.{Quoted(Text)}, char({(int)Mark}), ' '), char({(int)Reservation}), ' ')",
        .. Reserved is null ? (string[])[] : [$"replace(' ' || {row}.{Quoted(Reserved)}, ' ', ' ' || char({(int)Reservation}))"],
        // What is null or false has no mark.
        .. Narrowing.Select((column, i) => $"iif({row}.{Quoted(column)} IS NULL OR {row}.{Quoted(column)} = 0, '', ' ' || char({(int)Mark}) || '{Letter(i)}' || hex({row}.{Quoted(column)}))"),
    ]);

    private string SqliteQuery(SearchWords words, bool reserved, IReadOnlyCollection<(string Column, object Value)> conditions) => string.Join(" AND ",
        words.Words.Select(w => reserved && Reserved is not null ? $"({Term(w, "")} OR {Term(w, Reservation.ToString())})" : Term(w, ""))
            .Concat(conditions.Select(w => $"\"{Mark}{Letter(PlaceOf(w.Column))}{Convert.ToHexString(Encoding.UTF8.GetBytes(OnSqlite(w.Value)))}\"")));

    private static string Term(SearchWords.Word word, string before) => $"\"{before}{word.Text}\"{(word.Whole ? "" : "*")}";

    private int PlaceOf(string column) => Narrowing.TakeWhile(c => c != column).Count() is var place && place < Narrowing.Count ? place
        : throw new ArgumentException($"{column} narrows no search of {Table}.", nameof(column));

    private static char Letter(int place) => (char)('a' + place);

    // As each database writes what it stores.
    private static string Stored(object value) => value is bool yes ? yes ? "true" : "false" : Convert.ToString(value, CultureInfo.InvariantCulture)!;

    private static string OnSqlite(object value) => value is bool yes ? yes ? "1" : "0" : value is Guid ? Stored(value).ToUpperInvariant() : Stored(value);

    private void CreateOnPostgres(MigrationBuilder migration)
    {
        // Beginnings are kept as words of their own: looked for as beginnings, PostgreSQL would gather all rows of a common one first.
        // Without signs it takes nothing for an address, a path or a number with a sign, and divides words as SQLite does.
        migration.Sql($"""
            CREATE OR REPLACE FUNCTION {Quoted(Index)}(folded text, mark text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
            SELECT array_to_tsvector(ARRAY(
                SELECT mark || CASE WHEN n = 1 THEN left(word, {SearchWords.Longest}) ELSE '{Beginning}' || left(word, n) END
                FROM unnest(tsvector_to_array(to_tsvector('simple'::regconfig, translate(folded, '{Signs.Replace("'", "''", StringComparison.Ordinal)}', '{new string(' ', Signs.Length)}')))) AS words (word)
                CROSS JOIN generate_series(1, {LongestBeginning}) AS n
                WHERE n <= length(word) AND (n > 1 OR length(word) NOT BETWEEN 2 AND {LongestBeginning} OR word COLLATE "C" < ':')))
            $$
            """);
        var marks = Narrowing.Select((column, i) => $"'{Mark}{Letter(i)}' || nullif({Quoted(column)}::text, 'false')");
        string[] parts =
        [
            $"{Quoted(Index)}({Quoted(Text)}, '')", .. Reserved is null ? (string[])[] : [$"{Quoted(Index)}({Quoted(Reserved)}, '{Reservation}')"],
            .. Narrowing.Count == 0 ? (string[])[] : [$"array_to_tsvector(array_remove(ARRAY[{string.Join(", ", marks)}], NULL))"],
        ];
        // Otherwise the words of most rows would lie outside of them, and each look at one would be three.
        migration.Sql($"ALTER TABLE {Quoted(Table)} SET (toast_tuple_target = 8160)");
        migration.Sql($"ALTER TABLE {Quoted(Table)} DROP COLUMN IF EXISTS \"Words\", ADD COLUMN \"Words\" tsvector GENERATED ALWAYS AS ({string.Join(" || ", parts)}) STORED");
        // A short list of what is not sorted in yet: searches read all of it.
        migration.Sql($"CREATE INDEX {Quoted($"IX_{Index}")} ON {Quoted(Table)} USING gin (\"Words\") WITH (gin_pending_list_limit = 512)");
    }

    private string PostgresQuery(SearchWords words, bool reserved, IReadOnlyCollection<(string Column, object Value)> conditions) => string.Join(" & ",
        words.Words.Select(w => reserved && Reserved is not null ? $"({Lexeme(w, "")} | {Lexeme(w, Reservation.ToString())})" : Lexeme(w, ""))
            .Concat(conditions.Select(c => $"'{Mark}{Letter(PlaceOf(c.Column))}{Stored(c.Value).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'")));

    private static string Lexeme(SearchWords.Word word, string before) => word.Whole ? $"'{before}{word.Text}'"
        : word.Text.EnumerateRunes().Count() <= LongestBeginning ? $"'{before}{Beginning}{word.Text}'" : $"'{before}{word.Text}':*";

    private static string Quoted(string name) => $"\"{name}\"";
}
