using Conference.Resolutions;
using Conference.Shared.Access;
using Conference.Tests;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Conference.Benchmarks.Drafting;

/// <summary>Fills a draft with amendments, by the rules of the module and in one host of its own.</summary>
internal static class ManyAmendments
{
    private static readonly string[] ways = ["thường xuyên, chủ động", "kịp thời", "định kỳ hằng quý", "khẩn trương"], ends = ["trong phạm vi quản lý", "theo lộ trình", "có kiểm tra, đánh giá", "bằng nguồn lực phù hợp"];

    /// <summary>The host beside the benchmark's program, wherever that was started.</summary>
    private sealed class Filling : ConferenceApp
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseContentRoot(AppContext.BaseDirectory);
        }
    }

    /// <returns>Numbers of the amendments that wait for a decision, and of those that wait to be validated.</returns>
    public static async Task<(List<int> Pending, List<int> Waiting)> Fill(TestDatabase database, int draft, int count)
    {
        var app = new Filling { Database = database };
        await app.Begin();
        try
        {
            return await app.With<ResolutionsDb, (List<int>, List<int>)>(async db =>
            {
                var resolution = await db.Whole.AsNoTracking().SingleAsync(r => r.Number == draft);
                var pen = new Pen("Ban Thư ký", db.Now, db);
                var clauses = resolution.Numbering.InOrder.Where(n => n.Kind is ClauseKind.Point).Select(n => resolution.Clauses.Single(c => c.Id == n.Id)).ToList();
                await using var transaction = await db.Database.BeginTransactionAsync();
                var number = (int)await db.TakeNumbers("amendments", count, default) - count;
                var (pending, waiting) = (new List<int>(), new List<int>());
                for (var i = 0; i < count; i++)
                {
                    var (clause, turn) = (clauses[i % clauses.Count], i / clauses.Count);
                    var who = new Actor(Guid.CreateVersion7(), $"Đại biểu {i % 4 + 1}", "", new Guid(i % 4 + 1, 0, 0, new byte[8]), $"Đoàn số {i % 4 + 1}", [Roles.Delegate]);
                    var kind = i % 25 == 24 ? AmendmentKind.Delete : i % 20 == 19 ? AmendmentKind.Insert : AmendmentKind.Change;
                    var words = kind == AmendmentKind.Insert ? clause.Words with { Text = $"Định kỳ hằng năm tổng kết việc thực hiện, lần thứ {i};" }
                        : clause.Words with { Text = turn % 2 == 0 || i % 5 == 0 ? clause.Text.Replace("kịp thời", ways[(i + turn) % ways.Length] + " và", StringComparison.Ordinal) : clause.Text.Replace("trong quá trình", ends[i % ends.Length] + " trong quá trình", StringComparison.Ordinal) };
                    var amendment = Amendment.Propose(++number, clause, kind, clause.Words, words, "Để rõ trách nhiệm và thời hạn hơn.", who, db.Now);
                    if (i % 10 != 7)
                    {
                        amendment.Receive(pen);
                        if (i % 4 == 0) amendment.Join(who with { OrganisationId = new Guid(99, 0, 0, new byte[8]), Organisation = "Đoàn đồng bảo trợ" }, db.Now);
                        if (kind != AmendmentKind.Delete) pending.Add(number);
                    }
                    else waiting.Add(number);
                    db.Add(amendment);
                }
                await db.SaveChangesAsync();
                await transaction.CommitAsync();
                return (pending, waiting);
            });
        }
        finally
        {
            await app.DisposeAsync();
        }
    }
}
