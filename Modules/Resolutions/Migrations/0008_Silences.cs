using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Conference.Resolutions.Migrations;

[DbContext(typeof(ResolutionsDb)), Migration("0008_Silences")]
internal sealed class Silences0008 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        // What was adopted before was sealed without its action programs.
        migrationBuilder.AddColumn<int>("Form", "Resolutions_Adoptions", defaultValue: 1);
        migrationBuilder.AddColumn<DateTime>("SilentUntil", "Resolutions_Resolutions", nullable: true);

        migrationBuilder.CreateTable("Resolutions_Silences", t => new
        {
            DecisionId = t.Column<Guid>(), ResolutionId = t.Column<Guid>(), Code = t.Column<string>(maxLength: 20), Deadline = t.Column<DateTime>(nullable: true), At = t.Column<DateTime>(),
            Runs = t.Column<bool>(), TextHash = t.Column<string>(maxLength: 64),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_Resolutions_Silences", x => x.DecisionId);
            t.ForeignKey("FK_Resolutions_Silences_Resolution", x => x.ResolutionId, "Resolutions_Resolutions", "Id");
        });
        migrationBuilder.CreateIndex("IX_Resolutions_Silences_ResolutionId", "Resolutions_Silences", "ResolutionId");
    }
}
