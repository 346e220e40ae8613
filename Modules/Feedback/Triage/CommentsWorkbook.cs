using Conference.Shared;
using Conference.Shared.Documents;

namespace Conference.Feedback;

/// <summary>The export as an Excel workbook in the reader's language: a sheet each for comments, earlier texts, endorsements, moderation and summaries.</summary>
internal static class CommentsWorkbook
{
    public static byte[] Write(ExportedComments export, IReadOnlyDictionary<string, CommentField> fields, Sentences t, ConferenceTime time)
    {
        using var workbook = new ListWorkbook();
        string When(DateTime? at) => at is { } utc ? time.Local(utc).ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture) : "";
        string Yes(bool value) => value ? "×" : "";
        var comments = export.Comments;

        workbook.Add(t["Comments"],
            [
                new(t["Code"], 8), new(t["Session"], 8), new(t["Kind"], 12), new(t["Text"], 70), new(t["Standing"], 16), new(t["Why it stands so"], 24), new(t["Outcome"], 16),
                new(t["Reason"], 30), new(t["Clauses"], 20), new(t["Author"], 22), new(t["Position"], 24), new(t["Organisation"], 22), new(t["for the delegation"], 10), new(t["anonymous to the room"], 10),
                new(t["Also by"], 30), new(t["Merged into"], 9), new(t["Answers a comment"], 9), new(t["Said about"], 30), new(t["Answers to fields"], 34), new(t["Endorsements"], 10),
                new(t["Marked"], 8), new(t["Assigned to"], 20), new(t["Group"], 24), new(t["Moderated by"], 20), new(t["Decided by"], 20), new(t["Decided"], 19), new(t["Sent"], 19), new(t["Received"], 19), new(t["Published"], 19),
            ],
            comments.Select(e =>
            {
                var c = e.Comment;
                return (string?[])
                [
                    c.Code, c.Session, t[c.Kind.ToString()], c.Text, t[c.Standing.Words], c.StandingReason, c.Standing is Standing.Published ? t[c.State.Words] : "",
                    c.Reason, string.Join("; ", c.Uses.Select(u => u.AdoptedAs is null ? u.Clause : $"{u.Clause} {t["(adopted as {0})", u.AdoptedAs]}")), c.Author, c.TitleName, c.OrganisationName, Yes(c.OnBehalf), Yes(c.Anonymous),
                    string.Join("; ", c.With.Select(w => $"{w.Code} {w.Author}, {w.OrganisationName}")), c.MergedInto, c.ReplyTo, c.About,
                    string.Join("; ", c.Answers.Select(a => $"{(fields.TryGetValue(a.Key, out var field) ? field.ToString() : a.Key)}: {a.Value}")), c.Endorsements.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    Yes(c.Desk!.Marked), c.Desk.AssignedTo, e.Group, c.Desk.ModeratedBy, e.DecidedBy, When(e.DecidedAt), When(e.SentAt), When(c.At), When(e.PublishedAt),
                ];
            }));
        workbook.Add(t["Earlier texts"], [new(t["Comment"], 9), new(t["Text"], 90), new(t["Replaced by"], 24), new(t["as a moderator"], 12), new(t["When"], 19)],
            from e in comments from r in e.Comment.Desk!.Revisions select (string?[])[e.Comment.Code, r.Text, r.By, Yes(r.ByModerator), When(r.At)]);
        workbook.Add(t["Endorsements"], [new(t["Comment"], 9), new(t["Who"], 28), new(t["Organisation"], 28), new(t["When"], 19)],
            from e in comments from who in e.Endorsements select (string?[])[e.Comment.Code, who.Person, who.OrganisationName, When(who.At)]);
        workbook.Add(t["Moderation log"], [new(t["Comment"], 9), new(t["What"], 20), new(t["With comment"], 9), new(t["Who"], 24), new(t["When"], 19), new(t["Reason"], 50), new(t["Undone by"], 24), new(t["Undone"], 19)],
            export.Moderation.Select(a => (string?[])[a.Comment, t[a.Action.Words], a.Other, a.Who, When(a.At), a.Reason, a.UndoneBy, When(a.UndoneAt)]));
        workbook.Add(t["Summaries"], [new(t["Session"], 9), new(t["Summary"], 110), new(t["Version"], 9), new(t["Who"], 24), new(t["When"], 19)],
            export.Summaries.Select(s => (string?[])[s.Session, s.Text, s.Version.ToString(System.Globalization.CultureInfo.InvariantCulture), s.By, When(s.At)]));

        return workbook.Write();
    }
}
