using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Conference.Participants.Migrations;

[DbContext(typeof(ParticipantsDb)), Migration("0002_Versions")]
internal sealed class Versions0002 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var table in new[] { "Participants_People", "Participants_Organisations" }) migrationBuilder.AddColumn<int>("Version", table, defaultValue: 0);
    }
}
