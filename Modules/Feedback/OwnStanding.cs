namespace Conference.Feedback;

/// <summary>How a comment stands, said to its author.</summary>
internal static class OwnStanding
{
    extension(Standing standing)
    {
        /// <summary>English sentence, a key of its translation; {0} is the reason, or the code of the comment that stands for it.</summary>
        public string OwnWords => standing switch
        {
            Standing.Waiting => "Received, waits for approval",
            Standing.Published => "Published, under review",
            Standing.Declined => "Declined, because: {0}",
            Standing.Withdrawn => "Withdrawn",
            Standing.TakenDown => "Taken down, because: {0}",
            _ => "Merged into {0}",
        };
    }
}
