using System.Data.Common;
using Conference.Shared;
using Conference.Tests;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Conference.Benchmarks.Million;

/// <summary>
/// Fills a database that holds the demonstration with comments as a very large conference would have them: twenty-three
/// sessions, three at a time, one of which has a tenth of all; sentences put together from words of diplomacy.
/// </summary>
internal static class ManyComments
{
    /// <summary>The session with a tenth of all, the last one.</summary>
    public const int Largest = 13;
    private const int AtOnce = 20;

    private static readonly string[] Openings =
    [
        "Tôi đề nghị", "Chúng tôi kiến nghị", "Đoàn chúng tôi nhất trí và đề nghị", "Qua thực tế địa bàn, tôi cho rằng cần", "Xin trao đổi thêm:", "Đề nghị Ban soạn thảo cân nhắc",
        "Từ kinh nghiệm của cơ quan đại diện, nên", "Về nội dung này, cần", "Tôi băn khoăn vì chưa thấy", "Xin hỏi bao giờ có thể", "Đề nghị nói rõ hơn việc", "Năm qua chúng ta đã",
    ];

    private static readonly string[] Verbs =
    [
        "thúc đẩy", "lồng ghép", "rà soát", "hoàn thiện", "đổi mới", "tăng cường", "xây dựng", "triển khai", "phối hợp", "sửa đổi", "nâng tầm", "tháo gỡ", "cụ thể hóa", "bảo vệ", "mở rộng",
        "kết nối", "theo dõi", "đánh giá", "công bố", "chuẩn bị", "đàm phán", "ký kết", "thực thi", "giám sát", "số hóa", "dự báo", "vận động", "huy động", "đào tạo", "luân chuyển",
    ];

    private static readonly string[] Things =
    [
        "hợp tác kinh tế", "đầu mối chung", "cơ chế phối hợp", "thỏa thuận thương mại", "chuỗi cung ứng", "chuyển đổi xanh", "năng lượng tái tạo", "kinh tế số", "công tác lãnh sự", "bảo hộ công dân",
        "kiều bào", "ngoại giao văn hóa", "ngoại giao chuyên biệt", "hội nhập quốc tế", "biên giới lãnh thổ", "an ninh biển", "luật pháp quốc tế", "thông tin đối ngoại", "dự báo chiến lược",
        "xuất khẩu nông sản", "du lịch bền vững", "xúc tiến đầu tư", "hợp tác địa phương", "đào tạo cán bộ", "thủ tục hành chính", "cơ sở dữ liệu", "phòng chống dịch bệnh", "an ninh lương thực",
        "nguồn nước xuyên biên giới", "lao động ngoài nước", "khoa học công nghệ", "bán dẫn", "trí tuệ nhân tạo", "đường sắt liên vận", "cửa khẩu thông minh", "thị trường Halal", "hành lang kinh tế",
        "quan hệ đối tác chiến lược", "diễn đàn đa phương", "gìn giữ hòa bình", "ứng phó biến đổi khí hậu", "di sản văn hóa", "báo chí nước ngoài", "ngân sách đối ngoại", "trụ sở cơ quan đại diện",
    ];

    private static readonly string[] Where =
    [
        "với các nước láng giềng", "trong ASEAN", "tại châu Phi", "ở Trung Đông", "với các địa phương", "tại vùng cao", "ở Tây Nguyên", "với Liên minh châu Âu", "tại Mỹ La-tinh", "trong khuôn khổ Liên hợp quốc",
        "ở tiểu vùng Mê Công", "với các đối tác lớn", "tại Trung Á", "trên biển Đông", "ở đồng bằng sông Cửu Long", "với doanh nghiệp nhỏ và vừa",
    ];

    private static readonly string[] Ends =
    [
        "trước khi kết thúc năm.", "và báo cáo tại hội nghị sau.", "để không chồng chéo.", "vì doanh nghiệp đang chờ.", "theo lộ trình rõ ràng.", "với trách nhiệm của từng đơn vị.", "và có kinh phí kèm theo.",
        "như nhiều nước đã làm.", "sau khi lấy ý kiến các bộ.", "ngay trong quý tới.", "để người dân được lợi.", "và cần một đơn vị chủ trì.",
    ];

