using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Conference.Agenda.Migrations;

[DbContext(typeof(AgendaDb)), Migration("0002_HostBody")]
internal sealed class HostBody0002 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var column in new[] { "HostBody", "HostBodyEn", "Place", "PlaceEn" })
            migrationBuilder.AddColumn<string>(column, "Agenda_Editions", defaultValue: "");
    }
}
