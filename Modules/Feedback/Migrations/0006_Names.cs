using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Conference.Feedback.Migrations;

[DbContext(typeof(FeedbackDb)), Migration("0006_Names")]
internal sealed class Names0006 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("Feedback_Names", t => new
        {
            OwnerId = t.Column<Guid>(), Name = t.Column<string>(maxLength: 200), English = t.Column<string>(maxLength: 200),
        }, constraints: t => t.PrimaryKey("PK_Feedback_Names", x => new { x.OwnerId, x.Name }));
        migrationBuilder.CreateIndex("IX_Feedback_Names_Name", "Feedback_Names", "Name");
    }
}
