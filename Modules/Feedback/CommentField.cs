using System.Text.RegularExpressions;
using Conference.Shared;

namespace Conference.Feedback;

/// <summary>A question that a session asks beside the text, such as the field of work a recommendation belongs to.</summary>
/// <param name="Choices">What can be answered; empty where the answer is free.</param>
public sealed partial record CommentField(string Key, string Label, string LabelEn, bool Required, IReadOnlyList<string> Choices)
{
    public const int Most = 6, LongestAnswer = 300;

    /// <summary>The field as it is stored, or a sentence why it cannot be one.</summary>
    public CommentField Checked()
    {
        var field = new CommentField(Clean.Line(Key).ToLowerInvariant(), Clean.Line(Label), Clean.Line(LabelEn), Required,
            [.. Choices.Select(Clean.Line).Where(c => c.Length > 0).Distinct()]);
        if (!KeyPattern().IsMatch(field.Key)) throw new RuleBroken("The key of a field has 1 to 30 letters a–z, figures or hyphens: {0}", field.Key);
        if (field.Label.Length is 0 or > 100) throw new RuleBroken("Say what the field {0} asks, in at most 100 characters.", field.Key);
        if (field.Choices.FirstOrDefault(c => c.Length > LongestAnswer) is not null) throw new RuleBroken("An answer has at most {0} characters.", LongestAnswer);
        return field;
    }

    /// <summary>What someone answered, as it is stored; null when nothing was. Refuses what the field does not allow.</summary>
    public string? Answered(string? answer)
    {
        var clean = Clean.Line(answer);
        if (clean.Length == 0) return Required ? throw new RuleBroken("Fill in “{0}” as well.", this) : null;
        if (clean.Length > LongestAnswer) throw new RuleBroken("An answer has at most {0} characters.", LongestAnswer);
        if (Choices.Count > 0 && !Choices.Contains(clean)) throw new RuleBroken("Choose one of the answers that “{0}” offers.", this);
        return clean;
    }

    /// <summary>Named in the language of whoever reads it, also within a refusal.</summary>
    public override string ToString() => Sentences.Pick(Label, LabelEn);

    [GeneratedRegex("^[a-z0-9-]{1,30}$")]
    private static partial Regex KeyPattern();
}

/// <summary>An answer to a field, kept with the comment under the field's key.</summary>
public sealed record FieldAnswer(string Key, string Value);
