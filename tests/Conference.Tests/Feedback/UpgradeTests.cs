using Conference.Feedback;
using Conference.Shared;
using Conference.Shared.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Conference.Tests.Feedback;

public sealed class UpgradeTests
{
    private static readonly DateTime At = new(2026, 3, 2, 4, 5, 6, DateTimeKind.Utc);

    [Fact]
    public Task What_was_said_before_there_was_moderation_stays_published_and_its_session_open_to_everyone() => Upgraded(["0001_Feedback"],
        db => Old(db, Guid.NewGuid(), "Câu hỏi cũ", "c-1 cau hoi cu"),
        async db =>
        {
            var shown = Assert.Single(await db.Comments.VisibleTo(new(Guid.NewGuid(), Desk: false, Observer: true), db).Rows(db, default));
            Assert.Equal((Standing.Published, At, CommentState.Noted, "Câu hỏi cũ", 2), (shown.Comment.Standing, shown.Comment.PublishedAt, shown.Comment.State, shown.Comment.Text, shown.Comment.Version));
            Assert.Equal((Publishing.AtOnce, Intake.Open, null, Audience.Everyone, false, Taking.Open), (shown.Session.Publishing, shown.Session.Intake, shown.Session.MostPerPerson, shown.Session.Audience, shown.Session.AllowsAnonymous, shown.Session.Taking));
            Assert.Equal((0, 0), (shown.Session.Fields.Count, shown.Comment.Answers.Count));
        });

    [Fact]
    public Task What_was_said_before_there_was_an_index_of_words_is_found_by_them_and_anonymous_authors_by_the_desk_alone() => Upgraded(["0001_Feedback", "0002_Moderation", "0003_Triage"],
        async db =>
        {
            var session = Guid.NewGuid();
            await Old(db, session, "Câu hỏi cũ", "c-1 cau hoi cu");
            await db.Database.ExecuteSqlAsync($"""UPDATE "Feedback_Comments" SET "Anonymous" = TRUE, "Author" = 'Nguyễn Thị Bưởi ÁNH', "Organisation" = 'Sở Ngoại vụ Đắk Lắk'""");
        },
        async db =>
        {
            async Task<int> Found(string q, bool desk) => await (await FeedbackDb.CommentWords.Find<Comment>(db, SearchWords.Of(q), desk, [], default)).CountAsync();
            Assert.Equal((1, 1, 1), (await Found("câu hỏi", false), await Found("cau ho", true), await Found("C-1", false)));
            foreach (var q in new[] { "nguyen thi buoi anh", "Đắk Lắk", "so ngoai vu", "hoi buoi" }) Assert.Equal((0, 1), (await Found(q, false), await Found(q, true)));
            await db.Comments.ExecuteUpdateAsync(set => set.SetProperty(c => c.Folded, "c-1 loi moi"));
            Assert.Equal((0, 1), (await Found("cau hoi", true), await Found("loi moi buoi", true)));
            await db.Comments.ExecuteDeleteAsync();
            Assert.Equal(0, await Found("loi moi", true));
        });

    private static async Task Old(FeedbackDb db, Guid session, string text, string folded)
    {
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "Feedback_Sessions" ("Id", "Number", "Title", "TitleEn", "Starts", "Ends", "Release", "State", "StateAt") VALUES ({session}, 7, 'Phiên', 'Session', {At}, {At}, 1, 'Open', {At})
            """);
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "Feedback_Comments" ("Id", "Number", "SessionId", "Kind", "Text", "Folded", "AuthorId", "Author", "AuthorTitle", "OrganisationId", "Organisation", "At", "State", "Decision", "Version")
            VALUES ({Guid.NewGuid()}, 1, {session}, 'Question', {text}, {folded}, {Guid.NewGuid()}, 'Nguyễn Thu Hà', '', {Guid.NewGuid()}, 'Đà Nẵng', {At}, 'Noted', 'Noted', 2)
            """);
    }

    /// <summary>A database as it was after some migrations, with what was in it, brought up to date.</summary>
    private static async Task Upgraded(string[] migrations, Func<FeedbackDb, Task> before, Func<FeedbackDb, Task> after)
    {
        var database = new TestDatabase();
        await database.Create();
        try
        {
            var builder = WebApplication.CreateBuilder();
            builder.Configuration.AddInMemoryCollection(database.Settings(demonstration: false)!);
            builder.AddShared();
            builder.Services.AddInProcessMessages();
            builder.AddFeedback();
            await using var host = builder.Build();
            await using var scope = host.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<FeedbackDb>();
            await scope.ServiceProvider.GetRequiredService<SharedDb>().Database.MigrateAsync();
            foreach (var migration in migrations) await MigrateOnce(db, migration);
            await before(db);
            await db.Database.MigrateAsync();
            await after(db);
        }
        finally
        {
            await database.Drop();
        }
    }

    /// <summary>One migration alone: EF finds those by name only whose names begin with a date.</summary>
    private static async Task MigrateOnce(DbContext db, string id)
    {
        var migrations = db.GetService<IMigrationsAssembly>();
        var migration = migrations.CreateMigration(migrations.Migrations[id], db.Database.ProviderName!);
        var history = db.GetService<IHistoryRepository>();
        await history.CreateIfNotExistsAsync();
        await db.GetService<IMigrationCommandExecutor>().ExecuteNonQueryAsync(db.GetService<IMigrationsSqlGenerator>().Generate(migration.UpOperations), db.GetService<IRelationalConnection>());
        await db.Database.ExecuteSqlRawAsync(history.GetInsertScript(new(id, "10.0.0")));
    }
}
