using Conference.Shared;
using Conference.Shared.Access;
using Conference.Shared.Documents;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Conference.Resolutions;

/// <summary>
/// The table of amendments on paper, for those in the room: clause by clause in the order of treatment, what is put in underlined and
/// what is taken out struck through. What is not validated is left out, whoever prints it: it is not for the room.
/// </summary>
internal static class AmendmentsDocument
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapFiles("/resolutions/{code}", "Resolutions", new ForAttribute(Roles.Secretariat, Roles.Organiser, Roles.Chair, Roles.Delegate), export =>
        {
            export.MapGet("/amendments.docx", Word).WithSummary("The table of amendments as a Word file: what the conference still has to decide, or everything with show=all")
                .Produces(200, contentType: AdministrativeDocument.ContentType).Produces(404);
        });
    }

    private static async Task<IResult> Word(string code, string? show, Amending amending, Delegations delegations, ResolutionsDb db, Sentences texts, ConferenceTime time, HttpContext http, CancellationToken ct)
    {
        if (await amending.Read(http.User, Code.Resolution(code), ct) is not var (read, _)) return Results.NotFound();
        var table = new AmendmentTable(read.Resolution, read.All.Where(a => a.Standing.Validated));
        var file = WordDocument.Write(new Paper(table, show is "all", await delegations.Read(ct), await db.Letterhead(ct), texts, time).Document);
        return Results.File(file, AdministrativeDocument.ContentType, $"{(Sentences.IsEnglish ? "amendments" : "de-nghi-sua-doi")}-{read.Resolution.Code}.docx");
    }

    private sealed class Paper(AmendmentTable table, bool all, Delegations delegations, Letterhead letterhead, Sentences t, ConferenceTime time)
    {
        private readonly DocumentLanguage language = Sentences.IsEnglish ? DocumentLanguage.English : DocumentLanguage.Vietnamese;
        private readonly Dictionary<Guid, int> rank = table.InOrder().Index().ToDictionary(o => o.Item.Id, o => o.Index + 1);

        public AdministrativeDocument Document => new()
        {
            Language = language, ParentBody = letterhead.HostBodyIn(language), IssuingBody = letterhead.NameIn(language), Place = letterhead.PlaceIn(language), Date = time.Today, Landscape = true,
            Kind = t["Table of amendments"], Abstract = $"{Sentences.Pick(table.Resolution.Title, table.Resolution.TitleEn)} ({table.Resolution.Code})",
            Content = [new Prose(t[all ? "All amendments, with what was decided." : "Amendments the conference has to decide on."] + " " + t["In the order of treatment: furthest from the text first, then by place; an amendment to an amendment before the one it changes."]), Table()],
            Foot = $"{table.Resolution.Code}, {time.Local(time.Now):dd/MM/yyyy HH:mm}",
        };

        private DocumentTable Table()
        {
            List<DocumentRow> rows = [];
            foreach (var (line, amendments) in table.ByClause(all))
            {
                rows.Add(new([line is null ? t["To clauses that left the text"].Value : $"{line.Number.Citation} {line.Name(110)}".TrimEnd()], Group: true));
                foreach (var amendment in amendments.Where(a => all || a.IsOpen))
                {
                    rows.AddRange(Sorted(table.To(amendment).Where(s => s.IsPending)).Select(Row));
                    rows.Add(Row(amendment));
                    rows.AddRange(Sorted(table.To(amendment).Where(s => all && !s.IsPending)).Select(Row));
                }
            }
            if (rows.Count == 0) rows.Add(new([t["Nothing waits for a decision"].Value], Group: true));
            return new([new(t["No."], 5, Centred: true), new(t["Amendment"], 11), new(t["Proposed by"], 17), new(t["Text with the amendment"], 46), new(t["Reason"], 24), new(t["Decision"], 17)], rows);
        }

        private IEnumerable<Amendment> Sorted(IEnumerable<Amendment> some) => some.OrderBy(a => rank.GetValueOrDefault(a.Id, int.MaxValue)).ThenBy(a => a.Number);

        private DocumentRow Row(Amendment amendment) => new(
        [
            rank.TryGetValue(amendment.Id, out var no) ? $"{no}" : "", Name(amendment),
            string.Join('\n', delegations.Sponsors(amendment)), new Prose([.. Words(amendment)]), amendment.Reason, string.Join('\n', Decision(amendment)),
        ]);

        private Prose Name(Amendment amendment)
        {
            var does = amendment switch
            {
                { AmendsId: { } parent } => t["Amends {0}", table.Find(parent).Code].Value,
                { Kind: AmendmentKind.Delete } => t["Deletes the clause"].Value,
                { Kind: AmendmentKind.Insert } => t["New clause after it"].Value,
                _ => "",
            };
            return new([new(amendment.Code, Bold: true), "\n" + does]);
        }

        /// <summary>The reader's language, and the other one where something is different there.</summary>
        private IEnumerable<Phrase> Words(Amendment amendment)
        {
            var (before, after) = (amendment.Before, amendment.Kind == AmendmentKind.Delete ? new("", "", "", "") : amendment.Words);
            var shown = false;
            foreach (var english in new[] { Sentences.IsEnglish, !Sentences.IsEnglish })
            {
                var (headings, texts) = english ? ((before.HeadingEn, after.HeadingEn), (before.TextEn, after.TextEn)) : ((before.Heading, after.Heading), (before.Text, after.Text));
                if (headings is ("", "") && texts is ("", "") || shown && headings.Item1 == headings.Item2 && texts.Item1 == texts.Item2) continue;
                if (shown) yield return "\n";
                foreach (var run in WordDiff.Between(headings.Item1, headings.Item2)) yield return new(run.Text, Bold: true, Change: run.Change);
                if (headings is not ("", "") && texts is not ("", "")) yield return new(". ", Bold: true);
                foreach (var run in WordDiff.Between(CrossReference.Read(texts.Item1, table.Numbering, english), CrossReference.Read(texts.Item2, table.Numbering, english))) yield return new(run.Text, Change: run.Change);
                shown = true;
            }
        }

        private IEnumerable<string> Decision(Amendment amendment)
        {
            yield return t[AmendmentText.Name(amendment.State)];
            if (amendment.Standing.Why.Length > 0) yield return amendment.Standing.Why;
            if (amendment.IsAccepted && amendment.Standing.Place.Length > 0) yield return amendment.Standing.Place;
            if (!amendment.IsPending) yield break;
            if (table.CollidesWith(amendment) is { Count: > 0 } collides) yield return t["Collides with {0}", string.Join(", ", collides.Select(c => c.Code))];
            if (table.Identical(amendment) is { Count: > 0 } same) yield return t["Identical with {0}: decided together", string.Join(", ", same.Select(c => c.Code))];
            if (table.IsOvertaken(amendment)) yield return t["Its words were changed since"];
        }
    }
}
