using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Conference.Resolutions.Migrations;

[DbContext(typeof(ResolutionsDb)), Migration("0007_Adoption")]
internal sealed class Adoption0007 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("Resolutions_NumberedDrafts", t => new
        {
            Id = t.Column<Guid>(), ResolutionId = t.Column<Guid>(), Draft = t.Column<int>(), Revision = t.Column<int>(), IssuedAt = t.Column<DateTime>(), IssuedBy = t.Column<string>(maxLength: 200),
            Note = t.Column<string>(maxLength: 300), Circulated = t.Column<bool>(), Version = t.Column<int>(), Stored = t.Column<string>(), Hash = t.Column<string>(maxLength: 64),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_Resolutions_NumberedDrafts", x => x.Id);
            t.ForeignKey("FK_Resolutions_NumberedDrafts_Resolution", x => x.ResolutionId, "Resolutions_Resolutions", "Id");
        });
        migrationBuilder.CreateIndex("IX_Resolutions_NumberedDrafts_Number", "Resolutions_NumberedDrafts", ["ResolutionId", "Draft", "Revision"], unique: true);

        migrationBuilder.CreateTable("Resolutions_TakenDecisions", t => new
        {
            Id = t.Column<Guid>(), Code = t.Column<string>(maxLength: 20), Subject = t.Column<string>(maxLength: 60), SessionCode = t.Column<string>(maxLength: 20), Title = t.Column<string>(maxLength: 300), TitleEn = t.Column<string>(maxLength: 300),
            Adopted = t.Column<bool>(), Method = t.Column<string>(maxLength: 20), Rule = t.Column<string>(maxLength: 40, nullable: true), VotesFor = t.Column<int>(nullable: true), VotesAgainst = t.Column<int>(nullable: true),
            Abstentions = t.Column<int>(nullable: true), NotVoting = t.Column<int>(nullable: true), Present = t.Column<int>(nullable: true), Needed = t.Column<int>(nullable: true),
            Reservations = t.Column<string>(), Objections = t.Column<string>(), At = t.Column<DateTime>(), TakenBackAt = t.Column<DateTime>(nullable: true), TextHash = t.Column<string>(maxLength: 64),
        }, constraints: t => t.PrimaryKey("PK_Resolutions_TakenDecisions", x => x.Id));
        migrationBuilder.CreateIndex("IX_Resolutions_TakenDecisions_Subject", "Resolutions_TakenDecisions", "Subject");

        foreach (var figure in new[] { "NotVoting", "Present", "Needed" }) migrationBuilder.AddColumn<int>(figure, "Resolutions_Adoptions", nullable: true);
        migrationBuilder.AddColumn<string>("DecisionCode", "Resolutions_Adoptions", maxLength: 20, defaultValue: "");
        migrationBuilder.AddColumn<string>("Method", "Resolutions_Adoptions", maxLength: 20, nullable: true);
        migrationBuilder.AddColumn<string>("Objections", "Resolutions_Adoptions", defaultValue: "");
        migrationBuilder.AddColumn<string>("RecordHash", "Resolutions_Adoptions", maxLength: 64, defaultValue: "");
        migrationBuilder.AddColumn<string>("Draft", "Resolutions_Adoptions", maxLength: 40, defaultValue: "");

        migrationBuilder.CreateTable("Resolutions_Corrigenda", t => new
        {
            Id = t.Column<Guid>(), ResolutionId = t.Column<Guid>(), No = t.Column<int>(), IssuedOn = t.Column<DateOnly>(), IssuedAt = t.Column<DateTime>(), IssuedBy = t.Column<string>(maxLength: 200),
            Reason = t.Column<string>(maxLength: 1000), ReasonEn = t.Column<string>(maxLength: 1000), Stored = t.Column<string>(), Text = t.Column<string>(), Hash = t.Column<string>(maxLength: 64),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_Resolutions_Corrigenda", x => x.Id);
            t.ForeignKey("FK_Resolutions_Corrigenda_Resolution", x => x.ResolutionId, "Resolutions_Resolutions", "Id");
        });
        migrationBuilder.CreateIndex("IX_Resolutions_Corrigenda_No", "Resolutions_Corrigenda", ["ResolutionId", "No"], unique: true);
    }
}
