using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Conference.Sessions.Migrations;

[DbContext(typeof(SessionsDb)), Migration("0005_Decisions")]
internal sealed class Decisions0005 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("Sessions_Decisions", t => new
        {
            Id = t.Column<Guid>(), Number = t.Column<int>(), SessionId = t.Column<Guid>(), State = t.Column<string>(maxLength: 40),
            Title = t.Column<string>(), TitleEn = t.Column<string>(), Text = t.Column<string>(), TextEn = t.Column<string>(), Subject = t.Column<string>(maxLength: 60),
            Method = t.Column<string>(maxLength: 40, nullable: true), Rule = t.Column<string>(maxLength: 40, nullable: true), VotesOf = t.Column<string>(maxLength: 40, nullable: true),
            RollOrder = t.Column<string>(maxLength: 40, nullable: true),
            ProposedBy = t.Column<string>(), ProposedAt = t.Column<DateTime>(), OpenedAt = t.Column<DateTime>(nullable: true), Deadline = t.Column<DateTime>(nullable: true),
            DecidedAt = t.Column<DateTime>(nullable: true), DecidedBy = t.Column<string>(nullable: true),
            For = t.Column<int>(nullable: true), Against = t.Column<int>(nullable: true), Abstain = t.Column<int>(nullable: true), NotVoting = t.Column<int>(nullable: true),
            Present = t.Column<int>(nullable: true), Entitled = t.Column<int>(nullable: true), Needed = t.Column<int>(nullable: true),
            Quorum = t.Column<int>(nullable: true), QuorumPresent = t.Column<int>(nullable: true), WithoutQuorum = t.Column<string>(nullable: true),
            Statements = t.Column<string>(), Cast = t.Column<int>(), Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_Sessions_Decisions", x => x.Id));
        migrationBuilder.CreateIndex("IX_Sessions_Decisions_Number", "Sessions_Decisions", "Number", unique: true);
        migrationBuilder.CreateIndex("IX_Sessions_Decisions_SessionId", "Sessions_Decisions", "SessionId");
        migrationBuilder.CreateIndex("IX_Sessions_Decisions_State", "Sessions_Decisions", "State");

        migrationBuilder.CreateTable("Sessions_Seats", t => new
        {
            DecisionId = t.Column<Guid>(), VoterId = t.Column<Guid>(), Position = t.Column<int>(), Kind = t.Column<string>(maxLength: 40), Name = t.Column<string>(), NameEn = t.Column<string>(),
            HasVoted = t.Column<bool>(), Choice = t.Column<string>(maxLength: 40, nullable: true), Passed = t.Column<bool>(), CastBy = t.Column<string>(nullable: true),
            At = t.Column<DateTime>(nullable: true), Ballots = t.Column<string>(),
        }, constraints: t => t.PrimaryKey("PK_Sessions_Seats", x => new { x.DecisionId, x.VoterId }));

        migrationBuilder.CreateTable("Sessions_SecretTotals", t => new { DecisionId = t.Column<Guid>(), Sealed = t.Column<string>() },
            constraints: t => t.PrimaryKey("PK_Sessions_SecretTotals", x => x.DecisionId));
    }
}
