using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Conference.Sessions.Migrations;

[DbContext(typeof(SessionsDb)), Migration("0006_Screens")]
internal sealed class Screens0006 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("Sessions_SessionScreens", t => new
        {
            SessionId = t.Column<Guid>(), Now = t.Column<string>(), Since = t.Column<DateTime>(), Who = t.Column<string>(maxLength: 200), Before = t.Column<string>(), Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_Sessions_SessionScreens", x => x.SessionId));

        migrationBuilder.CreateTable("Sessions_PreparedSlides", t => new
        {
            SessionId = t.Column<Guid>(), Slide = t.Column<string>(nullable: true), Who = t.Column<string>(maxLength: 200),
        }, constraints: t => t.PrimaryKey("PK_Sessions_PreparedSlides", x => x.SessionId));

        migrationBuilder.CreateTable("Sessions_Screens", t => new
        {
            Id = t.Column<Guid>(), Number = t.Column<int>(), Name = t.Column<string>(maxLength: 200), SessionId = t.Column<Guid>(nullable: true),
            Room = t.Column<string>(maxLength: 300, nullable: true), Fixed = t.Column<string>(nullable: true), Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_Sessions_Screens", x => x.Id));
        migrationBuilder.CreateIndex("IX_Sessions_Screens_Number", "Sessions_Screens", "Number", unique: true);
    }
}
