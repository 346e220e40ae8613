using Conference.Shared;

namespace Conference.Sessions;

/// <summary>What a big screen can show. Automatic follows the session: who speaks, what is voted on, otherwise the title card.</summary>
public enum SlideKind { Automatic, Blank, Title, Speaker, List, Comment, Text, Vote, Programme, Message, Join, Clock }

/// <summary>One thing on a big screen.</summary>
/// <param name="Code">As people cite what is shown, such as C-147, R-1 §2.3 or D-3, where it has a code.</param>
/// <param name="Id">Of the comment, clause or decision; its code may change while it is shown.</param>
/// <param name="Text">The words of a message.</param>
public sealed record Slide(SlideKind Kind, string? Code = null, Guid? Id = null, string? Text = null)
{
    public const int LongestMessage = 600;

    public static Slide Automatic { get; } = new(SlideKind.Automatic);
    public static Slide Blank { get; } = new(SlideKind.Blank);

    /// <summary>A message that someone typed.</summary>
    /// <exception cref="RuleBroken">It is empty or too long.</exception>
    public static Slide Message(string? typed)
    {
        var text = Clean.Text(typed ?? "");
        if (text.Length == 0) throw new RuleBroken("Type a code such as C-147, R-1 §2.3 or D-3, or the message that the screen shall show.");
        if (text.Length > LongestMessage) throw new RuleBroken("A message on the big screen has at most {0} characters; this one has {1}.", LongestMessage, text.Length);
        return new(SlideKind.Message, Text: text);
    }

    /// <summary>As facts and the API name it.</summary>
    public string Name => JsonName(Kind);

    internal EventFacts Facts => new() { Kind = Name, Code = Code, Text = Text };

    /// <summary>English sentence of what is shown, a key of its translation.</summary>
    public string Words => Kind switch
    {
        SlideKind.Automatic => "Automatic",
        SlideKind.Blank => "Blank",
        SlideKind.Title => "Title card",
        SlideKind.Speaker => "Speaker and clock",
        SlideKind.List => "List of speakers",
        SlideKind.Comment => "Comment",
        SlideKind.Text => "Clause",
        SlideKind.Vote => "Decision",
        SlideKind.Programme => "Programme",
        SlideKind.Message => "Message",
        SlideKind.Join => "Way in (QR)",
        _ => "Time of day",
    };

    private static string JsonName(SlideKind kind) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());
}
