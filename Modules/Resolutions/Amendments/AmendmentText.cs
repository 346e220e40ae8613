namespace Conference.Resolutions;

/// <summary>What the states of an amendment are called, and their colour.</summary>
internal static class AmendmentText
{
    public static string Name(AmendmentState state) => state switch
    {
        AmendmentState.Submitted => "To be validated",
        AmendmentState.Returned => "Returned to its delegation",
        AmendmentState.Receivable => "To be decided",
        AmendmentState.AcceptedChanged => "Amendment accepted with changes",
        AmendmentState.Rejected => "Not accepted",
        AmendmentState.Withdrawn => "Amendment withdrawn",
        AmendmentState.Fell => "Fell with what it amends",
        _ => "Amendment accepted",
    };

    public static string Tone(AmendmentState state) => state switch
    {
        AmendmentState.Accepted or AmendmentState.AcceptedChanged => "ok",
        AmendmentState.Submitted or AmendmentState.Returned => "warn",
        AmendmentState.Receivable => "info",
        _ => "",
    };
}