    private static readonly string[] Kinds = ["Comment", "Assessment", "Recommendation", "Question"];

    private static readonly string[] Columns =
    [
        "Id", "Number", "SessionId", "Kind", "Text", "Folded", "FoldedAuthor", "AuthorId", "Author", "AuthorTitle", "OrganisationId", "Organisation", "At", "State", "Decision", "Reason", "DecidedBy", "DecidedAt",
        "Version", "Standing", "StandingReason", "ModeratedBy", "PublishedAt", "OnBehalf", "Anonymous", "Answers", "EndorsementCount", "Marked", "AssignedToId", "AssignedTo",
    ];

    private sealed record Author(Guid Id, string Name, Guid OrganisationId, string Organisation);

    /// <summary>A comment in a hundred thousand has these words.</summary>
    public const string Rare = "chim hải âu";

    public static async Task Fill(TestDatabase database, int count)
    {
        await using DbConnection connection = TestDatabase.OnPostgres
            ? new NpgsqlConnection(database.Settings(false)["ConnectionStrings:Conference"]) : new SqliteConnection(database.Settings(false)["ConnectionStrings:Conference"]);
        await connection.OpenAsync();
        if (!TestDatabase.OnPostgres) await Execute(connection, null, "PRAGMA synchronous=OFF; PRAGMA cache_size=-200000");
        var sessions = (await Read(connection, "SELECT \"Number\", \"Id\" FROM \"Feedback_Sessions\" ORDER BY \"Number\"", r => (Number: r.GetInt32(0), Id: r.GetGuid(1)))).ToDictionary(s => s.Number, s => s.Id);
        var authors = await Read(connection, """
            SELECT p."Id", p."Name", o."Id", o."ShortName" FROM "Feedback_People" p JOIN "Feedback_Organisations" o ON o."Id" = p."OrganisationId" WHERE p."Heard" ORDER BY p."Id"
            """, r => new Author(r.GetGuid(0), r.GetString(1), r.GetGuid(2), r.GetString(3)));
        var desk = await Read(connection, "SELECT \"Id\", \"Name\" FROM \"Feedback_People\" WHERE \"Secretariat\" ORDER BY \"Id\"", r => (Id: r.GetGuid(0), Name: r.GetString(1)));
        var last = (int)(await Read(connection, "SELECT \"Last\" FROM \"Shared_Counters\" WHERE \"Name\" = 'comments'", r => r.GetInt64(0))).SingleOrDefault();
        // Three sessions at a time, the largest one among the last.
        var order = sessions.Keys.Where(n => n != Largest).Append(Largest).ToArray();
        var random = new Random(20231219);
        var start = DateTime.UtcNow.AddDays(-3);

        await using var insert = connection.CreateCommand();
        for (var done = 0; done < count;)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            for (var chunks = 0; chunks < 500 && done < count; chunks++)
            {
                var rows = new List<object?[]>();
                for (; rows.Count < AtOnce && done < count; done++)
                {
                    var place = random.Next(10) == 0 ? order.Length - 1 : Math.Min(order.Length - 2, (int)((long)done * (order.Length - 1) / count) / 3 * 3 + random.Next(3));
                    rows.Add(One(last + done + 1, sessions[order[place]], authors[random.Next(authors.Count)], desk[random.Next(desk.Count)], start.AddMilliseconds(3.0 * 86_400_000 * done / count), random));
                }
                insert.Transaction = transaction;
                insert.CommandText = $"INSERT INTO \"Feedback_Comments\" ({string.Join(", ", Columns.Select(c => $"\"{c}\""))}) VALUES "
                    + string.Join(", ", rows.Select((_, row) => $"({string.Join(", ", Enumerable.Range(row * Columns.Length, Columns.Length).Select(p => $"@p{p}"))})"));
                insert.Parameters.Clear();
                foreach (var value in rows.SelectMany(r => r))
                {
                    var parameter = insert.CreateParameter();
                    (parameter.ParameterName, parameter.Value) = ($"@p{insert.Parameters.Count}", value ?? DBNull.Value);
                    insert.Parameters.Add(parameter);
                }
                await insert.ExecuteNonQueryAsync();
            }
            await transaction.CommitAsync();
        }
        await Execute(connection, null, $"""
            INSERT INTO "Feedback_Endorsements" ("CommentId", "PersonId", "Person", "Organisation", "At")
            SELECT c."Id", p."Id", p."Name", '', c."At" FROM "Feedback_Comments" c JOIN "Feedback_People" p ON p."Heard" AND c."AuthorId" <> p."Id" WHERE c."Number" > {last} AND c."Number" % 997 = 0 ON CONFLICT DO NOTHING
            """);
        await Execute(connection, null, $"UPDATE \"Shared_Counters\" SET \"Last\" = {last + count} WHERE \"Name\" = 'comments'");
        if (TestDatabase.OnPostgres) await Execute(connection, null, "VACUUM ANALYZE");
        else await Execute(connection, null, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    private static object?[] One(int number, Guid session, Author author, (Guid Id, string Name) desk, DateTime at, Random random)
    {
        T Any<T>(T[] from) => from[random.Next(from.Length)];
        // Some things are spoken of all the time, and most seldom.
        string Thing() => Things[(int)(Things.Length * Math.Pow(random.NextDouble(), 1.6))];
        var text = string.Join(' ', Enumerable.Range(0, random.Next(1, 4)).Select(_ => $"{Any(Openings)} {Any(Verbs)} {Thing()} {Any(Where)}, đồng thời {Any(Verbs)} {Thing()} {Any(Ends)}"));
        if (number % 100_000 == 31) text += $" Nhìn {Rare} mà nghĩ.";
        var anonymous = random.Next(50) == 0;
        var (state, reason) = random.Next(25) switch { 0 => ("Noted", (string?)"Đã nêu trong báo cáo."), 1 => ("Declined", "Ngoài phạm vi Nghị quyết."), _ => ("Open", null) };
        var standing = random.Next(200) switch { 0 => "Withdrawn", 1 => "TakenDown", 2 => "Declined", 3 => random.Next(10) == 0 ? "Waiting" : "Published", _ => "Published" };
        if (standing is not "Published") (state, reason) = ("Open", null);
        var assigned = random.Next(40) == 0;
        return
        [
            Guid.CreateVersion7(at), number, session, Any(Kinds), text, Fold.ForSearch(anonymous ? $"C-{number} {text}" : $"C-{number} {text} {author.Name} {author.Organisation}"),
            anonymous ? Fold.ForSearch($"{author.Name} {author.Organisation}") : "", author.Id, author.Name, "", author.OrganisationId, author.Organisation, at, state, state, reason,
            state is "Open" ? null : desk.Name, state is "Open" ? null : at, 1, standing, standing is "Declined" or "TakenDown" ? "Ngoài chủ đề." : null, standing is "Declined" or "TakenDown" ? desk.Name : null,
            standing is "Published" ? at : null, random.Next(5) == 0 && !anonymous, anonymous, "[]", (int)Math.Min(300, -Math.Log(1 - random.NextDouble()) * 2), random.Next(500) == 0, assigned ? desk.Id : null, assigned ? desk.Name : null,
        ];
    }

    private static async Task<List<T>> Read<T>(DbConnection connection, string sql, Func<DbDataReader, T> row)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync()) rows.Add(row(reader));
        return rows;
    }

    private static async Task Execute(DbConnection connection, DbTransaction? transaction, string sql)
    {
        await using var command = connection.CreateCommand();
        (command.Transaction, command.CommandText, command.CommandTimeout) = (transaction, sql, 600);
        await command.ExecuteNonQueryAsync();
    }
}
