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

    public IEnumerable<OpenResolutionModel.Line> Lines => OpenResolutionModel.LinesOf(Resolution);

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
internal static class ResolutionDocument
{
    public static AdministrativeDocument Of(WholeResolution whole, DocumentLanguage language, ConferenceTime time)
    {
        var (resolution, signing, letterhead) = (whole.Resolution, whole.Signing, whole.Letterhead);
        var english = language == DocumentLanguage.English;
        string In(string vietnamese, string other) => Letterhead.In(language, vietnamese, other);
        var lines = whole.Lines.ToList();
        return new()
        {
            Language = language, ParentBody = letterhead.HostBodyIn(language), IssuingBody = letterhead.NameIn(language),
            Number = resolution.Adoption?.NumberAndSymbol, Place = letterhead.PlaceIn(language), Date = resolution.Adoption?.AdoptedOn,
            Mark = resolution.Adoption is null ? english ? "Draft" : "Dự thảo" : "",
            Kind = english ? "Resolution" : "Nghị quyết", Abstract = whole.AbstractIn(language), Authority = letterhead.NameIn(language),
            LegalBases = [.. lines.Where(l => l.Clause.IsRecital).Select(l => Clean.Line($"{In(l.Clause.Heading, l.Clause.HeadingEn)} {In(l.Clause.Text, l.Clause.TextEn)}"))],
            Enacting = english ? "Resolves" : "Quyết nghị",
            Content = [.. lines.Where(l => !l.Clause.IsRecital).Select(l => Divided(l, language))],
            Signatures = [new(In(signing.Title, signing.TitleEn), signing.Name, signing.By, In(signing.For, signing.ForEn))],
            Recipients = In(signing.Recipients, signing.RecipientsEn).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            Annexes = [.. whole.Programs.Select(p => Annex(p, language))],
            Foot = (resolution.Adoption, english) switch
            {
                ({ } adoption, _) => $"SHA-256: {adoption.Hash}",
                (null, false) => $"{resolution.Code}, dự thảo lưu lúc {time.Local(resolution.ChangedAt):HH:mm}, ngày {time.Local(resolution.ChangedAt):dd/MM/yyyy}",
                (null, true) => $"{resolution.Code}, draft saved at {time.Local(resolution.ChangedAt):HH:mm} on {time.Local(resolution.ChangedAt):dd/MM/yyyy}",
            },
        };
    }

    private static Divided Divided(OpenResolutionModel.Line line, DocumentLanguage language)
    {
        var (clause, number) = (line.Clause, language == DocumentLanguage.English ? line.Number.LabelEn : line.Number.Label);
        var (heading, text) = (Letterhead.In(language, clause.Heading, clause.HeadingEn), Letterhead.In(language, clause.Text, clause.TextEn));
        return line.Number.Kind switch
        {
            ClauseKind.Section => new(Division.Heading, number, heading, text),
            ClauseKind.Item => new(Division.Clause, number, heading, text),
            // A point's heading has no line of its own.
            _ => new(Division.Point, number, "", heading.Length == 0 ? text : text.Length == 0 ? heading : $"{heading.TrimEnd('.')}. {text}"),
        };
    }

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
