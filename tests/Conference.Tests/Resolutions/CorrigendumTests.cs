using System.Net;
using Conference.Resolutions;
using Conference.Shared;
using Conference.Tests.Shared;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests.Resolutions;

/// <summary>Errors of an adopted text are corrected in documents of their own, and what was sealed is verified.</summary>
[Collection("Drafting")]
public sealed class CorrigendumTests(DraftingApp app)
{
    private async Task<Resolution> Adopted(string words = "Lời điểm a có lỗi trính tả;")
    {
        var draft = await app.ADraft();
        await app.Change(draft, (r, pen) => r.Edit(r.At("1.2.a").Id, 1, DraftingApp.Text(words), pen));
        await app.Issue(draft);
        await app.Change(draft, (r, pen) => r.Adopt(new(new(r.Number, "NQ-DC"), DateOnly.FromDateTime(DateTime.UtcNow), AdoptionBasis.Consensus, null, null, null, "", ""), pen, DateOnly.FromDateTime(DateTime.UtcNow).AddDays(1)));
        return await app.Stored(draft);
    }

    private static (string, string)[] Form(Clause clause, string text, string reason = "In sai chính tả.", string heading = "") =>
        [("Items[0].Id", clause.Id.ToString()), ("Items[0].Text", text), ("Items[0].Heading", heading), ("Reason", reason), ("ReasonEn", "A misprint.")];

    private static string New(Resolution resolution) => $"/resolutions/{resolution.Code}/corrigenda/new";

