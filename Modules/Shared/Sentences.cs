using System.Collections.Concurrent;
using System.Globalization;
using Conference.Shared.Messages;
using Microsoft.Extensions.Localization;

namespace Conference.Shared;

/// <summary>
/// Every sentence the system says, in the reader's language. The English sentence is the key; translations stand in each
/// module's Texts.vi.resx, and a sentence two modules share is translated once in either.
/// </summary>
public sealed class Sentences(IStringLocalizerFactory factory, IEnumerable<ModuleAssembly> modules, ConferenceTime time) : IStringLocalizer
{
    private readonly ConcurrentDictionary<string, string> known = [];
    private readonly IStringLocalizer[] texts = [.. modules.Select(m => factory.Create("Texts", m.Assembly.GetName().Name!))];

    public static bool IsEnglish => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";

    public LocalizedString this[string name] => this[name, []];

    public LocalizedString this[string name, params object[] arguments]
    {
        get
        {
            var found = IsEnglish ? null : known.GetValueOrDefault(name);
            if (found is null && !IsEnglish && texts.Select(t => t[name]).FirstOrDefault(t => !t.ResourceNotFound) is { } translated) known[name] = found = translated.Value;
            var text = found ?? name;
            return new(name, arguments.Length == 0 ? text : string.Format(CultureInfo.CurrentCulture, text, arguments), found is null);
        }
    }

    /// <summary>A moment is told by the conference's clock.</summary>
    public string this[RuleBroken refusal] => this[refusal.Sentence, [.. refusal.Arguments.Select(a => a is DateTime utc ? $"{time.Clock(utc)}, {time.Day(utc)}" : a)]];

    /// <summary>The text in the reader's language, where a record carries both; otherwise in the one it has.</summary>
    public static string Pick(string vietnamese, string? english) => IsEnglish || vietnamese.Length == 0 ? InEnglish(vietnamese, english) : vietnamese;

    /// <summary>The English text, or the Vietnamese one where there is none.</summary>
    public static string InEnglish(string vietnamese, string? english) => string.IsNullOrEmpty(english) ? vietnamese : english;

    public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => texts.SelectMany(t => t.GetAllStrings(includeParentCultures));
}

/// <summary>A name or text in both languages, for a sentence that is put together before it is known who will read it.</summary>
public sealed record InBoth(string Vietnamese, string? English)
{
    /// <summary>In the reader's language.</summary>
    public override string ToString() => Sentences.Pick(Vietnamese, English);
}
