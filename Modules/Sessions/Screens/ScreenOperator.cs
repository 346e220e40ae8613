using Conference.Shared;

namespace Conference.Sessions;

/// <summary>Makes a slide of what an operator chose or typed: a code that some module knows, or else a message.</summary>
public sealed class ScreenOperator(IEnumerable<IOnScreen> sources)
{
    /// <exception cref="RuleBroken">What the code names may not be shown in this session, or the kind needs something that is missing.</exception>
    public async Task<Slide> Slide(LiveSession session, SlideKind? kind, string? typed, CancellationToken ct)
    {
        switch (kind)
        {
            case null: break;
            case SlideKind.Message: return Sessions.Slide.Message(typed);
            case SlideKind.Vote when string.IsNullOrWhiteSpace(typed): return new(SlideKind.Vote);
            case SlideKind.Comment or SlideKind.Text or SlideKind.Vote: return await Named(session, typed, ct) is { } named && named.Kind == kind ? named : throw NoSuchCode(typed);
            default: return new(kind.Value);
        }
        var line = Clean.Line(typed ?? "");
        if (await Named(session, line, ct) is { } found) return found;
        // One word that looks like a code and is none is a slip, not a message.
        if (line is [_, '-', >= '0' and <= '9', ..] && !line.Contains(' ', StringComparison.Ordinal)) throw NoSuchCode(line);
        return Sessions.Slide.Message(typed);
    }

    private async Task<Slide?> Named(LiveSession session, string? typed, CancellationToken ct)
    {
        var code = Clean.Line(typed ?? "");
        foreach (var source in sources)
            if (await source.Find(code, session.Id, ct) is { } item) return new(Enum.Parse<SlideKind>(source.Kind, ignoreCase: true), item.Code, item.Id);
        return null;
    }

    private static RuleBroken NoSuchCode(string? typed) => new("Nothing with the code {0} can be shown here. Type a code such as C-147, R-1 §2.3 or D-3.", Clean.Line(typed ?? ""));
}
