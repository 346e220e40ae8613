using System.Globalization;
using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Documents;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Conference.Resolutions;

/// <summary>
/// A text clause by clause as an Excel workbook in the reader's language: its clauses, what each was built on, the comments that no
/// clause was built on, and what the document is. For those who read drafts: sources are shown whole, as their rooms read them.
/// </summary>
internal static class ClausesWorkbook
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapFiles("/resolutions/{code}", "Resolutions", new ForAttribute(Roles.Secretariat, Roles.Organiser, Roles.Chair), export =>
        {
            export.MapGet("/clauses.xlsx", Workbook).WithSummary("The clauses with their sources, tasks and agencies as an Excel workbook").Produces(200, contentType: ListWorkbook.ContentType).Produces(404);
        });
    }

    private static async Task<IResult> Workbook(string code, ResolutionsDb db, Delegations delegations, Sentences texts, ConferenceTime time, CancellationToken ct)
    {
        if (await WholeResolution.Read(db, code, ct) is not { } whole) return Results.NotFound();
        var clauses = whole.Lines.Select(l => l.Clause.Id).ToList();
        var tasks = await db.Tasks.AsNoTracking().Include(t => t.Agencies).Where(t => t.ClauseId != null && clauses.Contains(t.ClauseId.Value)).OrderBy(t => t.Number).ToListAsync(ct);
        var undecided = await db.Amendments.AsNoTracking().Where(a => a.ResolutionId == whole.Resolution.Id && a.AmendsId == null && a.State == AmendmentState.Receivable).Select(a => a.ClauseId).ToListAsync(ct);
        var unplaced = await OpenResolutionModel.Unplaced(db).AsNoTracking().OrderBy(s => s.At).ThenBy(s => s.Id).ToListAsync(ct);
        var file = new Sheets(whole, tasks.ToLookup(t => t.ClauseId!.Value), undecided.ToLookup(id => id), await KnownAgencies.Load(db, ct), await delegations.Read(ct), texts, time).Write(unplaced);
        return Results.File(file, ListWorkbook.ContentType, $"{(Sentences.IsEnglish ? "clauses" : "dieu-khoan")}-{whole.Resolution.Code}.xlsx");
    }

    private sealed class Sheets(WholeResolution whole, ILookup<Guid, ActionTask> tasks, ILookup<Guid, Guid> undecided, KnownAgencies agencies, Delegations delegations, Sentences t, ConferenceTime time)
    {
        private readonly Resolution resolution = whole.Resolution;
        private readonly WorkbookLanguage language = Sentences.IsEnglish ? WorkbookLanguage.En : WorkbookLanguage.Vi;

        public byte[] Write(IEnumerable<Source> unplaced)
        {
            var title = Sentences.Pick(resolution.Title, resolution.TitleEn);
            using var workbook = new ListWorkbook(title, resolution.Adoption is { } adoption ? $"{adoption.NumberAndSymbol}, SHA-256: {adoption.Hash}" : $"{resolution.Code}, {Moment(resolution.ChangedAt)}");
            workbook.Add(t["Clauses"],
                [
                    new(t["Cited as"], 13), new(t["Number"], 8), new(t["Kind of clause"], 11), new(t["Vietnamese"], 46), new(t["English"], 46), new(t["State"], 17), new(t["Tasks"], 8), new(t["Lead agency"], 20),
                    new(t["Coordinating agencies"], 22), new(t["Deadline"], 12), new(t["Number of sources"], 8), new(t["Sources"], 14),
                ],
                whole.Lines.Select(Row), row => whole.Lines[row].IsHead);
            workbook.Add(t["Sources"],
                [new(t["Clause"], 13), new(t["What the clause says"], 34), new(t["Comment"], 8), .. Of, new(t["Text of the comment"], 60), new(t["Linked by"], 18), new(t["Linked"], 16)],
                from line in whole.Lines
                from link in line.Clause.Sources.OrderBy(s => s.Source.At).ThenBy(s => s.SourceId)
                select (string?[])[line.Number.Citation, line.Name(200), link.Source.Code, .. Said(link.Source), link.LinkedBy, Moment(link.LinkedAt)]);
            workbook.Add(t["Comments without a clause"], [new(t["Comment"], 8), .. Of, new(t["Text of the comment"], 90)], unplaced.Select(s => (string?[])[s.Code, .. Said(s)]));
            workbook.Add(t["Document"], [new(t["Fact"], 30), new(t["As recorded"], 110)], Facts());
            return workbook.Write();
        }

        private ListColumn[] Of => [new(t["Kind"], 12), new(t["Author"], 20), new(t["Organisation"], 22), new(t["Session"], 8), new(t["When"], 16)];

        private string?[] Said(Source source) =>
        [
            t[source.Kind.ToString()], source.Withdrawn ? "" : source.Author.Length == 0 ? t["Anonymous"] : source.Author, delegations.Of(source), source.SessionCode, Moment(source.At),
            source switch
            {
                { Withdrawn: false } => source.Text,
                { MergedInto: { } other } => t["This comment was merged with {0}, which stands for both.", other],
                _ => t["This comment is no longer published."],
            },
        ];

        private string?[] Row(OpenResolutionModel.Line line)
        {
            var clause = line.Clause;
            var made = tasks[clause.Id].ToList();
            string Each(Func<ActionTask, string> of) => string.Join('\n', made.Select(task => made.Count > 1 && of(task).Length > 0 ? $"{task.Code}: {of(task)}" : of(task)).Where(text => text.Length > 0));
            string Agencies(IEnumerable<NamedAgency> named) => AgencyNames.Join(named.Select(a => agencies.NameIn(language, a)));
            return
            [
                line.Number.Citation, Sentences.IsEnglish ? line.Number.LabelEn : line.Number.Label, t[line.Number.Kind.ToString()], Words(line, false), Words(line, true), string.Join("; ", State(line)),
                string.Join('\n', made.Select(task => task.Code)), Each(task => Agencies(task.Leads)), Each(task => Agencies(task.Coordinating)), Each(task => task.Deadline.In(language)),
                clause.Sources.Count.ToString(CultureInfo.InvariantCulture), string.Join(", ", clause.Sources.OrderBy(s => s.Source.At).ThenBy(s => s.SourceId).Select(s => s.Source.Code)),
            ];
        }

        private static string Words(OpenResolutionModel.Line line, bool english) => $"{line.Heading(english)}\n{line.Text(english)}".Trim();

        private IEnumerable<string> State(OpenResolutionModel.Line line)
        {
            yield return t[resolution.State.ToString()];
            foreach (var corrigendum in whole.Corrigenda.Where(c => c.Corrections.Any(x => x.ClauseId == line.Clause.Id))) yield return t["corrected: {0}", corrigendum.Name];
            if (resolution.Adoption is not null) yield break;
            if (undecided[line.Clause.Id].Count() is > 0 and var amendments) yield return t["amendments to be decided: {0}", amendments];
            if (line.Unsourced) yield return t["no source"];
            if (line.Untranslated) yield return t["not translated"];
            if (line.Clause.Translation == Translation.EnglishBehind) yield return t["English translation out of date"];
            if (line.Clause.Translation == Translation.VietnameseBehind) yield return t["Vietnamese translation out of date"];
        }

        private IEnumerable<string?[]> Facts()
        {
            yield return [t["Code"], resolution.Code];
            yield return [t["Title"], resolution.Title];
            yield return [t["Title in English"], resolution.TitleEn];
            yield return [t["State"], t[resolution.State.ToString()]];
            yield return [t["Last draft that was handed out"], whole.Drafts.Count == 0 ? "" : $"{whole.Drafts[^1].Number.SymbolOf(resolution.Code)}, {Moment(whole.Drafts[^1].IssuedAt)}, SHA-256: {whole.Drafts[^1].Hash}"];
            if (resolution.Adoption is { } adoption)
            {
                yield return [t["Number and symbol"], adoption.NumberAndSymbol];
                yield return [t["Adopted on"], ConferenceTime.DayOf(adoption.AdoptedOn)];
                yield return [t["Basis"], t[adoption.Basis.ToString()] + (adoption.Basis == AdoptionBasis.Vote ? ": " + t["{0} for, {1} against, {2} abstaining", adoption.VotesFor!, adoption.VotesAgainst!, adoption.Abstentions!] : "")];
                yield return [t["Session"], adoption.SessionCode];
                yield return [t["Reservations"], adoption.Reservations];
                yield return ["SHA-256", adoption.Hash];
            }
            else yield return [t["Saved"], $"{Moment(resolution.ChangedAt)}, {resolution.ChangedBy}"];
            yield return [t["Clauses"], whole.Lines.Count.ToString(CultureInfo.InvariantCulture)];
            yield return [t["This workbook was made"], Moment(time.Now)];
        }

        private string Moment(DateTime utc) => time.Local(utc).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }
}
