using Conference.Shared.Contracts;

namespace Conference.Feedback;

internal static class CommentWords
{
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
