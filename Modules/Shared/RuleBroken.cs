namespace Conference.Shared;

/// <summary>A rule refuses what someone asked for. The sentence is shown to that person, in their language, and nothing is changed.</summary>
/// <param name="sentence">English sentence, the key of its translations; may hold {0} placeholders.</param>
public class RuleBroken(string sentence, params object[] arguments)
    : Exception(arguments.Length == 0 ? sentence : string.Format(System.Globalization.CultureInfo.InvariantCulture, sentence, arguments))
{
    public string Sentence { get; } = sentence;
    public IReadOnlyList<object> Arguments { get; } = arguments;
}

/// <summary>Not a refusal but a request to wait: the same thing is taken later. Usually the system is at its capacity.</summary>
public sealed class PleaseWait(string sentence = "The system is very busy. Your text is safe here and will be sent again in a moment.") : RuleBroken(sentence);
