namespace Conference.Sessions;

/// <summary>How the states of minutes are said, as keys of their translations, and how they look.</summary>
internal static class MinutesWords
{
    extension(MinutesState state)
    {
        public string Words => state switch
        {
            MinutesState.Correcting => "Open for corrections",
            MinutesState.Closed => "Closed, waits for signatures",
            MinutesState.Signed => "Signed",
            _ => "Draft",
        };

        public string Look => state switch
        {
            MinutesState.Correcting => "info",
            MinutesState.Closed => "warn",
            MinutesState.Signed => "gold",
            _ => "",
        };
    }

    extension(VersionKind what)
    {
        public string Words => what switch
        {
            VersionKind.Written => "Line written",
            VersionKind.Completed => "Line completed",
            VersionKind.Edited => "Words changed",
            VersionKind.Moved => "Time changed",
            VersionKind.Struck => "Struck out",
            VersionKind.Restored => "Kept",
            VersionKind.Undone => "Act undone",
            VersionKind.Published => "Line published",
            _ => "No longer published",
        };
    }

    extension(CorrectionState state)
    {
        public string Words => state switch
        {
            CorrectionState.Accepted => "Accepted",
            CorrectionState.AcceptedWithChanges => "Accepted with changes",
            CorrectionState.Declined => "Correction declined",
            CorrectionState.Withdrawn => "Correction withdrawn",
            _ => "Waits for the secretary",
        };

        public string Look => state switch
        {
            CorrectionState.Accepted or CorrectionState.AcceptedWithChanges => "ok",
            CorrectionState.Declined => "accent",
            CorrectionState.Waiting => "warn",
            _ => "",
        };
    }
}
