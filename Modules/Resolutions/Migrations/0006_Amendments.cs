using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Conference.Resolutions.Migrations;

[DbContext(typeof(ResolutionsDb)), Migration("0006_Amendments")]
internal sealed class Amendments0006 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<string>("StoredDecided", "Resolutions_Acts", defaultValue: "[]");

        migrationBuilder.CreateTable("Resolutions_Amendments", t => new
        {
            Id = t.Column<Guid>(), Number = t.Column<int>(), ResolutionId = t.Column<Guid>(), Kind = t.Column<string>(maxLength: 20), ClauseId = t.Column<Guid>(),
            AmendsId = t.Column<Guid>(nullable: true), OrganisationId = t.Column<Guid>(), Organisation = t.Column<string>(maxLength: 300), By = t.Column<string>(maxLength: 200),
            At = t.Column<DateTime>(), Reason = t.Column<string>(), State = t.Column<string>(maxLength: 20), Began = t.Column<string>(), Stored = t.Column<string>(), Version = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_Resolutions_Amendments", x => x.Id);
            t.ForeignKey("FK_Resolutions_Amendments_Resolution", x => x.ResolutionId, "Resolutions_Resolutions", "Id");
            t.ForeignKey("FK_Resolutions_Amendments_Clause", x => x.ClauseId, "Resolutions_Clauses", "Id");
            t.ForeignKey("FK_Resolutions_Amendments_Amends", x => x.AmendsId, "Resolutions_Amendments", "Id");
        });
        migrationBuilder.CreateIndex("IX_Resolutions_Amendments_Number", "Resolutions_Amendments", "Number", unique: true);
        migrationBuilder.CreateIndex("IX_Resolutions_Amendments_ResolutionId", "Resolutions_Amendments", "ResolutionId");
        migrationBuilder.CreateIndex("IX_Resolutions_Amendments_ClauseId", "Resolutions_Amendments", "ClauseId");

        migrationBuilder.CreateTable("Resolutions_Cosponsors", t => new
        {
            AmendmentId = t.Column<Guid>(), OrganisationId = t.Column<Guid>(), Organisation = t.Column<string>(maxLength: 300), By = t.Column<string>(maxLength: 200), At = t.Column<DateTime>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_Resolutions_Cosponsors", x => new { x.AmendmentId, x.OrganisationId });
            t.ForeignKey("FK_Resolutions_Cosponsors_Amendment", x => x.AmendmentId, "Resolutions_Amendments", "Id");
        });

        migrationBuilder.CreateTable("Resolutions_AmendmentWindows", t => new
        {
            ResolutionId = t.Column<Guid>(), Opens = t.Column<DateTime>(), Closes = t.Column<DateTime>(), SetBy = t.Column<string>(maxLength: 200), SetAt = t.Column<DateTime>(), Version = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_Resolutions_AmendmentWindows", x => x.ResolutionId);
            t.ForeignKey("FK_Resolutions_AmendmentWindows_Resolution", x => x.ResolutionId, "Resolutions_Resolutions", "Id");
        });
    }
}
