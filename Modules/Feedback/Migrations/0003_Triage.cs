using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Conference.Feedback.Migrations;

[DbContext(typeof(FeedbackDb)), Migration("0003_Triage")]
internal sealed class Triage0003 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("Feedback_CommentGroups", t => new { Id = t.Column<Guid>(), Title = t.Column<string>(maxLength: 200) },
            constraints: t => t.PrimaryKey("PK_Feedback_CommentGroups", x => x.Id));

        migrationBuilder.CreateTable("Feedback_Summaries", t => new
        {
            SessionId = t.Column<Guid>(), Text = t.Column<string>(), Version = t.Column<int>(), By = t.Column<string>(nullable: true), At = t.Column<DateTime>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_Feedback_Summaries", x => x.SessionId));

        migrationBuilder.CreateTable("Feedback_SummaryVersions", t => new
        {
            SessionId = t.Column<Guid>(), Version = t.Column<int>(), Text = t.Column<string>(), By = t.Column<string>(), At = t.Column<DateTime>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_Feedback_SummaryVersions", x => new { x.SessionId, x.Version });
            t.ForeignKey("FK_Feedback_SummaryVersions_Summaries", x => x.SessionId, "Feedback_Summaries", "SessionId", onDelete: ReferentialAction.Cascade);
        });

        migrationBuilder.CreateTable("Feedback_RememberedFilters", t => new { PersonId = t.Column<Guid>(), Query = t.Column<string>() },
            constraints: t => t.PrimaryKey("PK_Feedback_RememberedFilters", x => x.PersonId));

        migrationBuilder.CreateTable("Feedback_People", t => new
        {
            Id = t.Column<Guid>(), Name = t.Column<string>(), OrganisationId = t.Column<Guid>(), Secretariat = t.Column<bool>(), Heard = t.Column<bool>(),
        }, constraints: t => t.PrimaryKey("PK_Feedback_People", x => x.Id));

        migrationBuilder.CreateTable("Feedback_Organisations", t => new
        {
            Id = t.Column<Guid>(), Kind = t.Column<string>(maxLength: 40), ShortName = t.Column<string>(), ShortNameEn = t.Column<string>(),
        }, constraints: t => t.PrimaryKey("PK_Feedback_Organisations", x => x.Id));
    }
}
