using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Conference.Resolutions.Migrations;

[DbContext(typeof(ResolutionsDb)), Migration("0002_Program")]
internal sealed class Program0002 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable("Resolutions_Agencies", t => new
        {
            Id = t.Column<Guid>(), Code = t.Column<string>(maxLength: 20), Kind = t.Column<string>(maxLength: 40),
            Name = t.Column<string>(maxLength: 200), NameEn = t.Column<string>(maxLength: 200),
            ShortName = t.Column<string>(maxLength: 100), ShortNameEn = t.Column<string>(maxLength: 100),
        }, constraints: t => t.PrimaryKey("PK_Resolutions_Agencies", x => x.Id));

        migrationBuilder.CreateTable("Resolutions_Programs", t => new
        {
            Id = t.Column<Guid>(), Number = t.Column<int>(), Title = t.Column<string>(), TitleEn = t.Column<string>(),
            ResolutionId = t.Column<Guid>(nullable: true), Version = t.Column<int>(),
        }, constraints: t => t.PrimaryKey("PK_Resolutions_Programs", x => x.Id));
        migrationBuilder.CreateIndex("IX_Resolutions_Programs_Number", "Resolutions_Programs", "Number", unique: true);
        migrationBuilder.CreateIndex("IX_Resolutions_Programs_ResolutionId", "Resolutions_Programs", "ResolutionId");

        migrationBuilder.CreateTable("Resolutions_TaskGroups", t => new
        {
            Id = t.Column<Guid>(), ProgramId = t.Column<Guid>(), Position = t.Column<int>(), Title = t.Column<string>(), TitleEn = t.Column<string>(), Version = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_Resolutions_TaskGroups", x => x.Id);
            t.ForeignKey("FK_Resolutions_TaskGroups_Program", x => x.ProgramId, "Resolutions_Programs", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_Resolutions_TaskGroups_ProgramId", "Resolutions_TaskGroups", "ProgramId");

        migrationBuilder.CreateTable("Resolutions_Tasks", t => new
        {
            Id = t.Column<Guid>(), Number = t.Column<int>(), GroupId = t.Column<Guid>(), Position = t.Column<int>(),
            ClauseId = t.Column<Guid>(nullable: true), ClauseCitation = t.Column<string>(),
            What = t.Column<string>(), WhatEn = t.Column<string>(), Product = t.Column<string>(), ProductEn = t.Column<string>(),
            DeadlineText = t.Column<string>(), DeadlineKind = t.Column<string>(maxLength: 40), DeadlineFrom = t.Column<DateOnly>(nullable: true), DeadlineDue = t.Column<DateOnly>(nullable: true),
            LeadNames = t.Column<string>(), CoordinatingNames = t.Column<string>(), Version = t.Column<int>(),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_Resolutions_Tasks", x => x.Id);
            t.ForeignKey("FK_Resolutions_Tasks_Group", x => x.GroupId, "Resolutions_TaskGroups", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_Resolutions_Tasks_Number", "Resolutions_Tasks", "Number", unique: true);
        migrationBuilder.CreateIndex("IX_Resolutions_Tasks_GroupId", "Resolutions_Tasks", "GroupId");
        migrationBuilder.CreateIndex("IX_Resolutions_Tasks_ClauseId", "Resolutions_Tasks", "ClauseId");

        migrationBuilder.CreateTable("Resolutions_TaskAgencies", t => new
        {
            Id = t.Column<Guid>(), TaskId = t.Column<Guid>(), Role = t.Column<string>(maxLength: 40), Position = t.Column<int>(),
            Name = t.Column<string>(), OrganisationId = t.Column<Guid>(nullable: true),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_Resolutions_TaskAgencies", x => x.Id);
            t.ForeignKey("FK_Resolutions_TaskAgencies_Task", x => x.TaskId, "Resolutions_Tasks", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_Resolutions_TaskAgencies_TaskId", "Resolutions_TaskAgencies", "TaskId");
        migrationBuilder.CreateIndex("IX_Resolutions_TaskAgencies_OrganisationId", "Resolutions_TaskAgencies", "OrganisationId");

        migrationBuilder.CreateTable("Resolutions_Imports", t => new
        {
            Id = t.Column<Guid>(), ProgramId = t.Column<Guid>(), FileName = t.Column<string>(maxLength: 200), File = t.Column<byte[]>(),
            UploadedBy = t.Column<string>(maxLength: 200), UploadedById = t.Column<Guid>(), UploadedAt = t.Column<DateTime>(),
            ConfirmedBy = t.Column<string>(maxLength: 200, nullable: true), ConfirmedAt = t.Column<DateTime>(nullable: true),
        }, constraints: t =>
        {
            t.PrimaryKey("PK_Resolutions_Imports", x => x.Id);
            t.ForeignKey("FK_Resolutions_Imports_Program", x => x.ProgramId, "Resolutions_Programs", "Id", onDelete: ReferentialAction.Cascade);
        });
        migrationBuilder.CreateIndex("IX_Resolutions_Imports_ProgramId", "Resolutions_Imports", "ProgramId");
    }
}
