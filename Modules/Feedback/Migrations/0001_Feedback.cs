using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Conference.Feedback.Migrations;

[DbContext(typeof(FeedbackDb)), Migration("0001_Feedback")]
internal sealed class Feedback0001 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("Feedback_Sessions", t => new
        {
            Id = t.Column<Guid>(), Number = t.Column<int>(), Title = t.Column<string>(), TitleEn = t.Column<string>(),
            Starts = t.Column<DateTime>(), Ends = t.Column<DateTime>(), Release = t.Column<int>(),
            State = t.Column<string>(maxLength: 20), StateAt = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_Feedback_Sessions", x => x.Id));

        migrationBuilder.CreateTable("Feedback_Comments", t => new
        {
            Id = t.Column<Guid>(), Number = t.Column<int>(), SessionId = t.Column<Guid>(), Kind = t.Column<string>(maxLength: 20),
            Text = t.Column<string>(), Folded = t.Column<string>(), AuthorId = t.Column<Guid>(), Author = t.Column<string>(), AuthorTitle = t.Column<string>(),
            OrganisationId = t.Column<Guid>(), Organisation = t.Column<string>(), SentAt = t.Column<DateTime>(nullable: true), At = t.Column<DateTime>(),
            State = t.Column<string>(maxLength: 20), Decision = t.Column<string>(maxLength: 20), Reason = t.Column<string>(nullable: true),
            DecidedBy = t.Column<string>(nullable: true), DecidedAt = t.Column<DateTime>(nullable: true), Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_Feedback_Comments", x => x.Id));
        migrationBuilder.CreateIndex("IX_Feedback_Comments_Number", "Feedback_Comments", "Number", unique: true);
        migrationBuilder.CreateIndex("IX_Feedback_Comments_SessionId_Number", "Feedback_Comments", ["SessionId", "Number"]);
        migrationBuilder.CreateIndex("IX_Feedback_Comments_AuthorId_Number", "Feedback_Comments", ["AuthorId", "Number"]);
        migrationBuilder.CreateIndex("IX_Feedback_Comments_State_Number", "Feedback_Comments", ["State", "Number"]);

        migrationBuilder.CreateTable("Feedback_Clauses", t => new
        {
            Id = t.Column<Guid>(), ResolutionId = t.Column<Guid>(), Citation = t.Column<string>(maxLength: 100), CitedAt = t.Column<DateTime>(),
            AdoptedAs = t.Column<string>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_Feedback_Clauses", x => x.Id));
        migrationBuilder.CreateIndex("IX_Feedback_Clauses_ResolutionId", "Feedback_Clauses", "ResolutionId");
        migrationBuilder.CreateIndex("IX_Feedback_Clauses_Citation", "Feedback_Clauses", "Citation");

        migrationBuilder.CreateTable("Feedback_CommentUses", t => new
        {
            CommentId = t.Column<Guid>(), ClauseId = t.Column<Guid>(), Linked = t.Column<bool>(), At = t.Column<DateTime>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_Feedback_CommentUses", x => new { x.CommentId, x.ClauseId });
            t.ForeignKey("FK_Feedback_CommentUses_Comments", x => x.CommentId, "Feedback_Comments", "Id", onDelete: ReferentialAction.Cascade);
            t.ForeignKey("FK_Feedback_CommentUses_Clauses", x => x.ClauseId, "Feedback_Clauses", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_Feedback_CommentUses_ClauseId", "Feedback_CommentUses", "ClauseId");

        migrationBuilder.CreateTable("Feedback_AdoptedResolutions", t => new { Id = t.Column<Guid>(), Number = t.Column<string>(maxLength: 100) },
            constraints: t => t.PrimaryKey("PK_Feedback_AdoptedResolutions", x => x.Id));
    }
}