    [Fact]
    public async Task A_corrigendum_is_numbered_linked_both_ways_and_leaves_the_adopted_text_as_it_is()
    {
        var adopted = await Adopted();
        var (clause, other) = (adopted.At("1.2.a"), adopted.At("2.1"));
        using var secretary = await app.SignedIn(DraftingApp.Secretary, "en-GB");
        var first = Form(clause, "Lời điểm a có lỗi chính tả;");

        // Another clause is added without losing what is typed.
        var more = WebUtility.HtmlDecode(await (await secretary.Submit(New(adopted), New(adopted) + "?handler=Add", [.. first, ("Clause", other.Id.ToString())])).Content.ReadAsStringAsync());
        Assert.Contains("Lời điểm a có lỗi chính tả;", more, StringComparison.Ordinal);
        Assert.Contains("name=\"Items[1].Text\"", more, StringComparison.Ordinal);
        var issued = await secretary.Submit(New(adopted), New(adopted), [.. first, ("Items[1].Id", other.Id.ToString()), ("Items[1].Heading", "Khoản một"), ("Items[1].Text", "Lời khoản một của mục hai.")]);
        Assert.Equal($"/resolutions/{adopted.Code}/corrigenda/1", issued.Headers.Location!.ToString());
        // The next one begins with the text as corrected.
        Assert.Contains("Lời điểm a có lỗi chính tả;", await secretary.Read($"{New(adopted)}?clause={clause.Id}"), StringComparison.Ordinal);
        await secretary.Submit(New(adopted), New(adopted), Form(clause, "Lời điểm a không còn lỗi;"));

        using var reader = await app.SignedIn(DraftingApp.Observer, "en-GB");
        var number = $"{adopted.Adoption!.NumberAndSymbol}/Corr.1";
        var page = await reader.Read($"/resolutions/{adopted.Code}/corrigenda/1");
        foreach (var part in new[] { number, $"href=\"/resolutions/{adopted.Code}\"", "<del>trính</del><ins>chính</ins>", "A misprint.", "has the same fingerprint", $"?clause={clause.Id}" })
            Assert.Contains(part, page, StringComparison.Ordinal);
        Assert.DoesNotContain("của mục hai", page[..page.IndexOf("<aside", StringComparison.Ordinal)], StringComparison.Ordinal);
        var whole = await reader.Read($"/resolutions/{adopted.Code}");
        foreach (var part in new[] { $"/resolutions/{adopted.Code}/corrigenda/1", $"/resolutions/{adopted.Code}/corrigenda/2", "corrected: Corr.1", "Lời điểm a có lỗi trính tả;" }) Assert.Contains(part, whole, StringComparison.Ordinal);
        var stored = await app.Stored(adopted);
        Assert.Equal((adopted.Version, adopted.Adoption.Hash), (stored.Version, CanonicalText.HashOf(CanonicalText.Of(stored))));

        using var file = new WordFile(await (await reader.Get($"/resolutions/{adopted.Code}/corrigenda/1/export.docx?lang=vi")).Content.ReadAsByteArrayAsync());
        Assert.Empty(file.Errors);
        foreach (var line in new[] { $"Số: {number}", "ĐÍNH CHÍNH", "1. Điểm a khoản 2 mục I", "Đã in là: “Lời điểm a có lỗi trính tả;”", "Nay đọc là: “Lời điểm a có lỗi chính tả;”./." }) Assert.Contains(line, file.Lines);
        if (AkomaNtosoSchema.Path is null) return;
        var xml = await (await reader.Get($"/resolutions/{adopted.Code}/export.xml")).Content.ReadAsByteArrayAsync();
        Assert.Empty(AkomaNtosoSchema.Errors(xml));
        Assert.Contains(number, System.Text.Encoding.UTF8.GetString(xml), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_Akoma_Ntoso_a_corrigendum_says_which_clause_of_which_document_it_changes_and_how()
    {
        var adopted = await Adopted();
        var clause = adopted.At("1.2.a");
        using var secretary = await app.SignedIn(DraftingApp.Secretary, "en-GB");
        await secretary.Submit(New(adopted), New(adopted), Form(clause, "Lời điểm a có lỗi chính tả;"));
        var corrected = System.Xml.Linq.XDocument.Parse(await (await secretary.Get($"/resolutions/{adopted.Code}/export.xml")).Content.ReadAsStringAsync());
        System.Xml.Linq.XNamespace akn = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";
        foreach (var language in new[] { "vi", "en" })
        {
            var file = await (await secretary.Get($"/resolutions/{adopted.Code}/corrigenda/1/export.xml?lang={language}")).Content.ReadAsByteArrayAsync();
            if (AkomaNtosoSchema.Path is not null) Assert.Empty(AkomaNtosoSchema.Errors(file));
            var xml = System.Xml.Linq.XDocument.Load(new MemoryStream(file));
            var change = xml.Descendants(akn + "textualMod").Single();
            string Href(string name) => change.Element(akn + name)!.Attribute("href")!.Value;
            Assert.Equal(("substitution", "#para_1", "Lời điểm a có lỗi trính tả;", "Lời điểm a có lỗi chính tả;"), (change.Attribute("type")!.Value, Href("source"), change.Element(akn + "old")!.Value, change.Element(akn + "new")!.Value));
            // The place is the one that the corrected document itself has for this clause.
            var place = corrected.Descendants().Single(e => e.Attribute("GUID")?.Value == clause.Id.ToString()).Attribute("eId")!.Value;
            Assert.EndsWith("#" + place, Href("destination"), StringComparison.Ordinal);
            var reference = xml.Descendants(akn + "activeRef").Single();
            Assert.Equal((adopted.Adoption!.NumberAndSymbol, Href("destination")[..Href("destination").IndexOf('#', StringComparison.Ordinal)]), (reference.Attribute("showAs")!.Value, reference.Attribute("href")!.Value));
        }
        using var nobody = app.Visit();
        Assert.Equal(HttpStatusCode.Redirect, (await nobody.Get($"/resolutions/{adopted.Code}/corrigenda/1/export.xml")).StatusCode);
    }

    [DecreeFact]
    public async Task An_independent_reader_finds_the_decrees_layout_in_a_corrigendum()
    {
        var adopted = await Adopted();
        using var secretary = await app.SignedIn(DraftingApp.Secretary);
        await secretary.Submit(New(adopted), New(adopted), Form(adopted.At("1.2.a"), "Lời đúng;"));
        var (code, output) = WordFile.CheckDecree(await (await secretary.Get($"/resolutions/{adopted.Code}/corrigenda/1/export.docx?lang=vi")).Content.ReadAsByteArrayAsync());
        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task Two_corrigenda_at_the_same_time_get_two_numbers()
    {
        var adopted = await Adopted();
        using var one = await app.SignedIn(DraftingApp.Secretary);
        using var other = await app.SignedIn(DraftingApp.OtherSecretary);
        var answers = await Task.WhenAll(one.Submit(New(adopted), New(adopted), Form(adopted.At("1.2.a"), "Lời đúng;")), other.Submit(New(adopted), New(adopted), Form(adopted.At("1.2.b"), "Lời đúng b;")));
        Assert.Equal([$"/resolutions/{adopted.Code}/corrigenda/1", $"/resolutions/{adopted.Code}/corrigenda/2"], answers.Select(a => a.Headers.Location!.ToString()).Order());
    }

    [Theory]
    [InlineData("Lời điểm a có lỗi trính tả;", "Sai.", "Nothing is corrected: every clause reads as it did.")]
    [InlineData("Lời đúng;", " ", "Say why the text is corrected.")]
    [InlineData("", "Sai.", "A clause needs a heading or a text.")]
    public async Task A_corrigendum_that_lacks_something_is_refused_and_what_was_typed_is_kept(string text, string reason, string sentence)
    {
        var adopted = await Adopted();
        using var secretary = await app.SignedIn(DraftingApp.Secretary, "en-GB");
        var page = WebUtility.HtmlDecode(await (await secretary.Submit(New(adopted), New(adopted), Form(adopted.At("1.2.a"), text, reason))).Content.ReadAsStringAsync());
        Assert.Contains(sentence, page, StringComparison.Ordinal);
        Assert.Contains("A misprint.", page, StringComparison.Ordinal);
        Assert.Equal(0, await app.With<ResolutionsDb, int>(db => db.Corrigenda.CountAsync(c => c.ResolutionId == adopted.Id)));
    }

    [Fact]
    public async Task Only_the_secretariat_issues_and_everyone_reads_and_nobody_changes_what_is_issued()
    {
        var (adopted, draft) = (await Adopted(), await app.ADraft());
        using var secretary = await app.SignedIn(DraftingApp.Secretary);
        Assert.Equal(HttpStatusCode.NotFound, (await secretary.Get(New(draft))).StatusCode);
        await secretary.Submit(New(adopted), New(adopted), Form(adopted.At("1.2.a"), "Lời đúng;"));
        foreach (var badge in new[] { DraftingApp.Organiser, DraftingApp.Chair, DraftingApp.Delegate, DraftingApp.FocalPoint, DraftingApp.Observer })
        {
            using var visitor = await app.SignedIn(badge);
            using var api = await app.Api(badge: badge);
            Assert.Contains("/denied", (await visitor.Get(New(adopted))).Headers.Location!.ToString(), StringComparison.Ordinal);
            foreach (var handler in new[] { "", "?handler=Add" })
                Assert.Contains("/denied", (await visitor.Submit("/resolutions", New(adopted) + handler, Form(adopted.At("1.2.a"), "x"))).Headers.Location!.ToString(), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await visitor.Get($"/resolutions/{adopted.Code}/corrigenda/1")).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await api.GetAsync($"/api/v1/resolutions/{adopted.Code}/corrigenda/1/export.docx")).StatusCode);
        }
        using var stranger = app.Visit();
        Assert.Contains("/sign-in", (await stranger.Get($"/resolutions/{adopted.Code}/corrigenda/1")).Headers.Location!.ToString(), StringComparison.Ordinal);
        foreach (var change in new Action<ResolutionsDb, Corrigendum>[] { (db, c) => db.Entry(c).Property(x => x.Text).CurrentValue = "x", (db, c) => db.Remove(c) })
            await Assert.ThrowsAsync<RuleBroken>(() => app.With<ResolutionsDb>(async db =>
            {
                change(db, await db.Corrigenda.SingleAsync(c => c.ResolutionId == adopted.Id));
                await db.SaveChangesAsync();
            }));
        var only = await app.With<ResolutionsDb, Corrigendum>(db => db.Corrigenda.AsNoTracking().SingleAsync(c => c.ResolutionId == adopted.Id));
        Assert.True(only.IsUnchanged(adopted));
    }

    [Fact]
    public async Task Verify_finds_a_byte_that_was_changed_behind_the_systems_back()
    {
        var mark = $"Lời {Guid.NewGuid():N}";
        var adopted = await Adopted(mark + ";");
        using var secretary = await app.SignedIn(DraftingApp.Secretary, "en-GB");
        await secretary.Submit(New(adopted), New(adopted), Form(adopted.At("1.2.a"), mark + " đúng;"));
        var (name, hash) = ($"{adopted.Code} {adopted.Adoption!.NumberAndSymbol}", adopted.Adoption.Hash);
        var settings = app.Database.Settings(demonstration: true);

        var (exit, output, error) = await HostProcess.Verb(settings, "verify", adopted.Code);
        Assert.True(exit == 0, output + error);
        Assert.Equal([$"ok       {name}  sha256 {hash}", $"ok       {adopted.Code}/L.1  sha256", $"ok       {adopted.Adoption.NumberAndSymbol}/Corr.1  sha256", "3 unchanged, 0 changed"],
            output.Split('\n').Select((l, i) => i is 1 or 2 ? l[..(l.IndexOf("sha256", StringComparison.Ordinal) + 6)] : l));
        Assert.Equal((1, "There is no resolution R-98765."), await HostProcess.Verb(settings, "verify", "R-98765") is var (code, _, said) ? (code, said.Split('\n')[^1]) : default);

        Task Rewrite(string table, string column, string from, string to) =>
            app.Database.Count($"""UPDATE "Resolutions_{table}" SET "{column}" = REPLACE("{column}", '{mark}{from}', '{mark}{to}') WHERE "{column}" LIKE '%{mark}%' """);
        await Rewrite("Clauses", "Text", ";", ":");
        (exit, output, error) = await HostProcess.Verb(settings, "verify", adopted.Code);
        Assert.True(exit == 1, output + error);
        Assert.Contains($"CHANGED  {name}  sha256 {hash}: line 6 was sealed as “a) {mark};” and reads “a) {mark}:”", output, StringComparison.Ordinal);
        Assert.EndsWith("2 unchanged, 1 changed", output, StringComparison.Ordinal);
        await Rewrite("Clauses", "Text", ":", ";");

        // What the verb prints, asked for without its process.
        Task<IReadOnlyList<VerifyAdopted.Finding>> Verify() => app.With<VerifyAdopted, IReadOnlyList<VerifyAdopted.Finding>>(verify => verify.Run(adopted.Code, CancellationToken.None));
        foreach (var (table, column, changed) in new[]
                 {
                     ("Clauses", "Text", name), ("Adoptions", "Text", name), ("NumberedDrafts", "Stored", $"{adopted.Code}/L.1"), ("Corrigenda", "Text", $"{adopted.Adoption.NumberAndSymbol}/Corr.1"),
                 })
        {
            await Rewrite(table, column, ";", ":");
            Assert.Equal([changed], (await Verify()).Where(f => f.Wrong is not null).Select(f => f.Document));
            if (table is "Clauses" or "Adoptions") Assert.Contains("The text does not have the fingerprint it was adopted with.", await secretary.Read($"/resolutions/{adopted.Code}"), StringComparison.Ordinal);
            await Rewrite(table, column, ":", ";");
        }
        Task Recorded(string abstentions) => app.Database.Count($"""UPDATE "Resolutions_Adoptions" SET "Abstentions" = {abstentions} WHERE "Text" LIKE '%{mark}%' """);
        await Recorded("5");
        Assert.Equal([(name, hash, "what was recorded of the adoption was changed")], (await Verify()).Where(f => f.Wrong is not null).Select(f => (f.Document, f.Hash, f.Wrong)));
        await Recorded("NULL");
        Assert.Equal(3, (await Verify()).Count(f => f.Wrong is null));
    }
}
