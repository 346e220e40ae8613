namespace Conference.Shared;

/// <summary>
/// A module's things that a big screen can show by their code. Each is drawn by a view component of the module, asked for
/// by name with the thing's <c>id</c>, which draws nothing where its reader may not see it.
/// </summary>
public interface IOnScreen
{
    /// <summary>What kind of slide it makes: comment, text or vote.</summary>
    string Kind { get; }

    /// <summary>The thing of a code as people type it; null when it is no code of this module.</summary>
    /// <exception cref="RuleBroken">There is no such thing, or it may not be shown in this session.</exception>
    Task<OnScreenItem?> Find(string typed, Guid sessionId, CancellationToken ct);
}

/// <summary>Something that a big screen can show, by the code that people cite.</summary>
public sealed record OnScreenItem(Guid Id, string Code);
