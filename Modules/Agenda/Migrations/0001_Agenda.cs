using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Conference.Agenda.Migrations;

[DbContext(typeof(AgendaDb)), Migration("0001_Agenda")]
internal sealed class Agenda0001 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("Agenda_Editions", t => new
        {
            Id = t.Column<Guid>(), Number = t.Column<int>(), Name = t.Column<string>(maxLength: 300), NameEn = t.Column<string>(maxLength: 300),
            ShortName = t.Column<string>(maxLength: 300), ShortNameEn = t.Column<string>(maxLength: 300), Motto = t.Column<string>(), MottoEn = t.Column<string>(),
            Theme = t.Column<string>(), ThemeEn = t.Column<string>(), Venue = t.Column<string>(), VenueEn = t.Column<string>(),
            FirstDay = t.Column<DateOnly>(), LastDay = t.Column<DateOnly>(), Releases = t.Column<int>(), Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_Agenda_Editions", x => x.Id));
        migrationBuilder.CreateIndex("IX_Agenda_Editions_Number", "Agenda_Editions", "Number", unique: true);

        migrationBuilder.CreateTable("Agenda_Rooms", t => new
        {
            Id = t.Column<Guid>(), EditionId = t.Column<Guid>(), Code = t.Column<string>(maxLength: 10), Name = t.Column<string>(maxLength: 300),
            NameEn = t.Column<string>(maxLength: 300), Capacity = t.Column<int>(), Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_Agenda_Rooms", x => x.Id));
        migrationBuilder.CreateIndex("IX_Agenda_Rooms_EditionId_Code", "Agenda_Rooms", ["EditionId", "Code"], unique: true);

        migrationBuilder.CreateTable("Agenda_Sessions", t => new
        {
            Id = t.Column<Guid>(), EditionId = t.Column<Guid>(), Number = t.Column<int>(), Title = t.Column<string>(maxLength: 300), TitleEn = t.Column<string>(maxLength: 300),
            Description = t.Column<string>(), DescriptionEn = t.Column<string>(), Thematic = t.Column<bool>(), RoomId = t.Column<Guid>(),
            Starts = t.Column<DateTime>(), Ends = t.Column<DateTime>(), Chair = t.Column<string>(maxLength: 200), IsCancelled = t.Column<bool>(), Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_Agenda_Sessions", x => x.Id));
        migrationBuilder.CreateIndex("IX_Agenda_Sessions_EditionId_Number", "Agenda_Sessions", ["EditionId", "Number"], unique: true);

        migrationBuilder.CreateTable("Agenda_Releases", t => new
        {
            Id = t.Column<Guid>(), EditionId = t.Column<Guid>(), Number = t.Column<int>(), At = t.Column<DateTime>(), By = t.Column<string>(maxLength: 200),
            Note = t.Column<string>(), Sessions = t.Column<string>(),
        }, constraints: t => t.PrimaryKey("PK_Agenda_Releases", x => x.Id));
        migrationBuilder.CreateIndex("IX_Agenda_Releases_EditionId_Number", "Agenda_Releases", ["EditionId", "Number"], unique: true);
    }
}
