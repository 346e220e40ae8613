using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Conference.Feedback.Migrations;

/// <summary>On PostgreSQL the index of words came to hold beginnings of words, and what narrows a search.</summary>
[DbContext(typeof(FeedbackDb)), Migration("0005_Beginnings")]
internal sealed class Beginnings0005 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        if (migrationBuilder.IsNpgsql()) FeedbackDb.CommentWords.Create(migrationBuilder);
    }
}
