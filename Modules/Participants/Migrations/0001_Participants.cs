using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Conference.Participants.Migrations;

[DbContext(typeof(ParticipantsDb)), Migration("0001_Participants")]
internal sealed class Participants0001 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("Participants_Organisations", t => new
        {
            Id = t.Column<Guid>(), Code = t.Column<string>(maxLength: 20), Kind = t.Column<string>(maxLength: 40),
            Name = t.Column<string>(maxLength: 200), NameEn = t.Column<string>(maxLength: 200),
            ShortName = t.Column<string>(maxLength: 100), ShortNameEn = t.Column<string>(maxLength: 100),
        }, constraints: t => t.PrimaryKey("PK_Participants_Organisations", x => x.Id));
        migrationBuilder.CreateIndex("IX_Participants_Organisations_Code", "Participants_Organisations", "Code", unique: true);

        migrationBuilder.CreateTable("Participants_People", t => new
        {
            Id = t.Column<Guid>(), Name = t.Column<string>(maxLength: 100), Title = t.Column<string>(maxLength: 200), TitleEn = t.Column<string>(maxLength: 200),
            OrganisationId = t.Column<Guid>(), Roles = t.Column<string>(maxLength: 200), Badge = t.Column<string>(maxLength: 40), BadgeCodeHash = t.Column<string>(maxLength: 64),
        }, constraints: t => t.PrimaryKey("PK_Participants_People", x => x.Id));
        migrationBuilder.CreateIndex("IX_Participants_People_Badge", "Participants_People", "Badge", unique: true);
        migrationBuilder.CreateIndex("IX_Participants_People_BadgeCodeHash", "Participants_People", "BadgeCodeHash", unique: true);

        migrationBuilder.CreateTable("Participants_Tokens", t => new
        {
            Id = t.Column<Guid>(), Name = t.Column<string>(maxLength: 100), Role = t.Column<string>(maxLength: 40), PersonId = t.Column<Guid>(nullable: true),
            Hash = t.Column<string>(maxLength: 64), CreatedAt = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_Participants_Tokens", x => x.Id));
        migrationBuilder.CreateIndex("IX_Participants_Tokens_Hash", "Participants_Tokens", "Hash", unique: true);

        migrationBuilder.CreateTable("Participants_Accounts", t => new
        {
            Id = t.Column<Guid>(), PersonId = t.Column<Guid>(), UserName = t.Column<string>(maxLength: 256, nullable: true), NormalizedUserName = t.Column<string>(maxLength: 256, nullable: true),
            Email = t.Column<string>(maxLength: 256, nullable: true), NormalizedEmail = t.Column<string>(maxLength: 256, nullable: true), EmailConfirmed = t.Column<bool>(),
            PasswordHash = t.Column<string>(nullable: true), SecurityStamp = t.Column<string>(nullable: true), ConcurrencyStamp = t.Column<string>(nullable: true),
            PhoneNumber = t.Column<string>(nullable: true), PhoneNumberConfirmed = t.Column<bool>(), TwoFactorEnabled = t.Column<bool>(),
            LockoutEnd = t.Column<DateTime>(nullable: true), LockoutEnabled = t.Column<bool>(), AccessFailedCount = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_Participants_Accounts", x => x.Id));
        migrationBuilder.CreateIndex("IX_Participants_Accounts_NormalizedUserName", "Participants_Accounts", "NormalizedUserName", unique: true);

        migrationBuilder.CreateTable("Participants_AccountClaims", t => new
        {
            Id = t.Column<int>().Annotation("Sqlite:Autoincrement", true).Annotation("Npgsql:ValueGenerationStrategy", Npgsql.EntityFrameworkCore.PostgreSQL.Metadata.NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
            UserId = t.Column<Guid>(), ClaimType = t.Column<string>(nullable: true), ClaimValue = t.Column<string>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_Participants_AccountClaims", x => x.Id));
        migrationBuilder.CreateTable("Participants_AccountLogins", t => new
        {
            LoginProvider = t.Column<string>(maxLength: 128), ProviderKey = t.Column<string>(maxLength: 128), ProviderDisplayName = t.Column<string>(nullable: true), UserId = t.Column<Guid>(),
        }, constraints: t => t.PrimaryKey("PK_Participants_AccountLogins", x => new { x.LoginProvider, x.ProviderKey }));
        migrationBuilder.CreateTable("Participants_AccountTokens", t => new
        {
            UserId = t.Column<Guid>(), LoginProvider = t.Column<string>(maxLength: 128), Name = t.Column<string>(maxLength: 128), Value = t.Column<string>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_Participants_AccountTokens", x => new { x.UserId, x.LoginProvider, x.Name }));
    }
}
