using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Conference.Sessions.Migrations;

[DbContext(typeof(SessionsDb)), Migration("0008_Papers")]
internal sealed class Papers0008 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("Sessions_Papers", t => new
        {
            Id = t.Column<Guid>(), SessionId = t.Column<Guid>(), Number = t.Column<int>(), Title = t.Column<string>(maxLength: 300), TitleEn = t.Column<string>(maxLength: 300),
            Audience = t.Column<string>(maxLength: 40), By = t.Column<string>(maxLength: 200), At = t.Column<DateTime>(),
            RemovedAt = t.Column<DateTime>(nullable: true), RemovedBy = t.Column<string>(maxLength: 200, nullable: true), Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_Sessions_Papers", x => x.Id));
        migrationBuilder.CreateIndex("IX_Sessions_Papers_SessionId", "Sessions_Papers", "SessionId");
        migrationBuilder.CreateIndex("IX_Sessions_Papers_Number", "Sessions_Papers", "Number", unique: true);

        migrationBuilder.CreateTable("Sessions_PaperVersions", t => new
        {
            Id = t.Column<Guid>(), PaperId = t.Column<Guid>(), No = t.Column<int>(), FileName = t.Column<string>(maxLength: 200), ContentType = t.Column<string>(maxLength: 200),
            Size = t.Column<long>(), Hash = t.Column<string>(maxLength: 64), By = t.Column<string>(maxLength: 200), At = t.Column<DateTime>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_Sessions_PaperVersions", x => x.Id);
            t.ForeignKey("FK_Sessions_PaperVersions_Paper", x => x.PaperId, "Sessions_Papers", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_Sessions_PaperVersions_PaperId_No", "Sessions_PaperVersions", ["PaperId", "No"], unique: true);
        migrationBuilder.CreateIndex("IX_Sessions_PaperVersions_Hash", "Sessions_PaperVersions", "Hash");
    }
}
