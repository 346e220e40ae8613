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
    [Fact]
    public async Task What_was_said_before_there_was_moderation_stays_published_and_its_session_open_to_everyone()
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
            await MigrateOnce(db, "0001_Feedback");
            var (session, author, at) = (Guid.NewGuid(), Guid.NewGuid(), new DateTime(2026, 3, 2, 4, 5, 6, DateTimeKind.Utc));
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO "Feedback_Sessions" ("Id", "Number", "Title", "TitleEn", "Starts", "Ends", "Release", "State", "StateAt") VALUES ({session}, 7, 'Phiên', 'Session', {at}, {at}, 1, 'Open', {at})
                """);
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO "Feedback_Comments" ("Id", "Number", "SessionId", "Kind", "Text", "Folded", "AuthorId", "Author", "AuthorTitle", "OrganisationId", "Organisation", "At", "State", "Decision", "Version")
                VALUES ({Guid.NewGuid()}, 1, {session}, 'Question', 'Câu hỏi cũ', 'c-1 cau hoi cu', {author}, 'Nguyễn Thu Hà', '', {Guid.NewGuid()}, 'Đà Nẵng', {at}, 'Noted', 'Noted', 2)
                """);

            await db.Database.MigrateAsync();

            var shown = Assert.Single(await db.Comments.VisibleTo(new(Guid.NewGuid(), Desk: false, Observer: true), db).Rows(db, default));
            Assert.Equal((Standing.Published, at, CommentState.Noted, "Câu hỏi cũ", 2), (shown.Comment.Standing, shown.Comment.PublishedAt, shown.Comment.State, shown.Comment.Text, shown.Comment.Version));
            Assert.Equal((Publishing.AtOnce, Intake.Open, null, Audience.Everyone, false, Taking.Open), (shown.Session.Publishing, shown.Session.Intake, shown.Session.MostPerPerson, shown.Session.Audience, shown.Session.AllowsAnonymous, shown.Session.Taking));
            Assert.Equal((0, 0), (shown.Session.Fields.Count, shown.Comment.Answers.Count));
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
        await history.CreateAsync();
        await db.GetService<IMigrationCommandExecutor>().ExecuteNonQueryAsync(db.GetService<IMigrationsSqlGenerator>().Generate(migration.UpOperations), db.GetService<IRelationalConnection>());
        await db.Database.ExecuteSqlRawAsync(history.GetInsertScript(new(id, "10.0.0")));
    }
}
