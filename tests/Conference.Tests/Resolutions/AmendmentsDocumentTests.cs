using System.Net;
using Conference.Resolutions;
using Conference.Tests.Shared;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Conference.Tests.Resolutions;

/// <summary>The table of amendments on paper, as a presiding officer has it before them.</summary>
public sealed partial class AmendmentTests
{
    private static async Task<byte[]> Paper(Visitor who, Resolution draft, string query = "")
    {
        var answer = await who.Get($"{Table(draft)}.docx{query}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    [Fact]
    public async Task The_table_on_paper_has_each_amendment_with_its_sponsors_changes_and_decision_in_the_order_of_treatment()
    {
        var draft = await Open();
        var (daNang, dakLak, secretary) = (await app.SignedIn(DaNang, "en-GB"), await app.SignedIn(DakLak, "en-GB"), await app.SignedIn(DraftingApp.Secretary, "en-GB"));
        var small = await Received(daNang, draft, draft.At("1.2.a"), "Lời mới điểm a;");
        var deletion = await Received(dakLak, draft, draft.At("1.2.a"), "", AmendmentKind.Delete);
        var rejected = await Received(dakLak, draft, draft.At("2.1"), "Khác.");
        await dakLak.Submit($"/amendments/{small}", $"/amendments/{small}?handler=Join");
        await secretary.Submit($"/amendments/{rejected}", $"/amendments/{rejected}?handler=Reject", ("Why", "Đã có ở mục I"));
        var waiting = await Propose(daNang, draft, draft.At("1.2.b"), "Chưa được xác nhận;");

        using var open = new WordFile(await Paper(dakLak, draft));
        Assert.Empty(open.Errors);
        Assert.Equal(
        [
            ["No.", "Amendment", "Proposed by", "Text with the amendment", "Reason", "Decision"],
            [$"{draft.Code} §1.2.a Lời điểm a;"],
            ["1", $"{deletion}|Deletes the clause", "Dak Lak", "Lời điểm a;", "Rõ hơn", $"To be decided|Collides with {small}"],
            ["2", small, "Da Nang|Dak Lak", "Lời mới điểm a;", "Rõ hơn", $"To be decided|Collides with {deletion}"],
        ], open.Table(1));
        using var all = new WordFile(await Paper(secretary, draft, "?show=all"));
        Assert.Empty(all.Errors);
        Assert.Equal([[$"{draft.Code} §2.1 Khoản một"], ["", rejected, "Dak Lak", "Khoản một. Lời khoản một của mục haiKhác.", "Rõ hơn", "Not accepted|Đã có ở mục I"]], all.Table(1).Skip(4));
        foreach (var file in new[] { open, all }) Assert.DoesNotContain(file.Lines, l => l.Contains(waiting, StringComparison.Ordinal) || l.Contains("Chưa được xác nhận", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_put_in_is_underlined_and_what_is_taken_out_struck_through_on_pages_across_with_the_head_on_each()
    {
        var draft = await Open();
        await Received(await app.SignedIn(DaNang), draft, draft.At("1.2.a"), "Lời mới điểm a;");
        using var file = new WordFile(await Paper(await app.SignedIn(DraftingApp.Chair), draft));
        var runs = file.Body.Descendants<Table>().Last().Descendants<Run>().Select(r => (r.InnerText, In: r.RunProperties?.Underline is not null, Out: r.RunProperties?.Strike is not null, Colour: r.RunProperties?.Color?.Val?.Value)).Where(r => r.In || r.Out).ToList();
        Assert.Equal([("mới ", true, false, "0B5394")], runs);
        Assert.Empty(file.Body.Descendants<InsertedRun>());
        var section = Assert.Single(file.Sections);
        Assert.Equal(PageOrientationValues.Landscape, section.GetFirstChild<PageSize>()!.Orient!.Value);
        Assert.NotNull(file.Body.Descendants<Table>().Last().Elements<TableRow>().First().TableRowProperties!.GetFirstChild<TableHeader>());
        Assert.Contains("BẢNG TỔNG HỢP ĐỀ NGHỊ SỬA ĐỔI", file.Lines);
    }

    [Fact]
    public async Task Whoever_may_not_read_the_table_gets_no_paper_either()
    {
        var draft = await app.ADraft();
        using (var delegates = await app.SignedIn(DaNang)) Assert.Equal(HttpStatusCode.NotFound, (await delegates.Get($"{Table(draft)}.docx")).StatusCode);
        foreach (var badge in new[] { DraftingApp.FocalPoint, DraftingApp.Observer })
        {
            using var token = await app.Api(badge: badge);
            Assert.Equal(HttpStatusCode.Forbidden, (await token.GetAsync($"/api/v1{Table(draft)}.docx")).StatusCode);
        }
        using var chair = await app.SignedIn(DraftingApp.Chair);
        Assert.Contains("Không còn đề nghị nào chờ quyết định", new WordFile(await Paper(chair, draft)).Lines);
    }
}
