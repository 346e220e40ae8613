using Conference.Shared;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Conference.Feedback.Migrations;

[DbContext(typeof(FeedbackDb)), Migration("0004_Search")]
internal sealed class Search0004 : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        const string comments = "Feedback_Comments";
        migrationBuilder.AddColumn<string>("FoldedAuthor", comments, defaultValue: "");
        migrationBuilder.Sql($"UPDATE \"{comments}\" SET \"FoldedAuthor\" = {Folded("\"Author\" || ' ' || \"Organisation\"")} WHERE \"Anonymous\"");
        FeedbackDb.CommentWords.Create(migrationBuilder);

        migrationBuilder.CreateIndex("IX_Feedback_Comments_SessionId_EndorsementCount_Number", comments, ["SessionId", "EndorsementCount", "Number"]);
        migrationBuilder.CreateIndex("IX_Feedback_Comments_SessionId_Organisation_Number", comments, ["SessionId", "Organisation", "Number"]);
        migrationBuilder.CreateIndex("IX_Feedback_Comments_OrganisationId_Number", comments, ["OrganisationId", "Number"]);
        migrationBuilder.CreateIndex("IX_Feedback_Comments_AssignedToId_Number", comments, ["AssignedToId", "Number"], filter: "\"AssignedToId\" IS NOT NULL");
        // Small beside the table: what the queue shows, of a session (that of what waits is there) and of the whole conference.
        foreach (var (name, filter) in new[] { ("Waiting", "\"Standing\" = 'Waiting'"), ("Gone", "\"Standing\" NOT IN ('Waiting', 'Published')"), ("Marked", "\"Marked\"") })
        {
            migrationBuilder.CreateIndex($"IX_Feedback_Comments_{name}_Number", comments, "Number", filter: filter);
            if (name != "Waiting") migrationBuilder.CreateIndex($"IX_Feedback_Comments_{name}", comments, ["SessionId", "Number"], filter: filter);
        }
        migrationBuilder.CreateIndex("IX_Feedback_Endorsements_PersonId", "Feedback_Endorsements", ["PersonId", "CommentId"]);
        migrationBuilder.CreateIndex("IX_Feedback_ModerationLog_At", "Feedback_ModerationLog", "At");
    }

    // Neither database folds Vietnamese by itself; names have no other letters than these.
    private static string Folded(string sql)
    {
        const string letters = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ";
        foreach (var letter in letters + letters.ToUpperInvariant()) sql = $"replace({sql}, '{letter}', '{Fold.ForSearch(letter.ToString())}')";
        return $"lower({sql})";
    }
}
