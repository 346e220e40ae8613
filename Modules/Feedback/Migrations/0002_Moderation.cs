using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Conference.Feedback.Migrations;

[DbContext(typeof(FeedbackDb)), Migration("0002_Moderation")]
internal sealed class Moderation0002 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        const string sessions = "Feedback_Sessions", comments = "Feedback_Comments";
        migrationBuilder.AddColumn<string>("Publishing", sessions, maxLength: 20, defaultValue: "AtOnce");
        migrationBuilder.AddColumn<string>("Intake", sessions, maxLength: 20, defaultValue: "Open");
        migrationBuilder.AddColumn<int>("MostPerPerson", sessions, nullable: true);
        migrationBuilder.AddColumn<string>("Audience", sessions, maxLength: 20, defaultValue: "Everyone");
        migrationBuilder.AddColumn<bool>("AllowsAnonymous", sessions, defaultValue: false);
        migrationBuilder.AddColumn<bool>("LogPublished", sessions, defaultValue: false);
        migrationBuilder.AddColumn<string>("Fields", sessions, defaultValue: "[]");
        migrationBuilder.AddColumn<Guid>("OnScreenId", sessions, nullable: true);
        migrationBuilder.AddColumn<int>("Version", sessions, defaultValue: 0);

        // What was there before there was moderation had been published at once.
        migrationBuilder.AddColumn<string>("Standing", comments, maxLength: 20, defaultValue: "Published");
        migrationBuilder.AddColumn<string>("StandingReason", comments, nullable: true);
        migrationBuilder.AddColumn<string>("ModeratedBy", comments, nullable: true);
        migrationBuilder.AddColumn<DateTime>("PublishedAt", comments, nullable: true);
        migrationBuilder.Sql($"UPDATE \"{comments}\" SET \"PublishedAt\" = \"At\"");
        migrationBuilder.AddColumn<DateTime>("CorrectedAt", comments, nullable: true);
        migrationBuilder.AddColumn<bool>("OnBehalf", comments, defaultValue: false);
        migrationBuilder.AddColumn<bool>("Anonymous", comments, defaultValue: false);
        migrationBuilder.AddColumn<Guid>("ReplyToId", comments, nullable: true);
        migrationBuilder.AddColumn<string>("About", comments, nullable: true);
        migrationBuilder.AddColumn<string>("Answers", comments, defaultValue: "[]");
        migrationBuilder.AddColumn<Guid>("MergedIntoId", comments, nullable: true);
        migrationBuilder.AddColumn<int>("EndorsementCount", comments, defaultValue: 0);
        migrationBuilder.AddColumn<bool>("Marked", comments, defaultValue: false);
        migrationBuilder.AddColumn<Guid>("AssignedToId", comments, nullable: true);
        migrationBuilder.AddColumn<string>("AssignedTo", comments, nullable: true);
        migrationBuilder.AddColumn<Guid>("GroupId", comments, nullable: true);
        // Small beside the table: they hold only what waits, was merged, answers another or is in a group.
        migrationBuilder.CreateIndex("IX_Feedback_Comments_Waiting", comments, ["SessionId", "Number"], filter: "\"Standing\" = 'Waiting'");
        migrationBuilder.CreateIndex("IX_Feedback_Comments_MergedIntoId", comments, "MergedIntoId", filter: "\"MergedIntoId\" IS NOT NULL");
        migrationBuilder.CreateIndex("IX_Feedback_Comments_ReplyToId", comments, "ReplyToId", filter: "\"ReplyToId\" IS NOT NULL");
        migrationBuilder.CreateIndex("IX_Feedback_Comments_GroupId", comments, "GroupId", filter: "\"GroupId\" IS NOT NULL");

        migrationBuilder.CreateTable("Feedback_CommentRevisions", t => new
        {
            CommentId = t.Column<Guid>(), Number = t.Column<int>(), Text = t.Column<string>(), By = t.Column<string>(), ByModerator = t.Column<bool>(), At = t.Column<DateTime>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_Feedback_CommentRevisions", x => new { x.CommentId, x.Number });
            t.ForeignKey("FK_Feedback_CommentRevisions_Comments", x => x.CommentId, comments, "Id", onDelete: ReferentialAction.Cascade);
        });

        migrationBuilder.CreateTable("Feedback_Endorsements", t => new
        {
            CommentId = t.Column<Guid>(), PersonId = t.Column<Guid>(), Person = t.Column<string>(), Organisation = t.Column<string>(), At = t.Column<DateTime>(),
            ViaId = t.Column<Guid>(nullable: true),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_Feedback_Endorsements", x => new { x.CommentId, x.PersonId });
            t.ForeignKey("FK_Feedback_Endorsements_Comments", x => x.CommentId, comments, "Id", onDelete: ReferentialAction.Cascade);
        });

        migrationBuilder.CreateTable("Feedback_ModerationLog", t => new
        {
            Id = t.Column<Guid>(), At = t.Column<DateTime>(), SessionId = t.Column<Guid>(), CommentId = t.Column<Guid>(), CommentNumber = t.Column<int>(),
            Action = t.Column<string>(maxLength: 20), WhoId = t.Column<Guid>(), Who = t.Column<string>(), Reason = t.Column<string>(nullable: true),
            OtherId = t.Column<Guid>(nullable: true), OtherNumber = t.Column<int>(nullable: true), UndoneAt = t.Column<DateTime>(nullable: true),
            UndoneBy = t.Column<string>(nullable: true), StandingBefore = t.Column<string>(maxLength: 20), ReasonBefore = t.Column<string>(nullable: true),
            TextBefore = t.Column<string>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_Feedback_ModerationLog", x => x.Id));
        migrationBuilder.CreateIndex("IX_Feedback_ModerationLog_SessionId_At", "Feedback_ModerationLog", ["SessionId", "At"]);
        migrationBuilder.CreateIndex("IX_Feedback_ModerationLog_CommentId", "Feedback_ModerationLog", "CommentId");
    }
}
