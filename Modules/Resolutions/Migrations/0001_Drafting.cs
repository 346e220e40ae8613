using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Conference.Resolutions.Migrations;

[DbContext(typeof(ResolutionsDb)), Migration("0001_Drafting")]
internal sealed class Drafting0001 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("Resolutions_Resolutions", t => new
        {
            Id = t.Column<Guid>(), Number = t.Column<int>(), Title = t.Column<string>(maxLength: 500), TitleEn = t.Column<string>(maxLength: 500),
            State = t.Column<string>(maxLength: 20), Version = t.Column<int>(), CreatedAt = t.Column<DateTime>(), ChangedAt = t.Column<DateTime>(), ChangedBy = t.Column<string>(maxLength: 200),
        }, constraints: t => t.PrimaryKey("PK_Resolutions_Resolutions", x => x.Id));
        migrationBuilder.CreateIndex("IX_Resolutions_Resolutions_Number", "Resolutions_Resolutions", "Number", unique: true);

        migrationBuilder.CreateTable("Resolutions_Adoptions", t => new
        {
            ResolutionId = t.Column<Guid>(), Year = t.Column<int>(), Number = t.Column<int>(), Symbol = t.Column<string>(maxLength: 60), AdoptedOn = t.Column<DateOnly>(),
            Basis = t.Column<string>(maxLength: 20), VotesFor = t.Column<int>(nullable: true), VotesAgainst = t.Column<int>(nullable: true), Abstentions = t.Column<int>(nullable: true),
            SessionCode = t.Column<string>(maxLength: 20), Reservations = t.Column<string>(), AdoptedBy = t.Column<string>(maxLength: 200), AdoptedAt = t.Column<DateTime>(),
            Text = t.Column<string>(), Hash = t.Column<string>(maxLength: 64),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_Resolutions_Adoptions", x => x.ResolutionId);
            t.ForeignKey("FK_Resolutions_Adoptions_Resolution", x => x.ResolutionId, "Resolutions_Resolutions", "Id");
        });
        migrationBuilder.CreateIndex("IX_Resolutions_Adoptions_Number", "Resolutions_Adoptions", ["Year", "Symbol", "Number"], unique: true);

        migrationBuilder.CreateTable("Resolutions_Clauses", t => new
        {
            Id = t.Column<Guid>(), ResolutionId = t.Column<Guid>(), ParentId = t.Column<Guid>(nullable: true), Position = t.Column<int>(), Kind = t.Column<string>(maxLength: 20),
            Heading = t.Column<string>(maxLength: 500), HeadingEn = t.Column<string>(maxLength: 500), Text = t.Column<string>(), TextEn = t.Column<string>(),
            Version = t.Column<int>(), WordsVersion = t.Column<int>(), RemovedAt = t.Column<DateTime>(nullable: true), RemovedWith = t.Column<Guid>(nullable: true),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_Resolutions_Clauses", x => x.Id);
            t.ForeignKey("FK_Resolutions_Clauses_Resolution", x => x.ResolutionId, "Resolutions_Resolutions", "Id");
            t.ForeignKey("FK_Resolutions_Clauses_Parent", x => x.ParentId, "Resolutions_Clauses", "Id");
        });
        migrationBuilder.CreateIndex("IX_Resolutions_Clauses_Resolution", "Resolutions_Clauses", "ResolutionId");
        migrationBuilder.CreateIndex("IX_Resolutions_Clauses_Parent", "Resolutions_Clauses", "ParentId");

        migrationBuilder.CreateTable("Resolutions_Revisions", t => new
        {
            ClauseId = t.Column<Guid>(), No = t.Column<int>(), What = t.Column<string>(maxLength: 20), Heading = t.Column<string>(maxLength: 500), HeadingEn = t.Column<string>(maxLength: 500),
            Text = t.Column<string>(), TextEn = t.Column<string>(), Place = t.Column<string>(maxLength: 60), Who = t.Column<string>(maxLength: 200), At = t.Column<DateTime>(), Note = t.Column<string>(maxLength: 300),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_Resolutions_Revisions", x => new { x.ClauseId, x.No });
            t.ForeignKey("FK_Resolutions_Revisions_Clause", x => x.ClauseId, "Resolutions_Clauses", "Id");
        });

        migrationBuilder.CreateTable("Resolutions_Sources", t => new
        {
            Id = t.Column<Guid>(), Code = t.Column<string>(maxLength: 20), SessionCode = t.Column<string>(maxLength: 20), Kind = t.Column<string>(maxLength: 40), Text = t.Column<string>(), Folded = t.Column<string>(),
            Author = t.Column<string>(maxLength: 200), Organisation = t.Column<string>(maxLength: 200), At = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_Resolutions_Sources", x => x.Id));
        migrationBuilder.CreateIndex("IX_Resolutions_Sources_Code", "Resolutions_Sources", "Code", unique: true);

        migrationBuilder.CreateTable("Resolutions_ClauseSources", t => new
        {
            ClauseId = t.Column<Guid>(), SourceId = t.Column<Guid>(), LinkedBy = t.Column<string>(maxLength: 200), LinkedAt = t.Column<DateTime>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_Resolutions_ClauseSources", x => new { x.ClauseId, x.SourceId });
            t.ForeignKey("FK_Resolutions_ClauseSources_Clause", x => x.ClauseId, "Resolutions_Clauses", "Id");
            t.ForeignKey("FK_Resolutions_ClauseSources_Source", x => x.SourceId, "Resolutions_Sources", "Id");
        });
        migrationBuilder.CreateIndex("IX_Resolutions_ClauseSources_Source", "Resolutions_ClauseSources", "SourceId");
    }
}
