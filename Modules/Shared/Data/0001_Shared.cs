using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Conference.Shared.Data;

[DbContext(typeof(SharedDb)), Migration("0001_Shared")]
internal sealed class Shared0001 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("Shared_Counters", t => new { Name = t.Column<string>(maxLength: 200), Last = t.Column<long>() },
            constraints: t => t.PrimaryKey("PK_Shared_Counters", x => x.Name));

        migrationBuilder.CreateTable("Shared_LiveEvents", t => new
        {
            Topic = t.Column<string>(maxLength: 200), Sequence = t.Column<long>(), Kind = t.Column<string>(maxLength: 40),
            Body = t.Column<string>(), At = t.Column<DateTime>(),
        }, constraints: t => t.PrimaryKey("PK_Shared_LiveEvents", x => new { x.Topic, x.Sequence }));

        migrationBuilder.CreateTable("Shared_Deliveries", t => new
        {
            Id = t.Column<Guid>(), Handler = t.Column<string>(maxLength: 300), MessageType = t.Column<string>(maxLength: 300),
            Body = t.Column<string>(), PublishedAt = t.Column<DateTime>(), Attempts = t.Column<int>(), DueAt = t.Column<DateTime>(),
            Error = t.Column<string>(nullable: true), Dead = t.Column<bool>(),
        }, constraints: t => t.PrimaryKey("PK_Shared_Deliveries", x => x.Id));

        migrationBuilder.CreateTable("Shared_Audit", t => new
        {
            Id = t.Column<Guid>(), At = t.Column<DateTime>(), Who = t.Column<string>(), Action = t.Column<string>(maxLength: 20),
            Record = t.Column<string>(maxLength: 100), RecordId = t.Column<string>(maxLength: 200),
            Before = t.Column<string>(nullable: true), After = t.Column<string>(nullable: true),
        }, constraints: t => t.PrimaryKey("PK_Shared_Audit", x => x.Id));
        migrationBuilder.CreateIndex("IX_Shared_Audit_Record", "Shared_Audit", ["Record", "RecordId"]);
    }
}
