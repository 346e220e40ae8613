using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Conference.Shared.Data;

[DbContext(typeof(SharedDb)), Migration("0003_Letterheads")]
internal sealed class Shared0003 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateTable("Shared_Letterheads", t => new
        {
            ConferenceId = t.Column<Guid>(), Name = t.Column<string>(), NameEn = t.Column<string>(), HostBody = t.Column<string>(), HostBodyEn = t.Column<string>(),
            Place = t.Column<string>(), PlaceEn = t.Column<string>(), FirstDay = t.Column<DateOnly>(),
        }, constraints: t => t.PrimaryKey("PK_Shared_Letterheads", x => x.ConferenceId));
}
