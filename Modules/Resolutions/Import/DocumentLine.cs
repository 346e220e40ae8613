namespace Conference.Resolutions;

/// <summary>One paragraph of a file: its text with its number as a reader sees it, and what its form says about it.</summary>
/// <param name="Heading">Level of a heading, counted from 1; 0 for other text.</param>
internal sealed record DocumentLine(int No, string Text, int Heading = 0, bool Aside = false, bool Counted = false);

/// <summary>Why a file cannot be read.</summary>
internal sealed class DocumentUnreadable(string sentence, params object[] arguments) : Shared.RuleBroken(sentence, arguments);
