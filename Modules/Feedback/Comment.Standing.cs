using Conference.Shared;
using Conference.Shared.Access;

namespace Conference.Feedback;

/// <summary>The comment's life in the room: what its author and the moderators may do with it.</summary>
public sealed partial class Comment
{
    private readonly List<CommentRevision> revisions = [];

    public Standing Standing { get; private set; }
    /// <summary>Why it was declined or taken down; its author reads it.</summary>
    public string? StandingReason { get; private set; }
    /// <summary>Who last decided about its standing.</summary>
    public string? ModeratedBy { get; private set; }
    /// <summary>When the room could read it for the first time, null while it never could.</summary>
    public DateTime? PublishedAt { get; private set; }
    /// <summary>When its text was last corrected, null while it reads as it was sent.</summary>
    public DateTime? CorrectedAt { get; private set; }
    public Guid? MergedIntoId { get; private set; }
    /// <summary>How many others stand behind it; see <see cref="Endorsement"/>.</summary>
    public int EndorsementCount { get; private set; }
    /// <summary>Set apart by a moderator, for the chair to come back to.</summary>
    public bool Marked { get; private set; }
    public Guid? AssignedToId { get; private set; }
    public string? AssignedTo { get; private set; }
    /// <summary>Those that say the same, put together by the secretariat.</summary>
    public Guid? GroupId { get; private set; }

    /// <summary>Every text it had before the present one, oldest first.</summary>
    public IReadOnlyList<CommentRevision> Revisions => revisions;

    public bool IsPublished => Standing is Standing.Published;

    /// <summary>Whether its author may still correct or withdraw it.</summary>
    public bool IsOpenToAuthor => Standing is Standing.Waiting or Standing.Published && State is CommentState.Open;

    public void Approve(string who, DateTime now)
    {
        Expect(Standing.Waiting, Standing.Declined, Standing.TakenDown);
        Become(Standing.Published, null, who, now);
    }

    /// <summary>Not published; its author reads the reason.</summary>
    public void Decline(string? reason, string who, DateTime now)
    {
        Expect(Standing.Waiting);
        Become(Standing.Declined, Needed(reason), who, now);
    }

    /// <summary>The room reads it no longer. A clause built on it keeps its link, and shows that it was taken down.</summary>
    public void TakeDown(string? reason, string who, DateTime now)
    {
        Expect(Standing.Published);
        Become(Standing.TakenDown, Needed(reason), who, now);
    }

    /// <summary>It says what another comment says: that one stands for both, with all authors.</summary>
    public void Merge(Comment into, string who, DateTime now)
    {
        if (into.Id == Id) throw new RuleBroken("{0} cannot be merged into itself.", Code);
        if (into.SessionId != SessionId) throw new RuleBroken("{0} and {1} belong to different sessions.", Code, into.Code);
        Expect(Standing.Waiting, Standing.Published);
        into.Expect(Standing.Waiting, Standing.Published);
        if (IsPublished && !into.IsPublished) throw new RuleBroken("{0} is published already: merge {1} into it instead.", Code, into.Code);
        MergedIntoId = into.Id;
        into.Version++;
        Become(Standing.Merged, null, who, now);
    }

    /// <summary>Takes back what a moderator did to its standing.</summary>
    internal void Return(Standing standing, string? reason, string who, DateTime now)
    {
        MergedIntoId = null;
        Become(standing, reason, who, now);
    }

    /// <summary>What others see of this comment changed with another one.</summary>
    internal void Touch() => Version++;

    public void Withdraw(Actor author)
    {
        RequireAuthor(author);
        Standing = Standing.Withdrawn;
        Version++;
    }

    /// <summary>The author says it better. Where a session approves first, the new text waits for approval again.</summary>
    public void Correct(string? text, Actor author, FeedbackSession session, DateTime now)
    {
        RequireAuthor(author);
        if (Replace(text, author.Name, byModerator: false, now) && IsPublished && session.Publishing is Publishing.AfterApproval) Standing = Standing.Waiting;
    }

    /// <summary>A moderator corrects an error of typing.</summary>
    /// <returns>Whether the text changed.</returns>
    public bool CorrectTyping(string? text, string who, DateTime now)
    {
        Expect(Standing.Waiting, Standing.Published);
        return Replace(text, who, byModerator: true, now);
    }

    public void Mark(bool marked)
    {
        if (Marked == marked) return;
        Marked = marked;
        Version++;
    }

    public void Assign(Guid? person, string? name)
    {
        if (AssignedToId == person) return;
        (AssignedToId, AssignedTo) = (person, name);
        Version++;
    }

    public void Join(Guid? group)
    {
        if (GroupId == group) return;
        GroupId = group;
        Version++;
    }

    /// <summary>Refuses someone who cannot stand behind this comment: its author, or when the room does not read it.</summary>
    public void RequireEndorsable(Guid person)
    {
        Expect(Standing.Published);
        if (AuthorId == person) throw new RuleBroken("{0} is your own comment.", Code);
    }

    private bool Replace(string? text, string who, bool byModerator, DateTime now)
    {
        var clean = Checked(text);
        if (clean == Text) return false;
        revisions.Add(new(Id, revisions.Count + 1, Text, who, byModerator, now));
        (Text, CorrectedAt) = (clean, now);
        FoldAgain();
        Version++;
        return true;
    }

    private void RequireAuthor(Actor author)
    {
        if (AuthorId != author.PersonId) throw new RuleBroken("Only its author corrects or withdraws a comment.");
        Expect(Standing.Waiting, Standing.Published);
        if (State is not CommentState.Open) throw new RuleBroken("{0} is part of the work on the resolution by now and can no longer be corrected or withdrawn.", Code);
    }

    private static string Needed(string? reason)
    {
        var clean = Clean.Text(reason);
        if (clean.Length == 0) throw new RuleBroken("Say why: the author reads the reason.");
        if (clean.Length > LongestReason) throw new RuleBroken("The reason has {0} characters; {1} are possible.", clean.Length, LongestReason);
        return clean;
    }

    private void Become(Standing standing, string? reason, string who, DateTime now)
    {
        (Standing, StandingReason, ModeratedBy) = (standing, reason, who);
        if (standing is Standing.Published) PublishedAt ??= now;
        Version++;
    }

    private void Expect(params ReadOnlySpan<Standing> possible)
    {
        if (possible.Contains(Standing)) return;
        throw Standing switch
        {
            Standing.Waiting => new RuleBroken("{0} is waiting for approval.", Code),
            Standing.Published when ModeratedBy is null => new RuleBroken("{0} is published already.", Code),
            Standing.Published => new RuleBroken("{0} was published by {1}.", Code, ModeratedBy),
            Standing.Declined => new RuleBroken("{0} was declined by {1}.", Code, ModeratedBy!),
            Standing.TakenDown => new RuleBroken("{0} was taken down by {1}.", Code, ModeratedBy!),
            Standing.Merged => new RuleBroken("{0} was merged with another comment by {1}.", Code, ModeratedBy!),
            _ => new RuleBroken("{0} was withdrawn by its author.", Code),
        };
    }
}
