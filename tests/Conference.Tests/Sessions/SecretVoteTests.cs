using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Conference.Sessions;
using Conference.Shared.Data;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests.Sessions;

public sealed partial class SecretVoteTests(ConferenceApp app) : IClassFixture<ConferenceApp>
{
    private static readonly string[] Voters = ["DNG-01", "DLK-01", "BCT-01", "BTP-01"];

    [Fact]
    public async Task A_secret_ballot_is_cast_once_and_nobody_hears_more_than_that_one_came_in()
    {
        var id = await app.Opens("S-15");
        using var chair = await app.Api("chair");
        using var laptop = await app.Api(badge: "DNG-01");
        var code = await chair.Proposes("S-15");
        await chair.Does($"S-15/decisions/{code}/open", new { method = "secret" });
        await using var podium = await LiveClient.Connect(app, "BTK-04");
        await podium.Follow($"session/{id}/podium");
        var ballot = Guid.CreateVersion7();
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await laptop.Votes("S-15", code, "for", ballot)).GetProperty("choice").ValueKind);
        // Sent again, from a second tab, by a colleague, or otherwise: it counts for nothing, and the answer does not tell which it was.
        using var colleague = await app.Api(badge: "DNG-02");
        foreach (var again in new[] { await laptop.Votes("S-15", code, "for", ballot), await laptop.Votes("S-15", code, "against"), await colleague.Votes("S-15", code, "against") })
            Assert.Equal((true, System.Text.Json.JsonValueKind.Null), (again.GetProperty("again").GetBoolean(), again.GetProperty("choice").ValueKind));
        Assert.Equal(1, (await app.Decision(code)).Cast);
        var news = await podium.Hear($"session/{id}/podium", n => n.Kind == "ballot");
        Assert.Equal("{}", news.Body.GetRawText());
        using var page = await app.SignedIn("BTK-04", "en-GB");
        var panel = await page.Read("/sessions/S-15/part/DecisionPanel");
        Assert.Contains("<b>1</b> <span class=\"muted\">/ 169</span> ballots are in", panel, StringComparison.Ordinal);
        Assert.DoesNotContain("tally", panel, StringComparison.Ordinal);
        using var mine = await app.SignedIn("DNG-01", "en-GB");
        Assert.Contains("Your secret ballot is recorded. Nobody can see or change it.", await mine.Read("/sessions/S-15"), StringComparison.Ordinal);

        await chair.Does($"S-15/decisions/{code}/close");
        var read = await chair.Reads("S-15", code);
        Assert.Equal((1, 0, 168, System.Text.Json.JsonValueKind.Null), (read.GetProperty("figures").GetProperty("for").GetInt32(), read.GetProperty("figures").GetProperty("against").GetInt32(), read.GetProperty("figures").GetProperty("notVoting").GetInt32(), read.GetProperty("ballots").ValueKind));
    }

    /// <summary>
    /// Two votes by the same people in the same order, who vote differently in such a way that the sums are the same. Whoever
    /// reads every table after every ballot sees the same both times: so nothing in the database tells how anyone voted.
    /// </summary>
    [Fact]
    public async Task Every_table_after_every_ballot_is_the_same_whoever_voted_how()
    {
        await app.Opens("S-16");
        await Warm();
        var one = await Vote("for", "against", "abstain", "for");
        var other = await Vote("abstain", "for", "for", "against");
        Assert.Equal(Voters.Length + 1, one.Count);
        for (var step = 0; step < one.Count; step++) Assert.Equal(one[step], other[step]);
        // While the vote is open, its sums are a sealed text of one length; afterwards they are gone, and only the result is left.
        Assert.All(one.SkipLast(1), dump => Assert.Contains("Sessions_SecretTotals: (", dump, StringComparison.Ordinal));
        Assert.DoesNotContain("Sessions_SecretTotals: (", one[^1], StringComparison.Ordinal);

        // Nothing is left either of the order in which they voted: the rows of a closed vote stand in the order of the voters' ids.
        var rows = await Column(TestDatabase.OnPostgres ? """SELECT "VoterId"::text FROM "Sessions_Seats" ORDER BY "DecisionId", ctid""" : """SELECT "VoterId" FROM "Sessions_Seats" ORDER BY "DecisionId", rowid""");
        var groups = rows.Chunk(169).ToList();
        Assert.True(groups.Count >= 2);
        // PostgreSQL puts a row where there is room; that all were written anew by one transaction says the same.
        if (!TestDatabase.OnPostgres) Assert.All(groups, g => Assert.Equal(g.Order(StringComparer.OrdinalIgnoreCase), g));
        else Assert.Equal(groups.Count.ToString(CultureInfo.InvariantCulture), (await Column("""SELECT COUNT(DISTINCT xmin::text)::text FROM "Sessions_Seats" """))[0]);
    }

    /// <summary>Holds a vote in which these answers are given one after the other; returns what the database held after each and at the end.</summary>
    private async Task<List<string>> Vote(params string[] choices)
    {
        using var chair = await app.Api("chair");
        var code = await chair.Proposes("S-16", "Bầu kín");
        await chair.Does($"S-16/decisions/{code}/open", new { method = "secret" });
        var decision = await app.Decision(code);
        var dumps = new List<string>();
        foreach (var (voter, choice) in Voters.Zip(choices))
        {
            using var laptop = await app.Api(badge: voter);
            await laptop.Votes("S-16", code, choice);
            dumps.Add(await Dump(decision));
        }
        await chair.Does($"S-16/decisions/{code}/close");
        dumps.Add(await Dump(decision));
        return dumps;
    }

    /// <summary>Badges' tokens and what else comes with a first use shall not differ between the two votes.</summary>
    private async Task Warm()
    {
        foreach (var voter in Voters) (await app.Api(badge: voter)).Dispose();
    }

    /// <summary>Every row of every table that concerns this vote, without what differs between any two things: ids, times, numbers in series, sealed texts.</summary>
    private async Task<string> Dump(Decision decision)
    {
        await using var scope = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.CreateAsyncScope(app.Services);
        var text = new StringBuilder();
        var db = (SessionsDb)scope.ServiceProvider.GetService(typeof(SessionsDb))!;
        await db.Database.OpenConnectionAsync();
        var connection = db.Database.GetDbConnection();
        var tables = await Strings(connection, TestDatabase.OnPostgres ? "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1" : "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY 1");
        foreach (var table in tables)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM \"{table}\"";
            await using var reader = await command.ExecuteReaderAsync();
            var rows = new List<string>();
            while (await reader.ReadAsync())
            {
                var row = string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => $"{reader.GetName(i)}={Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture)}"));
                var concerns = row.Contains(decision.Id.ToString(), StringComparison.OrdinalIgnoreCase) || row.Contains($"\"{decision.Code}\"", StringComparison.Ordinal) || row.Contains(decision.Code + "|", StringComparison.Ordinal)
                    || table is "Sessions_SecretTotals" || (table == "Shared_LiveEvents" && row.Contains("kind=ballot", StringComparison.OrdinalIgnoreCase));
                if (concerns) rows.Add(Times().Replace(row.Replace(decision.Id.ToString(), "THIS", StringComparison.OrdinalIgnoreCase), "TIME"));
            }
            // Of two rows the order says nothing that their contents do not; what the file's own order says is looked at apart.
            foreach (var row in rows.Select(r => Plain(r, decision)).Order(StringComparer.Ordinal)) text.Append(table).Append(": (").Append(row).AppendLine(")");
        }
        // Whoever follows the podium hears that a ballot came in, and no more.
        Assert.All(LiveBallots().Matches(text.ToString()), m => Assert.Contains("Body={}", m.Value, StringComparison.OrdinalIgnoreCase));
        return LiveBallots().Replace(text.ToString(), "");
    }

    private static string Plain(string row, Decision decision)
    {
        // Ids of what was written for this vote: of audit entries, lines of the log, deliveries.
        row = OwnIds().Replace(row, "$1$2Id=ID");
        row = Regex.Replace(row, $@"\b{decision.Code}\b(?![0-9A-Fa-f-])", "D-?").Replace($"\"number\":{decision.Number}", "\"number\":?", StringComparison.Ordinal).Replace($"\"Number\":{decision.Number}", "\"Number\":?", StringComparison.Ordinal)
            .Replace($"|Number={decision.Number}|", "|Number=?|", StringComparison.Ordinal);
        row = Sealed().Replace(row, m => $"Sealed={m.Groups[1].Length} characters");
        return row;
    }

    private static async Task<List<string>> Strings(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var all = new List<string>();
        while (await reader.ReadAsync()) all.Add(reader.GetString(0));
        return all;
    }

    private Task<List<string>> Column(string sql) => app.With<SharedDb, List<string>>(async db =>
    {
        await db.Database.OpenConnectionAsync();
        return await Strings(db.Database.GetDbConnection(), sql);
    });

    [GeneratedRegex(@"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?Z?|\d\d/\d\d/\d{4} \d\d:\d\d:\d\d")]
    private static partial Regex Times();

    [GeneratedRegex(@"Sealed=([A-Za-z0-9+/=]+)")]
    private static partial Regex Sealed();

    [GeneratedRegex(@"(^|\|)(\w*Event)?Id=[0-9A-Fa-f-]{36}(?=\|)")]
    private static partial Regex OwnIds();

    [GeneratedRegex(@"Shared_LiveEvents: .*Kind=ballot.*\n")]
    private static partial Regex LiveBallots();
}
