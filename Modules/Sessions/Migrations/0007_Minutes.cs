using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Conference.Sessions.Migrations;

[DbContext(typeof(SessionsDb)), Migration("0007_Minutes")]
internal sealed class Minutes0007 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("Sessions_Minutes", t => new
        {
            SessionId = t.Column<Guid>(), State = t.Column<string>(maxLength: 40), PublishesActs = t.Column<bool>(), Chair = t.Column<string>(), Secretary = t.Column<string>(),
            Participants = t.Column<string>(), ParticipantsEn = t.Column<string>(), CorrectionsUntil = t.Column<DateTime>(nullable: true),
            ClosedAt = t.Column<DateTime>(nullable: true), ClosedBy = t.Column<string>(nullable: true), Text = t.Column<string>(nullable: true), Hash = t.Column<string>(maxLength: 64, nullable: true),
            SignedByChair = t.Column<string>(nullable: true), ChairId = t.Column<Guid>(nullable: true), ChairSignedAt = t.Column<DateTime>(nullable: true),
            SignedBySecretary = t.Column<string>(nullable: true), SecretaryId = t.Column<Guid>(nullable: true), SecretarySignedAt = t.Column<DateTime>(nullable: true),
            Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_Sessions_Minutes", x => x.SessionId));

        migrationBuilder.CreateTable("Sessions_MinutesLines", t => new
        {
            Id = t.Column<Guid>(), SessionId = t.Column<Guid>(), At = t.Column<DateTime>(), Kind = t.Column<string>(maxLength: 40), Act = t.Column<string>(maxLength: 40, nullable: true),
            EventId = t.Column<Guid>(nullable: true), EndEventId = t.Column<Guid>(nullable: true), EndAct = t.Column<string>(maxLength: 40, nullable: true), Facts = t.Column<string>(nullable: true),
            Code = t.Column<string>(maxLength: 60, nullable: true), PersonId = t.Column<Guid>(nullable: true),
            Head = t.Column<string>(), HeadEn = t.Column<string>(), Text = t.Column<string>(), TextEn = t.Column<string>(), Version = t.Column<int>(),
            IsEdited = t.Column<bool>(), IsStruck = t.Column<bool>(), UndoneAt = t.Column<DateTime>(nullable: true), UndoneBy = t.Column<string>(nullable: true),
            PublishedAt = t.Column<DateTime>(nullable: true), Published = t.Column<string>(nullable: true), CorrectedAt = t.Column<DateTime>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_Sessions_MinutesLines", x => x.Id));
        migrationBuilder.CreateIndex("IX_Sessions_MinutesLines_SessionId_At", "Sessions_MinutesLines", ["SessionId", "At"]);
        migrationBuilder.CreateIndex("IX_Sessions_MinutesLines_EventId", "Sessions_MinutesLines", "EventId");
        migrationBuilder.CreateIndex("IX_Sessions_MinutesLines_EndEventId", "Sessions_MinutesLines", "EndEventId");

        migrationBuilder.CreateTable("Sessions_MinutesVersions", t => new
        {
            LineId = t.Column<Guid>(), No = t.Column<int>(), What = t.Column<string>(maxLength: 40), LineAt = t.Column<DateTime>(),
            Head = t.Column<string>(), HeadEn = t.Column<string>(), Text = t.Column<string>(), TextEn = t.Column<string>(), Who = t.Column<string>(), At = t.Column<DateTime>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_Sessions_MinutesVersions", x => new { x.LineId, x.No });
            t.ForeignKey("FK_Sessions_MinutesVersions_Line", x => x.LineId, "Sessions_MinutesLines", "Id");
        });

        migrationBuilder.CreateTable("Sessions_Corrections", t => new
        {
            Id = t.Column<Guid>(), SessionId = t.Column<Guid>(), LineId = t.Column<Guid>(), PersonId = t.Column<Guid>(), By = t.Column<string>(), Text = t.Column<string>(), TextEn = t.Column<string>(),
            Reason = t.Column<string>(), Before = t.Column<string>(), BeforeEn = t.Column<string>(), At = t.Column<DateTime>(), State = t.Column<string>(maxLength: 40),
            Answer = t.Column<string>(nullable: true), AnsweredBy = t.Column<string>(nullable: true), AnsweredAt = t.Column<DateTime>(nullable: true), Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_Sessions_Corrections", x => x.Id));
        migrationBuilder.CreateIndex("IX_Sessions_Corrections_SessionId", "Sessions_Corrections", "SessionId");
        migrationBuilder.CreateIndex("IX_Sessions_Corrections_PersonId", "Sessions_Corrections", "PersonId");
    }
}
