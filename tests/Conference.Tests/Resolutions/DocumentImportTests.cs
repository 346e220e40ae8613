using System.Net;
using System.Text;
using Conference.Resolutions;
using Microsoft.EntityFrameworkCore;

namespace Conference.Tests.Resolutions;

/// <summary>A document becomes a draft: read, shown, and made only when confirmed.</summary>
[Collection("Drafting")]
public sealed class DocumentImportTests(DraftingApp app)
{
    private const string Page = "/resolutions/import";

    private Task<int> Drafts() => app.With<ResolutionsDb, int>(db => db.Resolutions.CountAsync());

    [Fact]
    public async Task Nothing_is_made_before_the_preview_is_confirmed_and_then_the_draft_has_all_of_it()
    {
        var secretary = await app.SignedIn(DraftingApp.Secretary);
        var before = await Drafts();
        var uploaded = await secretary.Upload(Page, Page, "file", "nghi-quyet.txt", Encoding.UTF8.GetBytes(GivenDocument.WithoutArticles.Normalize(NormalizationForm.FormD)));
        var preview = uploaded.Headers.Location!.ToString();
        var shown = await secretary.Read(preview);
        foreach (var words in new[] { "Nghị quyết về một số nhiệm vụ ngoại giao kinh tế", "đ)", "Thực hiện Chỉ thị số 15-CT / TW;", "Phụ lục II", "Số dạng 2.1. không có cấp riêng ở đây", "chưa tạo dự thảo nào", "6</b>điểm" })
            Assert.Contains(words, shown, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(before, await Drafts());

        var made = await secretary.Submit(preview, preview + "&handler=Confirm", ("Title", "Nghị quyết thử"));
        var draft = made.Headers.Location!.ToString();
        Assert.Equal(before + 1, await Drafts());
        var number = Code.Resolution(draft.Split('/')[^1]);
        var stored = await app.With<ResolutionsDb, Resolution>(db => db.Whole.AsNoTracking().SingleAsync(r => r.Number == number));
        Assert.Equal("Thực hiện Chỉ thị số 15-CT / TW;", stored.At("2.1.đ").Text);
        Assert.Equal(22, stored.Clauses.Count);
        Assert.Contains("§2.1.đ", await secretary.Read(draft + "/references"), StringComparison.Ordinal);
        Assert.Equal(draft, (await secretary.Get(preview)).Headers.Location!.ToString());
        await secretary.Submit(preview, preview + "&handler=Confirm", ("Title", "Lần nữa"));
        Assert.Equal(before + 1, await Drafts());
    }

    [Fact]
    public async Task A_document_with_chapters_becomes_a_draft_with_articles_and_its_exports_follow()
    {
        var secretary = await app.SignedIn(DraftingApp.Secretary, "en-GB");
        var preview = (await secretary.Upload(Page, Page, "file", "quy-che.md", Encoding.UTF8.GetBytes(GivenDocument.WithArticles))).Headers.Location!.ToString();
        var draft = (await secretary.Submit(preview, preview + "&handler=Confirm", ("Title", "Quy chế"))).Headers.Location!.ToString();
        var page = await secretary.Read(draft);
        foreach (var words in new[] { "Chapter I", "Article 2.", "data-citation=\"Đ2.2.b\"" }) Assert.Contains(words, page, StringComparison.Ordinal);
        Assert.Contains("Về nội dung;", await secretary.Read($"/trace/{Uri.EscapeDataString($"{draft.Split('/')[^1]} D2.2.a")}"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await secretary.Get(draft + "/export.docx")).StatusCode);
        Assert.Contains("<article", await secretary.Read(draft + "/export.xml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_read_is_refused_on_the_page_and_keeps_nothing_and_another_persons_preview_is_not_found()
    {
        var (secretary, other) = (await app.SignedIn(DraftingApp.Secretary, "en-GB"), await app.SignedIn(DraftingApp.OtherSecretary));
        var kept = await app.With<ResolutionsDb, int>(db => db.DocumentImports.CountAsync());
        foreach (var (file, sentence) in new (byte[], string)[]
        {
            ([], "Choose a file or paste the text first."), (GivenDocument.Bomb(), "This document unpacks to more than 200 MB."), ("%PDF-1.4"u8.ToArray(), "This is a PDF."), ([0xD0, 0xCF, 0x11, 0xE0], "old Word document"),
            (new byte[DocumentLines.LargestFile + 1], "This file is larger than 10 MB."),
        })
            Assert.Contains(sentence, WebUtility.HtmlDecode(await (await secretary.Upload(Page, Page, "file", "tep.docx", file)).Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.Equal(kept, await app.With<ResolutionsDb, int>(db => db.DocumentImports.CountAsync()));

        var preview = (await secretary.Submit(Page, Page, ("pasted", "Thử\n1. Một.\n2. Hai."))).Headers.Location!.ToString();
        Assert.Equal(HttpStatusCode.NotFound, (await other.Get(preview)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Submit(Page, preview + "&handler=Confirm", ("Title", "x"))).StatusCode);
    }

    [Fact]
    public async Task What_a_clause_does_with_a_document_is_proposed_and_said_by_a_person()
    {
        var draft = await app.ADraft();
        await app.Change(draft, (r, pen) => r.Edit(r.At("2.1").Id, 1, DraftingApp.Text("Thực hiện Chỉ thị số 15-CT/TW; căn cứ Nghị định 30/2020/NĐ-CP."), pen));
        var secretary = await app.SignedIn(DraftingApp.Secretary, "en-GB");
        var page = $"/resolutions/{draft.Code}/references";
        var shown = await secretary.Read(page);
        Assert.Contains("15-CT/TW", shown, StringComparison.Ordinal);
        Assert.Contains("<option value=\"Implements\" selected=\"selected\">", shown, StringComparison.Ordinal);
        await secretary.Submit(page, page, ("clause", draft.At("2.1").Id.ToString()), ("document", "30/2020/NĐ-CP"), ("does", "Replaces"));
        Assert.Contains("<option value=\"Replaces\" selected=\"selected\">", await secretary.Read(page), StringComparison.Ordinal);
        Assert.Contains("said by Đoàn Hải Yến", await secretary.Read(page), StringComparison.Ordinal);
        var chair = await app.SignedIn(DraftingApp.Chair, "en-GB");
        Assert.Contains("Replaces", await chair.Read(page), StringComparison.Ordinal);
        Assert.Contains("/denied", (await chair.Submit(page, page, ("clause", draft.At("2.1").Id.ToString()), ("document", "30/2020/NĐ-CP"), ("does", "Cites"))).Headers.Location!.ToString(), StringComparison.Ordinal);
    }
}
