using Conference.Shared;
using Conference.Shared.Documents;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>A resolution with all that its documents say: its text, its action programs, its signature, the conference's letterhead.</summary>
internal sealed record WholeResolution(Resolution Resolution, IReadOnlyList<WholeProgram> Programs, SigningWords Signing, Letterhead Letterhead)
{
    public static async Task<WholeResolution?> Read(ResolutionsDb db, string? code, CancellationToken ct)
    {
        if (Code.Resolution(code) is not { } number || await db.Whole.AsNoTracking().SingleOrDefaultAsync(r => r.Number == number, ct) is not { } resolution) return null;
        var programs = new List<WholeProgram>();
        foreach (var program in await db.Programs.Where(p => p.ResolutionId == resolution.Id).OrderBy(p => p.Number).Select(p => p.Number).ToListAsync(ct))
            if (await WholeProgram.Read(db, ActionProgram.CodeOf(program), ct) is { Tasks.Count: > 0 } whole) programs.Add(whole);
        var signing = await db.Signings.AsNoTracking().SingleOrDefaultAsync(s => s.ResolutionId == resolution.Id, ct) ?? Resolutions.Signing.Of(resolution.Id);
        return new(resolution, programs, signing.Words, await db.Letterhead(ct));
    }

    public IReadOnlyList<OpenResolutionModel.Line> Lines { get; } = OpenResolutionModel.LinesOf(Resolution);

    /// <summary>What the resolution is about: its title without the kind that stands above it.</summary>
    public string AbstractIn(DocumentLanguage language)
    {
        var title = Letterhead.In(language, Resolution.Title, Resolution.TitleEn);
        return new[] { "Nghị quyết ", "Resolution " }.FirstOrDefault(kind => title.StartsWith(kind, StringComparison.OrdinalIgnoreCase)) is { } kind ? title[kind.Length..] : title;
    }

    public static string FileName(Resolution resolution, DocumentLanguage language) =>
        (language == DocumentLanguage.English ? "resolution-" : "nghi-quyet-") + (resolution.Adoption?.NumberAndSymbol.Replace('/', '-') ?? resolution.Code);
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
            Mark = resolution.Adoption is null ? english ? "Draft" : "Dự thảo" : "",
            Kind = english ? "Resolution" : "Nghị quyết", Abstract = whole.AbstractIn(language), Authority = letterhead.NameIn(language),
            // The words by which the conference resolves have a line of their own.
            LegalBases = [.. lines.Where(l => l.Clause.IsRecital).Select(Line).Where(text => !Resolves().IsMatch(text))],
            Enacting = english ? "Resolves" : "Quyết nghị",
            Content = [.. lines.Where(l => l.Clause.Zone is Zone.Operative or Zone.Closing).Where(l => !annexed.Contains(l.Clause.Id)).Select(l => Divided(l, resolution.Layout, language))],
            Signatures = [Signed([.. lines.Where(l => l.Clause.Kind == ClauseKind.Signature).Select(Line)]) ?? new(In(signing.Title, signing.TitleEn), signing.Name, signing.By, In(signing.For, signing.ForEn))],
            Recipients = lines.Where(l => l.Clause.Kind == ClauseKind.Recipient).Select(l => Line(l).TrimStart('-', '–', ' ')).ToList() is { Count: > 0 } listed ? listed
                : In(signing.Recipients, signing.RecipientsEn).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            Annexes = [.. Annexes(lines, resolution.Layout, language), .. whole.Programs.Select(p => Annex(p, language))],
            Foot = (resolution.Adoption, english) switch
            {
                ({ } adoption, _) => $"SHA-256: {adoption.Hash}",
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
        return line.Number.Kind switch
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
    }

    private static IEnumerable<Annex> Annexes(List<OpenResolutionModel.Line> lines, DocumentLayout layout, DocumentLanguage language)
    {
        foreach (var (i, annex) in lines.Index().Where(l => l.Item.Clause.Kind == ClauseKind.Annex))
        {
            var text = Letterhead.In(language, annex.Text(false), annex.Text(true));
            yield return new(Letterhead.In(language, annex.Clause.Heading, annex.Clause.HeadingEn),
                [.. text.Length > 0 ? [new Prose(text)] : Array.Empty<Block>(), .. lines.Skip(i + 1).TakeWhile(l => l.Clause.Kind != ClauseKind.Annex).Select(l => Divided(l, layout, language))]);
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

    private static Annex Annex(WholeProgram program, DocumentLanguage language)
    {
        var sheet = program.Sheet(language == DocumentLanguage.English ? WorkbookLanguage.En : WorkbookLanguage.Vi);
        var rows = new List<DocumentRow>();
        var (groups, tasks) = (0, 0);
        foreach (var group in sheet.Groups)
        {
            if (group.Title.Length > 0) rows.Add(new([Roman.Of(++groups), group.Title], Group: true));
            rows.AddRange(group.Tasks.Select(t => new DocumentRow(
                [$"{++tasks}", t.What, Agencies(t.Leads), Agencies(t.Coordinators), t.Product, t.Deadline.Text])));
        }
        return new(Letterhead.In(language, program.Program.Title, program.Program.TitleEn), [new DocumentTable(Columns(language), rows)], Landscape: true);
    }

    private static string Agencies(IReadOnlyList<string> names) => string.Join(";\n", names) is [var first, .. var rest] ? char.ToUpperInvariant(first) + rest : "";

    private static DocumentColumn[] Columns(DocumentLanguage language) => language == DocumentLanguage.English
        ? [new("No.", 5, Centred: true), new("Task", 33), new("Lead agency", 17), new("Coordinating agencies", 18), new("Product", 15), new("Deadline", 12, Centred: true)]
        : [new("TT", 5, Centred: true), new("Tên nhiệm vụ", 33), new("Cơ quan chủ trì", 17), new("Cơ quan phối hợp", 18), new("Kết quả", 15), new("Thời gian hoàn thành", 12, Centred: true)];
}
