using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Conference.Sessions.Migrations;

[DbContext(typeof(SessionsDb)), Migration("0010_Titles")]
internal sealed class Titles0010 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var table in new[] { "Sessions_People", "Sessions_Speakers" }) migrationBuilder.AddColumn<string>("TitleEn", table, defaultValue: "");
    }
}
