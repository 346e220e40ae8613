using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Conference.Sessions.Migrations;

[DbContext(typeof(SessionsDb)), Migration("0003_Floor")]
internal sealed class Floor0003 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("Sessions_Floors", t => new
        {
            Id = t.Column<Guid>(), ListIsClosed = t.Column<bool>(), SpeakerId = t.Column<Guid>(nullable: true), ItemId = t.Column<Guid>(nullable: true),
            Limits = t.Column<string>(), Warning = t.Column<int>(), Budget = t.Column<int>(nullable: true), Budgets = t.Column<string>(),
            RightsOfReply = t.Column<int>(), SecondRightOfReply = t.Column<int>(), Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_Sessions_Floors", x => x.Id));
        // Sessions that were released before there was a list of speakers get theirs.
        migrationBuilder.Sql(
            """
            INSERT INTO "Sessions_Floors" ("Id", "ListIsClosed", "Limits", "Warning", "Budgets", "RightsOfReply", "SecondRightOfReply", "Version")
            SELECT "Id", FALSE, '[{"kind":"statement","seconds":300},{"kind":"question","seconds":120},{"kind":"reply","seconds":180},{"kind":"pointOfOrder","seconds":120},{"kind":"rightOfReply","seconds":600},{"kind":"intervention","seconds":180}]',
                30, '[]', 2, 300, 0 FROM "Sessions_Sessions"
            """);

        migrationBuilder.CreateTable("Sessions_Speakers", t => new
        {
            Id = t.Column<Guid>(), SessionId = t.Column<Guid>(), PersonId = t.Column<Guid>(), Name = t.Column<string>(), Title = t.Column<string>(),
            OrganisationId = t.Column<Guid>(), OrganisationKind = t.Column<string>(maxLength: 40, nullable: true), Organisation = t.Column<string>(), OrganisationEn = t.Column<string>(),
            Kind = t.Column<string>(maxLength: 40), OnBehalfOf = t.Column<string>(nullable: true), Subject = t.Column<string>(nullable: true), AnswersId = t.Column<Guid>(nullable: true),
            ItemId = t.Column<Guid>(nullable: true), AskedAt = t.Column<DateTime>(), AskedBy = t.Column<string>(), Order = t.Column<long>(), State = t.Column<string>(maxLength: 40),
            StartedAt = t.Column<DateTime>(nullable: true), RunningSince = t.Column<DateTime>(nullable: true), Before = t.Column<long>(), Limit = t.Column<int>(nullable: true),
            EndedAt = t.Column<DateTime>(nullable: true), Ruling = t.Column<string>(maxLength: 40, nullable: true), RulingWords = t.Column<string>(nullable: true), Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_Sessions_Speakers", x => x.Id));
        migrationBuilder.CreateIndex("IX_Sessions_Speakers_SessionId", "Sessions_Speakers", "SessionId");
        // Two clicks at once put nobody on the list twice.
        migrationBuilder.CreateIndex("IX_Sessions_Speakers_Once", "Sessions_Speakers", ["SessionId", "PersonId", "Kind"], unique: true, filter: """ "State" IN ('Waiting', 'Speaking') """);

        migrationBuilder.CreateTable("Sessions_RunSheet", t => new
        {
            Id = t.Column<Guid>(), SessionId = t.Column<Guid>(), Title = t.Column<string>(), TitleEn = t.Column<string>(), Minutes = t.Column<int>(), Directions = t.Column<string>(nullable: true),
            Order = t.Column<int>(), BeganAt = t.Column<DateTime>(nullable: true), EndedAt = t.Column<DateTime>(nullable: true), RunningSince = t.Column<DateTime>(nullable: true),
            Before = t.Column<long>(), Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_Sessions_RunSheet", x => x.Id));
        migrationBuilder.CreateIndex("IX_Sessions_RunSheet_SessionId", "Sessions_RunSheet", "SessionId");
    }
}
