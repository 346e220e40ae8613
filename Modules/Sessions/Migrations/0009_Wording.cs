using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Conference.Sessions.Migrations;

[DbContext(typeof(SessionsDb)), Migration("0009_Wording")]
internal sealed class Wording0009 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateTable("Sessions_MinutesSentences", t => new
        {
            Key = t.Column<string>(maxLength: 40), Vi = t.Column<string>(maxLength: 300), En = t.Column<string>(maxLength: 300), Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_Sessions_MinutesSentences", x => x.Key));
}
