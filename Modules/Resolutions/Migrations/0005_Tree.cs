using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Conference.Resolutions.Migrations;

[DbContext(typeof(ResolutionsDb)), Migration("0005_Tree")]
internal sealed class Tree0005 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        // What was drafted before stands in sections, items and points, as it did.
        migrationBuilder.AddColumn<string>("Layout", "Resolutions_Resolutions", maxLength: 20, defaultValue: "Sections");
        migrationBuilder.AddColumn<string>("Translation", "Resolutions_Clauses", maxLength: 20, defaultValue: "InStep");
        migrationBuilder.AddColumn<string>("WrittenLast", "Resolutions_Clauses", maxLength: 300, defaultValue: "");
        migrationBuilder.AddColumn<Guid>("Person", "Resolutions_Revisions", defaultValue: Guid.Empty);

        migrationBuilder.CreateTable("Resolutions_Acts", t => new
        {
            Id = t.Column<Guid>(), ResolutionId = t.Column<Guid>(), No = t.Column<int>(), Person = t.Column<Guid>(), Who = t.Column<string>(maxLength: 200),
            At = t.Column<DateTime>(), Place = t.Column<string>(maxLength: 60), Stored = t.Column<string>(), State = t.Column<string>(maxLength: 20),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_Resolutions_Acts", x => x.Id);
            t.ForeignKey("FK_Resolutions_Acts_Resolution", x => x.ResolutionId, "Resolutions_Resolutions", "Id");
        });
        migrationBuilder.CreateIndex("IX_Resolutions_Acts_Person", "Resolutions_Acts", ["ResolutionId", "Person", "State"]);

        migrationBuilder.CreateTable("Resolutions_DocumentImports", t => new
        {
            Id = t.Column<Guid>(), FileName = t.Column<string>(maxLength: 200), File = t.Column<byte[]>(), UploadedBy = t.Column<string>(maxLength: 200), UploadedById = t.Column<Guid>(),
            UploadedAt = t.Column<DateTime>(), ConfirmedAt = t.Column<DateTime>(nullable: true), ResolutionId = t.Column<Guid>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_Resolutions_DocumentImports", x => x.Id));

        migrationBuilder.CreateTable("Resolutions_References", t => new
        {
            ClauseId = t.Column<Guid>(), Document = t.Column<string>(maxLength: 100), Does = t.Column<string>(maxLength: 20), Who = t.Column<string>(maxLength: 200), At = t.Column<DateTime>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_Resolutions_References", x => new { x.ClauseId, x.Document });
            t.ForeignKey("FK_Resolutions_References_Clause", x => x.ClauseId, "Resolutions_Clauses", "Id");
        });
    }
}
