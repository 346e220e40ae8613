using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Conference.Sessions.Migrations;

[DbContext(typeof(SessionsDb)), Migration("0001_Sessions")]
internal sealed class Sessions0001 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("Sessions_Sessions", t => new
        {
            Id = t.Column<Guid>(), Number = t.Column<int>(), Title = t.Column<string>(maxLength: 300), TitleEn = t.Column<string>(maxLength: 300),
            Thematic = t.Column<bool>(), Room = t.Column<string>(maxLength: 300), RoomEn = t.Column<string>(maxLength: 300),
            Starts = t.Column<DateTime>(), Ends = t.Column<DateTime>(), State = t.Column<string>(maxLength: 40),
            OpenedAt = t.Column<DateTime>(nullable: true), ClosedAt = t.Column<DateTime>(nullable: true),
            Release = t.Column<int>(), IsWithdrawn = t.Column<bool>(), Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_Sessions_Sessions", x => x.Id));
        migrationBuilder.CreateIndex("IX_Sessions_Sessions_Number", "Sessions_Sessions", "Number", unique: true);
        migrationBuilder.CreateIndex("IX_Sessions_Sessions_Starts", "Sessions_Sessions", "Starts");

        migrationBuilder.CreateTable("Sessions_Events", t => new
        {
            Id = t.Column<Guid>(), SessionId = t.Column<Guid>(), Act = t.Column<string>(maxLength: 40), Who = t.Column<string>(maxLength: 200), At = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_Sessions_Events", x => x.Id));
        migrationBuilder.CreateIndex("IX_Sessions_Events_SessionId", "Sessions_Events", "SessionId");
    }
}
