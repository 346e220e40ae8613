using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Conference.Sessions.Migrations;

[DbContext(typeof(SessionsDb)), Migration("0002_Room")]
internal sealed class Room0002 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("Delegations", "Sessions_Sessions", nullable: false, defaultValue: "[]");
        migrationBuilder.AddColumn<string>("Facts", "Sessions_Events", nullable: true);
        migrationBuilder.AddColumn<string>("Before", "Sessions_Events", nullable: true);
        migrationBuilder.AddColumn<DateTime>("UndoneAt", "Sessions_Events", nullable: true);
        migrationBuilder.AddColumn<string>("UndoneBy", "Sessions_Events", nullable: true);

        migrationBuilder.CreateTable("Sessions_People", t => new
        {
            Id = t.Column<Guid>(), Name = t.Column<string>(), Title = t.Column<string>(), OrganisationId = t.Column<Guid>(), Roles = t.Column<string>(), MaySpeak = t.Column<bool>(),
        }, constraints: t => t.PrimaryKey("PK_Sessions_People", x => x.Id));

        migrationBuilder.CreateTable("Sessions_Organisations", t => new
        {
            Id = t.Column<Guid>(), Code = t.Column<string>(maxLength: 40), Kind = t.Column<string>(maxLength: 40), Name = t.Column<string>(), NameEn = t.Column<string>(),
            ShortName = t.Column<string>(), ShortNameEn = t.Column<string>(),
        }, constraints: t => t.PrimaryKey("PK_Sessions_Organisations", x => x.Id));
    }
}
