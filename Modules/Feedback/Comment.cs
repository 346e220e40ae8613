using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Contracts;

namespace Conference.Feedback;

/// <summary>What became of a published comment in the draft.</summary>
public enum CommentState { Open, TakenUp, Noted, Declined }

/// <summary>
/// What someone said to a session in writing. It is never removed: every text it had is kept, and so is why it no longer
/// stands in the room.
/// </summary>
public sealed partial class Comment
{
    public const int LongestText = 5000, LongestReason = 1000, LongestAbout = 300;

    private readonly List<CommentUse> uses = [];

    /// <summary>Made by the author's device: the same id is the same comment, however often it is sent.</summary>
    public Guid Id { get; private set; }
    /// <summary>Place in the one series of the whole conference, without gaps.</summary>
    public int Number { get; private set; }
    public string Code => $"C-{Number}";
    public Guid SessionId { get; private set; }
    public CommentKind Kind { get; private set; }
    public string Text { get; private set; } = "";
    /// <summary>What searches look in: code, text, author and organisation; of anonymous comments code and text only.</summary>
    public string Folded { get; private set; } = "";
    /// <summary>Author and organisation of an anonymous comment, for searches at the desk.</summary>
    public string FoldedAuthor { get; private set; } = "";
    public Guid AuthorId { get; private set; }
    public string Author { get; private set; } = "";
    public string AuthorTitle { get; private set; } = "";
    public Guid OrganisationId { get; private set; }
    public string Organisation { get; private set; } = "";
    /// <summary>When the author pressed the button, by the clock of their device. For information only.</summary>
    public DateTime? SentAt { get; private set; }
    public DateTime At { get; private set; }
    /// <summary>It speaks for the author's whole delegation.</summary>
    public bool OnBehalf { get; private set; }
    /// <summary>The room is not told who wrote it, nor for which organisation; the desk is.</summary>
    public bool Anonymous { get; private set; }
    /// <summary>The earlier comment it answers.</summary>
    public Guid? ReplyToId { get; private set; }
    /// <summary>What was being said when it was written: the item and the speaker, as the room showed them.</summary>
    public string? About { get; private set; }
    public IReadOnlyList<FieldAnswer> Answers { get; private set; } = [];

    public CommentState State { get; private set; }
    /// <summary>What the secretariat decided, whether or not a clause uses the comment meanwhile: Open, Noted or Declined.</summary>
    public CommentState Decision { get; private set; }
    public string? Reason { get; private set; }
    public string? DecidedBy { get; private set; }
    public DateTime? DecidedAt { get; private set; }
    public int Version { get; private set; }

    /// <summary>Every clause that uses it or once did; see <see cref="CommentUse.Linked"/>.</summary>
    public IReadOnlyList<CommentUse> Uses => uses;

    /// <summary>The text as it is stored, or a sentence why it cannot be a comment.</summary>
    public static string Checked(string? text)
    {
        var clean = Clean.Text(text);
        if (clean.Length == 0) throw new RuleBroken("This comment is empty. Write something first.");
        if (clean.Length > LongestText) throw new RuleBroken("This comment has {0} characters; {1} are possible. Shorten it or send it in parts.", clean.Length, LongestText);
        return clean;
    }

    /// <summary>A comment taken in by a session: published, or waiting where the session approves first.</summary>
    public static Comment Receive(NewComment sent, FeedbackSession session, Actor author, DateTime now)
    {
        if (sent.Anonymous && !session.AllowsAnonymous) throw new RuleBroken("Session {0} takes no anonymous comments. Send it under your name.", session.Code);
        if (sent.OnBehalf && author.OrganisationId == Guid.Empty) throw new RuleBroken("You belong to no delegation: send it in your own name.");
        var about = Clean.Line(sent.About);
        var comment = new Comment
        {
            Id = sent.Id, SessionId = session.Id, Kind = sent.Kind, Text = Checked(sent.Text), SentAt = sent.SentAt, At = now,
            AuthorId = author.PersonId, Author = author.Name, AuthorTitle = author.Title,
            OrganisationId = author.OrganisationId, Organisation = author.Organisation,
            OnBehalf = sent.OnBehalf, Anonymous = sent.Anonymous, ReplyToId = sent.ReplyToId,
            About = about.Length == 0 ? null : about.Length > LongestAbout ? about[..LongestAbout] : about,
            Answers = [.. from field in session.Fields let answer = field.Answered(sent.Answers?.GetValueOrDefault(field.Key)) where answer is not null select new FieldAnswer(field.Key, answer)],
        };
        if (session.Publishing is Publishing.AtOnce) (comment.Standing, comment.PublishedAt) = (Standing.Published, now);
        return comment;
    }

    /// <summary>It gets its place in the series: the last step, so that a refused comment leaves no gap.</summary>
    public void Take(int number)
    {
        Number = number;
        FoldAgain();
    }

    private void FoldAgain() =>
        (Folded, FoldedAuthor) = Anonymous ? (Fold.ForSearch($"{Code} {Text}"), Fold.ForSearch($"{Author} {Organisation}")) : (Fold.ForSearch($"{Code} {Text} {Author} {Organisation}"), "");

    /// <summary>The number in a code such as C-123, or null when it is no code of a comment.</summary>
    public static int? NumberOf(string? code) =>
        code is { Length: > 2 and < 12 } && code.StartsWith("C-", StringComparison.OrdinalIgnoreCase)
            && int.TryParse(code.AsSpan(2), System.Globalization.NumberStyles.None, null, out var number) ? number : null;

    /// <summary>Heard, and nothing follows from it in the draft.</summary>
    public void Note(string? reason, string who, DateTime now) => Decide(CommentState.Noted, Clean.Text(reason), who, now);

    /// <summary>Not taken up; its author reads the reason.</summary>
    public void LeaveOut(string? reason, string who, DateTime now)
    {
        var clean = Clean.Text(reason);
        if (clean.Length == 0) throw new RuleBroken("Say why it is not taken up: its author reads the reason.");
        Decide(CommentState.Declined, clean, who, now);
    }

    public void Reopen()
    {
        if (Decision is CommentState.Open) return;
        (Decision, Reason, DecidedBy, DecidedAt) = (CommentState.Open, null, null, null);
        Settle();
    }

    private void Decide(CommentState decision, string reason, string who, DateTime now)
    {
        if (reason.Length > LongestReason) throw new RuleBroken("The reason has {0} characters; {1} are possible.", reason.Length, LongestReason);
        if (!IsPublished) throw new RuleBroken("{0} is not published: there is nothing to decide about it in the draft.", Code);
        if (uses.FirstOrDefault(u => u.Linked) is { } use)
            throw new RuleBroken("{0} is used in {1}. Take it off the clause in the draft first.", Code, use.Clause.Citation);
        (Decision, Reason, DecidedBy, DecidedAt) = (decision, reason.Length > 0 ? reason : null, who, now);
        Settle();
    }

    /// <summary>A clause of a draft uses it, or no longer does. Older news than what is known changes nothing.</summary>
    /// <returns>Whether anything changed.</returns>
    public bool Link(DraftClause clause, bool linked, DateTime at)
    {
        var use = uses.SingleOrDefault(u => u.ClauseId == clause.Id);
        if (use is null) uses.Add(use = new(Id, clause));
        var before = use.Linked;
        if (!use.Hear(linked, at) || use.Linked == before) return false;
        Settle();
        return true;
    }

    private void Settle()
    {
        State = uses.Any(u => u.Linked) ? CommentState.TakenUp : Decision;
        Version++;
    }
}
