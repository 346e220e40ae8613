using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Conference.Sessions.Migrations;

[DbContext(typeof(SessionsDb)), Migration("0004_Attendance")]
internal sealed class Attendance0004 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("Sessions_Presences", t => new
        {
            Id = t.Column<Guid>(), SessionId = t.Column<Guid>(), PersonId = t.Column<Guid>(), OrganisationId = t.Column<Guid>(), State = t.Column<string>(maxLength: 40),
            Stays = t.Column<string>(), DeputyId = t.Column<Guid>(nullable: true), Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_Sessions_Presences", x => x.Id));
        migrationBuilder.CreateIndex("IX_Sessions_Presences_SessionId_PersonId", "Sessions_Presences", ["SessionId", "PersonId"], unique: true);

        migrationBuilder.CreateTable("Sessions_Rules", t => new
        {
            SessionId = t.Column<Guid>(), ToOpen = t.Column<string>(maxLength: 40, nullable: true), ToDecide = t.Column<string>(maxLength: 40, nullable: true),
            Presence = t.Column<string>(maxLength: 40, nullable: true), QuorumOf = t.Column<string>(maxLength: 40, nullable: true), VotesOf = t.Column<string>(maxLength: 40, nullable: true),
            Majority = t.Column<string>(maxLength: 40, nullable: true), Method = t.Column<string>(maxLength: 40, nullable: true), RollOrder = t.Column<string>(maxLength: 40, nullable: true),
            Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_Sessions_Rules", x => x.SessionId));
    }
}
