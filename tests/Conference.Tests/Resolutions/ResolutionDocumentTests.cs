using System.Globalization;
using System.Net;
using System.Xml.Linq;
using Conference.Resolutions;
using Conference.Tests.Shared;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests.Resolutions;

/// <summary>Runs where the schema of Akoma Ntoso is kept beside the repository, and says so where it is not.</summary>
public sealed class AkomaNtosoFactAttribute : FactAttribute
{
    public AkomaNtosoFactAttribute() => Skip = AkomaNtosoSchema.Path is null ? "../shared/schemas/akomantoso30.xsd is not here." : null;
}

/// <summary>A resolution leaves the system as a Word file after the decree's model 1.1, its action program as an annex.</summary>
[Collection("Drafting")]
public sealed class ResolutionDocumentTests(DraftingApp app)
{
    private static readonly XNamespace Akn = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";

    private static readonly string[] All = [DraftingApp.Secretary, DraftingApp.Organiser, DraftingApp.Chair, DraftingApp.Delegate, DraftingApp.FocalPoint, DraftingApp.Observer];

    /// <summary>A draft with an action program of two groups.</summary>
    private async Task<Resolution> AProgrammedDraft()
    {
        var draft = await app.ADraft();
        await app.Change(draft, (r, pen) => r.Rename("Nghị quyết Hội nghị thử", "Resolution of the trial conference", pen));
        await app.Change(draft, (r, pen) => r.Edit(r.At("2.1").Id, 1, new("Khoản một", "First item", "Lời khoản một\ncủa mục hai.", "Words of\nthe first item."), pen));
        await app.With<ResolutionsDb>(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            var known = await KnownAgencies.Load(db, default);
            var resolution = await db.Resolutions.SingleAsync(r => r.Id == draft.Id);
            var program = ActionProgram.Draft(Guid.CreateVersion7(), (int)await db.TakeNumbers("programs", 1), "Chương trình hành động", "Action program", resolution);
            db.Add(program);
            foreach (var (i, title) in new[] { "Kinh tế", "Văn hóa" }.Index())
            {
                var group = TaskGroup.Add(program, i + 1, title, title + " (en)");
                db.Add(group);
                db.Add(ActionTask.Create(Guid.CreateVersion7(), (int)await db.TakeNumbers("tasks", 1), group, 1, new(
                    $"Việc {i + 1}", $"Task {i + 1}", known.Read("Bộ Công Thương\nBộ Ngoại giao"), [], "Báo cáo", "Report", Deadline.Parse("Quý II/2030"), null, "")));
            }
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        });
        return await app.Stored(draft);
    }

    private async Task<WordFile> Word(string badge, Resolution resolution, string language = "vi-VN", string query = "")
    {
        using var reader = await app.SignedIn(badge, language);
        return new(await (await reader.Get($"/resolutions/{resolution.Code}/export.docx{query}")).Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_draft_is_marked_as_one_and_says_everything_in_the_order_of_the_model()
    {
        var draft = await AProgrammedDraft();
        using var file = await Word(DraftingApp.Chair, draft);
        Assert.Empty(file.Errors);
        Assert.Equal(
        [
            ("ParentBody", "BỘ NGOẠI GIAO"), ("IssuingBody", "HỘI NGHỊ NGOẠI GIAO LẦN THỨ 32"),
            ("Country", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("Motto", "Độc lập - Tự do - Hạnh phúc"),
            ("DocumentMark", "DỰ THẢO"), ("PlaceAndDate", "Hà Nội, ngày …… tháng …… năm ……"),
            ("Title", "NGHỊ QUYẾT"), ("Subtitle", "Hội nghị thử"), ("Authority", "HỘI NGHỊ NGOẠI GIAO LẦN THỨ 32"), ("LegalBasis", "Căn cứ Luật Thỏa thuận quốc tế."), ("Enacting", "QUYẾT NGHỊ:"),
            ("Heading", "I. MỤC MỘT"), ("Clause", "1. Khoản một"), ("BodyText", "Lời khoản một."), ("Clause", "2. Khoản hai"), ("BodyText", "Lời khoản hai:"),
            ("BodyText", "a) Lời điểm a;"), ("BodyText", "b) Lời điểm b;"), ("BodyText", "c) Lời điểm c."),
            ("Heading", "II. MỤC HAI"), ("Clause", "1. Khoản một"), ("BodyText", "Lời khoản một"), ("BodyText", "của mục hai./."),
            ("RecipientsHead", "Nơi nhận:"), ("Recipient", "- Các cơ quan nêu trong Nghị quyết;"), ("Recipient", "- Lưu: VT, Ban Thư ký Hội nghị."),
            ("SigningCapacity", "TM. HỘI NGHỊ"), ("SigningCapacity", "CHỦ TỌA"),
            ("AnnexNumber", "Phụ lục"), ("AnnexTitle", "CHƯƠNG TRÌNH HÀNH ĐỘNG"), ("AnnexReference", "(Kèm theo dự thảo Nghị quyết của Hội nghị Ngoại giao lần thứ 32)"),
        ], file.Styled.TakeWhile(l => l.Style != "TableHead"));
        Assert.Equal(
        [
            ["TT", "Tên nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Kết quả", "Thời gian hoàn thành"],
            ["I", "Kinh tế"], ["1", "Việc 1", "Bộ Công Thương;|Bộ Ngoại giao", "", "Báo cáo", "Quý II/2030"],
            ["II", "Văn hóa"], ["2", "Việc 2", "Bộ Công Thương;|Bộ Ngoại giao", "", "Báo cáo", "Quý II/2030"],
        ], file.Table(1));
        Assert.StartsWith($"{draft.Code}, dự thảo lưu lúc ", file.Main.FooterParts.First().Footer.InnerText, StringComparison.Ordinal);
    }

    [DecreeFact]
    public async Task An_independent_reader_finds_the_decrees_layout_in_a_draft_and_in_what_is_adopted()
    {
        using var secretary = await app.SignedIn(DraftingApp.Secretary);
        foreach (var resolution in new[] { await AProgrammedDraft(), await Adopted() })
        {
            var (code, output) = WordFile.CheckDecree(await (await secretary.Get($"/resolutions/{resolution.Code}/export.docx?lang=vi")).Content.ReadAsByteArrayAsync());
            Assert.True(code == 0, output);
        }
    }

    [Fact]
    public async Task What_is_adopted_shows_its_number_its_day_and_the_fingerprint_of_its_text()
    {
        var adopted = await Adopted();
        using var file = await Word(DraftingApp.Delegate, adopted);
        var (adoption, day) = (adopted.Adoption!, adopted.Adoption!.AdoptedOn);
        var written = $"ngày {day.Day:00} tháng {(day.Month < 3 ? "0" : "")}{day.Month.ToString(CultureInfo.InvariantCulture)} năm {day.Year}";
        Assert.Empty(file.Errors);
        Assert.Equal([$"Số: {adoption.NumberAndSymbol}", $"Hà Nội, {written}", $"(Kèm theo Nghị quyết số {adoption.NumberAndSymbol} {written} của Hội nghị Ngoại giao lần thứ 32)"],
            new[] { "DocumentNumber", "PlaceAndDate", "AnnexReference" }.Select(s => file.Styled.Single(l => l.Style == s).Text));
        Assert.DoesNotContain(file.Styled, l => l.Style == "DocumentMark");
        Assert.All(file.Main.FooterParts, f => Assert.Equal($"SHA-256: {adoption.Hash}", f.Footer.InnerText));
    }

    [Fact]
    public async Task A_reader_gets_their_own_language_or_the_one_they_ask_for()
    {
        var draft = await AProgrammedDraft();
        using var english = await Word(DraftingApp.Secretary, draft, "en-GB");
        using var asked = await Word(DraftingApp.Secretary, draft, "vi-VN", "?lang=en");
        Assert.Equal(english.Styled, asked.Styled);
        Assert.Equal(["DRAFT", "RESOLUTION", "of the trial conference", "RESOLVES:", "ON BEHALF OF THE CONFERENCE", "CHAIR", "(Attached to the draft Resolution of the 32nd Diplomatic Conference)"],
            english.Styled.Where(l => l.Style is "DocumentMark" or "Title" or "Subtitle" or "Enacting" or "SigningCapacity" or "AnnexReference").Select(l => l.Text));
        Assert.Equal([("Clause", "1. First item"), ("BodyText", "Words of"), ("BodyText", "the first item./.")], english.Styled.SkipWhile(l => l.Text != "1. First item").Take(3));
        // What is not translated reads in Vietnamese.
        Assert.Contains(("BodyText", "a) Lời điểm a;"), english.Styled);
        Assert.Equal(["1", "Task 1", "Ministry of Industry and Trade;|Ministry of Foreign Affairs", "", "Report", "Q2 2030"], english.Table(1)[2]);
        using var reader = await app.SignedIn(DraftingApp.Secretary);
        Assert.Equal(($"nghi-quyet-{draft.Code}.docx", $"resolution-{draft.Code}.docx"), (await Name(reader, ""), await Name(reader, "?lang=en")));

        async Task<string?> Name(Visitor visitor, string query) => (await visitor.Get($"/resolutions/{draft.Code}/export.docx{query}")).Content.Headers.ContentDisposition!.FileName;
    }

    [Fact]
    public async Task A_draft_goes_to_those_who_may_read_it_and_what_is_adopted_to_everyone_signed_in_by_page_and_by_API()
    {
        var (draft, adopted) = (await app.ADraft(), await Adopted());
        foreach (var badge in All)
        {
            using var visitor = await app.SignedIn(badge);
            using var api = await app.Api(badge: badge);
            foreach (var (prefix, extension) in from p in new[] { "/resolutions", "/api/v1/resolutions" } from e in new[] { "docx", "xml" } select (p, e))
                foreach (var (resolution, may) in new[] { (draft, All.Take(3).Contains(badge)), (adopted, true) })
                {
                    var answer = prefix.StartsWith("/api", StringComparison.Ordinal) ? await api.GetAsync($"{prefix}/{resolution.Code}/export.{extension}") : await visitor.Get($"{prefix}/{resolution.Code}/export.{extension}");
                    Assert.Equal((badge, prefix, may ? HttpStatusCode.OK : HttpStatusCode.NotFound), (badge, prefix, answer.StatusCode));
                }
        }
        using var stranger = app.Visit();
        Assert.Contains("/sign-in", (await stranger.Get($"/resolutions/{adopted.Code}/export.docx")).Headers.Location!.ToString(), StringComparison.Ordinal);
        using var secretary = await app.SignedIn(DraftingApp.Secretary);
        Assert.Equal(HttpStatusCode.NotFound, (await secretary.Get("/resolutions/R-98765/export.docx")).StatusCode);
        Assert.Contains($"/resolutions/{draft.Code}/export.docx", await secretary.Read($"/resolutions/{draft.Code}"), StringComparison.Ordinal);
        Assert.Contains($"/resolutions/{adopted.Code}/export.docx?lang=vi", await secretary.Read($"/resolutions/{adopted.Code}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_secretariat_says_who_signs_and_who_receives_it_also_after_the_adoption()
    {
        var adopted = await Adopted();
        var url = $"/resolutions/{adopted.Code}/signature";
        using var secretary = await app.SignedIn(DraftingApp.Secretary, "en-GB");
        using var colleague = await app.SignedIn(DraftingApp.OtherSecretary, "en-GB");
        (string, string)[] words = [("Input.By", "InPlaceOf"), ("Input.For", "Bộ trưởng"), ("Input.ForEn", "Minister"), ("Input.Title", "Thứ trưởng"), ("Input.TitleEn", "Deputy Minister"), ("Input.Name", "Nguyễn Văn A"), ("Input.Recipients", "Ban Bí thư (để báo cáo)\r\nLưu: VT"), ("Input.RecipientsEn", "")];

        Assert.Contains("value=\"Chủ tọa\"", await secretary.Read(url), StringComparison.Ordinal);
        var saved = await secretary.Submit(url, url, [.. words, ("Version", "0")]);
        var late = WebUtility.HtmlDecode(await (await colleague.Submit(url, url, [.. words[..5], ("Input.Name", "Trần Văn B"), ("Version", "0")])).Content.ReadAsStringAsync());
        var nobody = WebUtility.HtmlDecode(await (await colleague.Submit(url, url, [("Input.By", "Acting"), ("Input.Title", "Bộ trưởng"), ("Version", "1")])).Content.ReadAsStringAsync());

        Assert.Equal($"/resolutions/{adopted.Code}", saved.Headers.Location!.ToString());
        Assert.Contains("Someone else changed this at the same moment.", late, StringComparison.Ordinal);
        Assert.Contains("value=\"Trần Văn B\"", late, StringComparison.Ordinal);
        Assert.Contains("Say for whom the resolution is signed.", nobody, StringComparison.Ordinal);
        using var file = await Word(DraftingApp.Observer, adopted);
        Assert.Equal(["- Ban Bí thư (để báo cáo);", "- Lưu: VT.", "KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", "Nguyễn Văn A"], file.Styled.Where(l => l.Style is "Recipient" or "SigningCapacity" or "Signer").Select(l => l.Text));
        Assert.Equal(adopted.Adoption!.Hash, CanonicalText.HashOf(await app.With<ResolutionsDb, string>(async db => await CanonicalText.Whole(db, await db.Whole.SingleAsync(r => r.Id == adopted.Id), default))));

        foreach (var badge in All[1..])
        {
            using var visitor = await app.SignedIn(badge);
            Assert.Contains("/denied", (await visitor.Get(url)).Headers.Location!.ToString(), StringComparison.Ordinal);
            Assert.Contains("/denied", (await visitor.Submit("/resolutions", url, ("Input.Title", "x"), ("Version", "1"))).Headers.Location!.ToString(), StringComparison.Ordinal);
        }
        Assert.Equal(1, await app.With<ResolutionsDb, int>(db => db.Signings.Where(s => s.ResolutionId == adopted.Id).Select(s => s.Version).SingleAsync()));
    }

    [AkomaNtosoFact]
    public async Task The_draft_and_what_is_adopted_keep_the_schema_of_Akoma_Ntoso_in_both_languages()
    {
        using var secretary = await app.SignedIn(DraftingApp.Secretary);
        foreach (var code in new[] { (await AProgrammedDraft()).Code, (await Adopted()).Code, "R-1" })
            foreach (var language in new[] { "vi", "en" })
                Assert.Empty(AkomaNtosoSchema.Errors(await (await secretary.Get($"/resolutions/{code}/export.xml?lang={language}")).Content.ReadAsByteArrayAsync()));
    }

    [Fact]
    public async Task The_XML_tells_the_life_of_a_resolution_and_names_each_clause_by_its_place()
    {
        var adopted = await Adopted();
        using var reader = await app.SignedIn(DraftingApp.Delegate);
        var answer = await reader.Get($"/resolutions/{adopted.Code}/export.xml");
        var statement = XDocument.Parse(await answer.Content.ReadAsStringAsync()).Root!.Elements().Single();
        IEnumerable<XElement> Named(string name) => statement.Descendants(Akn + name);
        string Attribute(string element, string name) => (string)Named(element).First().Attribute(name)!;
        var (day, created) = (adopted.Adoption!.AdoptedOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), adopted.CreatedAt.AddHours(7).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

        Assert.Equal(("application/akn+xml", "resolution"), (answer.Content.Headers.ContentType!.MediaType, (string)statement.Attribute("name")!));
        Assert.Equal(($"/akn/vn/statement/resolution/{created}/{adopted.Code.ToLowerInvariant()}", "vn", adopted.Adoption.NumberAndSymbol, "vie"),
            (Attribute("FRBRuri", "value"), Attribute("FRBRcountry", "value"), Attribute("FRBRnumber", "value"), Attribute("FRBRlanguage", "language")));
        Assert.Equal([(created, "#draft"), (day, "#adopted")], Named("eventRef").Select(e => ((string)e.Attribute("date")!, (string)e.Attribute("refersTo")!)));
        Assert.Equal(adopted.Adoption.Hash, statement.Descendants().Single(e => e.Name.LocalName == "sha256").Value);
        Assert.Equal(["Căn cứ Luật Thỏa thuận quốc tế;"], Named("recital").Select(r => r.Value));
        Assert.Equal(
            [("sec_I", "I."), ("sec_I__para_1", "1."), ("sec_I__para_2", "2."), ("sec_I__para_2__point_a", "a)"), ("sec_I__para_2__point_b", "b)"), ("sec_I__para_2__point_c", "c)"), ("sec_II", "II."), ("sec_II__para_1", "1.")],
            Named("num").Select(n => ((string)n.Parent!.Attribute("eId")!, n.Value)));
        Assert.Equal(adopted.At("1.2.b").Id.ToString(), (string)statement.Descendants().Single(e => (string?)e.Attribute("eId") == "sec_I__para_2__point_b").Attribute("GUID")!);
        Assert.Equal(["Lời khoản một", "của mục hai."], statement.Descendants().Single(e => (string?)e.Attribute("eId") == "sec_II__para_1").Descendants(Akn + "p").Select(p => p.Value));
        Assert.Equal("Việc 2", Named("attachment").Single().Descendants(Akn + "tr").Last().Elements().ElementAt(1).Value);
    }

    private async Task<Resolution> Adopted()
    {
        var draft = await AProgrammedDraft();
        var programs = await app.With<ResolutionsDb, string>(async db => await ProgramText.Of(db, await db.Whole.SingleAsync(r => r.Id == draft.Id), default));
        await app.Change(draft, (r, pen) => r.Adopt(new(new(r.Number, "NQ-WORD"), DateOnly.FromDateTime(DateTime.UtcNow), AdoptionBasis.Consensus, null, null, null, "", "") { Programs = programs }, pen, DateOnly.FromDateTime(DateTime.UtcNow).AddDays(1)));
        return await app.Stored(draft);
    }
}
