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
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }
}
