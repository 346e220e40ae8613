using Conference.Shared;
using Conference.Shared.Documents;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>A resolution with all that its documents say: its text, its action programs, its signature, the conference's letterhead.</summary>
/// <param name="Draft">The numbered draft whose text this is, where it is one.</param>
/// <param name="Drafts">The numbered drafts up to this text.</param>
internal sealed record WholeResolution(
    Resolution Resolution, IReadOnlyList<ProgramAnnex> Programs, SigningWords Signing, Letterhead Letterhead, NumberedDraft? Draft, IReadOnlyList<NumberedDraft> Drafts, IReadOnlyList<Corrigendum> Corrigenda)
{
    public static async Task<WholeResolution?> Read(ResolutionsDb db, string? code, CancellationToken ct) =>
        Code.Resolution(code) is { } number && await db.Whole.AsNoTracking().SingleOrDefaultAsync(r => r.Number == number, ct) is { } resolution ? await Of(db, resolution, null, ct) : null;

    public static async Task<WholeResolution> Of(ResolutionsDb db, Resolution resolution, NumberedDraft? draft, CancellationToken ct)
    {
        var drafts = await db.NumberedDrafts.AsNoTracking().Where(d => d.ResolutionId == resolution.Id).OrderBy(d => d.Draft).ThenBy(d => d.Revision).ToListAsync(ct);
        return new(draft is null ? resolution : resolution.As(draft), draft is null ? await ProgramAnnex.Read(db, resolution.Id, ct) : draft.Text.Programs,
            (await db.Signings.AsNoTracking().SingleOrDefaultAsync(s => s.ResolutionId == resolution.Id, ct) ?? Resolutions.Signing.Of(resolution.Id)).Words, await db.Letterhead(ct),
            draft, [.. drafts.TakeWhile(d => draft is null || d.Id != draft.Id), .. draft is null ? [] : new[] { draft }],
            draft is null ? await db.Corrigenda.AsNoTracking().Where(c => c.ResolutionId == resolution.Id).OrderBy(c => c.No).ToListAsync(ct) : []);
    }

    public IReadOnlyList<OpenResolutionModel.Line> Lines { get; } = OpenResolutionModel.LinesOf(Resolution);

    /// <summary>What the resolution is about: its title without the kind that stands above it.</summary>
    public string AbstractIn(DocumentLanguage language)
    {
        var title = Letterhead.In(language, Resolution.Title, Resolution.TitleEn);
        return new[] { "Nghị quyết ", "Resolution " }.FirstOrDefault(kind => title.StartsWith(kind, StringComparison.OrdinalIgnoreCase)) is { } kind ? title[kind.Length..] : title;
    }

    public string FileName(DocumentLanguage language) =>
        (language == DocumentLanguage.English ? "resolution-" : "nghi-quyet-") + (Resolution.Adoption?.NumberAndSymbol ?? Draft?.Number.SymbolOf(Resolution.Code) ?? Resolution.Code).Replace('/', '-');
}

/// <summary>The resolution as the decree's model 1.1 lays it out, with each action program as an annex across the page.</summary>
internal static partial class ResolutionDocument
{
    public static AdministrativeDocument Of(WholeResolution whole, DocumentLanguage language, ConferenceTime time)
    {
        var (resolution, signing, letterhead) = (whole.Resolution, whole.Signing, whole.Letterhead);
        var english = language == DocumentLanguage.English;
        string In(string vietnamese, string other) => Letterhead.In(language, vietnamese, other);
        var lines = whole.Lines.ToList();
        var annexed = lines.SkipWhile(l => l.Clause.Kind != ClauseKind.Annex).Select(l => l.Clause.Id).ToHashSet();
        string Line(OpenResolutionModel.Line l) => Clean.Line($"{In(l.Clause.Heading, l.Clause.HeadingEn)} {In(l.Text(false), l.Text(true))}");
        return new()
        {
            Language = language, ParentBody = letterhead.HostBodyIn(language), IssuingBody = letterhead.NameIn(language),
            Number = resolution.Adoption?.NumberAndSymbol, Place = letterhead.PlaceIn(language), Date = resolution.Adoption?.AdoptedOn,
            Mark = resolution.Adoption is null ? $"{(english ? "Draft" : "Dự thảo")} {whole.Draft?.Number.Name}".TrimEnd() : "",
            Kind = english ? "Resolution" : "Nghị quyết", Abstract = whole.AbstractIn(language), Authority = letterhead.NameIn(language),
            // The words by which the conference resolves have a line of their own.
            LegalBases = [.. lines.Where(l => l.Clause.IsRecital).Select(l => new LegalBasis(Line(l), $"{l.Clause.Id}")).Where(basis => !Resolves().IsMatch(basis.Text))],
            Enacting = english ? "Resolves" : "Quyết nghị",
            Content = [.. lines.Where(l => l.Clause.Zone is Zone.Operative or Zone.Closing).Where(l => !annexed.Contains(l.Clause.Id)).Select(l => Divided(l, resolution.Layout, language))],
            Signatures = [Signed([.. lines.Where(l => l.Clause.Kind == ClauseKind.Signature).Select(Line)]) ?? new(In(signing.Title, signing.TitleEn), signing.Name, signing.By, In(signing.For, signing.ForEn))],
            Recipients = lines.Where(l => l.Clause.Kind == ClauseKind.Recipient).Select(l => Clause.Undashed(Line(l))).ToList() is { Count: > 0 } listed ? listed
                : In(signing.Recipients, signing.RecipientsEn).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            Annexes = [.. Annexes(lines, resolution.Layout, language), .. whole.Programs.Select(p => p.In(language))],
            Foot = (resolution.Adoption, english) switch
            {
                ({ } adoption, _) => $"SHA-256: {adoption.Hash}",
                _ when whole.Draft is { } draft => $"{draft.Number.SymbolOf(resolution.Code)}, SHA-256: {draft.Hash}",
                (null, false) => $"{resolution.Code}, dự thảo lưu lúc {time.Local(resolution.ChangedAt):HH:mm}, ngày {time.Local(resolution.ChangedAt):dd/MM/yyyy}",
                (null, true) => $"{resolution.Code}, draft saved at {time.Local(resolution.ChangedAt):HH:mm} on {time.Local(resolution.ChangedAt):dd/MM/yyyy}",
            },
        };
    }

