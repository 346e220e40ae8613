using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Conference.Resolutions.Migrations;

[DbContext(typeof(ResolutionsDb)), Migration("0003_WithdrawnSources")]
internal sealed class WithdrawnSources0003 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<bool>("Withdrawn", "Resolutions_Sources", defaultValue: false);
        migrationBuilder.AddColumn<string>("MergedInto", "Resolutions_Sources", maxLength: 20, nullable: true);
        migrationBuilder.AddColumn<int>("Version", "Resolutions_Sources", defaultValue: 0);
    }
}
