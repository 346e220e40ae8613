using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Conference.Resolutions.Migrations;

[DbContext(typeof(ResolutionsDb)), Migration("0004_Signing")]
internal sealed class Signing0004 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateTable("Resolutions_Signings", t => new
        {
            ResolutionId = t.Column<Guid>(), By = t.Column<string>(maxLength: 40, nullable: true), For = t.Column<string>(maxLength: 200), ForEn = t.Column<string>(maxLength: 200),
            Title = t.Column<string>(maxLength: 200), TitleEn = t.Column<string>(maxLength: 200), Name = t.Column<string>(maxLength: 200),
            Recipients = t.Column<string>(), RecipientsEn = t.Column<string>(), Version = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_Resolutions_Signings", x => x.ResolutionId);
            t.ForeignKey("FK_Resolutions_Signings_Resolutions", x => x.ResolutionId, "Resolutions_Resolutions", "Id", onDelete: ReferentialAction.Restrict);
        });
}
