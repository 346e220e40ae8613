using Conference.Shared;
using Conference.Shared.Contracts;

namespace Conference.Feedback;

internal static class CommentWords
{
    extension(ShownComment comment)
    {
        public string TitleName => Sentences.Pick(comment.Title, comment.TitleEn);

        public string OrganisationName => Sentences.Pick(comment.Organisation, comment.OrganisationEn);
    }

    extension(ShownAuthor author)
    {
        public string OrganisationName => Sentences.Pick(author.Organisation, author.OrganisationEn);
    }

    extension(ExportedEndorsement endorsement)
    {
        public string OrganisationName => Sentences.Pick(endorsement.Organisation, endorsement.OrganisationEn);
    }

    extension(CommentState state)
    {
        /// <summary>English sentence of the state, a key of its translation.</summary>
        public string Words => state switch
        {
            CommentState.TakenUp => "Taken up",
            CommentState.Noted => "Noted",
            CommentState.Declined => "Not taken up",
            _ => "Under review",
        };

        public string Look => state switch
        {
            CommentState.TakenUp => "ok",
            CommentState.Noted => "info",
            CommentState.Declined => "warn",
            _ => "",
        };
    }

    extension(Standing standing)
    {
        /// <summary>English sentence of the standing, a key of its translation.</summary>
        public string Words => standing switch
        {
            Standing.Waiting => "Waiting for approval",
            Standing.Published => "Published",
            Standing.Declined => "Not published",
            Standing.Withdrawn => "Withdrawn by its author",
            Standing.TakenDown => "Taken down",
            _ => "Merged with another comment",
        };

        public string Look => standing switch
        {
            Standing.Published => "ok",
            Standing.Waiting => "info",
            Standing.Merged => "info",
            _ => "warn",
        };
    }

    extension(ModerationAction action)
    {
        /// <summary>English sentence of what was done, a key of its translation; a merge goes on with the code of the one that stays.</summary>
        public string Words => action switch
        {
            ModerationAction.Approve => "was approved",
            ModerationAction.Decline => "was declined",
            ModerationAction.TakeDown => "was taken down",
            ModerationAction.Merge => "was merged into",
            ModerationAction.Correct => "typing was corrected",
            ModerationAction.Mark => "was marked",
            ModerationAction.Unmark => "mark was removed",
            ModerationAction.Show => "was put on the big screen",
            _ => "was taken off the big screen",
        };
    }

    extension(Intake intake)
    {
        public string Words => intake switch { Intake.Open => "open", Intake.Paused => "paused", _ => "closed" };

        public string Verb => intake switch { Intake.Open => "Open the intake", Intake.Paused => "Pause the intake", _ => "Close the intake" };
    }

    extension(string text)
    {
        /// <summary>The beginning of a text, cut between words.</summary>
        public string Shortened(int most) => text.Length <= most ? text : text[..Math.Max(text.LastIndexOf(' ', most - 1), most / 2)].TrimEnd(',', ';', ':', ' ') + "…";
    }

    extension(CommentKind kind)
    {
        public string Look => kind switch
        {
            CommentKind.Recommendation => "accent",
            CommentKind.Assessment => "info",
            _ => "",
        };
    }
}