    /// <summary>A clause as the text has it; what has no number is plain paragraphs.</summary>
    private static Block Divided(OpenResolutionModel.Line line, DocumentLayout layout, DocumentLanguage language)
    {
        var number = language == DocumentLanguage.English ? line.Number.LabelEn : line.Number.Label;
        var (heading, text) = (Letterhead.In(language, line.Clause.Heading, line.Clause.HeadingEn), Letterhead.In(language, line.Text(false), line.Text(true)));
        var run = heading.Length == 0 ? text : text.Length == 0 ? heading : $"{heading.TrimEnd('.')}. {text}";
        Block block = line.Number.Kind switch
        {
            ClauseKind.Part => new Divided(Division.Part, number, heading, text),
            ClauseKind.Chapter => new Divided(Division.Chapter, number, heading, text),
            ClauseKind.Section when layout == DocumentLayout.Articles => new Divided(Division.Section, number.TrimEnd('.'), heading, text),
            ClauseKind.Section => new Divided(Division.Heading, number, heading, text),
            ClauseKind.Subsection => new Divided(Division.Subsection, number.TrimEnd('.'), heading, text),
            ClauseKind.Article => new Divided(Division.Article, number, heading, text),
            ClauseKind.Item => new Divided(Division.Clause, number, heading, text),
            // A point's heading has no line of its own.
            ClauseKind.Point => new Divided(Division.Point, number, "", run),
            _ => new Prose(run),
        };
        return block with { Key = $"{line.Clause.Id}" };
    }

    private static IEnumerable<Annex> Annexes(List<OpenResolutionModel.Line> lines, DocumentLayout layout, DocumentLanguage language)
    {
        foreach (var (i, annex) in lines.Index().Where(l => l.Item.Clause.Kind == ClauseKind.Annex))
        {
            var text = Letterhead.In(language, annex.Text(false), annex.Text(true));
            yield return new(Letterhead.In(language, annex.Clause.Heading, annex.Clause.HeadingEn),
                [.. text.Length > 0 ? [new Prose(text) { Key = $"{annex.Clause.Id}" }] : Array.Empty<Block>(), .. lines.Skip(i + 1).TakeWhile(l => l.Clause.Kind != ClauseKind.Annex).Select(l => Divided(l, layout, language))]);
        }
    }

    /// <summary>The lines of a signature that the text itself has: for whom, in which office, who.</summary>
    private static Signature? Signed(List<string> lines)
    {
        if (lines.Count == 0) return null;
        (string Written, SigningAuthority By)[] rights = [("TM.", SigningAuthority.OnBehalfOf), ("KT.", SigningAuthority.InPlaceOf), ("TL.", SigningAuthority.ByOrderOf), ("TUQ.", SigningAuthority.ByAuthorisationOf), ("Q.", SigningAuthority.Acting)];
        var right = rights.FirstOrDefault(r => lines[0].StartsWith(r.Written, StringComparison.OrdinalIgnoreCase));
        var rest = right.Written is null ? lines : lines[1..];
        var name = rest.Count > 1 ? rest[^1] : "";
        return new(string.Join(' ', name.Length > 0 ? rest[..^1] : rest), name, right.Written is null ? null : right.By, right.Written is null ? "" : lines[0][right.Written.Length..].Trim());
    }

    [System.Text.RegularExpressions.GeneratedRegex("^(quyết nghị|resolves?( as follows)?):?$", System.Text.RegularExpressions.RegexOptions.IgnoreCase)]
    internal static partial System.Text.RegularExpressions.Regex Resolves();
}
