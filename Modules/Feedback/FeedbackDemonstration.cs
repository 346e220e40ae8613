using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Conference.Feedback;

/// <summary>What was said in the sessions so far, as the room and the draft know it.</summary>
internal sealed class FeedbackDemonstration(FeedbackDb db) : IDemonstration
{
    private sealed record Said(int Number, int Session, CommentKind Kind, string Badge, string Author, string Title, string OrganisationCode,
        string Organisation, string Text, int Minute, string? Noted, string? Declined);

    private sealed record Sent(CommentKind Kind, string Badge, string Author, string Title, string OrganisationCode, string Organisation, string Text, int Minute,
        bool Anonymous = false, bool OnBehalf = false, string? Declined = null, string? Typo = null, Dictionary<string, string>? Answers = null);

    public int Order => 4;

    public async Task Fill(DateTime today, CancellationToken ct)
    {
        const string secretariat = "Ban Thư ký";
        var sessions = await db.Sessions.AsNoTracking().ToDictionaryAsync(s => s.Id, ct);
        var all = Demo.Read<FeedbackDb, Said[]>("comments.json").Where(c => sessions.ContainsKey(Demo.Id("session", c.Session))).ToList();
        if (all.Count == 0) return;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var number = await db.TakeNumbers("comments", all.Count, ct) - all.Count;
        foreach (var said in all)
        {
            var session = sessions[Demo.Id("session", said.Session)];
            var at = session.Starts.AddMinutes(said.Minute);
            var author = new Actor(Demo.Id("person", said.Badge), said.Author, said.Title, Demo.Id("organisation", said.OrganisationCode), said.Organisation, []);
            var comment = Comment.Receive(new(Demo.Id("comment", said.Number), session.Id, said.Kind, said.Text, at), session, author, at);
            comment.Take((int)++number);
            if (said.Noted is not null) comment.Note(said.Noted, secretariat, session.Ends.AddMinutes(45));
            if (said.Declined is not null) comment.LeaveOut(said.Declined, secretariat, session.Ends.AddMinutes(45));
            db.Add(comment);
            db.Publish(new CommentRow(comment, session).Published());
        }
        await Moderate(sessions[Demo.Id("session", 14)], number, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>The session on treaties reads before it publishes: some wait, two of them saying nearly the same, one is anonymous, one was declined.</summary>
    private async Task Moderate(FeedbackSession session, long number, CancellationToken ct)
    {
        var waiting = Demo.Read<FeedbackDb, Sent[]>("waiting.json");
        var tracked = await db.Sessions.SingleAsync(s => s.Id == session.Id, ct);
        tracked.Set(new(Publishing.AfterApproval, Intake.Open, 5, Audience.Everyone, AllowsAnonymous: true, LogPublished: true,
            [new("linh-vuc", "Lĩnh vực", "Field of work", false, ["Đàm phán, ký kết", "Nội luật hóa", "Theo dõi thực hiện", "Khác"])]));
        var moderator = new Actor(Demo.Id("person", "BTK-04"), "Đoàn Hải Yến", "", Guid.Empty, "", [Roles.Secretariat]);
        await db.TakeNumbers("comments", waiting.Length, ct);
        foreach (var sent in waiting)
        {
            var author = new Actor(Demo.Id("person", sent.Badge), sent.Author, sent.Title, Demo.Id("organisation", sent.OrganisationCode), sent.Organisation, []);
            var at = session.Starts.AddMinutes(sent.Minute);
            var comment = Comment.Receive(new(Guid.CreateVersion7(at), session.Id, sent.Kind, sent.Typo ?? sent.Text, at) { Anonymous = sent.Anonymous, OnBehalf = sent.OnBehalf, Answers = sent.Answers }, tracked, author, at);
            comment.Take((int)++number);
            db.Add(comment);
            if (sent.Typo is not null) comment.CorrectTyping(sent.Text, moderator.Name, at.AddMinutes(1));
            if (sent.Declined is not null)
            {
                db.Add(ModerationEntry.Of(ModerationAction.Decline, comment, moderator, at.AddMinutes(2), sent.Declined));
                comment.Decline(sent.Declined, moderator.Name, at.AddMinutes(2));
            }
        }

        var first = db.Comments.Local.Where(c => c.SessionId == session.Id && c.IsPublished).MinBy(c => c.Number)!;
        foreach (var (person, organisation) in new[] { ("Nguyễn Thu Hà", "Đà Nẵng"), ("Lê Minh Châu", "Đắk Lắk"), ("Phạm Quốc Khánh", "Bộ Công Thương") })
        {
            db.Add(new Endorsement(first.Id, Demo.Id("endorses", person), person, organisation, first.At.AddMinutes(3), null));
            db.Entry(first).Property(c => c.EndorsementCount).CurrentValue++;
        }
    }
}
