using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Conference.Shared.Data;

[DbContext(typeof(SharedDb)), Migration("0002_Listeners")]
internal sealed class Shared0002 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateTable("Shared_Listeners", t => new { Handler = t.Column<string>(maxLength: 300), Migration = t.Column<string>(maxLength: 150) },
            constraints: t => t.PrimaryKey("PK_Shared_Listeners", x => x.Handler));
}
